"""/contacts: completion, the panel of a person, notes on them; translates, decides nothing."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from tripost.conversations.contact import actions, completion, queries
from tripost.conversations.contact.queries import ContactNoteShape, ContactShape, Known
from tripost.conversations.shapes import Person
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
from tripost.people.policies import Forbidden, Hidden
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

router = APIRouter(tags=["contacts"])


@router.get("/contacts", operation_id="list_contacts", **documented(Person, many=True))
async def list_contacts(ask: Asked, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """People to write to, for completion."""
    return listed(await ask.read(partial(completion.contacts, who=ask.who, q=q)))


@router.get("/contacts/{address}", operation_id="get_contact", **documented(ContactShape))
async def get_contact(ask: Asked, address: str) -> Response:
    """Who is this?"""
    return answer(await ask.read(partial(queries.panel, who=ask.who, email=_clean(address))))


class FieldWish(Wish):
    """One field of a person."""

    name: str
    value: str
    protected: bool = False


class ContactChanges(Wish):
    """PATCH /contacts/{address}; lists replace what was there."""

    name: str | None = None
    company: str | None = None
    phone: str | None = None
    fields: list[FieldWish] | None = None
    protected: bool | None = None
    readers: list[str] | None = None
    identities: list[str] | None = None


@router.patch("/contacts/{address}", operation_id="change_contact", **documented(ContactShape))
async def change_contact(ask: Asked, address: str, wish: ContactChanges) -> Response:
    """What is known of a person; for whoever knows them and may write to somebody there."""
    email = _clean(address)
    person = await _writing(ask, email)
    wanted = await _wanted(ask, wish, person=person)
    await ask.work(partial(actions.check, email, wanted=wanted, by=ask.who.id))
    if wanted.protected:
        # The many are closed a few at a time; the last ones together with the promise itself.
        readers = (wanted.readers if wanted.readers is not None else person.readers) | {ask.who.id}
        emails = wanted.identities or person.emails
        close = partial(actions.close_some, emails, readers=readers, by=ask.who.id, at=ask.now)
        while await ask.write(close):
            pass
    await ask.write(partial(actions.change, email, wanted=wanted, by=ask.who.id, at=ask.now))
    return answer(await ask.read(partial(queries.panel, who=ask.who, email=email)))


async def _writing(ask: Ask, email: str) -> Known:
    """A person `who` knows and may change; raises Hidden, Forbidden."""

    def look(reader: Reader) -> Known:
        found = queries.known(reader, who=ask.who, email=email)
        if not queries.meets(reader, who=ask.who, emails=found.emails, writes=True):
            raise Forbidden("write_as or write_on_behalf")
        return found

    return await ask.read(look)


async def _wanted(ask: Ask, wish: ContactChanges, *, person: Known) -> actions.Wanted:
    given = wish.given()
    readers = None
    if wish.readers is not None:
        readers = frozenset((await ask.people(wish.readers)).values())
    identities = None
    if wish.identities is not None:
        identities = tuple(dict.fromkeys(_clean(one) for one in wish.identities))
        for one in identities:
            if one not in person.emails:
                await _must_know(ask, one)
    fields = None
    if wish.fields is not None:
        fields = tuple(
            actions.clean_field(f.name, f.value, protected=f.protected) for f in wish.fields
        )
    return actions.Wanted(
        texts={n: actions.clean_text(n, given[n]) for n in actions.LIMITS if n in given},
        fields=fields,
        protected=wish.protected,
        readers=readers,
        identities=identities,
    )


async def _must_know(ask: Ask, email: str) -> None:
    """Nobody joins a person to an address they have not met: it may be somebody's secret. And it
    changes both, so it takes the right to write to both."""
    try:
        await _writing(ask, email)
    except (Hidden, Forbidden):
        raise Problem(
            422, "unknown-address", f"{email} is in no conversation that you may work on."
        ) from None


class NewContactNote(Wish):
    """POST notes."""

    text: str


@router.post(
    "/contacts/{address}/notes",
    operation_id="add_contact_note",
    **documented(ContactNoteShape, status=201),
)
async def add_contact_note(ask: Asked, address: str, wish: NewContactNote) -> Response:
    """Whoever knows a person may write something down about them."""
    email = _clean(address)
    await ask.read(partial(queries.known, who=ask.who, email=email))
    text = actions.clean_note(wish.text)
    note = await ask.write(partial(actions.add_note, email, by=ask.who.id, text=text, at=ask.now))
    shape = ContactNoteShape(str(note.pk), text, ask.who.address, rfc3339(ask.now) or "")
    return answer(shape, status=201)


@router.delete(
    "/contacts/{address}/notes/{ident}", operation_id="remove_contact_note", **documented(None)
)
async def remove_contact_note(ask: Asked, address: str, ident: str) -> Response:
    """Its author alone takes a note away."""
    note = number(ident)
    panel = await ask.read(partial(queries.panel, who=ask.who, email=_clean(address)))
    found = next((one for one in panel.notes if one.id == ident), None)
    if found is None:
        raise Hidden
    if found.author != ask.who.address:
        raise Forbidden("author")
    await ask.write(partial(actions.remove_note, note, by=ask.who.id, at=ask.now))
    return nothing()


def _clean(address: str) -> str:
    """A mail address as it is kept; what could be none (a NUL, half a character) finds nobody."""
    clean = address.strip().lower()
    if len(clean) > 320 or not clean.isprintable():
        raise Hidden
    return clean
