"""One conversation as the thread view needs it, as far as the asker may see."""

from tripost.conversations.detail.answering import (
    address_identities,
    our_addresses,
    participants,
    recipients,
)
from tripost.conversations.detail.contact_panel import contact_panel
from tripost.conversations.detail.drafts import drafts
from tripost.conversations.detail.entries import events, notes
from tripost.conversations.detail.mails import message, messages
from tripost.conversations.queries import by_ids
from tripost.conversations.shapes import Detail, Person, Row
from tripost.people.policies import Actor, Hidden
from tripost.store.reads import Reader

__all__ = [
    "address_identities",
    "conversation",
    "drafts",
    "message",
    "our_addresses",
    "recipients",
]


def conversation(reader: Reader, *, who: Actor, ident: int, now: str) -> tuple[Row, Detail]:
    """Row and detail; raises Hidden. `now`: RFC 3339, to tell an open undo window."""
    rows = by_ids(reader, who=who, ids=(ident,))
    if not rows:
        raise Hidden
    row = rows[0]
    to, cc = recipients(reader, ident=ident)
    return row, Detail(
        messages=messages(reader, ident=ident, now=now),
        notes=notes(reader, ident=ident),
        events=events(reader, ident=ident),
        participants=participants(reader, ident=ident),
        reply_to=[Person(address=a, name=n) for n, a in to],
        reply_cc=[Person(address=a, name=n) for n, a in cc],
        identities=address_identities(reader, who=who, address=int(row.address_id)),
        readers=_readers(reader, ident=ident),
        drafts=drafts(reader, who=who, ident=ident),
        contact_panel=contact_panel(reader, who=who, row=row),
    )


def _readers(reader: Reader, *, ident: int) -> list[str]:
    return [
        address
        for (address,) in reader.rows(
            "SELECT u.address FROM store_reader r JOIN people_user u ON u.id = r.user_id "
            "WHERE r.conversation_id = %s ORDER BY u.address",
            (ident,),
        )
    ]
