"""/intake: the wire and the ledger of accepted mail."""

from functools import partial

from fastapi import APIRouter, Response

from tripost.inbound import claims, ledger
from tripost.inbound.ledger import IntakeRow
from tripost.people.door import Asked, Limit, Problem, documented, listed, nothing, number
from tripost.people.policies import Hidden, require_manager

router = APIRouter(tags=["operation"])


@router.get("/intake", operation_id="list_intake", **documented(IntakeRow, many=True))
async def list_intake(
    ask: Asked, limit: Limit = 50, cursor: str | None = None, outcome: str | None = None
) -> Response:
    """Newest first, of the addresses the person who asks looks after."""
    require_manager(ask.who)
    if outcome is not None and outcome not in ledger.OUTCOMES:
        raise Problem(422, "bad-outcome", f"An outcome is one of {', '.join(ledger.OUTCOMES)}.")
    before = None if cursor is None else number(cursor)
    rows = await ask.read(
        partial(ledger.intake, who=ask.who, outcome=outcome, limit=limit + 1, before=before)
    )
    more = len(rows) > limit
    return listed(rows[:limit], cursor=rows[limit - 1].id if more else None)


@router.post("/intake/{ident}/retry", operation_id="retry_intake", **documented(None))
async def retry_intake(ask: Asked, ident: str) -> Response:
    """Take a quarantined mail up again."""
    require_manager(ask.who)
    intake = number(ident)
    found = await ask.read(partial(ledger.address_of_intake, who=ask.who, ident=intake))
    if found is None:
        raise Hidden
    await ask.write(partial(claims.retry, intake, by=ask.who.id, at=ask.now))
    return nothing()
