"""/conversations, /search, /labels, /contacts, /views: the wire and what people do there."""

from functools import partial
from typing import Any

import msgspec
from fastapi import APIRouter, Response

from tripost.addresses.queries import address_named
from tripost.conversations import actions, labels, queries, tallies
from tripost.conversations import detail as details
from tripost.conversations.finding import found, saved
from tripost.conversations.labels import LabelShape
from tripost.conversations.shapes import Detail, Row, joined, merged
from tripost.people.door import (
    Ask,
    Asked,
    Limit,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import SEES, Hidden, require, require_address
from tripost.store.times import rfc3339

router = APIRouter(tags=["conversations"])
IDS_LIMIT = 200


class Views(msgspec.Struct, frozen=True):
    """The numbers beside Mine, Drafts, Later, Mentions and the like."""

    mine: int
    drafts: int
    later: int
    mentions: int
    unassigned: int
    followed: int
    starred: int
    tasks: int


Conversation = joined("Conversation", Row, Detail)


@router.get("/views", operation_id="get_views", **documented(Views))
async def get_views(ask: Asked) -> Response:
    """Counts over all addresses, of what the person who asks may see."""
    return answer(await ask.read(partial(tallies.my_counts, who=ask.who)))


@router.get("/conversations", operation_id="list_conversations", **documented(Row, many=True))
async def list_conversations(
    ask: Asked,
    address: str | None = None,
    view: str = "all",
    q: str = "",
    limit: Limit = 50,
    cursor: str | None = None,
    ids: str | None = None,
    sort: str | None = None,
) -> Response:
    """A page of rows, as sorted; or just the rows of these ids."""
    if ids is not None:
        wanted = [number(i) for i in ids.split(",")[:IDS_LIMIT] if i]
        rows = await ask.read(partial(queries.by_ids, who=ask.who, ids=wanted))
        return listed(rows)
    place = None if address is None else await address_of(ask, address)
    if place is not None:
        require_address(ask.who, address=place, right=SEES)
    if q.strip():
        return answer(await found(ask, q, limit=limit, cursor=cursor, address=place))
    if view.startswith("saved:"):
        ident = number(view.removeprefix("saved:"))
        return answer(await saved(ask, ident, limit=limit, cursor=cursor, address=place, sort=sort))
    wish = queries.Wanted(address=place, view=view, limit=limit, cursor=cursor, sort=sort)
    return answer(await ask.read(partial(queries.page, who=ask.who, wanted=wish)))


@router.get("/conversations/{ident}", operation_id="get_conversation", **documented(Conversation))
async def get_conversation(ask: Asked, ident: str) -> Response:
    """Everything the thread view needs."""
    return answer(await whole(ask, number(ident)))


async def whole(ask: Ask, conversation: int) -> dict[str, Any]:
    """Row and detail as one; raises Hidden."""
    now = rfc3339(ask.now) or ""
    row, detail = await ask.read(
        partial(details.conversation, who=ask.who, ident=conversation, now=now)
    )
    return merged(row, detail)


class ReadUpTo(Wish):
    """PUT read; 0 marks it unread."""

    up_to: int


@router.put("/conversations/{ident}/read", operation_id="mark_read", **documented(Row))
async def mark_read(ask: Asked, ident: str, wish: ReadUpTo) -> Response:
    """How far the person who asks has read."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=Right.READ))
    await ask.write(
        partial(actions.mark_read, conversation, up_to=wish.up_to, by=ask.who.id, at=ask.now)
    )
    return await _row(ask, conversation)


@router.get("/labels", operation_id="list_labels", **documented(LabelShape, many=True))
async def list_labels(ask: Asked) -> Response:
    """All labels."""
    return listed(await ask.read(partial(labels.labels, who=ask.who)))


class NewLabel(Wish):
    """POST /labels."""

    name: str


@router.post("/labels", operation_id="add_label", **documented(LabelShape, status=201))
async def add_label(ask: Asked, wish: NewLabel) -> Response:
    """A new label, or the one of that name."""
    made = await ask.write(partial(labels.add_label, wish.name, by=ask.who.id, at=ask.now))
    return answer(LabelShape(name=made.name, tone=made.tone), status=201)


async def _row(ask: Ask, conversation: int) -> Response:
    """How the row looks now; nothing to say when it is out of sight by this very step."""
    rows = await ask.read(partial(queries.by_ids, who=ask.who, ids=(conversation,)))
    return answer(rows[0]) if rows else nothing()


async def address_of(ask: Ask, name: str) -> int:
    """An address by its id or name; raises Hidden."""
    found = await ask.read(partial(address_named, name=name))
    if found is None:
        raise Hidden
    return found
