"""/drafts: the wire and `drafts`; a shared one is taken up in turn."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from tripost.conversations import detail as details
from tripost.conversations import drafts, viewing
from tripost.conversations.api_writing import People, draft_moved, numbers, seen
from tripost.conversations.drafts import Moved, Written
from tripost.conversations.order.queries import living
from tripost.conversations.shapes import DraftShape
from tripost.people.door import Ask, Asked, Wish, answer, documented, listed, nothing, number
from tripost.people.models import Right
from tripost.people.policies import WRITE, Hidden, require, require_address
from tripost.store.models import Draft

router = APIRouter(tags=["writing"])


class Kept(BaseModel):
    """An attachment of a draft: its id counts, the rest is what the app was told."""

    id: str


KeptIds = Annotated[list[str | Kept], Field(default_factory=list)]


class DraftWish(Wish):
    """POST and PUT drafts; fields the server sets itself are taken back in and ignored."""

    id: str | None = None
    author: str | None = None
    updated_at: str | None = None
    held: Any = None
    shared: Any = None
    version: int | None = Field(default=None, ge=1)
    forwards: str | None = None
    conversation: str | None = None
    address_id: str
    kind: Literal["reply", "new", "note", "forward"] = "reply"
    to: People
    cc: People
    bcc: People
    subject: str = ""
    html: str = ""
    text: str = ""
    attachments: KeptIds
    seen_up_to: int = 0


@router.get("/drafts", operation_id="list_drafts", **documented(DraftShape, many=True))
async def list_drafts(ask: Asked) -> Response:
    """What the person who asks began or may go on with, newest first."""
    return listed(await ask.read(partial(details.drafts, who=ask.who)))


@router.post("/drafts", operation_id="add_draft", **documented(DraftShape, status=201))
async def add_draft(ask: Asked, wish: DraftWish) -> Response:
    """Keep what somebody began to write."""
    written = await _written(ask, wish)
    kept = await ask.write(partial(drafts.save, written, draft=None, at=ask.now))
    return answer(await ask.read(partial(details.draft, who=ask.who, key=kept.pk)), status=201)


@router.put("/drafts/{ident}", operation_id="save_draft", **documented(DraftShape))
async def save_draft(ask: Asked, ident: str, wish: DraftWish) -> Response:
    """Keep it again, or go on with a shared one; 409 when somebody else did so since `version`."""
    written = await _written(ask, wish)
    save = partial(drafts.save, written, draft=number(ident), version=wish.version, at=ask.now)
    try:
        kept = await ask.write(save)
    except Draft.DoesNotExist:
        raise Hidden from None
    except Moved as moved:
        raise await draft_moved(ask, moved) from None
    return answer(await ask.read(partial(details.draft, who=ask.who, key=kept.pk)))


class Share(Wish):
    """POST share."""

    shared: bool


@router.post("/drafts/{ident}/share", operation_id="share_draft", **documented(DraftShape))
async def share_draft(ask: Asked, ident: str, wish: Share) -> Response:
    """Let everybody who may write there go on with it; its author alone decides."""
    await ask.read(partial(details.draft, who=ask.who, key=number(ident)))
    try:
        kept = await ask.write(
            partial(drafts.share, number(ident), shared=wish.shared, by=ask.who.id, at=ask.now)
        )
    except Draft.DoesNotExist:
        raise Hidden from None
    return answer(await ask.read(partial(details.draft, who=ask.who, key=kept.pk)))


@router.delete("/drafts/{ident}", operation_id="remove_draft", **documented(None))
async def remove_draft(ask: Asked, ident: str) -> Response:
    """Throw it away; one that stands where they no longer look is not there for them."""
    await ask.read(partial(details.draft, who=ask.who, key=number(ident)))
    try:
        await ask.write(partial(drafts.remove, number(ident), by=ask.who.id, at=ask.now))
    except Draft.DoesNotExist:
        raise Hidden from None
    return nothing()


async def _written(ask: Ask, wish: DraftWish) -> Written:
    """The draft as it is kept, on an address and in a conversation the writer may use."""
    address = number(wish.address_id)
    conversation = None if wish.conversation is None else number(wish.conversation)
    up_to = seen(wish.seen_up_to)
    if conversation is not None:
        whole = await ask.read(partial(living, ident=conversation))
        if whole != conversation:  # merged since: its numbers say nothing about the whole
            conversation, up_to = whole, 0
    right = Right.READ if wish.kind == "note" else WRITE
    if conversation is None:
        require_address(ask.who, address=address, right=right)
    else:
        address = await ask.read(
            partial(require, who=ask.who, conversation=conversation, right=right)
        )
    if wish.forwards is not None:
        await ask.read(partial(viewing.mail, who=ask.who, message=number(wish.forwards)))
    named = {"to": wish.to, "cc": wish.cc, "bcc": wish.bcc}
    ids = [a if isinstance(a, str) else a.id for a in wish.attachments]
    return Written(
        author=ask.who.id,
        address=address,
        conversation=conversation,
        kind=wish.kind,
        recipients={role: [[p.name, p.address] for p in who] for role, who in named.items()},
        subject=wish.subject,
        text=wish.text,
        html=wish.html,
        seen_up_to=up_to,
        uploads=numbers(ids),
        forwards=None if wish.forwards is None else number(wish.forwards),
    )
