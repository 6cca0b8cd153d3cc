"""Segments of a list: the wire of saved questions, of counting and of completion."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Response
from pydantic import Field

from tripost.core.query import BadQuery, Known, complete
from tripost.modes.distribution_list.segments import actions, queries
from tripost.modes.distribution_list.segments.compile import read
from tripost.modes.distribution_list.segments.grammar import grammar
from tripost.modes.distribution_list.segments.ground import ground
from tripost.modes.distribution_list.segments.queries import CountShape, SegmentShape
from tripost.modes.distribution_list.subscribers.asking import managed
from tripost.people.door import Ask, Asked, Wish, answer, documented, listed, nothing, number
from tripost.people.models import Right
from tripost.people.policies import require_address
from tripost.search.api import Completion
from tripost.search.asking import problem
from tripost.store.reads import DjangoReader

router = APIRouter(tags=["segments"])
T = TypeVar("T")
LIMIT = 4_000  # characters on the wire; core.query takes fewer and says so


class NewSegment(Wish):
    """POST segments."""

    name: str
    query: str = Field(max_length=LIMIT)


class ChangedSegment(Wish):
    """PUT a segment: what is not given stays."""

    name: str | None = None
    query: str | None = Field(None, max_length=LIMIT)


class Counted(Wish):
    """POST segments/count."""

    query: str = Field(max_length=LIMIT)


@router.get(
    "/addresses/{ident}/segments",
    operation_id="list_segments",
    **documented(SegmentShape, many=True),
)
async def list_segments(ask: Asked, ident: str) -> Response:
    """By name, each with its number of this moment."""
    place = await managed(ask, ident)
    return listed(
        await ask.work(
            lambda: queries.saved(DjangoReader(), who=ask.who, address=place.id, now=ask.now)
        )
    )


@router.post(
    "/addresses/{ident}/segments",
    operation_id="add_segment",
    **documented(SegmentShape, status=201),
)
async def add_segment(ask: Asked, ident: str, wish: NewSegment) -> Response:
    """A question to keep; 422 bad-query points at the word that cannot be read."""
    place = await managed(ask, ident)
    name, query = actions.named(wish.name), await _readable(ask, place.id, wish.query)
    add = partial(actions.add, place.id, name=name, query=query, by=ask.who.id, at=ask.now)
    return await _one(ask, await ask.write(add), status=201)


@router.post(
    "/addresses/{ident}/segments/count", operation_id="count_segment", **documented(CountShape)
)
async def count_segment(ask: Asked, ident: str, wish: Counted) -> Response:
    """How many a question finds while it is typed."""
    place = await managed(ask, ident)
    count = partial(queries.counted, query=wish.query, who=ask.who, address=place.id, now=ask.now)
    return answer(await _asked(ask, lambda: count(DjangoReader())))


@router.get(
    "/addresses/{ident}/segments/complete",
    operation_id="complete_segment",
    **documented(Completion, many=True),
)
async def complete_segment(
    ask: Asked,
    ident: str,
    q: Annotated[str, Query(max_length=LIMIT)] = "",
    at: Annotated[int, Query(ge=0, le=LIMIT)] = 0,
) -> Response:
    """What could come next at the cursor, in characters."""
    place = await managed(ask, ident)
    around = await ask.work(
        lambda: ground(DjangoReader(), who=ask.who, address=place.id, now=ask.now)
    )
    return listed(
        [
            Completion(insert=i.insert, label=i.label, kind=i.kind, start=i.start, to=i.end)
            for i in complete(q, at, Known(), grammar=grammar(around))
        ]
    )


@router.put("/segments/{ident}", operation_id="change_segment", **documented(SegmentShape))
async def change_segment(ask: Asked, ident: str, wish: ChangedSegment) -> Response:
    """Another name or question."""
    segment, address = await _managed(ask, ident)
    before = await ask.work(lambda: queries.one(DjangoReader(), segment, who=ask.who, now=ask.now))
    name = actions.named(before.name if wish.name is None else wish.name)
    query = before.query if wish.query is None else await _readable(ask, address, wish.query)
    change = partial(actions.change, segment, name=name, query=query, by=ask.who.id, at=ask.now)
    await ask.write(change)
    return await _one(ask, segment)


@router.delete("/segments/{ident}", operation_id="remove_segment", **documented(None))
async def remove_segment(ask: Asked, ident: str) -> Response:
    """The question alone; no subscriber changes."""
    segment, _ = await _managed(ask, ident)
    await ask.write(partial(actions.drop, segment, by=ask.who.id, at=ask.now))
    return nothing()


async def _managed(ask: Ask, ident: str) -> tuple[int, int]:
    """The segment and its list, for who manages that; raises Hidden, Forbidden."""
    segment = number(ident)
    address = await ask.read(partial(queries.address_of, ident=segment))
    require_address(ask.who, address=address, right=Right.MANAGE)
    return segment, address


async def _readable(ask: Ask, address: int, query: str) -> str:
    """A query that this person may ask here, blanks made single; raises a Problem."""
    tidy = " ".join(query.split())

    def look() -> None:
        read(tidy, ground(DjangoReader(), who=ask.who, address=address, now=ask.now))

    await _asked(ask, look)
    return tidy


async def _asked(ask: Ask, look: Callable[[], T]) -> T:
    try:
        return await ask.work(look)
    except BadQuery as wrong:
        raise problem(wrong) from None


async def _one(ask: Ask, ident: int, *, status: int = 200) -> Response:
    shape = await ask.work(lambda: queries.one(DjangoReader(), ident, who=ask.who, now=ask.now))
    return answer(shape, status=status)
