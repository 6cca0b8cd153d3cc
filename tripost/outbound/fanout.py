"""Which list copies may leave now? Claimed apart from answers, a few hundred at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection

from tripost.outbound import cancelled, leases, tally
from tripost.outbound.claim import MAIL, Claimed, Copy, Mail, mail_of, sifted
from tripost.outbound.kinds import FANOUT_SQL
from tripost.store.reads import DjangoReader, Reader
from tripost.store.times import loaded, stored


class Born(NamedTuple):
    """A Delivery row of a list mail, leased to us."""

    delivery: int
    outgoing: int
    recipient: str
    subscriber: int
    domain: str
    attempts: int = 0
    waits_since: Any = None  # as the database says it


# Leased rows are in no index: a copy that is claimed when it is made costs none of it.
_DUE = """
SELECT d.id FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id
WHERE d.state IN ('queued', 'deferred') AND d.subscriber_id IS NOT NULL
 AND d.lease_until IS NULL AND d.next_at <= %s
 AND o.cancelled_at IS NULL AND o.paused_at IS NULL AND o.not_before <= %s{open}
ORDER BY d.next_at, d.id LIMIT %s"""


_DUE_FOR = """
SELECT d.id FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id
WHERE d.state IN ('queued', 'deferred') AND d.subscriber_id IS NOT NULL
 AND d.lease_until IS NULL AND d.domain = %s AND (d.next_at <= %s OR d.attempts = 0)
 AND o.cancelled_at IS NULL AND o.paused_at IS NULL AND o.not_before <= %s
ORDER BY d.next_at, d.id LIMIT %s"""
WAITS: Final = timedelta(hours=1)  # next_at of what waits for its slow domain, out of others' way


def due(*, at: datetime, lease_until: datetime, limit: int, closed: Sequence[str]) -> list[Born]:
    """Take up to `limit` copies that wait for another try; none for a domain that is `closed`.

    Runs in the writer.
    """
    shut = f" AND d.domain NOT IN ({', '.join(['%s'] * len(closed))})" if closed else ""
    return _taken(
        _DUE.format(open=shut),
        (stored(at), stored(at), *closed, limit),
        lease_until=lease_until,
    )


def due_for(domain: str, *, at: datetime, lease_until: datetime, limit: int) -> list[Born]:
    """The same for one domain that wants few at a time, those too whose first try waits for it.

    Runs in the writer.
    """
    return _taken(_DUE_FOR, (domain, stored(at), stored(at), limit), lease_until=lease_until)


def _taken(due: str, params: Sequence[Any], *, lease_until: datetime) -> list[Born]:
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE OF d SKIP LOCKED"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE outbound_delivery SET lease_until = %s WHERE id IN "
            f"({due}{lock}) "
            "RETURNING id, outgoing_id, recipient, subscriber_id, domain, attempts, "
            "waits_since",
            [stored(lease_until), *params],
        )
        return [Born(*row) for row in cursor.fetchall()]


def copies(born: Sequence[Born], *, known: Mapping[int, Mail]) -> Claimed:
    """The same with their mails, asked once more who may write. Runs in the writer."""
    reader = DjangoReader()
    mails = {**mails_of(reader, {one.outgoing for one in born} - known.keys()), **known}
    return sifted(
        reader,
        [
            Copy(
                delivery=one.delivery,
                recipient=one.recipient,
                attempts=one.attempts,
                mail=mails[one.outgoing],
                subscriber=one.subscriber,
                domain=one.domain,
                waits_since=loaded(one.waits_since),
            )
            for one in born
        ],
    )


def mails_of(reader: Reader, outgoing: Iterable[int]) -> dict[int, Mail]:
    """What the copies of these share."""
    ids = list(outgoing)
    if not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    rows = reader.rows(
        f"SELECT {MAIL} FROM outbound_outgoing o JOIN addresses_address a ON a.id = o.address_id "
        f"WHERE o.id IN ({places})",
        ids,
    )
    return {row[0]: mail_of(row) for row in rows}


def give_back(deliveries: Sequence[int], *, at: datetime) -> None:
    """Not begun after all: due again at `at`; of a cancelled send, never. Runs in the writer. Safe
    to run twice."""
    if not deliveries:
        return
    where, params = tally.among("id", list(deliveries))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_delivery SET lease_until = NULL, next_at = %s "
            f"WHERE {where} AND state IN ('queued', 'deferred')",
            [stored(at), *params],
        )
    cancelled.settle(deliveries, at=at)


def lost(reader: Reader, *, at: datetime) -> list[int]:
    """Copies whose lease ran out: somebody took them and did not give them back."""
    return [
        row[0]
        for row in reader.rows(
            "SELECT id FROM outbound_delivery WHERE outgoing_id IN (SELECT id FROM "
            f"outbound_outgoing WHERE finished_at IS NULL AND kind IN {FANOUT_SQL}) "
            "AND lease_until < %s AND subscriber_id IS NOT NULL "
            "AND state IN ('queued', 'deferred')",
            (stored(at),),
        )
    ]


def give_back_lost(deliveries: Sequence[int], *, at: datetime) -> int:
    """Those of them that are still lost are due again. Runs in the writer. Safe to run twice."""
    where, params = tally.among("id", list(deliveries))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE outbound_delivery SET lease_until = NULL WHERE {where} AND lease_until < %s "
            "AND state IN ('queued', 'deferred')",
            [*params, stored(at)],
        )
        number = int(cursor.rowcount)
    cancelled.settle(deliveries, at=at)
    return number


def stopped(reader: Reader, outgoing: Iterable[int]) -> dict[int, str]:
    """Those of these sends that somebody "paused" or "cancelled"."""
    ids = list(outgoing)
    if not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    found: list[tuple[Any, ...]] = reader.rows(
        "SELECT id, CASE WHEN cancelled_at IS NULL THEN 'paused' ELSE 'cancelled' END "
        f"FROM outbound_outgoing WHERE id IN ({places}) "
        "AND (paused_at IS NOT NULL OR cancelled_at IS NOT NULL)",
        ids,
    )
    return dict(found)


def leased(reader: Reader, *, node: int | None = None) -> list[Born]:
    """List copies that somebody has, or had when the server died; of the server `node` alone, if
    one is named (PostgreSQL)."""
    ours, params = leases.mine(node) if node is not None else ("1 = 1", [])
    return [
        Born(*row)
        for row in reader.rows(
            "SELECT d.id, d.outgoing_id, d.recipient, d.subscriber_id, d.domain, d.attempts "
            "FROM outbound_delivery d WHERE d.outgoing_id IN (SELECT id FROM outbound_outgoing "
            f"WHERE finished_at IS NULL AND kind IN {FANOUT_SQL}) AND d.lease_until IS NOT NULL "
            f"AND d.subscriber_id IS NOT NULL AND d.state IN ('queued', 'deferred') AND {ours}",
            params,
        )
    ]


def next_due(reader: Reader, *, closed: Sequence[str] = ()) -> datetime | None:
    """When the next copy that waits for another try is due; those for `closed` domains aside."""
    shut = f" AND d.domain NOT IN ({', '.join(['%s'] * len(closed))})" if closed else ""
    row = reader.row(
        "SELECT MIN(d.next_at) FROM outbound_delivery d JOIN outbound_outgoing o "
        "ON o.id = d.outgoing_id WHERE d.state IN ('queued', 'deferred') "
        "AND d.subscriber_id IS NOT NULL AND d.lease_until IS NULL AND o.paused_at IS NULL "
        f"AND o.cancelled_at IS NULL{shut}",
        tuple(closed),
    )
    return loaded(row[0]) if row is not None else None
