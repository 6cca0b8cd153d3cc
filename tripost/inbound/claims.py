"""The ledger is its own queue: which accepted mails are to be processed now?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from tripost.kit.entered import Conflict
from tripost.store.changes import record
from tripost.store.models import Intake
from tripost.store.reads import Reader
from tripost.store.times import loaded, stored
from tripost.store.wakes import wake

LEASE: Final = timedelta(minutes=5)
TRIES: Final = 3  # then a mail is quarantined
DETAIL: Final = 500  # characters


@dataclass(frozen=True, slots=True)
class Pending:
    """An accepted mail and its raw bytes, if they lie in the database (else None: in a file)."""

    id: int
    received_at: datetime
    channel: str
    sender: str
    recipient: str
    address: int
    blob: str
    size: int
    trace: Any  # JSON text or an object, by dialect
    attempts: int
    inline: bytes | None


_COLUMNS = (
    "i.id, i.received_at, i.channel, i.sender, i.recipient, i.address_id, i.blob_id, i.size, "
    "i.trace, i.attempts, b.data"
)
_WAITING = "i.outcome = 'pending' AND (i.lease_until IS NULL OR i.lease_until <= %s)"

_LOOK = f"SELECT i.id FROM store_intake i WHERE {_WAITING} ORDER BY i.id LIMIT %s"

_TAKE = f"""
SELECT {_COLUMNS} FROM store_intake i JOIN store_blob b ON b.sha256 = i.blob_id
WHERE i.id IN (PLACES) ORDER BY i.id"""

_LEASE = f"""
UPDATE store_intake SET lease_until = %s WHERE id IN (
 SELECT i.id FROM store_intake i WHERE {_WAITING} ORDER BY i.id LIMIT %s
 FOR UPDATE SKIP LOCKED) RETURNING id"""


def look(
    reader: Reader, *, at: datetime, limit: int, without: Collection[int] = ()
) -> list[Pending]:
    """SQLite: one server process, so what is in hand is known in memory and costs no write; nor
    are its raw bytes read again."""
    found = reader.rows(_LOOK, (stored(at), limit + len(without)))
    fresh = [number for (number,) in found if number not in without][:limit]
    return [_pending(row) for row in reader.rows(_take(len(fresh)), fresh)] if fresh else []


def lease(*, at: datetime, limit: int) -> list[Pending]:
    """PostgreSQL: taken by lease, so that several processes share the work. Inside the writer."""
    with connection.cursor() as cursor:
        cursor.execute(_LEASE, [at + LEASE, at, limit])
        taken = [row[0] for row in cursor.fetchall()]
        if not taken:
            return []
        cursor.execute(_take(len(taken)), taken)
        return [_pending(row) for row in cursor.fetchall()]


def release() -> int:
    """At start on SQLite every lease is nobody's; also ends the pauses between tries."""
    return Intake.objects.filter(outcome="pending", lease_until__isnull=False).update(
        lease_until=None
    )


def put_back(intakes: Sequence[int]) -> None:
    """Give leases back without a try being counted: the server stops."""
    Intake.objects.filter(id__in=intakes, outcome="pending").update(lease_until=None)


def failed(intake: int, *, error: str, at: datetime) -> bool:
    """Count a try; after TRIES the mail is quarantined with the error (law 2). True if it was.

    The mail is kept whole; `retry` takes it up again.
    """
    row = Intake.objects.filter(id=intake, outcome="pending").first()
    if row is None:
        return False
    row.attempts += 1
    row.detail = error[:DETAIL]
    quarantined = row.attempts >= TRIES
    if quarantined:
        row.outcome, row.lease_until, row.processed_at = "quarantined", None, at
        record("intake.changed", at=at, address=row.address_id, data={"intake": str(intake)})
    else:
        row.lease_until = at + timedelta(seconds=2 ** (row.attempts - 1))
    row.save(update_fields=["attempts", "detail", "outcome", "lease_until", "processed_at"])
    return quarantined


class NotQuarantined(Conflict):
    """Only a quarantined mail can be taken up again."""


def retry(intake: int, *, by: int | None, at: datetime) -> None:
    """Take a quarantined mail up again; raises NotQuarantined. Inside the writer."""
    taken = Intake.objects.filter(id=intake, outcome="quarantined").update(
        outcome="pending", attempts=0, lease_until=None, processed_at=None
    )
    if not taken:
        raise NotQuarantined("not-quarantined", "Only a quarantined mail can be retried.")
    address = Intake.objects.values_list("address_id", flat=True).get(id=intake)
    record("intake.changed", at=at, address=address, actor=by, data={"intake": str(intake)})
    wake("intake")


def _take(count: int) -> str:
    return _TAKE.replace("PLACES", ", ".join(["%s"] * count))


def _pending(row: Sequence[Any]) -> Pending:
    received_at = loaded(row[1])
    assert received_at is not None
    inline = None if row[10] is None else bytes(row[10])
    return Pending(
        row[0], received_at, row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], inline
    )
