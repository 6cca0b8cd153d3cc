"""Answers, new mails, drafts and taking back: the wire and `writing`, `send`, `drafts`."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, Field

from tripost.conversations import detail as details
from tripost.conversations import drafts, send, writing
from tripost.conversations.api import Conversation, whole
from tripost.conversations.drafts import Written
from tripost.conversations.replying import Named
from tripost.conversations.send import Crossed, Ready, Sent
from tripost.conversations.shapes import DraftShape, MessageShape, NoteShape
from tripost.conversations.taking_back import undo
from tripost.conversations.writing import Desk, Words
from tripost.core.address import BadAddress, parse_address
from tripost.kit.entered import BadInput
from tripost.kit.secrets import installation
from tripost.outbound.models import Outgoing
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
from tripost.people.policies import WRITE, Forbidden, Hidden, require, require_address
from tripost.store.models import Draft
from tripost.store.reads import DjangoReader
from tripost.store.times import rfc3339

router = APIRouter(tags=["writing"])


class Someone(BaseModel):
    """A person as the composer sends them."""

    address: str = Field(max_length=400)
    name: str = Field(default="", max_length=320)


class Kept(BaseModel):
    """An attachment of a draft: its id counts, the rest is what the app was told."""

    id: str


People = Annotated[list[Someone], Field(default_factory=list)]
Ids = Annotated[list[str], Field(default_factory=list)]
KeptIds = Annotated[list[str | Kept], Field(default_factory=list)]


class NewReply(Wish):
    """POST replies."""

    text: str = ""
    html: str = ""
    seen_up_to: int
    identity: str | None = None
    not_before: AwareDatetime | None = None
    to: list[Someone] | None = None
    cc: list[Someone] | None = None
    bcc: People
    attachments: Ids
    draft: str | None = None
    close: bool = False
    force: bool = False


class NewMail(Wish):
    """POST /conversations: a mail that we begin, or a post to a list."""

    address_id: str
    to: People
    cc: People
    bcc: People
    subject: str = Field(max_length=998)
    text: str = ""
    html: str = ""
    identity: str | None = None
    not_before: AwareDatetime | None = None
    attachments: Ids
    draft: str | None = None


class DraftWish(Wish):
    """POST and PUT drafts; fields the server sets itself are taken back in and ignored."""

    id: str | None = None
    author: str | None = None
    updated_at: str | None = None
    held: Any = None
    conversation: str | None = None
    address_id: str
    kind: Literal["reply", "new", "note"] = "reply"
    to: People
    cc: People
    bcc: People
    subject: str = ""
    html: str = ""
    text: str = ""
    attachments: KeptIds
    seen_up_to: int = 0


class SentShape(msgspec.Struct, frozen=True):
    """A send that can be taken back until `undo_until`."""

    message: MessageShape
    undo_until: str


@router.post(
    "/conversations/{ident}/replies", operation_id="reply", **documented(SentShape, status=201)
)
async def reply(ask: Asked, ident: str, wish: NewReply) -> Response:
    """Answer; held with 409 when something newer than `seen_up_to` would be crossed (law 6)."""
    conversation = number(ident)
    words = Words(
        text=wish.text,
        html=wish.html,
        identity=wish.identity,
        to=None if wish.to is None else people(wish.to),
        cc=None if wish.cc is None else people(wish.cc),
        bcc=people(wish.bcc),
        uploads=numbers(wish.attachments),
        not_before=wish.not_before,
        draft=None if wish.draft is None else number(wish.draft),
        seen_up_to=_seen(wish.seen_up_to),
        close=wish.close,
        force=wish.force,
    )
    ready = await _built(
        ask, lambda desk: writing.reply(desk, who=ask.who, conversation=conversation, words=words)
    )
    sent = await _sent(ask, ready)
    if isinstance(sent, Crossed):
        return await _crossing(ask, sent, conversation)
    now = rfc3339(ask.now) or ""
    message = await ask.read(
        partial(details.message, ident=conversation, number=sent.place.number, now=now)
    )
    until = rfc3339(sent.undo_until) or ""
    return answer(SentShape(message=message, undo_until=until), status=201)


@router.post("/conversations", operation_id="begin", **documented(Conversation, status=201))
async def begin(ask: Asked, wish: NewMail) -> Response:
    """A mail of our own, or a post to the subscribers of a list."""
    words = Words(
        text=wish.text,
        html=wish.html,
        subject=wish.subject,
        identity=wish.identity,
        to=people(wish.to),
        cc=people(wish.cc),
        bcc=people(wish.bcc),
        uploads=numbers(wish.attachments),
        not_before=wish.not_before,
        draft=None if wish.draft is None else number(wish.draft),
    )
    address = number(wish.address_id)
    ready = await _built(
        ask, lambda desk: writing.begin(desk, who=ask.who, address=address, words=words)
    )
    sent = await _sent(ask, ready)
    assert isinstance(sent, Sent), "a new mail crosses nothing"
    return answer(await whole(ask, sent.place.conversation), status=201)


async def _built(ask: Ask, build: Callable[[Desk], Ready]) -> Ready:
    """Composing and parsing happen in the pool, before the one short write."""
    services = ask.services

    def work() -> Ready:
        reader = DjangoReader()
        language = reader.row("SELECT language FROM people_user WHERE id = %s", (ask.who.id,))
        desk = Desk(
            reader=reader,
            blobs=services.blobs,
            secrets=installation(),
            language=language[0] if language else "en",
            now=ask.now,
        )
        return build(desk)

    return await ask.work(work)


async def _sent(ask: Ask, ready: Ready) -> Sent | Crossed:
    return await ask.write(partial(send.send, ready, blobs=ask.services.blobs, at=ask.now))


async def _crossing(ask: Ask, held: Crossed, conversation: int) -> Response:
    """What is newer, and the draft that was kept."""
    both = await whole(ask, conversation)
    newer: list[MessageShape | NoteShape] = [
        entry for entry in (*both["messages"], *both["notes"]) if entry.number in held.newer
    ]
    newer.sort(key=lambda entry: entry.number)
    draft = next(d for d in both["drafts"] if d.id == str(held.draft))
    raise Problem(
        409,
        "crossing",
        "Something newer has come that you have not seen. Your text is kept as a draft.",
        newer=newer,
        draft=draft,
    )


@router.post("/sends/{ident}/cancel", operation_id="cancel_send", **documented(DraftShape))
async def cancel_send(ask: Asked, ident: str) -> Response:
    """Take a send back within its window; its author gets the draft again."""
    outgoing = number(ident)
    found = await ask.read(
        lambda reader: reader.row(
            "SELECT conversation_id, author_id FROM outbound_outgoing WHERE id = %s", (outgoing,)
        )
    )
    if found is None:
        raise Hidden
    if found[0] is not None:
        await ask.read(partial(require, who=ask.who, conversation=found[0], right=WRITE))
    if found[1] != ask.who.id:
        raise Hidden if found[0] is None else Forbidden("author")
    try:
        draft = await ask.write(partial(undo, outgoing, by=ask.who.id, at=ask.now))
    except Outgoing.DoesNotExist:
        raise Hidden from None
    return await _draft(ask, draft.pk, status=200)


@router.get("/drafts", operation_id="list_drafts", **documented(DraftShape, many=True))
async def list_drafts(ask: Asked) -> Response:
    """The drafts of the person who asks, newest first."""
    return listed(await ask.read(partial(details.drafts, who=ask.who)))


@router.post("/drafts", operation_id="add_draft", **documented(DraftShape, status=201))
async def add_draft(ask: Asked, wish: DraftWish) -> Response:
    """Keep what somebody began to write."""
    written = await _written(ask, wish)
    kept = await ask.write(partial(drafts.save, written, draft=None, at=ask.now))
    return await _draft(ask, kept.pk, status=201)


@router.put("/drafts/{ident}", operation_id="save_draft", **documented(DraftShape))
async def save_draft(ask: Asked, ident: str, wish: DraftWish) -> Response:
    """Keep it again; another person's draft is not there."""
    written = await _written(ask, wish)
    try:
        kept = await ask.write(partial(drafts.save, written, draft=number(ident), at=ask.now))
    except Draft.DoesNotExist:
        raise Hidden from None
    return await _draft(ask, kept.pk, status=200)


