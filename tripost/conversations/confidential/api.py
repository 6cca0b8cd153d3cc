"""PUT readers and POST /glass: who sees a confidential conversation, and how one gets in."""

from functools import partial

import msgspec
from fastapi import APIRouter, Response

from tripost.conversations import queries
from tripost.conversations.confidential import glass
from tripost.conversations.confidential.readers import set_readers as keep_readers
from tripost.conversations.shapes import Row
from tripost.people.door import (
    Asked,
    AskedByAdministrator,
    Problem,
    Wish,
    acted,
    answer,
    documented,
    nothing,
    number,
)
from tripost.people.policies import WRITE, Hidden, actor, may_be_reader, may_see, require
from tripost.store.reads import Reader

router = APIRouter(tags=["confidential"])


class Readers(Wish):
    """PUT readers; [] opens the conversation again."""

    users: list[str]


@router.put("/conversations/{ident}/readers", operation_id="set_readers", **documented(Row))
async def set_readers(ask: Asked, ident: str, wish: Readers) -> Response:
    """Confidential for these people only, each of whom must have a way to the conversation."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    users = await ask.people(wish.users)
    for name, user in users.items():
        if not await ask.read(partial(_could_read, user=user, conversation=conversation)):
            raise Problem(422, "cannot-read", f"{name} may not read this address.")
    act = await ask.write(
        partial(
            keep_readers,
            conversation,
            users=sorted(users.values()),
            by=ask.who.id,
            at=ask.now,
        ),
        on=conversation,
        right=WRITE,
    )
    rows = await ask.read(partial(queries.by_ids, who=ask.who, ids=(conversation,)))
    return acted(answer(rows[0]) if rows else nothing(), act)


def _could_read(reader: Reader, *, user: int, conversation: int) -> bool:
    person = actor(reader, user=user)
    return person is not None and may_be_reader(reader, who=person, conversation=conversation)


class Glass(Wish):
    """POST /glass: an id, or a link to the conversation as somebody sent it."""

    conversation: str
    reason: str


class Opened(msgspec.Struct, frozen=True):
    """What can be read now."""

    conversation: str


@router.post("/glass", operation_id="break_glass", **documented(Opened))
async def break_glass(ask: AskedByAdministrator, wish: Glass) -> Response:
    """An administrator becomes a reader; where they read already, nothing is broken."""
    reason = glass.clean_reason(wish.reason)
    conversation = glass.id_of(wish.conversation)
    if conversation is None or not await ask.read(partial(_exists, conversation=conversation)):
        raise Hidden
    if not await ask.read(partial(may_see, who=ask.who, conversation=conversation)):
        await ask.write(
            partial(glass.break_glass, conversation, by=ask.who.id, reason=reason, at=ask.now)
        )
    return answer(Opened(str(conversation)))


def _exists(reader: Reader, *, conversation: int) -> bool:
    return reader.row("SELECT 1 FROM store_conversation WHERE id = %s", (conversation,)) is not None
