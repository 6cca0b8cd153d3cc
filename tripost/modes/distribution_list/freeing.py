"""Letters of ours that nobody wrote, tests and imported files are kept for a month, no longer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import ProtectedError

from tripost.kit.ids import CHANCE_BITS
from tripost.modes.distribution_list.models import Import, SignUp
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Blob
from tripost.store.reads import DjangoReader, Reader
from tripost.store.services import Services
from tripost.store.times import stored

JOB: Final = "lists.free"
EVERY: Final = timedelta(days=1)
KEPT: Final = timedelta(days=30)
AT_ONCE: Final = 200
SETTLED: Final = timedelta(days=1)  # a file that was asked for since is not taken away
_DONE: Final = (
    "o.kind IN ('notice', 'test') AND NOT EXISTS (SELECT 1 FROM outbound_delivery d "
    "WHERE d.outgoing_id = o.id AND (d.state IN ('queued', 'deferred') "
    "OR d.lease_until IS NOT NULL)) AND NOT EXISTS (SELECT 1 FROM distribution_list_notice n "
    "WHERE n.outgoing_id = o.id)"
)


@dataclass(frozen=True, slots=True)
class Old:
    """What may go: an outgoing or an import, and its bytes."""

    id: int
    blob: str


async def free(services: Services, _: Mapping[str, Any]) -> None:
    """Once a day. Safe to run twice, and to be killed anywhere."""
    at = services.clock()
    for look, forget in ((letters, forget_letters), (files, forget_files)):
        await _all(services, look, forget, at=at)


async def _all(
    services: Services,
    look: Callable[..., list[Old]],
    forget: Callable[[Sequence[Old]], list[str]],
    *,
    at: datetime,
) -> None:
    last = 0
    while True:
        find = partial(look, services.reader, before=at - KEPT, after=last)
        found = await services.pool.run(find)
        if not found:
            return
        last = found[-1].id
        gone = await services.writer.do(partial(forget, found))
        for sha256 in gone:
            drop = partial(services.blobs.drop, sha256, untouched_since=at - SETTLED)
            await services.pool.run(drop)


def letters(reader: Reader, *, before: datetime, after: int) -> list[Old]:
    """Notices, warnings, answers to moderators, tests: sent or given up, and no proof of anybody's
    consent (joining/forgetting.py sees to those that ask for one)."""
    rows = reader.rows(
        "SELECT o.id, o.base_id FROM outbound_outgoing o WHERE o.id > %s AND o.id < %s "
        f"AND {_DONE} ORDER BY o.id LIMIT %s",
        # Ids begin with their time (kit.ids), so that the primary key leads to what is old.
        (after, int(before.timestamp() * 1000) << CHANCE_BITS, AT_ONCE),
    )
    return [Old(*row) for row in rows]


def files(reader: Reader, *, before: datetime, after: int) -> list[Old]:
    """Imports that ended a month ago and still have their file."""
    rows = reader.rows(
        "SELECT i.id, i.blob_id FROM distribution_list_import i WHERE i.blob_id IS NOT NULL "
        "AND i.id > %s AND i.state <> 'running' AND COALESCE(i.finished_at, i.at) < %s "
        "ORDER BY i.id LIMIT %s",
        (after, stored(before), AT_ONCE),
    )
    return [Old(*row) for row in rows]


def forget_letters(old: Sequence[Old]) -> list[str]:
    """The blobs that lie in files and are nobody's now. Inside the writer."""
    proof = set(
        SignUp.objects.filter(mailed__in=[one.blob for one in old]).values_list("mailed", flat=True)
    )
    still = _still_done([one.id for one in old])
    going = [one for one in old if one.blob not in proof and one.id in still]
    Outgoing.objects.filter(pk__in=[one.id for one in going]).delete()
    return _freed(going)


def _still_done(letters: Sequence[int]) -> set[int]:
    """Asked again where nothing can change any more: since the look somebody may have had one
    tried anew."""
    if not letters:
        return set()
    for rows in (
        Outgoing.objects.select_for_update().filter(pk__in=letters),
        Delivery.objects.select_for_update().filter(outgoing_id__in=letters),
    ):
        list(rows.values_list("pk"))
    places = ", ".join(["%s"] * len(letters))
    found = DjangoReader().rows(
        f"SELECT o.id FROM outbound_outgoing o WHERE o.id IN ({places}) AND {_DONE}", letters
    )
    return {row[0] for row in found}


def forget_files(old: Sequence[Old]) -> list[str]:
    """The same; what an import did, line by line, stays. Inside the writer."""
    Import.objects.filter(pk__in=[one.id for one in old]).update(blob=None)
    return _freed(old)


def _freed(old: Sequence[Old]) -> list[str]:
    """The last reference frees the bytes; whatever else points at them keeps them."""
    in_files = []
    for sha256 in {one.blob for one in old}:
        row = Blob.objects.filter(pk=sha256).defer("data").first()
        if row is None:
            continue
        lies_apart = not Blob.objects.filter(pk=sha256, data__isnull=False).exists()
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            continue
        in_files += [sha256] if lies_apart else []
    return in_files
