"""/statuses: own names over the states, kept by administrators."""

from functools import partial

from fastapi import APIRouter, Response

from tripost.conversations.work import queries, statuses
from tripost.conversations.work.queries import StatusShape
from tripost.conversations.work.statuses import NoSuchStatus
from tripost.people.door import (
    Ask,
    Asked,
    AskedByAdministrator,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.policies import Hidden

router = APIRouter(tags=["work"])


class NewStatus(Wish):
    """POST /statuses."""

    name: str
    type: str
    tone: int = 1


class StatusChanges(Wish):
    """PATCH /statuses/{id}."""

    name: str | None = None
    type: str | None = None
    tone: int | None = None
    position: int | None = None


@router.get("/statuses", operation_id="list_statuses", **documented(StatusShape, many=True))
async def list_statuses(ask: Asked) -> Response:
    """All, in the order of the menu."""
    return listed(await ask.read(queries.statuses))


@router.post("/statuses", operation_id="add_status", **documented(StatusShape, status=201))
async def add_status(ask: AskedByAdministrator, wish: NewStatus) -> Response:
    """A new name over a state."""
    made = await ask.write(
        partial(
            statuses.add_status,
            wish.name,
            type=wish.type,
            tone=wish.tone,
            by=ask.who.id,
            at=ask.now,
        )
    )
    return await _shape(ask, made.pk, status=201)


@router.patch("/statuses/{ident}", operation_id="change_status", **documented(StatusShape))
async def change_status(ask: AskedByAdministrator, ident: str, wish: StatusChanges) -> Response:
    """Name, tone, place in the menu; its state only while nothing carries it."""
    which = number(ident)
    try:
        await ask.write(
            partial(statuses.change_status, which, values=wish.given(), by=ask.who.id, at=ask.now)
        )
    except NoSuchStatus:
        raise Hidden from None
    return await _shape(ask, which)


@router.delete("/statuses/{ident}", operation_id="remove_status", **documented(None))
async def remove_status(ask: AskedByAdministrator, ident: str) -> Response:
    """The name goes, the conversations stay in its state."""
    try:
        await ask.write(partial(statuses.remove_status, number(ident), by=ask.who.id, at=ask.now))
    except NoSuchStatus:
        raise Hidden from None
    return nothing()


async def _shape(ask: Ask, ident: int, *, status: int = 200) -> Response:
    found = await ask.read(partial(queries.statuses, only=ident))
    if not found:
        raise Hidden
    return answer(found[0], status=status)
