"""Copies of a cancelled send that come back unsent: they never leave."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection

from tripost.outbound import tally
from tripost.store.reads import DjangoReader
from tripost.store.times import stored

CANCELLED: Final = "the send was cancelled"


def settle(deliveries: Sequence[int], *, at: datetime) -> None:
    """Those of them whose send was cancelled while they were in somebody's hand. Part of the
    action that gives them back. Safe to run twice."""
    if not deliveries:
        return
    where, params = tally.among("d.id", list(deliveries))
    found = DjangoReader().rows(
        "SELECT d.id, d.outgoing_id, d.state FROM outbound_delivery d "
        f"JOIN outbound_outgoing o ON o.id = d.outgoing_id WHERE {where} "
        "AND d.state IN ('queued', 'deferred') AND d.lease_until IS NULL "
        "AND o.cancelled_at IS NOT NULL",
        params,
    )
    if not found:
        return
    where, params = tally.among("id", [row[0] for row in found])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_delivery SET state = 'cancelled', detail = %s, settled_at = %s "
            f"WHERE {where}",
            [CANCELLED, stored(at), *params],
        )
    moves: Counter[tuple[int, str]] = Counter()
    for _, outgoing, state in found:
        moves[outgoing, state] -= 1
        moves[outgoing, "cancelled"] += 1
    tally.move(moves, at=at)
