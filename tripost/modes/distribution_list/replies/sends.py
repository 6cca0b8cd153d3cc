"""Which of our sends does a mail answer, and where do answers of this person lie? Reads."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from tripost.conversations.order.queries import living
from tripost.outbound.kinds import FANOUT_SQL
from tripost.store.reads import DjangoReader

_OURS: Final = re.compile(r"post-(\d{1,19})@[^@]+")  # given to a post that came without one
_SEND: Final = (
    "o.id, o.address_id, o.kind, o.conversation_id, COALESCE(g.name, m.subject, ''), "
    "COALESCE(c.confidential, %s) FROM outbound_outgoing o "
    "LEFT JOIN store_message m ON m.id = o.message_id "
    "LEFT JOIN store_conversation c ON c.id = o.conversation_id "
    "LEFT JOIN distribution_list_campaign g ON g.outgoing_id = o.id "
    f"WHERE o.kind IN {FANOUT_SQL}"
)


@dataclass(frozen=True, slots=True)
class Send:
    """A post or campaign; `name` is what people call it, "" when only few may know of it."""

    outgoing: int
    address: int
    kind: str
    conversation: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation as filing must know it."""

    conversation: int
    address: int
    state: str
    subject: str


def named(message_ids: Collection[str]) -> dict[str, Send]:
    """Those of these Message-IDs that name a send of ours."""
    if not message_ids:
        return {}
    ours = [one for key in message_ids if (one := _OURS.fullmatch(key))]
    given = {int(one[1]): one[0] for one in ours if int(one[1]) < 2**63}
    # Two steps: the first is an index of the mails and nearly always finds nothing.
    posts: dict[int, str] = dict(
        DjangoReader().rows(
            "SELECT id, message_id FROM store_message WHERE address_id IN "
            "(SELECT id FROM addresses_address WHERE mode = 'list') "
            f"AND message_id IN ({_places(message_ids)}) ORDER BY id",
            list(message_ids),
        )
    )
    sends = _find("o.message_id", list(posts)) if posts else {}
    found = {posts[key]: send for key, send in sends.items()}
    if given:
        by_id = _find("o.id", list(given))
        found |= {given[key]: send for key, send in by_id.items()}
    return found


def place_of(send: Send, *, address: int, email: str) -> Place | None:
    """Where this person's answers to this send lie in this inbox, merged or not."""
    reader = DjangoReader()
    row = reader.row(
        "SELECT conversation_id FROM distribution_list_answer "
        "WHERE outgoing_id = %s AND address_id = %s AND email = %s",
        (send.outgoing, address, email),
    )
    if row is None:
        return None
    there = living(reader, row[0])
    found = reader.row(
        "SELECT address_id, state, subject FROM store_conversation WHERE id = %s", (there,)
    )
    return Place(there, *found) if found is not None else None


def _find(column: str, values: Sequence[int]) -> dict[int, Send]:
    """Sends by this column of theirs."""
    rows = DjangoReader().rows(
        f"SELECT {column}, {_SEND} AND {column} IN ({_places(values)})", [False, *values]
    )
    return {
        row[0]: Send(row[1], row[2], row[3], row[4], "" if row[6] else str(row[5])) for row in rows
    }


def _places(values: Collection[object]) -> str:
    return ", ".join("%s" for _ in values)
