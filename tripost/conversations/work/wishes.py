"""What POST /acts may ask for, field by field, and what the names in it stand for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from tripost.conversations.work import do, queries
from tripost.conversations.work.decide import Was
from tripost.conversations.work.do import KEEP, Do, Keep
from tripost.people.door import Ask, Problem, Wish
from tripost.people.queries import user_ids

NOBODY = -1
"""Stands for a name that nobody has: no conversation was ever theirs."""


class Believed(Wish):
    """What the asker believed the conversation to be; what is not said may be anything."""

    state: str | None = None
    assignee: str | None = None
    team: str | None = None
    priority: int | None = None


class StateChange(Wish):
    """Another state; `until` and `regardless` for snoozing."""

    state: str
    status: str | None = None
    until: AwareDatetime | None = None
    regardless: bool = False


class Giving(Wish):
    """To whom; what is not said stays, null is nobody."""

    user: str | None = None
    team: str | None = None


class PriorityChange(Wish):
    """-1 low, 0 normal, 1 high, 2 urgent."""

    priority: int


class DueChange(Wish):
    """When it is due; null: whenever."""

    due_at: AwareDatetime | None


class StateDo(StateChange):
    """Do: another state."""

    kind: Literal["state"]


class AssignDo(Giving):
    """Do: give."""

    kind: Literal["assign"]


class PriorityDo(PriorityChange):
    """Do: priority."""

    kind: Literal["priority"]


class DueDo(DueChange):
    """Do: due time."""

    kind: Literal["due"]


class LabelDo(Wish):
    """Do: labels on and off."""

    kind: Literal["label"]
    add: list[str] = Field(default_factory=list)
    remove: list[str] = Field(default_factory=list)


class OnDo(Wish):
    """Do: what is one's own, on or off."""

    kind: Literal["star", "follow", "archive", "read"]
    on: bool


class MoveDo(Wish):
    """Do: to another address."""

    kind: Literal["move"]
    address: str


class MergeDo(Wish):
    """Do: into one."""

    kind: Literal["merge"]
    into: str


AnyDo = Annotated[
    StateDo | AssignDo | PriorityDo | DueDo | LabelDo | OnDo | MoveDo | MergeDo,
    Field(discriminator="kind"),
]


class NewAct(Wish):
    """POST /acts."""

    conversations: list[str]
    do: AnyDo
    was: Believed | None = None


_PERSONAL: dict[str, Callable[[bool], Do]] = {
    "star": do.Star,
    "follow": do.Follow,
    "archive": do.Archive,
    "read": do.Read,
}


async def understood(ask: Ask, wish: Wish) -> Do:
    """The act, names resolved; raises BadInput and Problem for what cannot be."""
    match wish:
        case StateChange():
            return do.set_state(
                wish.state,
                now=ask.now,
                status=await _status(ask, wish),
                until=wish.until,
                regardless=wish.regardless,
            )
        case Giving():
            return await _assign(ask, wish)
        case PriorityChange():
            return do.set_priority(wish.priority)
        case DueChange():
            return do.set_due(wish.due_at, now=ask.now)
        case LabelDo():
            return do.relabel(add=tuple(wish.add), remove=tuple(wish.remove))
        case OnDo():
            return _PERSONAL[wish.kind](wish.on)
    raise AssertionError(f"{type(wish).__name__} is done by its own performer")


async def believed(ask: Ask, wish: Believed | None) -> Was | None:
    """What was believed, as ids; a name that nobody has was never right."""
    if wish is None:
        return None
    said: dict[str, Any] = {n: getattr(wish, n) for n in wish.model_fields_set}
    if said.get("assignee") is not None:
        name = said["assignee"].strip().lower()
        found = await ask.read(partial(user_ids, addresses=[name]))
        said["assignee"] = found.get(name, NOBODY)
    if said.get("team") is not None:
        team = await ask.read(partial(queries.team, name=said["team"]))
        said["team"] = NOBODY if team is None else team[0]
    return Was(
        state=said.get("state", KEEP),
        assignee_id=said.get("assignee", KEEP),
        team_id=said.get("team", KEEP),
        priority=said.get("priority", KEEP),
    )


async def _status(ask: Ask, wish: StateChange) -> int | Keep | None:
    if "status" not in wish.model_fields_set or wish.status is None:
        return KEEP if "status" not in wish.model_fields_set else None
    found = await ask.read(partial(queries.status, name=wish.status))
    if found is None:
        raise Problem(422, "bad-status", "There is no status of this name.")
    return found


async def _assign(ask: Ask, wish: Giving) -> do.Assign:
    said = wish.model_fields_set & {"user", "team"}
    if not said:
        raise Problem(422, "bad-request", "Say to whom: a user, a team, or null for nobody.")
    user: int | Keep | None = None if "user" in said else KEEP
    team: int | Keep | None = None if "team" in said else KEEP
    members: Sequence[int] = ()
    if wish.user is not None:
        user = (await ask.people([wish.user]))[wish.user.strip().lower()]
    if wish.team is not None:
        found = await ask.read(partial(queries.team, name=wish.team))
        if found is None:
            raise Problem(422, "unknown-team", "There is no team of this name.")
        team, members = found
    return do.Assign(user=user, team=team, members=frozenset(members))
