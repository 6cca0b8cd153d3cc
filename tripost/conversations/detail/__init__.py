"""One conversation as the thread view needs it, as far as the asker may see."""

from tripost.conversations.detail.answering import address_identities, recipients
from tripost.conversations.detail.contact_panel import contact_panel
from tripost.conversations.detail.drafts import draft, drafts
from tripost.conversations.detail.entries import events, notes
from tripost.conversations.detail.mails import message, messages
from tripost.conversations.order.participants import SHOWN, answering
from tripost.conversations.order.queries import links, living, merged_into
from tripost.conversations.order.twins import twins
from tripost.conversations.queries import by_ids
from tripost.conversations.shapes import Detail, Person, Row
from tripost.conversations.together.guest_view import guests
from tripost.conversations.together.invited import invited
from tripost.conversations.together.seen import followers, seen_by
from tripost.conversations.together.task_queries import tasks
from tripost.people.policies import Actor, Hidden
from tripost.store.reads import Reader

__all__ = [
    "address_identities",
    "conversation",
    "draft",
    "drafts",
    "message",
    "recipients",
]


def conversation(reader: Reader, *, who: Actor, ident: int, now: str) -> tuple[Row, Detail]:
    """Row and detail; raises Hidden. `now`: RFC 3339, to tell an open undo window."""
    ident = living(reader, ident)
    rows = by_ids(reader, who=who, ids=(ident,))
    if not rows:
        raise Hidden
    row = rows[0]
    people = answering(reader, ident=ident)
    return row, Detail(
        messages=messages(reader, ident=ident, now=now),
        notes=notes(reader, ident=ident),
        events=events(reader, ident=ident),
        participants=list(people.participants[:SHOWN]),
        reply_to=[Person(address=a, name=n) for n, a in people.to],
        reply_cc=[Person(address=a, name=n) for n, a in people.cc],
        appeared=list(people.appeared),
        missing=list(people.missing),
        links=links(reader, who=who, ident=ident),
        merged=merged_into(reader, ident=ident),
        twins=twins(reader, who=who, ident=ident),
        identities=address_identities(reader, who=who, address=int(row.address_id)),
        readers=_readers(reader, ident=ident),
        drafts=drafts(reader, who=who, ident=ident),
        contact_panel=contact_panel(reader, who=who, row=row),
        tasks=tasks(reader, ident=ident),
        guests=guests(reader, ident=ident, now=now),
        seen_by=seen_by(reader, ident=ident),
        invited=invited(reader, ident=ident),
        followers=followers(reader, ident=ident),
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
