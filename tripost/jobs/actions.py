"""The job table: put work in, claim it by lease, finish it or let it come back later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from tripost.jobs.models import Job
from tripost.store.wakes import wake

LEASE: Final = timedelta(minutes=5)
TRIES: Final = 8


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in hand; `attempt` counts from 1."""

    id: int
    name: str
    arguments: Mapping[str, Any]
    attempt: int


def enqueue(
    name: str,
    *,
    at: datetime,
    arguments: Mapping[str, Any] | None = None,
    key: str | None = None,
) -> bool:
    """Have `name` done at `at` or after. With a `key` that waits already: nothing, and False.

    Runs inside the caller's transaction: rolled back with it, never done before it.
    """
    fields = {"name": name, "arguments": dict(arguments or {}), "run_at": at}
    made = True
    if key is None:
        Job.objects.create(**fields)
    else:
        _, made = Job.objects.get_or_create(key=key, defaults=fields)
    wake("jobs")
    return made


def claim(*, limit: int, at: datetime) -> list[Claimed]:
    """Take jobs that are due, oldest first; they are ours until the lease ends."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    due = Job.objects.filter(free, run_at__lte=at, failed_at__isnull=True).order_by("run_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    taken = list(due[:limit])
    for job in taken:
        job.attempts += 1
        job.lease_until = at + LEASE
    Job.objects.bulk_update(taken, ["attempts", "lease_until"])
    return [
        Claimed(id=job.pk, name=job.name, arguments=job.arguments, attempt=job.attempts)
        for job in taken
    ]


def finish(job: int, *, attempt: int) -> None:
    """Done: the row goes. Does nothing when the lease was lost and someone else has it."""
    Job.objects.filter(pk=job, attempts=attempt).delete()


def taken(key: str) -> bool:
    """Inside the transaction that does a job's work: the job is done with it, so that the work is
    done once even if the process dies before `finish`. False: it was done before."""
    gone, _ = Job.objects.filter(key=key).delete()
    return bool(gone)


def fail(job: int, *, attempt: int, error: str, at: datetime) -> None:
    """Try again later, each time twice as late; after TRIES it stays as failed, to be seen."""
    mine = Job.objects.filter(pk=job, attempts=attempt)
    if attempt >= TRIES:
        mine.update(failed_at=at, error=error[:500], lease_until=None)
    else:
        mine.update(run_at=at + timedelta(seconds=2**attempt), error=error[:500], lease_until=None)


def release() -> int:
    """On SQLite no other process works here: at start every lease is nobody's. How many."""
    return Job.objects.filter(lease_until__isnull=False).update(lease_until=None)


def next_due() -> datetime | None:
    """When the next job wants to run."""
    waiting = Job.objects.filter(failed_at__isnull=True, lease_until__isnull=True)
    return waiting.order_by("run_at").values_list("run_at", flat=True).first()
