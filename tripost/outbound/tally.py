"""How many copies of a mail are where? Counted as they move, so that nobody counts rows later."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import connection

from tripost.store.reads import DjangoReader
from tripost.store.times import stored

Moves = Mapping[tuple[int, str], int]  # (outgoing, state or "copies") → by how many
COUNTED: Final = ("copies", "sent", "deferred", "failed", "cancelled")


def states(deliveries: Iterable[int]) -> Counter[tuple[int, str]]:
    """(outgoing, state) → how many of these rows stand there now."""
    ids = list(deliveries)
    where, params = among("id", ids)
    found = DjangoReader().rows(
        f"SELECT outgoing_id, state, COUNT(*) FROM outbound_delivery WHERE {where} "
        "GROUP BY outgoing_id, state",
        params,
    )
    return Counter({(outgoing, state): number for outgoing, state, number in found})


def move(moves: Moves, *, at: datetime) -> None:
    """Write the numbers of these mails down. A mail whose last copy is settled is finished; one
    that has something to send again is not. Runs in the writer."""
    by_mail: dict[int, dict[str, int]] = {}
    for (outgoing, state), number in moves.items():
        if number and state in COUNTED:
            by_mail.setdefault(outgoing, {})[state] = number
    least = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    sums = ", ".join(f"{name} = {least}(0, {name} + %s)" for name in COUNTED)
    with connection.cursor() as cursor:
        for outgoing, numbers in by_mail.items():
            cursor.execute(
                f"UPDATE outbound_outgoing SET {sums} WHERE id = %s",
                [*(numbers.get(name, 0) for name in COUNTED), outgoing],
            )
            finish(outgoing, at=at)


def finish(outgoing: int, *, at: datetime) -> None:
    """Whether its last copy is settled now. Safe to run twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_outgoing SET finished_at = "
            "CASE WHEN sent + failed + cancelled >= copies THEN COALESCE(finished_at, %s) END "
            "WHERE id = %s AND (expanded = %s OR cancelled_at IS NOT NULL) AND "
            "(finished_at IS NULL) = (sent + failed + cancelled >= copies)",
            [stored(at), outgoing, True],
        )


def among(column: str, ids: list[int]) -> tuple[str, list[Any]]:
    """A condition for many ids with one bound value: the statement stays the same text."""
    if connection.vendor == "sqlite":
        listed = f"[{','.join(map(str, ids))}]"
        return f"{column} IN (SELECT value FROM json_each(%s))", [listed]
    return f"{column} = ANY(%s)", [ids]
