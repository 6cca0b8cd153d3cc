"""Lists in lists, and the whole list as a file: the wire."""

from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from tripost.core.query import BadQuery
from tripost.modes.distribution_list.subscribers import attributes, exporting, nesting
from tripost.modes.distribution_list.subscribers.asking import managed, streamed
from tripost.modes.distribution_list.subscribers.finding import Asked as Question
from tripost.modes.distribution_list.subscribers.finding import wanted
from tripost.people.door import Ask, Asked, Problem, Wish, answer, documented
from tripost.people.models import Right
from tripost.search.asking import problem
from tripost.search.condition import Condition
from tripost.store.reads import DjangoReader

router = APIRouter(tags=["subscribers"])
CSV = "text/csv; charset=utf-8"


class NestedShape(msgspec.Struct, frozen=True):
    """The lists right in a list."""

    lists: list[str]


class NestedLists(Wish):
    """PUT nested."""

    lists: list[str]


@router.put("/addresses/{ident}/nested", operation_id="set_nested", **documented(NestedShape))
async def set_nested(ask: Asked, ident: str, wish: NestedLists) -> Response:
    """Whoever is on these gets what goes to this one. They must be looked after by who asks, too;
    409 `circle` names the way a post would come back."""
    place = await managed(ask, ident)
    before = await ask.read(partial(nesting.children, address=place.id))
    lists = [await _list(ask, name, before=before) for name in wish.lists]
    await ask.write(partial(nesting.nest, place.id, lists, by=ask.who.id, at=ask.now))
    return answer(NestedShape(await ask.read(partial(nesting.children, address=place.id))))


@router.get(
    "/addresses/{ident}/subscribers.csv",
    operation_id="export_subscribers",
    response_class=StreamingResponse,
)
async def export_subscribers(
    ask: Asked,
    ident: str,
    q: Annotated[str, Query(max_length=4_000)] = "",
    segment: str = "",
    state: str = "",
) -> Response:
    """All that the page would show, as a file."""
    place = await managed(ask, ident)
    question = Question(q=q, segment=segment, state=state)
    reader = DjangoReader()

    def look() -> Condition:
        return wanted(reader, question, who=ask.who, address=place.id, now=ask.now)

    try:
        found = await ask.work(look)
    except BadQuery as wrong:
        raise problem(wrong) from None
    known = await ask.work(lambda: attributes.of(reader, place.id))
    lines = exporting.exported(reader, address=place.id, wanted=found, known=known)
    name = place.email.partition("@")[0]
    plain = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_.")) or "list"
    said = {"Content-Disposition": f'attachment; filename="{plain}.csv"'}
    return StreamingResponse(streamed(ask, lines), media_type=CSV, headers=said)


async def _list(ask: Ask, name: str, *, before: list[str]) -> int:
    """A list by name or id: one that is in already, or one they look after."""
    by_id = name.isascii() and name.isdigit() and len(name) < 19
    column, value = ("id", int(name)) if by_id else ("email", name.strip().lower())
    row = await ask.read(
        lambda reader: reader.row(
            f"SELECT id, email FROM addresses_address WHERE {column} = %s AND mode = 'list'",
            (value,),
        )
    )
    theirs = row is not None and (
        row[1] in before or ask.who.is_administrator or ask.who.may(Right.MANAGE, address=row[0])
    )
    if row is None or not theirs:
        raise Problem(422, "unknown-list", f"You look after no list {name[:320]}.")
    return int(row[0])
