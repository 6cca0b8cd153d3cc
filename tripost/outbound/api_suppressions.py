"""/suppressions: whom this house does not write to any more. For administrators."""

from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from tripost.outbound import suppressions
from tripost.people.door import AskedByAdministrator, Limit, documented, listed, nothing
from tripost.people.policies import Hidden
from tripost.store.times import rfc3339

router = APIRouter(tags=["operation"])


class SuppressionShape(msgspec.Struct, frozen=True):
    """An address nothing is sent to; `reason` is a code."""

    address: str
    reason: str
    at: str | None


@router.get(
    "/suppressions",
    operation_id="list_suppressions",
    **documented(SuppressionShape, many=True),
)
async def list_suppressions(
    ask: AskedByAdministrator,
    q: Annotated[str, Query(max_length=200)] = "",
    limit: Limit = 100,
    cursor: Annotated[str | None, Query(max_length=320)] = None,
) -> Response:
    """By address."""
    lines, following = await ask.read(partial(suppressions.page, q=q, limit=limit, cursor=cursor))
    shapes = [
        SuppressionShape(
            address=line.email,
            reason=line.reason,
            at=None if line.at is None else rfc3339(line.at),
        )
        for line in lines
    ]
    return listed(shapes, cursor=following)


@router.delete("/suppressions/{email}", operation_id="lift_suppression", **documented(None))
async def lift_suppression(ask: AskedByAdministrator, email: str) -> Response:
    """Write to them again; goes into the audit."""
    if not await ask.write(partial(suppressions.lift, email, by=ask.who.id, at=ask.now)):
        raise Hidden
    return nothing()
