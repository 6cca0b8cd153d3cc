"""/merges, /conversations/{id}/split, links, participants: the wire. Merge and move are acts."""

from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from tripost.conversations.api import Conversation, whole
from tripost.conversations.order.link import link, unlink
from tripost.conversations.order.participants import Part, checked, set_participants
from tripost.conversations.order.preview import Preview, preview
from tripost.conversations.order.split import split
from tripost.core.address import BadAddress, parse_address
from tripost.kit.entered import BadInput
from tripost.people.door import Ask, Asked, Wish, acted, answer, documented, number
from tripost.people.policies import WRITE, require
from tripost.store.reads import DjangoReader

router = APIRouter(tags=["order"])
Numbers = Annotated[list[int], Field(max_length=10_000)]


class MergeWish(Wish):
    """POST /merges/preview."""

    conversations: Annotated[list[str], Field(max_length=1_000)]
    into: str


@router.post("/merges/preview", operation_id="preview_merge", **documented(Preview))
async def preview_merge(ask: Asked, wish: MergeWish) -> Response:
    """What merging would make, before it is done."""
    ids, into = [number(one) for one in wish.conversations], number(wish.into)
    return answer(
        await ask.work(lambda: preview(DjangoReader(), conversations=ids, into=into, who=ask.who))
    )


class SplitWish(Wish):
    """POST split: the numbers of mails and notes."""

    entries: Numbers
    subject: str | None = None


SplitShape = msgspec.defstruct(
    "SplitShape", [("act", str), ("conversation", Conversation)], frozen=True
)


@router.post(
    "/conversations/{ident}/split",
    operation_id="split_conversation",
    **documented(SplitShape, status=201),
)
async def split_conversation(ask: Asked, ident: str, wish: SplitWish) -> Response:
    """Let these entries become a conversation of their own."""
    conversation = await _working(ask, ident)
    made = await ask.write(
        partial(
            split,
            conversation,
            entries=wish.entries,
            subject=wish.subject,
            who=ask.who,
            at=ask.now,
        )
    )
    both = {"act": str(made.act), "conversation": await whole(ask, made.conversation)}
    return answer(both, status=201)


class LinkWish(Wish):
    """POST links."""

    to: str


@router.post(
    "/conversations/{ident}/links", operation_id="link_conversations", **documented(Conversation)
)
async def link_conversations(ask: Asked, ident: str, wish: LinkWish) -> Response:
    """These two have to do with each other."""
    conversation, other = await _working(ask, ident), number(wish.to)
    await ask.write(partial(link, conversation, to=other, who=ask.who, at=ask.now))
    return answer(await whole(ask, conversation))


@router.delete(
    "/conversations/{ident}/links/{other}",
    operation_id="unlink_conversations",
    **documented(Conversation),
)
async def unlink_conversations(ask: Asked, ident: str, other: str) -> Response:
    """No longer."""
    conversation, far = await _working(ask, ident), number(other)
    await ask.write(partial(unlink, conversation, other=far, who=ask.who, at=ask.now))
    return answer(await whole(ask, conversation))


class PartWish(BaseModel):
    """One participant."""

    address: Annotated[str, Field(max_length=400)]
    name: Annotated[str, Field(max_length=320)] = ""
    role: Annotated[str, Field(max_length=10)]
    stranger: bool = False


class ParticipantsWish(Wish):
    """PUT participants: everybody, with their role; who is left out is set aside."""

    participants: Annotated[list[PartWish], Field(max_length=10_000)]


@router.put(
    "/conversations/{ident}/participants",
    operation_id="set_participants",
    **documented(Conversation),
)
async def put_participants(ask: Asked, ident: str, wish: ParticipantsWish) -> Response:
    """Who takes part and gets the next answer."""
    conversation = await _working(ask, ident)
    parts = checked([_part(one) for one in wish.participants])
    act = await ask.write(
        partial(set_participants, conversation, parts=parts, who=ask.who, at=ask.now)
    )
    return acted(answer(await whole(ask, conversation)), act)


def _part(one: PartWish) -> Part:
    try:
        address = parse_address(one.address)
    except BadAddress:
        raise BadInput("bad-address", f"{one.address!r} is not a mail address.") from None
    return Part(address, " ".join(one.name.split()), one.role)


async def _working(ask: Ask, ident: str) -> int:
    """A conversation the person who asks sees and may work on."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    return conversation
