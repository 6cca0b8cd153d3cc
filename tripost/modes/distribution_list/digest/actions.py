"""Send digests: who is told up to when is written with the copies that tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from tripost.jobs import actions as jobs
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.digest.queries import Reads
from tripost.modes.distribution_list.models import ListSettings, Subscriber
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.outbound import tally
from tripost.outbound.models import Delivery, DeliveryState, Outgoing
from tripost.store.blobs import Blobs, Prepared
from tripost.store.changes import record
from tripost.store.wakes import wake

KIND: Final = "digest"
LAST: Final = "lists.last_digest"  # the job for who gives up digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some who get the same digest; `blob` None: nothing was sent in their time."""

    blob: Prepared | None
    people: tuple[Reads, ...]


def plan(address: int, *, due: datetime) -> None:
    """When the next digest of a list is due. Runs in the writer."""
    ListSettings.objects.update_or_create(address_id=address, defaults={"digest_at": due})


def send(listing: Settings, batches: Sequence[Batch], *, until: datetime, at: datetime) -> int:
    """Make copies and remember how far each is told, in one transaction; how many copies.

    Safe to run twice, and to be killed anywhere: who is told already, or does not want digests any
    more, gets nothing. Runs in the writer.
    """
    made = 0
    for batch in batches:
        still = _told(batch.people, until=until)
        if batch.blob is not None and still:
            made += _copies(listing, batch.blob, still, due=until, at=at)
    return made


def send_last(
    listing: Settings, blob: Prepared, one: Reads, *, until: datetime, at: datetime
) -> int:
    """For who has just chosen to get each mail: what came since their last digest. Safe to run
    twice. Runs in the writer."""
    if Delivery.objects.filter(
        recipient=one.email, outgoing__kind=KIND, outgoing__base_id=blob.sha256
    ).exists():
        return 0
    return _copies(listing, blob, [one], due=until, at=at)


def last_digest(row: Subscriber, *, at: datetime) -> None:
    """They give digests up, or pause: what came since the last one is in none that they will get,
    so they get one more, soon. Runs in the writer."""
    after = row.digested_at.isoformat() if row.digested_at is not None else None
    jobs.enqueue(
        LAST,
        at=at,
        arguments={"subscriber": row.pk, "after": after, "until": at.isoformat()},
        key=f"{LAST}:{row.pk}:{at.isoformat()}",
    )


def _told(people: Sequence[Reads], *, until: datetime) -> list[Reads]:
    """Those who had not been told meanwhile and are now, as one statement for each of them."""
    ids = [one.subscriber for one in people]
    free = set(
        Subscriber.objects.select_for_update()
        .filter(Q(digested_at__isnull=True) | Q(digested_at__lt=until), pk__in=ids)
        .filter(delivery="digest", state="active")
        .values_list("pk", "email")
    )
    still = [one for one in people if (one.subscriber, one.email) in free]
    Subscriber.objects.filter(pk__in=[one.subscriber for one in still]).update(digested_at=until)
    return still


def _copies(
    listing: Settings, blob: Prepared, people: Sequence[Reads], *, due: datetime, at: datetime
) -> int:
    outgoing = _outgoing(listing, blob, due=due, at=at)
    Delivery.objects.bulk_create(
        [
            Delivery(
                id=new_id(at),
                outgoing_id=outgoing,
                recipient=one.email,
                domain=one.email.rpartition("@")[2][:253],
                subscriber_id=one.subscriber,
                state=DeliveryState.QUEUED,
                next_at=at,
            )
            for one in people
        ],
        batch_size=500,
    )
    tally.move({(outgoing, "copies"): len(people)}, at=at)
    Outgoing.objects.filter(pk=outgoing).update(total=_total(outgoing))
    record("delivery.updated", at=at, address=listing.address, data={"outgoing": [str(outgoing)]})
    wake("outbox")
    return len(people)


def _total(outgoing: int) -> int:
    return Delivery.objects.filter(outgoing_id=outgoing).count()


def _outgoing(listing: Settings, blob: Prepared, *, due: datetime, at: datetime) -> int:
    """The one mail of these bytes and this time, made when its first copy is."""
    found = Outgoing.objects.filter(
        address_id=listing.address, kind=KIND, base_id=blob.sha256, not_before=due
    ).first()
    if found is not None:
        return int(found.pk)
    Blobs.keep(blob)
    made = Outgoing.objects.create(
        id=new_id(at),
        address_id=listing.address,
        kind=KIND,
        base_id=blob.sha256,
        envelope_from=listing.email,
        created_at=at,
        not_before=due,
        expanded=True,  # its Deliveries are made here, not from the list
    )
    return int(made.pk)
