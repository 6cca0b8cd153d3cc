"""GET /audit: what was done that others must be able to trust."""

from functools import partial

from fastapi import APIRouter, Response

from tripost.people import audit
from tripost.people.audit import AuditRow
from tripost.people.door import AskedByAdministrator, Limit, documented, listed, number

router = APIRouter(tags=["audit"])


@router.get("/audit", operation_id="list_audit", **documented(AuditRow, many=True))
async def list_audit(
    ask: AskedByAdministrator, limit: Limit = 50, cursor: str | None = None
) -> Response:
    """Newest first; what concerns something the asker may not see keeps its target to itself."""
    before = None if cursor is None else number(cursor)
    rows = await ask.read(partial(audit.shown, who=ask.who, limit=limit + 1, before=before))
    following = rows[limit - 1].id if len(rows) > limit else None
    return listed(rows[:limit], cursor=following)
