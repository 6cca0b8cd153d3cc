"""What the event of an act says: names as people know them, not ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tripost.conversations.work.decide import Facts
from tripost.people.models import Team, User
from tripost.store.models import Status


@dataclass(frozen=True, slots=True)
class Names:
    """Addresses of people, names of teams and of statuses, by id."""

    users: dict[int, str]
    teams: dict[int, str]
    statuses: dict[int, str]


def names_of(pairs: Iterable[tuple[Facts, Facts]]) -> Names:
    """Everybody and everything the events of these changes name."""
    facts = [one for pair in pairs for one in pair]
    return Names(
        users=_named(User, "address", {f.assignee_id for f in facts}),
        teams=_named(Team, "name", {f.team_id for f in facts}),
        statuses=_named(Status, "name", {f.status_id for f in facts}),
    )


def said(kind: str, before: Facts, after: Facts, *, names: Names) -> dict[str, Any]:
    """The data of the event."""
    match kind:
        case "state":
            return _state(before, after, names)
        case "assign":
            found: dict[str, Any] = {"to": _of(names.users, after.assignee_id)}
            if after.team_id != before.team_id:
                found["team"] = _of(names.teams, after.team_id)
            return found
        case "priority":
            return {"from": before.priority, "to": after.priority}
        case "due":
            return {"to": None if after.due_at is None else after.due_at.isoformat()}
        case _:
            return {
                "added": [name for name in after.labels if name not in before.labels],
                "removed": [name for name in before.labels if name not in after.labels],
            }


def _state(before: Facts, after: Facts, names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {"from": before.state, "to": after.state}
    if after.status_id is not None:
        found["status"] = _of(names.statuses, after.status_id)
    if after.snoozed_until is not None:
        found["until"] = after.snoozed_until.isoformat()
    return found


def _of(names: dict[int, str], ident: int | None) -> str | None:
    return None if ident is None else names.get(ident)


def _named(model: Any, column: str, ids: set[int | None]) -> dict[int, str]:
    wanted = ids - {None}
    if not wanted:
        return {}
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", column))
