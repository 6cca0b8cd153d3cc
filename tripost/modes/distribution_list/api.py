"""Held posts and what became of each copy: the wire and the room of lists."""

from functools import partial

import msgspec
from fastapi import APIRouter, Response

from tripost.conversations.api import address_of
from tripost.modes.distribution_list import actions, queries
from tripost.modes.distribution_list.models import HeldPost
from tripost.people.door import (
    Ask,
    Asked,
    Limit,
    answer,
    documented,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import Hidden, require, require_address

router = APIRouter(tags=["lists"])


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


async def _managed(ask: Ask, ident: str) -> int:
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    return address


async def _moderated(ask: Ask, ident: str) -> int:
    address = await _managed(ask, ident)
    require_address(ask.who, address=address, right=Right.READ)
    return address
