"""Guests of a conversation: the wire."""

from functools import partial
from secrets import token_urlsafe

import msgspec
from fastapi import APIRouter, Response

from tripost.conversations.shapes import GuestShape
from tripost.conversations.together import guest_view, guests
from tripost.people.door import Asked, Wish, answer, documented, nothing, number
from tripost.people.policies import WRITE, Hidden, require
from tripost.store.models import Guest
from tripost.store.times import rfc3339

router = APIRouter(tags=["together"])


class NewGuest(Wish):
    """POST guests; `days` 1 to 90; `notes`: sees notes too."""

    name: str
    days: int = 14
    notes: bool = False


class LetIn(msgspec.Struct, frozen=True):
    """The guest, and the link: told once, since only its hash is kept."""

    guest: GuestShape
    url: str


@router.post(
    "/conversations/{ident}/guests", operation_id="add_guest", **documented(LetIn, status=201)
)
async def add_guest(ask: Asked, ident: str, wish: NewGuest) -> Response:
    """Let somebody without a login look. In a confidential one only its readers come this far."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    secret = token_urlsafe(32)
    made = await ask.write(
        partial(
            guests.add,
            conversation,
            name=wish.name,
            days=wish.days,
            notes=wish.notes,
            secret=secret,
            by=ask.who.id,
            at=ask.now,
        ),
        on=conversation,
        right=WRITE,
    )
    now = rfc3339(ask.now) or ""
    shown = await ask.read(partial(guest_view.guests, ident=conversation, now=now))
    guest = next(one for one in shown if one.id == str(made))
    url = f"{ask.services.settings.public_url}/guest/{secret}/"
    return answer(LetIn(guest=guest, url=url), status=201)


@router.delete(
    "/conversations/{ident}/guests/{guest}", operation_id="remove_guest", **documented(None)
)
async def remove_guest(ask: Asked, ident: str, guest: str) -> Response:
    """The link stops working at once."""
    conversation, which = number(ident), number(guest)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    try:
        await ask.write(
            partial(guests.revoke, conversation, guest=which, by=ask.who.id, at=ask.now),
            on=conversation,
            right=WRITE,
        )
    except Guest.DoesNotExist:
        raise Hidden from None
    return nothing()
