"""/acts, /statuses, /when and the single doors of work: the wire and nothing else."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from tripost.conversations import queries as lists
from tripost.conversations.shapes import Row
from tripost.conversations.work import queries
from tripost.conversations.work.act import perform
from tripost.conversations.work.base import AT_ONCE, Done
from tripost.conversations.work.do import Do, relabel
from tripost.conversations.work.fifties import do_all, take_back
from tripost.conversations.work.registry import PERFORMERS
from tripost.conversations.work.wishes import (
    Believed,
    DueChange,
    Giving,
    NewAct,
    PriorityChange,
    StateChange,
    believed,
    understood,
)
from tripost.core.when import BadTime, When, when
from tripost.kit.entered import NOT_FOUND
from tripost.people.door import (
    Ask,
    Asked,
    Problem,
    Wish,
    acted,
    answer,
    documented,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import WRITE, Forbidden, Hidden, actor, require
from tripost.people.queries import timezone_of
from tripost.store.times import rfc3339

router = APIRouter(tags=["work"])
ROWS_SHOWN = 100
MOVED = "moved-on"


class RefusedShape(msgspec.Struct, frozen=True):
    """A conversation that stayed as it was."""

    id: str
    code: str
    detail: str
    by: str | None = None  # who went on with it


class ActShape(msgspec.Struct, frozen=True):
    """What became of an act; `rows`: the first hundred that changed."""

    act: str | None
    changed: list[str]
    unchanged: int
    refused: list[RefusedShape]
    rows: list[Row]


class UndoneShape(msgspec.Struct, frozen=True):
    """What was taken back, and what others have gone on with."""

    act: str | None
    undone: list[str]
    kept: list[RefusedShape]


class WhenShape(msgspec.Struct, frozen=True):
    """A time in words understood."""

    at: str
    iso_local: str


@router.post("/acts", operation_id="act", **documented(ActShape))
async def act(ask: Asked, wish: NewAct) -> Response:
    """One thing, done to up to a thousand conversations."""
    ids, unknown = _chosen(wish.conversations)
    was = await believed(ask, wish.was)
    performer = PERFORMERS.get(wish.do.kind)
    if performer is not None:
        todo = performer.read(wish.do.model_dump(exclude={"kind"}))
        done = await ask.write(partial(performer.perform, ids, do=todo, who=ask.who, at=ask.now))
    else:
        done = await do_all(ask, ids, do=await understood(ask, wish.do), was=was)
    if len(wish.conversations) == 1:
        await _moved_on(ask, done)
    rows = await _rows(ask, done.changed[:ROWS_SHOWN])
    refused = await _told(ask, done)
    shape = ActShape(
        act=None if done.act is None else str(done.act),
        changed=[str(i) for i in done.changed],
        unchanged=len(done.unchanged),
        refused=[*refused, *unknown],
        rows=rows,
    )
    return answer(shape)


def _chosen(given: Sequence[str]) -> tuple[list[int], list[RefusedShape]]:
    """Each once; what is no id of ours is not there."""
    if not given:
        raise Problem(422, "nothing-chosen", "Choose at least one conversation.")
    if len(given) > AT_ONCE:
        raise Problem(422, "too-many", f"Up to {AT_ONCE:,} conversations at once.")
    ids: list[int] = []
    unknown: list[RefusedShape] = []
    for text in dict.fromkeys(given):
        if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63:
            ids.append(int(text))
        else:
            unknown.append(RefusedShape(text[:40], *NOT_FOUND))
    return list(dict.fromkeys(ids)), unknown


@router.post("/acts/{ident}/undo", operation_id="undo_act", **documented(UndoneShape))
async def undo_act(ask: Asked, ident: str) -> Response:
    """Take back what one did oneself, as far as nobody has gone on."""
    done = await take_back(ask, number(ident))
    return answer(
        UndoneShape(
            act=None if done.act is None else str(done.act),
            undone=[str(i) for i in done.changed],
            kept=await _told(ask, done),
        )
    )


async def _rows(ask: Ask, ids: Sequence[int]) -> list[Row]:
    """As they look now, to the person with the rights they have by now: an act of many takes a
    while, and they may be fewer than at its beginning."""
    who = await ask.read(partial(actor, user=ask.who.id))
    return [] if who is None else await ask.read(partial(lists.by_ids, who=who, ids=ids))


async def _told(ask: Ask, done: Done) -> list[RefusedShape]:
    """What was refused, with whoever went on where something moved on."""
    moved = [one.conversation for one in done.refused if one.code == MOVED]
    by = await ask.read(partial(queries.last_actors, conversations=moved))
    return [
        RefusedShape(
            id=str(one.conversation),
            code=one.code,
            detail=one.detail,
            by=by.get(one.conversation),
        )
        for one in done.refused
    ]


class NewAssignment(Giving):
    """PUT assignment; null gives it to nobody."""

    was: Believed | None = None


class NewState(StateChange):
    """PUT state."""

    was: Believed | None = None


class Labels(Wish):
    """PUT labels."""

    labels: list[str]


@router.put("/conversations/{ident}/assignment", operation_id="assign", **documented(Row))
async def assign(ask: Asked, ident: str, wish: NewAssignment) -> Response:
    """Give a conversation to somebody, or to a team, who may see it."""
    conversation = await _working_on(ask, ident)
    return await _one(ask, conversation, do=await understood(ask, wish), was=wish.was)


@router.put("/conversations/{ident}/state", operation_id="set_state", **documented(Row))
async def set_state(ask: Asked, ident: str, wish: NewState) -> Response:
    """Open, waiting, snoozed, closed, spam or trash."""
    conversation = await _working_on(ask, ident)
    return await _one(ask, conversation, do=await understood(ask, wish), was=wish.was)


@router.put("/conversations/{ident}/priority", operation_id="set_priority", **documented(Row))
async def set_priority(ask: Asked, ident: str, wish: PriorityChange) -> Response:
    """-1 low, 0 normal, 1 high, 2 urgent."""
    conversation = await _working_on(ask, ident)
    return await _one(ask, conversation, do=await understood(ask, wish))


@router.put("/conversations/{ident}/due", operation_id="set_due", **documented(Row))
async def set_due(ask: Asked, ident: str, wish: DueChange) -> Response:
    """Until when it must be done."""
    conversation = await _working_on(ask, ident)
    return await _one(ask, conversation, do=await understood(ask, wish))


@router.put("/conversations/{ident}/labels", operation_id="set_labels", **documented(Row))
async def set_labels(ask: Asked, ident: str, wish: Labels) -> Response:
    """Exactly these labels."""
    conversation = await _working_on(ask, ident)
    return await _one(ask, conversation, do=relabel(add=tuple(wish.labels), exactly=True))


async def _working_on(ask: Ask, ident: str) -> int:
    """The id of a conversation the person who asks sees and may work on; before anything else is
    looked at, so that what is hidden is not there, whatever was asked of it."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    return conversation


