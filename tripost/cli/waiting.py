"""What waits in the house, as lines for people."""

from collections.abc import Iterator

from tripost.store.reads import Reader
from tripost.store.times import rfc3339


def lines(reader: Reader) -> Iterator[str]:
    """Incoming, outgoing and jobs: a count each, then the oldest with their reason."""
    for outcome, count in reader.rows(
        "SELECT outcome, COUNT(*) FROM store_intake WHERE outcome IN ('pending', 'quarantined') "
        "GROUP BY outcome ORDER BY outcome"
    ):
        yield f"incoming\t{outcome}\t{count}"
    for state, count in reader.rows(
        "SELECT state, COUNT(*) FROM outbound_delivery WHERE state IN ('queued', 'deferred') "
        "GROUP BY state ORDER BY state"
    ):
        yield f"outgoing\t{state}\t{count}"
    for recipient, state, attempts, next_at, detail in reader.rows(
        "SELECT recipient, state, attempts, next_at, detail FROM outbound_delivery "
        "WHERE state IN ('queued', 'deferred') ORDER BY next_at LIMIT 50"
    ):
        yield f"  {rfc3339(next_at)}\t{recipient}\t{state}, {attempts} tries\t{detail}"
    row = reader.row("SELECT COUNT(*), COUNT(failed_at) FROM jobs_job")
    waiting, failed = row or (0, 0)
    yield f"jobs\twaiting\t{waiting - failed}"
    if failed:
        yield f"jobs\tfailed\t{failed}"
