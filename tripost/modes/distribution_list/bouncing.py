"""Whose mails come back, how much that weighs, and when a list stops writing to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tripost.core.bounce_weight import hardness
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery
from tripost.store.changes import record

HALF_LIFE: Final = timedelta(days=30)  # an old bounce counts half, an older one a quarter …
HARD: Final = 1.0
SOFT: Final = 0.25  # full, refused for its words, nobody there for five days
LIMIT: Final = 3.0  # this much, and the list stops
GONE: Final = "5.1.1"  # RFC 3463: there is no such mailbox; twice is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """One copy that never arrived. `code` as kept with the delivery ("550 5.1.1" or "5.1.1");
    `hard` None: its words decide. `subscriber` None: whoever has this address on the list."""

    address: int
    outgoing: int
    email: str
    subscriber: int | None
    code: str
    text: str
    hard: bool | None = None


def score(before: float, *, last: datetime | None, weight: float, at: datetime) -> float:
    """What a subscriber's bounces weigh after one more."""
    if last is None:
        return weight
    halvings = max(at - last, timedelta(0)) / HALF_LIFE
    return float(before * 0.5**halvings + weight)


def weight(bounce: Bounce) -> float:
    """Hard = no mail will ever arrive there; what is refused for its words alone is soft."""
    hard = bounce.hard
    if hard is None:
        temporary = bounce.code.startswith("4")
        hard = not temporary and bool(hardness("failed", _status(bounce.code), bounce.text))
    return HARD if hard else SOFT


def bounced(bounce: Bounce, *, at: datetime) -> bool:
    """Count it; True: that was once too often, and no more mails go there until somebody changes
    it. Part of the action that recorded the failure, which does so once for each copy."""
    found = Subscriber.objects.select_for_update().filter(state="active")
    if bounce.subscriber is not None:
        row = found.filter(pk=bounce.subscriber).first()
    else:
        row = found.filter(address_id=bounce.address, email=bounce.email.lower()).first()
    if row is None:
        return False
    gone_before = row.bounces > 0 and _gone_before(bounce)
    row.score = score(row.score, last=row.bounced_at, weight=weight(bounce), at=at)
    row.bounces = min(row.bounces + 1, 30_000)
    row.bounced_at = at
    if row.score >= LIMIT or gone_before:
        row.state = "bouncing"
        data = {"bouncing": [row.pk]}
        record("subscribers.changed", at=at, address=row.address_id, data=data)
    row.save(update_fields=["score", "bounces", "bounced_at", "state"])
    return row.state == "bouncing"


def _gone_before(bounce: Bounce) -> bool:
    """Whether an earlier send heard the same: there is no such mailbox."""
    if bounce.subscriber is None or _status(bounce.code) != GONE:
        return False
    return (
        Delivery.objects.filter(
            subscriber_id=bounce.subscriber, state="failed", code__endswith=GONE
        )
        .exclude(outgoing_id=bounce.outgoing)
        .exists()
    )


def _status(code: str) -> str:
    """The enhanced code (RFC 3463) of "550 5.1.1"; "" when there is none."""
    last = code.rpartition(" ")[2]
    return last if last.count(".") == 2 and last.replace(".", "").isdigit() else ""
