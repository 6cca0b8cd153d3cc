"""To whom can work be given? Whoever would see it then, alone or as one of a team."""

from collections.abc import Iterable, Mapping

from django.db import connection

from tripost.conversations.work.do import Assign
from tripost.conversations.work.rows import Held
from tripost.people.policies import SEES, Actor, actors
from tripost.store.reads import DjangoReader


def givable(rows: Mapping[int, Held], do: Assign) -> frozenset[int]:
    """Those of these conversations that can go to the person and the team of `do`."""
    reader = DjangoReader()
    every = frozenset(rows)
    readers = _readers(rows)
    if isinstance(do.user, int):
        person = actors(reader, users=(do.user,)).get(do.user)
        every &= _seen_by([person] if person else [], rows, readers)
    if isinstance(do.team, int):
        members = actors(reader, users=sorted(do.members))
        every &= _seen_by(members.values(), rows, readers)
    return every


def _seen_by(
    people: Iterable[Actor], rows: Mapping[int, Held], readers: Mapping[int, set[int]]
) -> frozenset[int]:
    """What at least one of them would see once it is theirs."""
    return frozenset(
        conversation
        for person in people
        for conversation, row in rows.items()
        if person.may(SEES, address=row.address)
        and (conversation not in readers or person.id in readers[conversation])
    )


def _readers(rows: Mapping[int, Held]) -> dict[int, set[int]]:
    """The readers of those that are confidential."""
    if not rows:
        return {}
    places = ", ".join(["%s"] * len(rows))
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, r.user_id FROM store_conversation c LEFT JOIN store_reader r "
            f"ON r.conversation_id = c.id WHERE c.confidential = %s AND c.id IN ({places})",
            [True, *rows],
        )
        for conversation, user in cursor.fetchall():
            found.setdefault(conversation, set()).add(user)
    return found
