"""Who could see each of some conversations, and who may see them together (law 7)."""

from collections.abc import Sequence

from tripost.conversations.order.decide import Audience, Readers, readers
from tripost.people.models import Right
from tripost.people.policies import HELD, Actor, actors
from tripost.store.models import Conversation, Reader
from tripost.store.reads import DjangoReader


def together(rows: Sequence[Conversation]) -> Readers:
    """Who may see the whole of these conversations; the first is the target.

    Who holds nothing but `own` or an invitation is not asked for: what is assigned to them, and
    whom a conversation is opened to, is somebody's decision about that very conversation.
    """
    if len({row.address_id for row in rows}) == 1 and not any(row.confidential for row in rows):
        return Readers(None)
    people = _people(sorted({row.address_id for row in rows}))
    named: dict[int, set[int]] = {}
    for conversation, user in Reader.objects.filter(
        conversation__in=[row.pk for row in rows]
    ).values_list("conversation_id", "user_id"):
        named.setdefault(conversation, set()).add(user)
    parts = [
        Audience(
            address=row.address_id,
            confidential=row.confidential,
            allowed=frozenset(
                one.id
                for one in people
                if one.may(Right.READ, address=row.address_id)
                and (not row.confidential or one.id in named.get(row.pk, ()))
            ),
        )
        for row in rows
    ]
    there = frozenset(p.id for p in people if p.may(Right.READ, address=rows[0].address_id))
    return readers(parts, at_address=there)


def _people(addresses: Sequence[int]) -> list[Actor]:
    """Everybody with a right on one of these addresses."""
    reader = DjangoReader()
    places = ", ".join(["%s"] * len(addresses))
    users = [
        row[0]
        for row in reader.rows(
            f"SELECT DISTINCT user_id FROM {HELD} h WHERE address_id IN ({places})", addresses
        )
    ]
    return list(actors(reader, users=users).values())
