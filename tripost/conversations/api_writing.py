"""Answers, new mails and taking back: the wire and `writing`, `send`, `taking_back`."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, Field

from tripost.conversations import detail as details
from tripost.conversations import send, writing
from tripost.conversations.api import Conversation, whole
from tripost.conversations.desk import desk_of
from tripost.conversations.drafts import Moved
from tripost.conversations.replying import Named
from tripost.conversations.send import Crossed, Ready, Sent
from tripost.conversations.shapes import DraftShape, MessageShape, NoteShape
from tripost.conversations.taking_back import require_author, undo
from tripost.conversations.writing import Desk, Words
from tripost.core.address import BadAddress, parse_address
from tripost.kit.entered import BadInput
from tripost.outbound.models import Outgoing
from tripost.people.door import (
    Ask,
    Asked,
    Problem,
    Wish,
    acted,
    answer,
    documented,
    number,
)
from tripost.people.policies import WRITE, Hidden
from tripost.store.times import rfc3339

router = APIRouter(tags=["writing"])


class Someone(BaseModel):
    """A person as the composer sends them."""

    address: str = Field(max_length=400)
    name: str = Field(default="", max_length=320)


People = Annotated[list[Someone], Field(default_factory=list)]
Ids = Annotated[list[str], Field(default_factory=list)]


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
    draft_version: int | None = None
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
        seen_up_to=seen(wish.seen_up_to),
        close=wish.close,
        force=wish.force,
    )
    ready = await built(
        ask, lambda desk: writing.reply(desk, who=ask.who, conversation=conversation, words=words)
    )
    return await told(ask, replace(ready, draft_version=wish.draft_version))


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
    ready = await built(
        ask, lambda desk: writing.begin(desk, who=ask.who, address=address, words=words)
    )
    sent = await dispatched(ask, ready)
    assert isinstance(sent, Sent), "a new mail crosses nothing"
    return answer(await whole(ask, sent.place.conversation), status=201)


async def told(ask: Ask, ready: Ready) -> Response:
    """Send what was built and say what became of it: 201, or a Problem when it is held."""
    sent = await dispatched(ask, ready)
    if isinstance(sent, Crossed):
        place = ready.arrival.conversation
        assert place is not None, "a new mail crosses nothing"
        return await crossing(ask, sent, place)
    now = rfc3339(ask.now) or ""
    message = await ask.read(
        partial(details.message, ident=sent.place.conversation, number=sent.place.number, now=now)
    )
    until = rfc3339(sent.undo_until) or ""
    return acted(answer(SentShape(message=message, undo_until=until), status=201), sent.took)


async def built(ask: Ask, build: Callable[[Desk], Ready]) -> Ready:
    """Composing and parsing happen in the pool, before the one short write."""
    blobs = ask.services.blobs
    return await ask.work(lambda: build(desk_of(ask.who, blobs=blobs, now=ask.now)))


async def dispatched(ask: Ask, ready: Ready) -> Sent | Crossed:
    """In the one short write; a Problem when somebody went on with the shared draft."""
    try:
        return await ask.write(
            partial(send.send, ready, blobs=ask.services.blobs, at=ask.now),
            on=None if ready.arrival.begins else ready.arrival.conversation,
            right=WRITE,
        )
    except Moved as moved:
        raise await draft_moved(ask, moved) from None


async def draft_moved(ask: Ask, moved: Moved) -> Problem:
    """The shared draft as it is by now."""
    current = await ask.read(partial(details.draft, who=ask.who, key=moved.draft))
    return Problem(409, moved.code, moved.detail, draft=current)


async def crossing(ask: Ask, held: Crossed, conversation: int) -> Response:
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
    await ask.read(partial(require_author, who=ask.who, outgoing=outgoing))
    try:
        draft = await ask.write(partial(undo, outgoing, by=ask.who.id, at=ask.now))
    except Outgoing.DoesNotExist:
        raise Hidden from None
    return answer(await ask.read(partial(details.draft, who=ask.who, key=draft.pk)))


def seen(entry: int) -> int:
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
