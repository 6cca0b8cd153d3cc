"""A campaign's recipients written down bit by bit; of several runs only one goes on (law 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tripost.conversations.append import Arrival, append
from tripost.core.campaign import Base
from tripost.modes.distribution_list.archive import actions as archive
from tripost.modes.distribution_list.campaigns import queries
from tripost.modes.distribution_list.campaigns.writing import tell
from tripost.modes.distribution_list.models import Campaign, Frozen, InDigest
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.subscribers.audience import Chosen
from tripost.outbound import actions as outbox
from tripost.outbound.models import Outgoing
from tripost.store.blobs import Blobs, Prepared
from tripost.store.wakes import wake


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A campaign as it will leave, built before the transaction. `base` has places; `shown` is
    what the archive and colleagues see, with fallbacks."""

    base: Base
    bytes: Prepared
    shown: Prepared
    arrival: Arrival
    envelope_from: str
    draft: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """Who freezes: the job's lease may end before it does, then another run begins with a higher
    `number`, and from then on this one changes nothing any more."""

    campaign: int
    outgoing: int
    number: int


def begin(campaign: int, *, version: int, made: Made, blobs: Blobs, at: datetime) -> Run | None:
    """File what is sent and make the outgoing; None: it was taken back meanwhile. A second run
    goes on with what the first one made."""
    row = Campaign.objects.select_for_update().get(pk=campaign)
    if row.version != version or row.state not in ("scheduled", "freezing"):
        return None
    row.run += 1
    if row.outgoing_id is None:
        row.state, row.outgoing_id = "freezing", _filed(row, made=made, blobs=blobs, at=at)
        tell(row, by=None, at=at)
    row.save(update_fields=["state", "outgoing", "run"])
    assert row.outgoing_id is not None
    return Run(campaign, row.outgoing_id, row.run)


def clear(run: Run, *, limit: int) -> bool:
    """Forget up to `limit` of those an earlier run chose; False: none are left, or another run has
    begun or ended. What was let go is never touched."""
    if not _goes_on(run):
        return False
    first = Frozen.objects.filter(outgoing_id=run.outgoing).values_list("pk", flat=True)[:limit]
    gone, _ = Frozen.objects.filter(pk__in=list(first)).delete()
    told = InDigest.objects.filter(outgoing_id=run.outgoing).values_list("pk", flat=True)[:limit]
    less, _ = InDigest.objects.filter(pk__in=list(told)).delete()
    return bool(gone or less)


def freeze(run: Run, chosen: Sequence[Chosen], *, times: "Times") -> bool:
    """Write these recipients down; False: another run has begun, it does all of them."""
    if not _goes_on(run):
        return False
    Frozen.objects.bulk_create(
        [
            Frozen(
                outgoing_id=run.outgoing,
                subscriber_id=one.subscriber,
                email=one.email,
                not_before=times.of(one.timezone),
            )
            for one in chosen
        ],
        ignore_conflicts=True,
    )
    return True


def freeze_digests(run: Run, subscribers: Sequence[int]) -> bool:
    """The same for those whose next digest tells of it."""
    if not _goes_on(run):
        return False
    InDigest.objects.bulk_create(
        [InDigest(outgoing_id=run.outgoing, subscriber_id=one) for one in subscribers],
        ignore_conflicts=True,
    )
    return True


def let_go(run: Run, *, total: int, at: datetime) -> None:
    """All are frozen: from now on copies are made of them."""
    row = _goes_on(run)
    if row is None:
        return
    row.state, row.back = "sending", ""
    row.save(update_fields=["state", "back"])
    Outgoing.objects.filter(pk=run.outgoing).update(total=total, expanded=False)
    if not _to_some(row):
        archive.keep(run.outgoing, at=at)
    tell(row, by=None, at=at)
    wake("outbox")


@dataclass(frozen=True, slots=True)
class Times:
    """When each recipient's copy may leave."""

    at: datetime
    wall: datetime | None  # the hour on everybody's own clock; None: `at` for all

    def of(self, zone: str) -> datetime:
        """In this zone; "" = not known."""
        if self.wall is None or not zone:
            return self.at
        return self.wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def times_of(campaign: queries.Campaign, *, how: Settings) -> Times:
    """When its copies may leave, once it was scheduled."""
    assert campaign.send_at is not None, "it was scheduled"
    if campaign.zone != "recipient":
        return Times(campaign.send_at, None)
    wall = campaign.send_at.astimezone(ZoneInfo(how.timezone)).replace(tzinfo=None)
    return Times(campaign.send_at, wall)


def _goes_on(run: Run) -> Campaign | None:
    """The campaign, locked, while this is the run that freezes it."""
    return (
        Campaign.objects.select_for_update()
        .filter(pk=run.campaign, run=run.number, state="freezing", outgoing_id=run.outgoing)
        .first()
    )


def _filed(row: Campaign, *, made: Made, blobs: Blobs, at: datetime) -> int:
    blobs.keep(made.bytes)
    blobs.keep(made.shown)
    place = append([made.arrival])[0]
    outgoing = outbox.enqueue(
        outbox.Frozen(
            address=row.address_id,
            conversation=place.conversation,
            message=place.message,
            author=row.asked_by_id,
            kind="campaign",
            base=made.bytes.sha256,
            envelope_from=made.envelope_from,
            recipients=(),
            not_before=at,
            draft=made.draft,
        ),
        at=at,
    )
    # Until all are frozen there is nothing to make copies of; `let_go` says when.
    Outgoing.objects.filter(pk=outgoing).update(expanded=True)
    return outgoing


def _to_some(row: Campaign) -> bool:
    """What went to a part of the list is nobody else's business."""
    return bool(row.segment_id or row.query)
