"""The archive of a list for colleagues: what was sent, and taking something out of it."""

from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from tripost.conversations.api import address_of
from tripost.modes.distribution_list.archive import actions, queries
from tripost.people.door import Asked, Limit, answer, documented, nothing, number
from tripost.people.models import Right
from tripost.people.policies import DECIDES, Hidden, require, require_address

router = APIRouter(tags=["lists"])


class ArchivedShape(msgspec.Struct, frozen=True):
    """A post in the archive; `author` is a name, never an address."""

    id: str
    subject: str
    author: str
    at: str
    conversation: str
    message: str


@router.get(
    "/addresses/{ident}/archive",
    operation_id="list_archive",
    **documented(ArchivedShape, many=True),
)
async def list_archive(
    ask: Asked,
    ident: str,
    limit: Limit = 100,
    cursor: str | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """What went out, newest first; all words of `q` must stand in it. For who may read the list."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.READ)
    page = await ask.read(
        partial(queries.private, who=ask.who, address=address, q=q, limit=limit, cursor=cursor)
    )
    return answer(page)


@router.delete("/archive/{ident}", operation_id="take_out_of_archive", **documented(None))
async def take_out_of_archive(ask: Asked, ident: str) -> Response:
    """Nobody finds it in the archive any more; the mail stays where it is filed."""
    post = number(ident)
    conversation = await ask.read(partial(queries.conversation, ident=post))
    if conversation is None:
        raise Hidden
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=DECIDES))
    if not await ask.write(partial(actions.take_out, post, by=ask.who.id, at=ask.now)):
        raise Hidden
    return nothing()
