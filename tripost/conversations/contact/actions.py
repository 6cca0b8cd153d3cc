"""What people write down about a person outside, and whom they let know it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from tripost.addresses.models import Address, Mode
from tripost.conversations.confidential.arriving import close
from tripost.kit.entered import BadInput, Conflict, one_line
from tripost.kit.ids import new_id
from tripost.people.audit import audit
from tripost.people.models import User
from tripost.people.policies import Forbidden, Hidden
from tripost.store.changes import record
from tripost.store.models import (
    Contact,
    ContactNote,
    ContactReader,
    Conversation,
    Identity,
    Participant,
)

NOTE = 20_000  # characters
FIELDS = 50
VALUE = 1_000  # characters
IDENTITIES = 20
LIMITS = {"name": 320, "company": 200, "phone": 100}
AT_ONCE = 20  # conversations closed in one transaction, so that it stays short


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be different; None leaves it. Values come from the `clean_…` functions."""

    texts: Mapping[str, str]  # name, company, phone
    fields: tuple[dict[str, Any], ...] | None = None
    protected: bool | None = None
    readers: frozenset[int] | None = None
    identities: tuple[str, ...] | None = None


def clean_text(name: str, text: str) -> str:
    """A name, company or phone number on one line, or nothing; raises BadInput."""
    if not text.strip():
        return ""
    return one_line(text, limit=LIMITS[name], code=f"bad-{name}", what=f"A {name}")


def clean_field(name: str, value: str, *, protected: bool) -> dict[str, Any]:
    """A field of our own; raises BadInput."""
    name = one_line(name, limit=60, code="bad-field", what="The name of a field")
    value = one_line(value, limit=VALUE, code="bad-field", what="A field")
    return {"name": name, "value": value, "protected": protected}


def clean_note(text: str) -> str:
    """A note's text, without surrounding space; raises BadInput."""
    text = text.strip()
    if not text or len(text) > NOTE:
        raise BadInput("bad-note", f"A note has 1 to {NOTE:,} characters.")
    return text


def add_note(email: str, *, by: int, text: str, at: datetime) -> ContactNote:
    """Write something down about a person."""
    contact = _contact(email, at=at)
    note = ContactNote.objects.create(
        id=new_id(at), contact=contact, author_id=by, at=at, text=text
    )
    _tell(contact, by=by, at=at)
    return note


def remove_note(note: int, *, by: int, at: datetime) -> None:
    """Take a note away; twice does nothing."""
    found = ContactNote.objects.filter(pk=note).select_related("contact").first()
    if found is not None:
        found.delete()
        _tell(found.contact, by=by, at=at)


def change(email: str, *, wanted: Wanted, by: int, at: datetime) -> Contact:
    """Write down what is known of a person, protect them or name who may know it.

    Whoever protects something stays a reader. Fields that `by` may not see stay as they are.
    Raises what `check` raises.
    """
    check(email, wanted=wanted, by=by)
    contact = _contact(email, at=at)
    before = frozenset(contact.readers.values_list("user_id", flat=True))
    was_protected = contact.protected
    for name, text in wanted.texts.items():
        setattr(contact, name, text)
    if wanted.identities is not None:
        _set_identities(contact, email=email, emails=wanted.identities)
    if wanted.fields is not None:
        hidden = [f for f in contact.fields if f["protected"] and by not in before]
        contact.fields = [*wanted.fields, *hidden]
    if wanted.protected is not None:
        contact.protected = wanted.protected
    contact.save()
    readers = before if wanted.readers is None else wanted.readers
    secret = contact.protected or _any_protected(contact.fields)
    decides = wanted.readers is not None or wanted.protected or _any_protected(wanted.fields or ())
    if decides and (secret or (wanted.readers and before)):
        readers |= {by}  # a protected fact without a reader would be anybody's
    _set_readers(contact, before=before, readers=readers)
    if (was_protected, before) != (contact.protected, readers):
        detail = {
            "contact": str(contact.pk),
            "protected": contact.protected,
            "readers": _names(readers),
        }
        audit("contact.protected", actor=by, at=at, detail=detail)
    if contact.protected:
        while close_some(_emails(contact), readers=readers, by=by, at=at):
            pass
    _tell(contact, by=by, at=at)
    return contact


