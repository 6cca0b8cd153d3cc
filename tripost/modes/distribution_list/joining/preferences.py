"""What a subscriber wants, changed by the subscriber: by a signed link, without login."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tripost.core.attribute import Stored
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.digest.actions import last_digest
from tripost.modes.distribution_list.joining import consents, notices, tokens
from tripost.modes.distribution_list.joining.signing_up import write_again
from tripost.modes.distribution_list.joining.tokens import Holder
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.posting import settings
from tripost.store.changes import record
from tripost.store.reads import DjangoReader

DELIVERIES: Final = ("each", "digest", "pause")
LONGEST_PAUSE: Final = timedelta(days=730)
_WANTED: Final = (
    "name", "language", "delivery", "resumes", "paused_until", "topics", "digested_at",
)  # fmt: skip
LINK: Final = timedelta(days=7)  # to confirm a new address


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants their mails; `topics` None: all; `paused_until` None: no end."""

    name: str
    language: str
    delivery: str
    paused_until: datetime | None = None
    topics: tuple[str, ...] | None = None
    attributes: Mapping[str, Stored | None]


def holder(secrets: Secrets, token: str) -> Subscriber | None:
    """Whose preferences a link opens; None: not ours, or they moved to another address. A read."""
    held = tokens.read_preferences(secrets, token)
    return None if held is None else _subscriber(held)


def save(subscriber: int, wish: Wish, *, at: datetime) -> None:
    """Make it so. Runs in the writer; safe to run twice."""
    row = Subscriber.objects.select_for_update().get(pk=subscriber)
    before = _shown(row)
    if wish.delivery == "pause":
        row.resumes = row.delivery if row.delivery != "pause" else row.resumes
        row.paused_until = wish.paused_until
    else:
        row.paused_until = None
        if wish.delivery == "digest" and row.delivery != "digest":
            row.digested_at = at  # what went out before has reached them one by one
    row.name, row.language, row.delivery = wish.name, wish.language, wish.delivery
    row.topics = None if wish.topics is None else list(wish.topics)
    both = {**row.attributes, **wish.attributes}
    row.attributes = {key: value for key, value in both.items() if value is not None}
    changed = sorted(key for key, value in _shown(row).items() if before[key] != value)
    if not changed:
        return
    row.save()
    if before["delivery"] == "digest" and row.delivery != "digest":
        last_digest(row, at=at)
    consents.add(row.address_id, email=row.email, kind="changed", at=at, fields=changed)
    _changed(row, at=at)


def rejoin(subscriber: int, *, text: str, form: str, source: str, at: datetime) -> bool:
    """They press "write me again": after leaving, or when mail to them kept coming back.

    Whom a colleague took off is not brought back by an old link. Runs in the writer.
    """
    row = Subscriber.objects.select_for_update().get(pk=subscriber)
    if row.state not in ("unsubscribed", "bouncing"):
        return False
    if row.state == "unsubscribed":
        if consents.taken_off(row.address_id, email=row.email):
            return False
        row.since = at
    row.digested_at = at
    row.state, row.left_at = "active", None
    row.bounces, row.score, row.bounced_at = 0, 0, None
    row.save()
    write_again(row.email)
    consents.add(
        row.address_id, email=row.email, kind="confirmed", at=at, text=text, form=form,
        source=source, how="page",
    )  # fmt: skip
    _changed(row, at=at)
    return True


def ask_move(
    secrets: Secrets, base_url: str, *, subscriber: int, to: str, language: str, at: datetime
) -> None:
    """Ask the new address; until it has confirmed, all stays as it is. Runs in the writer."""
    row = Subscriber.objects.select_related("address").get(pk=subscriber)
    if to == row.email:
        return
    token = tokens.move(secrets, row.pk, email=row.email, to=to, until=at + LINK)
    listing = settings.of(DjangoReader(), row.address_id)
    notices.send(
        base_url, "move", listing=listing, to=to, language=language, at=at, link=f"/c/{token}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """Behind a genuine link: who moves where. `done`: they have."""

    subscriber: int
    address: int
    email: str
    to: str
    done: bool = False


def moving(secrets: Secrets, token: str, *, at: datetime) -> Moving | None:
    """What a link to confirm a new address is about. A read."""
    found = tokens.read_move(secrets, token, at=at)
    if found is None:
        return None
    row = _subscriber(found.holder)
    if row is not None and row.state in ("active", "bouncing"):
        if _taken_off(row.address_id, email=found.to):
            return None  # nobody is brought back by a link whom a colleague took off
        return Moving(subscriber=row.pk, address=row.address_id, email=row.email, to=found.to)
    row = Subscriber.objects.filter(pk=found.holder.subscriber, email=found.to).first()
    if row is None:
        return None
    return Moving(
        subscriber=row.pk, address=row.address_id, email=row.email, to=found.to, done=True
    )


def move(
    secrets: Secrets, base_url: str, token: str, *, source: str, at: datetime
) -> Moving | None:
    """The new address wants the mails; the old one hears of it. Once: afterwards the link fits
    nobody. Runs in the writer."""
    found = moving(secrets, token, at=at)
    if found is None or found.done:
        return found
    row = Subscriber.objects.select_for_update().get(pk=found.subscriber)
    listing = settings.of(DjangoReader(), row.address_id)
    other = (
        Subscriber.objects.select_for_update()
        .filter(address_id=row.address_id, email=found.to)
        .first()
    )
    if other is None:
        row.email, row.bounces, row.score, row.bounced_at = found.to, 0, 0, None
        row.state = "active" if row.state == "bouncing" else row.state
        row.save()
    else:
        _merged(row, other, at=at)
    consents.add(row.address_id, email=found.email, kind="withdrawn", at=at, how="moved")
    consents.add(
        row.address_id, email=found.to, kind="confirmed", at=at, source=source, how="moved",
        before=found.email,
    )  # fmt: skip
    _changed(row, at=at)
    notices.send(
        base_url, "moved", listing=listing, to=found.email,
        language=row.language or listing.language, at=at, link=f"/l/{listing.email}",
    )  # fmt: skip
    return replace(found, done=True)


def _taken_off(address: int, *, email: str) -> bool:
    there = Subscriber.objects.filter(address_id=address, email=email).first()
    if there is None or there.state not in ("removed", "unsubscribed"):
        return False
    return there.state == "removed" or consents.taken_off(address, email=email)


def _merged(row: Subscriber, other: Subscriber, *, at: datetime) -> None:
    """The new address stood on the list before: it goes on with what the old one wanted."""
    if other.state != "active":
        other.since = at
    other.state, other.left_at = "active", None
    other.bounces, other.score, other.bounced_at = 0, 0, None
    for name in (
        "name",
        "language",
        "delivery",
        "resumes",
        "paused_until",
        "topics",
        "digested_at",
    ):
        setattr(other, name, getattr(row, name))
    other.attributes = {**other.attributes, **row.attributes}
    other.save()
    row.state, row.left_at = "unsubscribed", at
    row.save(update_fields=["state", "left_at"])


def _subscriber(held: Holder) -> Subscriber | None:
    row = Subscriber.objects.select_related("address").filter(pk=held.subscriber).first()
    return row if row is not None and held.fits(row.email) else None


def _shown(row: Subscriber) -> dict[str, Any]:
    return {
        "name": row.name,
        "language": row.language,
        "delivery": row.delivery,
        "paused_until": row.paused_until,
        "topics": row.topics,
        "attributes": dict(row.attributes),
    }


def _changed(row: Subscriber, *, at: datetime) -> None:
    record("subscribers.changed", at=at, address=row.address_id, data={"changed": [row.pk]})
