"""Subscribers, held posts and what became of each copy: the wire and the room of lists."""

from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from tripost.conversations.api import address_of
from tripost.core.address import parse_paste
from tripost.modes.distribution_list import actions, previewing, queries, subscribing
from tripost.modes.distribution_list.models import HeldPost
from tripost.modes.distribution_list.previewing import PastedShape
from tripost.people.door import (
    Ask,
    Asked,
    Limit,
    Wish,
    answer,
    documented,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import Hidden, require, require_address

router = APIRouter(tags=["lists"])
PASTE_LIMIT = 2_000_000  # characters


class SubscriberShape(msgspec.Struct, frozen=True):
    """Who gets a list."""

    address: str
    name: str
    state: str
    since: str


class RefusedShape(msgspec.Struct, frozen=True):
    """Who was not added, and why, as a code."""

    address: str
    reason: str


class AddedShape(msgspec.Struct, frozen=True):
    """How adding went."""

    added: int
    present: int
    refused: list[RefusedShape]


class DeliveryShape(msgspec.Struct, frozen=True):
    """What became of one copy."""

    recipient: str
    state: str
    detail: str
    at: str | None


class HeldShape(msgspec.Struct, frozen=True):
    """A post that waits for a moderator."""

    id: str
    conversation: str
    message: str
    reason: str
    at: str


class NewSubscriber(Wish):
    """One of POST subscribers."""

    address: str
    name: str = ""
    attributes: dict[str, Any] = Field(default_factory=dict)


class NewSubscribers(Wish):
    """POST subscribers, up to 10,000."""

    subscribers: list[NewSubscriber]


class Paste(Wish):
    """POST subscribers/preview."""

    text: str = Field(max_length=PASTE_LIMIT)


@router.get(
    "/addresses/{ident}/subscribers",
    operation_id="list_subscribers",
    **documented(SubscriberShape, many=True),
)
async def list_subscribers(
    ask: Asked,
    ident: str,
    limit: Limit = 100,
    cursor: str | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """By address; for who manages the list."""
    address = await _managed(ask, ident)
    page = await ask.read(
        partial(queries.subscribers, address=address, q=q, limit=limit, cursor=cursor)
    )
    return answer(page)


@router.post(
    "/addresses/{ident}/subscribers", operation_id="add_subscribers", **documented(AddedShape)
)
async def add_subscribers(ask: Asked, ident: str, wish: NewSubscribers) -> Response:
    """Active at once; no mail goes out, since an administrator vouches."""
    address = await _managed(ask, ident)
    email = await _email(ask, address)
    wishes = [
        subscribing.Wish(email=s.address, name=s.name, attributes=s.attributes)
        for s in wish.subscribers
    ]
    checked = await ask.work(partial(subscribing.check, wishes, list_email=email))
    added = await subscribing.add_all(
        ask.services.writer, address, checked, by=ask.who.id, at=ask.now
    )
    return answer(added)


@router.post(
    "/addresses/{ident}/subscribers/preview",
    operation_id="preview_subscribers",
    **documented(PastedShape),
)
async def preview_subscribers(ask: Asked, ident: str, wish: Paste) -> Response:
    """What a pasted text would add; nothing is kept."""
    address = await _managed(ask, ident)
    pasted = await ask.work(partial(parse_paste, wish.text))
    emails = [person.address.lower() for person in pasted.valid]
    known = await ask.read(partial(previewing.states, address=address, emails=emails))
    own = await _email(ask, address)
    return answer(previewing.sorted_out(pasted, known=known, list_email=own))


@router.delete(
    "/addresses/{ident}/subscribers/{subscriber}",
    operation_id="remove_subscriber",
    **documented(None),
)
async def remove_subscriber(ask: Asked, ident: str, subscriber: str) -> Response:
    """Take somebody off; they may be added again."""
    address = await _managed(ask, ident)
    gone = await ask.write(
        partial(subscribing.remove, address, email=subscriber, by=ask.who.id, at=ask.now)
    )
    if not gone:
        raise Hidden
    return nothing()


@router.get("/addresses/{ident}/held", operation_id="list_held", **documented(HeldShape, many=True))
async def list_held(ask: Asked, ident: str) -> Response:
    """Posts that wait for a moderator, who may read the list."""
    address = await _moderated(ask, ident)
    rows = await ask.read(partial(queries.held, who=ask.who, address=address))
    return answer({"items": rows, "next": None})


@router.post("/held/{ident}/approve", operation_id="approve_held", **documented(None))
async def approve_held(ask: Asked, ident: str) -> Response:
    """Post it after all."""
    return await _decide(ask, ident, approve=True)


@router.post("/held/{ident}/refuse", operation_id="refuse_held", **documented(None))
async def refuse_held(ask: Asked, ident: str) -> Response:
    """Never post it."""
    return await _decide(ask, ident, approve=False)


async def _decide(ask: Ask, ident: str, *, approve: bool) -> Response:
    held = number(ident)
    row = await ask.read(
        lambda r: r.row(
            "SELECT conversation_id FROM distribution_list_heldpost WHERE id = %s", (held,)
        )
    )
    if row is None:
        raise Hidden
    await ask.read(partial(require, who=ask.who, conversation=row[0], right=Right.MANAGE))
    act = actions.approve if approve else actions.refuse
    try:
        await ask.write(partial(act, held, by=ask.who.id, at=ask.now))
    except HeldPost.DoesNotExist:
        raise Hidden from None
    return nothing()


@router.get(
    "/conversations/{ident}/deliveries",
    operation_id="list_deliveries",
    **documented(DeliveryShape, many=True),
)
async def list_deliveries(
    ask: Asked, ident: str, limit: Limit = 1000, cursor: str | None = None
) -> Response:
    """What became of each copy of a conversation's mails, with totals by state."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=Right.READ))
    page = await ask.read(
        partial(queries.deliveries, conversation=conversation, limit=limit, cursor=cursor)
    )
    return answer(page)


async def _email(ask: Ask, address: int) -> str:
    found = await ask.read(
        lambda r: r.row("SELECT email FROM addresses_address WHERE id = %s", (address,))
    )
    assert found is not None, "it was read a moment ago"
    return str(found[0])


async def _managed(ask: Ask, ident: str) -> int:
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    return address


async def _moderated(ask: Ask, ident: str) -> int:
    address = await _managed(ask, ident)
    require_address(ask.who, address=address, right=Right.READ)
    return address
