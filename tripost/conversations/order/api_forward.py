"""POST /conversations/{id}/forwards: the wire."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field

from tripost.conversations.api_writing import (
    Ids,
    People,
    SentShape,
    Someone,
    built,
    numbers,
    people,
    seen,
    told,
)
from tripost.conversations.order.forward import forward, seen_by
from tripost.conversations.writing import Words
from tripost.people.door import Asked, Wish, documented, number

router = APIRouter(tags=["order"])


class NewForward(Wish):
    """POST forwards. `seen_up_to`: as for an answer; left out, what was read counts."""

    message: str
    to: Annotated[list[Someone], Field(min_length=1)]
    cc: People
    bcc: People
    subject: str | None = Field(default=None, max_length=998)
    text: str = ""
    html: str = ""
    identity: str | None = None
    not_before: AwareDatetime | None = None
    attachments: Ids
    draft: str | None = None
    original_attachments: bool = True
    seen_up_to: int | None = None
    force: bool = False


@router.post(
    "/conversations/{ident}/forwards", operation_id="forward", **documented(SentShape, status=201)
)
async def send_on(ask: Asked, ident: str, wish: NewForward) -> Response:
    """Send a mail on to somebody beside the matter; held like an answer (law 6)."""
    conversation, message = number(ident), number(wish.message)
    up_to = wish.seen_up_to
    if up_to is None:
        up_to = await ask.read(partial(seen_by, who=ask.who, conversation=conversation))
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
        seen_up_to=seen(up_to),
        force=wish.force,
    )
    ready = await built(
        ask,
        lambda desk: forward(
            desk,
            who=ask.who,
            conversation=conversation,
            message=message,
            words=words,
            original_attachments=wish.original_attachments,
        ),
    )
    return await told(ask, ready)