async def _one(ask: Ask, conversation: int, *, do: Do, was: Believed | None = None) -> Response:
    """The same act for one conversation: refusals are answers of their own."""
    then = await believed(ask, was)
    done = await ask.write(
        partial(perform, [conversation], do=do, who=ask.who, at=ask.now, was=then)
    )
    await _moved_on(ask, done)
    for one in done.refused:
        match one.code:
            case "not-found":
                raise Hidden
            case "forbidden":
                raise Forbidden(" or ".join(r.label for r in Right if r & WRITE))
            case code:
                raise Problem(409 if code == "merged" else 422, code, one.detail)
    rows = await _rows(ask, (conversation,))
    return acted(answer(rows[0]) if rows else nothing(), done.act)


async def _moved_on(ask: Ask, done: Done) -> None:
    """A lost race over one conversation is told with how it is now."""
    for one in await _told(ask, done):
        if one.code == MOVED:
            rows = await _rows(ask, (int(one.id),))
            raise Problem(409, MOVED, one.detail, by=one.by, row=rows[0] if rows else None)


@router.get("/when", operation_id="understand_time", **documented(WhenShape))
async def understand_time(
    ask: Asked,
    text: Annotated[str, Query(max_length=200)],
    timezone: Annotated[str | None, Query(max_length=60)] = None,
) -> Response:
    """A time said in German or English, as of now."""
    zone = timezone
    if zone is None:
        zone = await ask.read(partial(timezone_of, user=ask.who.id))
    try:
        found: When = when(text, now=ask.now, timezone=zone)
    except BadTime as wrong:
        raise Problem(422, "bad-time", str(wrong)) from None
    return answer(WhenShape(at=rfc3339(found.at) or "", iso_local=found.local.isoformat()))