@router.delete("/drafts/{ident}", operation_id="remove_draft", **documented(None))
async def remove_draft(ask: Asked, ident: str) -> Response:
    """Throw it away."""
    try:
        await ask.write(partial(drafts.remove, number(ident), by=ask.who.id, at=ask.now))
    except Draft.DoesNotExist:
        raise Hidden from None
    return nothing()


async def _written(ask: Ask, wish: DraftWish) -> Written:
    """The draft as it is kept, on an address and in a conversation the writer may use."""
    address = number(wish.address_id)
    conversation = None if wish.conversation is None else number(wish.conversation)
    right = Right.READ if wish.kind == "note" else WRITE
    if conversation is None:
        require_address(ask.who, address=address, right=right)
    else:
        address = await ask.read(
            partial(require, who=ask.who, conversation=conversation, right=right)
        )
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
        seen_up_to=_seen(wish.seen_up_to),
        uploads=numbers(ids),
    )


async def _draft(ask: Ask, ident: int, *, status: int) -> Response:
    mine = await ask.read(partial(details.drafts, who=ask.who))
    found = next((d for d in mine if d.id == str(ident)), None)
    if found is None:
        raise Hidden
    return answer(found, status=status)


def _seen(entry: int) -> int:
    """An entry number as the table keeps it."""
    return max(0, min(entry, 2**31 - 1))


def people(someones: list[Someone]) -> tuple[Named, ...]:
    """Names with checked addresses; raises BadInput naming the wrong one."""
    found = []
    for someone in someones:
        try:
            address = parse_address(someone.address)
        except BadAddress:
            raise BadInput("bad-address", f"{someone.address!r} is not a mail address.") from None
        found.append((someone.name.strip(), address))
    return tuple(found)


def numbers(ids: list[str]) -> tuple[int, ...]:
    """Ids of uploads; one that is no id of ours is a problem of the request."""
    try:
        return tuple(number(i) for i in ids)
    except Problem:
        raise BadInput("no-such-upload", "An attachment is no longer there.") from None
