"""Who is this? What is known of a person outside, as far as the asker may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tripost.people.policies import WRITE, Actor, Hidden, visible
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

EARLIER = 20


class FieldShape(msgspec.Struct, frozen=True):
    """Something known of a person under a name; `protected`: only for the contact's readers."""

    name: str
    value: str
    protected: bool


class ContactNoteShape(msgspec.Struct, frozen=True):
    """What somebody noted about a person."""

    id: str
    text: str
    author: str
    at: str


class EarlierShape(msgspec.Struct, frozen=True):
    """A conversation with this person."""

    id: str
    subject: str
    state: str
    last_activity_at: str


class ListShape(msgspec.Struct, frozen=True):
    """A list the person is on."""

    address: str
    since: str


class ContactShape(msgspec.Struct, frozen=True):
    """The panel beside a conversation."""

    address: str
    name: str
    company: str
    phone: str
    fields: list[FieldShape]
    notes: list[ContactNoteShape]
    protected: bool
    readers: list[str]
    identities: list[str]
    earlier: list[EarlierShape]
    lists: list[ListShape]


@dataclass(frozen=True, slots=True)
class Known:
    """A contact `who` may know. `ident` None: nothing was written down about them yet."""

    ident: int | None
    name: str = ""
    company: str = ""
    phone: str = ""
    protected: bool = False
    fields: tuple[dict[str, Any], ...] = ()
    emails: tuple[str, ...] = ()
    readers: frozenset[int] = frozenset()


def known(reader: Reader, *, who: Actor, email: str) -> Known:
    """The person behind a mail address (lower case); raises Hidden.

    One knows whom one sees in a conversation, or on the members' list of an address one may read.
    A protected contact only its readers know; to others it is as if there were nobody.
    """
    found = found_as(reader, email=email)
    if found.protected:
        if who.id in found.readers:
            return found
        raise Hidden
    if not meets(reader, who=who, emails=found.emails) and not lists(
        reader, who=who, emails=found.emails
    ):
        raise Hidden
    return found


def found_as(reader: Reader, *, email: str) -> Known:
    """What is written down under this address, whoever may know it."""
    row = reader.row(
        "SELECT k.id, k.name, k.company, k.phone, k.protected, k.fields FROM store_contact k "
        "JOIN store_identity y ON y.contact_id = k.id WHERE y.email = %s",
        (email,),
    )
    if row is None:
        return Known(None, emails=(email,))
    emails = reader.rows(
        "SELECT email FROM store_identity WHERE contact_id = %s ORDER BY id", (row[0],)
    )
    readers = reader.rows(
        "SELECT user_id FROM store_contactreader WHERE contact_id = %s", (row[0],)
    )
    fields = decoded(row[5])
    return Known(
        ident=row[0],
        name=row[1],
        company=row[2],
        phone=row[3],
        protected=bool(row[4]),
        fields=tuple(fields),
        emails=tuple(one for (one,) in emails),
        readers=frozenset(user for (user,) in readers),
    )


def meets(reader: Reader, *, who: Actor, emails: Sequence[str], writes: bool = False) -> bool:
    """Whether `who` sees (`writes`: and may work on) a conversation with one of these people."""
    allowed = visible(who)
    places = ", ".join(["%s"] * len(emails))
    sql = (
        f"SELECT 1 FROM store_conversation c WHERE c.id IN (SELECT i.id FROM store_conversation i "
        f"WHERE i.contact_address IN ({places}) UNION SELECT p.conversation_id "
        f"FROM store_participant p WHERE p.email IN ({places})) AND {allowed.sql}"
    )
    values: list[object] = [*emails, *emails, *allowed.params]
    if writes:
        there = [address for address, bits in who.rights.items() if bits & WRITE]
        if not there:
            return False
        sql += f" AND c.address_id IN ({', '.join(['%s'] * len(there))})"
        values += there
    return reader.row(f"{sql} LIMIT 1", values) is not None


def panel(reader: Reader, *, who: Actor, email: str) -> ContactShape:
    """Everything about a person that `who` may know; raises Hidden."""
    found = known(reader, who=who, email=email)
    inside = who.id in found.readers
    return ContactShape(
        address=email,
        name=found.name or _name(reader, who=who, emails=found.emails),
        company=found.company,
        phone=found.phone,
        fields=[
            FieldShape(f["name"], f["value"], f["protected"])
            for f in found.fields
            if inside or not f["protected"]
        ],
        notes=_notes(reader, contact=found.ident),
        protected=found.protected,
        readers=_addresses(reader, users=sorted(found.readers)) if inside else [],
        identities=list(found.emails),
        earlier=earlier(reader, who=who, emails=found.emails),
        lists=lists(reader, who=who, emails=found.emails),
    )


def earlier(
    reader: Reader, *, who: Actor, emails: Sequence[str], beside: int = 0, limit: int = EARLIER
) -> list[EarlierShape]:
    """The conversations with a person under any of their addresses, newest first."""
    allowed = visible(who)
    places = ", ".join(["%s"] * len(emails))
    found = reader.rows(
        "SELECT c.id, c.subject, c.state, c.last_activity_at FROM store_conversation c "
        f"WHERE c.contact_address IN ({places}) AND c.id <> %s AND c.state <> 'merged' "
        f"AND {allowed.sql} ORDER BY c.last_activity_at DESC LIMIT %s",
        (*emails, beside, *allowed.params, limit),
    )
    return [
        EarlierShape(str(ident), subject, state, rfc3339(at) or "")
        for ident, subject, state, at in found
    ]


def lists(reader: Reader, *, who: Actor, emails: Sequence[str]) -> list[ListShape]:
    """The lists a person is on, of those `who` may read."""
    readable = who.readable()
    if not readable:
        return []
    found = reader.rows(
        "SELECT a.email, MIN(s.since) FROM distribution_list_subscriber s "
        "JOIN addresses_address a ON a.id = s.address_id "
        f"WHERE s.email IN ({', '.join(['%s'] * len(emails))}) AND s.state = 'active' "
        f"AND a.id IN ({', '.join(['%s'] * len(readable))}) GROUP BY a.email ORDER BY a.email",
        (*emails, *readable),
    )
    return [ListShape(address, rfc3339(since) or "") for address, since in found]


def _name(reader: Reader, *, who: Actor, emails: Sequence[str]) -> str:
    """As they called themselves last, where the asker can see it."""
    allowed = visible(who)
    places = ", ".join(["%s"] * len(emails))
    found = reader.row(
        "SELECT c.contact_name FROM store_conversation c "
        f"WHERE c.contact_address IN ({places}) AND c.contact_name <> '' AND {allowed.sql} "
        "ORDER BY c.last_activity_at DESC LIMIT 1",
        (*emails, *allowed.params),
    )
    return str(found[0]) if found else ""


def _notes(reader: Reader, *, contact: int | None) -> list[ContactNoteShape]:
    if contact is None:
        return []
    return [
        ContactNoteShape(str(ident), text, author, rfc3339(at) or "")
        for ident, text, author, at in reader.rows(
            "SELECT n.id, n.text, u.address, n.at FROM store_contactnote n "
            "JOIN people_user u ON u.id = n.author_id WHERE n.contact_id = %s ORDER BY n.id DESC",
            (contact,),
        )
    ]


def _addresses(reader: Reader, *, users: Sequence[int]) -> list[str]:
    places = ", ".join(["%s"] * len(users))
    return [
        address
        for (address,) in reader.rows(
            f"SELECT address FROM people_user WHERE id IN ({places}) ORDER BY address", users
        )
    ]
