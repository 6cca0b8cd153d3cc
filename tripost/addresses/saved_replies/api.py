"""/saved-replies: the wire and what is sent again and again."""

from functools import partial
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field

from tripost.addresses.models import SavedReply
from tripost.addresses.queries import address_named
from tripost.addresses.saved_replies import actions, queries
from tripost.addresses.saved_replies.actions import Scope
from tripost.addresses.saved_replies.queries import FilledShape, SavedReplyShape
from tripost.people.door import (
    Ask,
    Asked,
    Problem,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import Hidden, require

router = APIRouter(tags=["saved replies"])
For = Literal["me", "address", "all"]


class NewReply(Wish):
    """POST; `address` (id or mail address) only with for = address."""

    name: str
    folder: str = ""
    text: str = ""
    html: str = ""
    for_: For = Field(default="me", alias="for")
    address: str | None = None


class ReplyChange(Wish):
    """PATCH; what is not sent stays as it is."""

    name: str | None = None
    folder: str | None = None
    text: str | None = None
    html: str | None = None
    for_: For | None = Field(default=None, alias="for")
    address: str | None = None


@router.get(
    "/saved-replies", operation_id="list_saved_replies", **documented(SavedReplyShape, many=True)
)
async def list_saved_replies(ask: Asked, address: str | None = None) -> Response:
    """What the person who asks may use, everywhere or at one address."""
    place = None if address is None else await _address(ask, address)
    return listed(await ask.read(partial(queries.saved_replies, who=ask.who, address=place)))


@router.post(
    "/saved-replies", operation_id="add_saved_reply", **documented(SavedReplyShape, status=201)
)
async def add_saved_reply(ask: Asked, wish: NewReply) -> Response:
    """For oneself; managers for their address, administrators for all."""
    scope = await _scope(ask, wish.for_, wish.address)
    queries.require_keeper(ask.who, scope=scope)
    given = {"name": wish.name, "folder": wish.folder, "text": wish.text, "html": wish.html}
    made = await ask.write(partial(actions.add, scope, given=given, by=ask.who.id, at=ask.now))
    return await _told(ask, made, status=201)


@router.patch(
    "/saved-replies/{ident}", operation_id="change_saved_reply", **documented(SavedReplyShape)
)
async def change_saved_reply(ask: Asked, ident: str, wish: ReplyChange) -> Response:
    """Whoever may write it where it is, and where it goes."""
    reply = number(ident)
    kept = await ask.read(partial(queries.saved_reply, who=ask.who, ident=reply))
    queries.require_keeper(ask.who, scope=kept.scope)
    scope = kept.scope if wish.for_ is None else await _scope(ask, wish.for_, wish.address)
    queries.require_keeper(ask.who, scope=scope)
    given = {k: v for k, v in wish.given().items() if k in ("name", "folder", "text", "html")}
    try:
        await ask.write(
            partial(actions.change, reply, scope=scope, given=given, by=ask.who.id, at=ask.now)
        )
    except SavedReply.DoesNotExist:
        raise Hidden from None
    return await _told(ask, reply, status=200)


@router.delete("/saved-replies/{ident}", operation_id="remove_saved_reply", **documented(None))
async def remove_saved_reply(ask: Asked, ident: str) -> Response:
    """Whoever may write it."""
    reply = number(ident)
    kept = await ask.read(partial(queries.saved_reply, who=ask.who, ident=reply))
    queries.require_keeper(ask.who, scope=kept.scope)
    try:
        await ask.write(partial(actions.remove, reply, by=ask.who.id, at=ask.now))
    except SavedReply.DoesNotExist:
        raise Hidden from None
    return nothing()


@router.get(
    "/saved-replies/{ident}/filled", operation_id="fill_saved_reply", **documented(FilledShape)
)
async def fill_saved_reply(ask: Asked, ident: str, conversation: str) -> Response:
    """With the names of a conversation."""
    place = number(conversation)
    await ask.read(partial(require, who=ask.who, conversation=place, right=Right.READ))
    return answer(
        await ask.read(
            partial(queries.filled, who=ask.who, ident=number(ident), conversation=place)
        )
    )


async def _scope(ask: Ask, whom: For, address: str | None) -> Scope:
    if whom == "me":
        return Scope(owner=ask.who.id)
    if whom == "all":
        return Scope()
    if address is None:
        raise Problem(422, "no-address", "Name the address this reply is for.")
    return Scope(address=await _address(ask, address))


async def _address(ask: Ask, name: str) -> int:
    found = await ask.read(partial(address_named, name=name))
    if found is None or not (ask.who.rights.get(found) or ask.who.is_administrator):
        raise Hidden
    return found


async def _told(ask: Ask, reply: int, *, status: int) -> Response:
    kept = await ask.read(partial(queries.saved_reply, who=ask.who, ident=reply))
    return answer(kept.shape, status=status)
