"""Notes, whom they call and who is invited: the wire."""

from functools import partial

from fastapi import APIRouter, Response
from pydantic import Field

from tripost.conversations.shapes import NoteShape
from tripost.conversations.together import invited, mentions, notes
from tripost.conversations.together.mentions import Mentionable
from tripost.people.door import Asked, Wish, answer, documented, listed, nothing, number
from tripost.people.models import Right
from tripost.people.policies import WRITE, require
from tripost.store.times import rfc3339

router = APIRouter(tags=["together"])
GRANT_LIMIT = 200


class NewNote(Wish):
    """POST notes; `grant`: who is let in by being named (addresses)."""

    text: str
    grant: list[str] = Field(default_factory=list, max_length=GRANT_LIMIT)


@router.post(
    "/conversations/{ident}/notes", operation_id="add_note", **documented(NoteShape, status=201)
)
async def add_note(ask: Asked, ident: str, wish: NewNote) -> Response:
    """A note stays inside the house; whoever sees the conversation may leave one. To let somebody
    in takes the right to write."""
    conversation = number(ident)
    right = WRITE if wish.grant else Right.READ
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=right))
    text = notes.clean_note(wish.text)
    if wish.grant:
        await ask.people(wish.grant)
    entry = await ask.write(
        partial(
            notes.add_note, conversation, by=ask.who.id, text=text, at=ask.now, grant=wish.grant
        ),
        on=conversation,
        right=right,
    )
    shape = NoteShape(
        id=str(entry.pk),
        number=entry.number,
        author=ask.who.address,
        text=text,
        at=rfc3339(ask.now) or "",
        mentions=entry.data["mentions"],
    )
    return answer(shape, status=201)


@router.get(
    "/conversations/{ident}/mentionable",
    operation_id="list_mentionable",
    **documented(Mentionable, many=True),
)
async def list_mentionable(ask: Asked, ident: str) -> Response:
    """Whom a note here can call, and who of them would have to be let in."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=Right.READ))
    return listed(await ask.read(partial(mentions.mentionable, ident=conversation)))


class Invitees(Wish):
    """PUT invited; exactly these (addresses)."""

    users: list[str] = Field(max_length=invited.INVITED_LIMIT)


@router.put("/conversations/{ident}/invited", operation_id="set_invited", **documented(None))
async def set_invited(ask: Asked, ident: str, wish: Invitees) -> Response:
    """Who may see this one conversation without a right on its address."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    users = await ask.people(wish.users)
    await ask.write(
        partial(
            invited.set_invited,
            conversation,
            users=sorted(users.values()),
            by=ask.who.id,
            at=ask.now,
        ),
        on=conversation,
        right=WRITE,
    )
    return nothing()
