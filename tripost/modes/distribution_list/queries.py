"""What the pages of a list show: how many, and what became of each copy."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripost.people.policies import Actor, unhidden
from tripost.store.reads import Reader
from tripost.store.times import rfc3339


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """What became of one copy: queued, waiting_relay, sent, deferred, failed or cancelled."""

    recipient: str
    state: str
    detail: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Deliveries:
    """All copies of the mails of a conversation, with their number by state."""

    items: tuple[DeliveryRow, ...]
    totals: dict[str, int]
    next: str | None


def counts(reader: Reader, *, who: Actor, addresses: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each address: active subscribers, posts that wait for a moderator."""
    found = {address: [0, 0] for address in addresses}
    if not found:
        return {}
    places = ", ".join(["%s"] * len(found))
    for address, number in reader.rows(
        "SELECT address_id, COUNT(*) FROM distribution_list_subscriber WHERE state = 'active' "
        f"AND address_id IN ({places}) GROUP BY address_id",
        tuple(found),
    ):
        found[address][0] = number
    allowed = unhidden(who, conversation="conversation_id")
    for address, number in reader.rows(
        "SELECT address_id, COUNT(*) FROM distribution_list_heldpost WHERE decided = '' "
        f"AND address_id IN ({places}) AND {allowed.sql} GROUP BY address_id",
        (*found, *allowed.params),
    ):
        found[address][1] = number
    return {address: (subs, held) for address, (subs, held) in found.items()}


def deliveries(
    reader: Reader, *, conversation: int, limit: int = 1000, cursor: str | None = None
) -> Deliveries:
    """What became of each copy of this conversation's mails."""
    rows = reader.rows(
        f"SELECT d.id, d.recipient, {_STATE}, d.detail, COALESCE(d.settled_at, d.next_at) "
        "FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id "
        "WHERE o.conversation_id = %s AND d.id > %s ORDER BY d.id LIMIT %s",
        (conversation, _place(cursor), limit + 1),
    )
    totals = reader.rows(
        f"SELECT {_STATE} AS shown, COUNT(*) FROM outbound_delivery d JOIN outbound_outgoing o "
        "ON o.id = d.outgoing_id WHERE o.conversation_id = %s GROUP BY shown",
        (conversation,),
    )
    return Deliveries(
        items=tuple(DeliveryRow(r[1], r[2], r[3], rfc3339(r[4])) for r in rows[:limit]),
        totals=dict(totals),
        next=str(rows[limit - 1][0]) if len(rows) > limit else None,
    )


_STATE = (
    "CASE WHEN d.state = 'queued' AND d.detail = 'waiting for a relay' "
    "THEN 'waiting_relay' ELSE d.state END"
)


def _place(cursor: str | None) -> int:
    """Where a page goes on; what is no cursor of ours begins at the beginning."""
    fits = cursor is not None and cursor.isascii() and cursor.isdigit() and len(cursor) < 20
    return int(cursor) if cursor is not None and fits else 0
