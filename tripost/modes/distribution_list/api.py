"""What became of each copy: the wire and the room of lists."""

from functools import partial

import msgspec
from fastapi import APIRouter, Response

from tripost.modes.distribution_list import queries
from tripost.people.door import (
    Asked,
    Limit,
    answer,
    documented,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import require

router = APIRouter(tags=["lists"])


class DeliveryShape(msgspec.Struct, frozen=True):
    """What became of one copy."""

    recipient: str
    state: str
    detail: str
    at: str | None


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