def check(email: str, *, wanted: Wanted, by: int) -> None:
    """Whether `change` may be done, before anything is: who may know what is protected is said by
    those who know it. Raises Hidden, Forbidden, BadInput, Conflict."""
    contact = Contact.objects.filter(identities__email=email).first() or Contact()
    readers = (
        set() if contact.pk is None else set(contact.readers.values_list("user_id", flat=True))
    )
    if readers and by not in readers:
        if contact.protected:
            raise Hidden
        protects = wanted.protected not in (None, False)
        if protects or wanted.readers is not None or _any_protected(wanted.fields or ()):
            raise Forbidden("reader of this person")
    hidden = 0 if by in readers else sum(field["protected"] for field in contact.fields)
    if wanted.fields is not None and len(wanted.fields) + hidden > FIELDS:
        raise BadInput("too-many-fields", f"A person has up to {FIELDS} fields.")
    emails = {email, *(wanted.identities or ())}
    if len(emails) > IDENTITIES:
        raise BadInput("too-many-identities", f"A person has up to {IDENTITIES} addresses.")
    for other in Contact.objects.filter(identities__email__in=emails).exclude(pk=contact.pk):
        if other.protected or other.readers.exists():
            raise Conflict("protected", "This person is kept apart from another one.")


def _any_protected(fields: Sequence[Mapping[str, Any]]) -> bool:
    return any(field["protected"] for field in fields)


def close_some(emails: Collection[str], *, readers: Collection[int], by: int, at: datetime) -> int:
    """Make the next few open conversations with a person confidential for those who may know of
    them; how many were closed. Safe to run again: what is closed is left alone. With them is what
    they began, and where they wrote or got our mail: the same that `narrow` closes on arrival."""
    closed = 0
    part = Participant.objects.filter(email__in=emails, stranger=False)
    theirs = Q(contact_address__in=emails) | Q(pk__in=part.values("conversation_id"))
    lists = Address.objects.filter(mode=Mode.LIST).values("pk")
    for row in (
        Conversation.objects.filter(theirs, confidential=False)
        .exclude(state="merged")
        .exclude(address_id__in=lists)  # a post to all members is no secret
        .order_by("-id")
    ):
        was = close(row.pk, named=readers, by=by, at=at, because="contact")
        if was is None:
            continue  # nobody there may be confided in
        record(
            "readers.set",
            at=at,
            address=row.address_id,
            conversation=row.pk,
            actor=by,
            data={"before": was},
        )
        audit(
            "readers.set",
            actor=by,
            at=at,
            address=row.address_id,
            conversation=row.pk,
            detail={"because": "contact"},
        )
        closed += 1
        if closed == AT_ONCE:
            break
    return closed


def _contact(email: str, *, at: datetime) -> Contact:
    """The person of a mail address, held until the end of this action; made when needed."""
    found = Contact.objects.select_for_update().filter(identities__email=email).first()
    if found is None:
        found = Contact.objects.create(id=new_id(at))
        Identity.objects.create(contact=found, email=email)
    return found


def _emails(contact: Contact) -> list[str]:
    return list(contact.identities.order_by("id").values_list("email", flat=True))


def _set_identities(contact: Contact, *, email: str, emails: Sequence[str]) -> None:
    """Exactly these and the one they were asked for under; a person known under another of them
    becomes one with this one, notes and fields included."""
    wanted = list(dict.fromkeys((email, *emails)))
    contact.identities.exclude(email__in=wanted).delete()
    for other in Contact.objects.filter(identities__email__in=wanted).exclude(pk=contact.pk):
        ContactNote.objects.filter(contact=other).update(contact=contact)
        Identity.objects.filter(contact=other).update(contact=contact)
        contact.fields = [*contact.fields, *other.fields]
        for name in LIMITS:
            setattr(contact, name, getattr(contact, name) or getattr(other, name))
        other.delete()
    there = set(_emails(contact))
    Identity.objects.bulk_create(
        [Identity(contact=contact, email=one) for one in wanted if one not in there]
    )


def _set_readers(contact: Contact, *, before: Collection[int], readers: Collection[int]) -> None:
    ContactReader.objects.filter(contact=contact).exclude(user_id__in=readers).delete()
    ContactReader.objects.bulk_create(
        [
            ContactReader(contact=contact, user_id=user)
            for user in sorted(set(readers) - set(before))
        ]
    )


def _names(users: Collection[int]) -> list[str]:
    found = User.objects.filter(pk__in=list(users)).order_by("address")
    return list(found.values_list("address", flat=True))


def _tell(contact: Contact, *, by: int, at: datetime) -> None:
    """Only the other windows of `by` hear of it: that somebody is known is nobody else's matter."""
    record("contact.changed", at=at, actor=by, data={"contact": str(contact.pk)})
