"""Held posts on the wire: what waits, a decision, and who may always post."""

from functools import partial

import msgspec
from fastapi import APIRouter, Response
from pydantic import Field

from tripost.conversations.api import address_of
from tripost.conversations.shapes import Person
from tripost.modes.distribution_list import actions
from tripost.modes.distribution_list.models import HeldPost
from tripost.modes.distribution_list.moderation import held as queries
from tripost.modes.distribution_list.moderation.answer import NOTE
from tripost.people.door import Ask, Asked, Wish, answer, documented, nothing, number
from tripost.people.models import Right
from tripost.people.policies import DECIDES, Hidden, require, require_address

router = APIRouter(tags=["lists"])


class HeldShape(msgspec.Struct, frozen=True):
    """A post that waits for a moderator; `can_tell`: its author can be told why it is refused."""

    id: str
    conversation: str
    message: str
    reason: str
    at: str
    subject: str
    snippet: str
    author: Person
    believed: bool
    size: int
    attachments: int
    can_tell: bool


class AllowedShape(msgspec.Struct, frozen=True):
    """Somebody outside who may always post."""

    address: str
    by: str | None
    at: str


class Approval(Wish):
    """POST approve; `allow`: this sender may always post from now on."""

    allow: bool = False


class Refusal(Wish):
    """POST refuse; `reason` goes to the author when `tell_author` is set."""

    reason: str = Field(default="", max_length=NOTE)
    tell_author: bool = False


@router.get("/addresses/{ident}/held", operation_id="list_held", **documented(HeldShape, many=True))
async def list_held(ask: Asked, ident: str) -> Response:
    """Posts that wait for a moderator, who may read the list."""
    address = await moderated(ask, ident)
    rows = await ask.read(partial(queries.held, who=ask.who, address=address))
    return answer({"items": rows, "next": None})


@router.post("/held/{ident}/approve", operation_id="approve_held", **documented(None))
async def approve_held(ask: Asked, ident: str, wish: Approval | None = None) -> Response:
    """Post it after all."""
    always = wish is not None and wish.allow
    held = number(ident)
    action = partial(actions.approve, held, by=ask.who.id, at=ask.now, always=always)
    try:
        await ask.write(action, on=await _conversation(ask, held), right=DECIDES)
    except HeldPost.DoesNotExist:
        raise Hidden from None
    return nothing()


@router.post("/held/{ident}/refuse", operation_id="refuse_held", **documented(None))
async def refuse_held(ask: Asked, ident: str, wish: Refusal | None = None) -> Response:
    """Never post it."""
    said = wish or Refusal()
    held = number(ident)
    action = partial(
        actions.refuse,
        held,
        by=ask.who.id,
        at=ask.now,
        note=said.reason,
        tell_author=said.tell_author,
    )
    try:
        await ask.write(action, on=await _conversation(ask, held), right=DECIDES)
    except HeldPost.DoesNotExist:
        raise Hidden from None
    return nothing()


@router.get(
    "/addresses/{ident}/allowed",
    operation_id="list_allowed",
    **documented(AllowedShape, many=True),
)
async def list_allowed(ask: Asked, ident: str) -> Response:
    """Who may always post because a moderator said so."""
    address = await moderated(ask, ident)
    rows = await ask.read(partial(queries.allowed, address=address))
    return answer({"items": rows, "next": None})


@router.delete(
    "/addresses/{ident}/allowed/{email}", operation_id="remove_allowed", **documented(None)
)
async def remove_allowed(ask: Asked, ident: str, email: str) -> Response:
    """Their posts wait again."""
    address = await moderated(ask, ident)
    action = partial(actions.disallow, address, email=email, by=ask.who.id, at=ask.now)
    if not await ask.write(action):
        raise Hidden
    return nothing()


async def moderated(ask: Ask, ident: str) -> int:
    """An address whose posts the person who asks decides about; raises Hidden, Forbidden."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=DECIDES)
    require_address(ask.who, address=address, right=Right.READ)
    return address


async def _conversation(ask: Ask, held: int) -> int:
    row = await ask.read(
        lambda r: r.row(
            "SELECT conversation_id FROM distribution_list_heldpost WHERE id = %s", (held,)
        )
    )
    if row is None:
        raise Hidden
    conversation = int(row[0])
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=DECIDES))
    return conversation
