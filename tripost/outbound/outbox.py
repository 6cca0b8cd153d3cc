"""The outbox as administrators see it: what waits, what left, what failed."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from tripost.people.models import Right
from tripost.people.policies import Actor, unhidden, visible
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

WAITING = "waiting_relay"
"""Queued, and there is no relay to take it: a word of this list, not of the table."""
_NAMED = re.compile(r"[^\s<>@\"'(),:;]+@")
STATES = ("queued", "sent", "deferred", "failed", "cancelled", WAITING)


class OutboxRow(msgspec.Struct, frozen=True):
    """One copy for one recipient. Who may not read the mail sees only where it goes: "…@domain"."""

    id: str
    created_at: str
    address: str
    author: str | None
    recipient: str
    subject: str
    state: str
    attempts: int
    next_at: str
    detail: str


def managed(who: Actor) -> tuple[int, ...]:
    """The addresses whose operation `who` looks after by grant."""
    return tuple(a for a, bits in who.rights.items() if bits & Right.MANAGE)


def condition(who: Actor, *, column: str, conversation: str) -> tuple[str, list[object]]:
    """SQL for the rows of an operational list: whose addresses, and nothing confidential.

    Rows of a conversation that is confidential and not for `who` are not there at all (law 7).
    """
    allowed = unhidden(who, conversation=conversation)
    if who.is_administrator:
        return allowed.sql, [*allowed.params]
    places = ", ".join(["%s"] * len(managed(who))) or "NULL"
    return f"{allowed.sql} AND {column} IN ({places})", [*allowed.params, *managed(who)]


def outbox(
    reader: Reader, *, who: Actor, state: str | None, limit: int, before: int | None
) -> list[OutboxRow]:
    """Newest first."""
    allowed, params = condition(who, column="o.address_id", conversation="o.conversation_id")
    if state == WAITING:
        allowed = f"{allowed} AND d.state = 'queued' AND d.detail = 'waiting for a relay'"
    elif state is not None:
        allowed, params = f"{allowed} AND d.state = %s", [*params, state]
    if before is not None:
        allowed, params = f"{allowed} AND d.id < %s", [*params, before]
    found = reader.rows(
        "SELECT d.id, o.created_at, a.email, u.address, d.recipient, o.conversation_id, d.state, "
        "d.attempts, d.next_at, d.detail, m.subject FROM outbound_delivery d "
        "JOIN outbound_outgoing o ON o.id = d.outgoing_id "
        "JOIN addresses_address a ON a.id = o.address_id "
        "LEFT JOIN people_user u ON u.id = o.author_id "
        "LEFT JOIN store_message m ON m.id = o.message_id "
        f"WHERE {allowed} ORDER BY d.id DESC LIMIT %s",
        (*params, limit),
    )
    seen = seen_of(reader, who=who, conversations=[row[5] for row in found if row[5]])
    return [_row(row, readable=row[5] in seen) for row in found]


def masked(address: str) -> str:
    """Enough to look after the operation, not enough to know who writes with whom."""
    domain = address.rpartition("@")[2]
    return f"…@{domain}" if domain else ""


def masked_text(text: str) -> str:
    """What another server said, without whom it named."""
    return _NAMED.sub("…@", text)


def _row(row: tuple[Any, ...], *, readable: bool) -> OutboxRow:
    recipient: str = row[4]
    shown = recipient if readable else masked(recipient)
    return OutboxRow(
        id=str(row[0]),
        created_at=rfc3339(row[1]) or "",
        address=row[2],
        author=row[3],
        recipient=shown,
        subject=(row[10] or "") if readable else "",
        state=row[6],
        attempts=row[7],
        next_at=rfc3339(row[8]) or "",
        detail=row[9] if readable else masked_text(row[9]),
    )


def address_of_delivery(reader: Reader, *, who: Actor, delivery: int) -> int | None:
    """The address of a delivery `who` may know of."""
    allowed, params = condition(who, column="o.address_id", conversation="o.conversation_id")
    row = reader.row(
        "SELECT o.address_id FROM outbound_delivery d JOIN outbound_outgoing o "
        f"ON o.id = d.outgoing_id WHERE d.id = %s AND {allowed}",
        (delivery, *params),
    )
    return int(row[0]) if row else None


def seen_of(reader: Reader, *, who: Actor, conversations: Sequence[int]) -> set[int]:
    """Those of these conversations that `who` may read."""
    wanted = sorted(set(conversations))
    if not wanted:
        return set()
    allowed = visible(who)
    places = ", ".join(["%s"] * len(wanted))
    return {
        row[0]
        for row in reader.rows(
            f"SELECT c.id FROM store_conversation c WHERE c.id IN ({places}) AND {allowed.sql}",
            (*wanted, *allowed.params),
        )
    }
