"""/search: the wire of what people look for."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from tripost.conversations.finding import HitShape, found
from tripost.conversations.shapes import Row
from tripost.people.door import Asked, Limit, answer, documented

router = APIRouter(tags=["search"])

Found = msgspec.defstruct(
    "Found", [*[(f.name, f.type) for f in msgspec.structs.fields(Row)], ("hit", HitShape)]
)


@router.get("/search", operation_id="search", **documented(Found, many=True))
async def search(
    ask: Asked,
    q: Annotated[str, Query(max_length=100_000)],
    limit: Limit = 50,
    cursor: str | None = None,
) -> Response:
    """The query language, within what the person who asks may see; newest first."""
    return answer(await found(ask, q, limit=limit, cursor=cursor, address=None))
