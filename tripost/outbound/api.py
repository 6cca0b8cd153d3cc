"""/outbox: the wire and what waits to leave."""

from functools import partial

from fastapi import APIRouter, Response

from tripost.outbound import outbox
from tripost.outbound.outbox import OutboxRow
from tripost.outbound.results import retry
from tripost.people.door import Asked, Limit, Problem, documented, listed, nothing, number
from tripost.people.policies import Hidden, require_manager

router = APIRouter(tags=["operation"])


@router.get("/outbox", operation_id="list_outbox", **documented(OutboxRow, many=True))
async def list_outbox(
    ask: Asked, limit: Limit = 50, cursor: str | None = None, state: str | None = None
) -> Response:
    """Newest first, of the addresses the person who asks looks after."""
    require_manager(ask.who)
    if state is not None and state not in outbox.STATES:
        raise Problem(422, "bad-state", f"A state is one of {', '.join(outbox.STATES)}.")
    before = None if cursor is None else number(cursor)
    rows = await ask.read(
        partial(outbox.outbox, who=ask.who, state=state, limit=limit + 1, before=before)
    )
    more = len(rows) > limit
    return listed(rows[:limit], cursor=rows[limit - 1].id if more else None)


@router.post("/outbox/{ident}/retry", operation_id="retry_delivery", **documented(None))
async def retry_delivery(ask: Asked, ident: str) -> Response:
    """Another try now."""
    require_manager(ask.who)
    delivery = number(ident)
    found = await ask.read(partial(outbox.address_of_delivery, who=ask.who, delivery=delivery))
    if found is None:
        raise Hidden
    if not await ask.write(partial(retry, delivery, by=ask.who.id, at=ask.now)):
        raise Problem(409, "too-late", "It has left already, or is being tried right now.")
    return nothing()
