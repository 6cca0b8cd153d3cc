"""Changes what a list knows of one subscriber, on behalf of a colleague."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.kit.entered import BadInput, Conflict
from tripost.modes.distribution_list.digest.actions import last_digest
from tripost.modes.distribution_list.joining import consents
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.subscribing import shown_name
from tripost.people.policies import Hidden
from tripost.store.changes import record
from tripost.store.reads import DjangoReader

LANGUAGES: Final = ("", "de", "en")
DELIVERIES: Final = ("each", "digest", "pause")
MOST_TOPICS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What shall be different; `fields` names what was given, everything else stays."""

    fields: frozenset[str]
    name: str = ""
    language: str = ""
    delivery: str = "each"
    topics: tuple[str, ...] | None = None
    attributes: Mapping[str, Any] | None = None
    state: str = ""


def clean(wish: Edit) -> Edit:
    """Raises BadInput. Pure."""
    if "language" in wish.fields and wish.language not in LANGUAGES:
        raise BadInput("bad-language", 'A language is de, en or "" for that of the list.')
    if "delivery" in wish.fields and wish.delivery not in DELIVERIES:
        raise BadInput("bad-delivery", f"Delivery is one of {', '.join(DELIVERIES)}.")
    if "state" in wish.fields and wish.state != "active":
        raise BadInput("bad-state", "Somebody can only be made active again; to take off: DELETE.")
    if len(wish.topics or ()) > MOST_TOPICS or any(len(t) > 40 for t in wish.topics or ()):
        raise BadInput("bad-topics", "Topics are named by their keys.")
    return wish


def change(address: int, wish: Edit, *, email: str, by: int, at: datetime) -> None:
    """Make it so. Raises Hidden, BadInput, and Conflict for who left by themselves."""
    row = Subscriber.objects.select_for_update().filter(address_id=address, email=email).first()
    if row is None:
        raise Hidden
    if "name" in wish.fields:
        row.name = shown_name(wish.name)
    if "language" in wish.fields:
        row.language = wish.language
    before = row.delivery
    if "delivery" in wish.fields:
        _deliver(row, wish.delivery, at=at)
    if "topics" in wish.fields:
        row.topics = None if wish.topics is None else list(wish.topics)
    if wish.attributes is not None:
        row.attributes = _attributes(address, wish.attributes, before=row.attributes)
    if "state" in wish.fields and row.state != "active":
        _bring_back(row, by=by, at=at)
    row.save()
    if before == "digest" and row.delivery != "digest" and row.state == "active":
        last_digest(row, at=at)
    record("subscribers.changed", at=at, address=address, actor=by, data={"changed": [row.pk]})


def _deliver(row: Subscriber, delivery: str, *, at: datetime) -> None:
    """A first digest begins now, not with what they had one by one; after a pause it goes on as
    before it."""
    if delivery == "digest" and row.delivery != "digest":
        row.digested_at = at
    if delivery == "pause" and row.delivery != "pause":
        row.resumes = row.delivery
    row.delivery, row.paused_until = delivery, None


def _attributes(
    address: int, given: Mapping[str, Any], *, before: dict[str, Any]
) -> dict[str, Any]:
    try:
        values = attributes.fitted(given, known=attributes.of(DjangoReader(), address))
    except attributes.Misfit as wrong:
        raise BadInput(wrong.reason, f"{wrong.key} does not take this value.") from None
    return attributes.merged(before, values)


def _bring_back(row: Subscriber, *, by: int, at: datetime) -> None:
    """Bounces are forgotten; who was taken off is vouched for anew."""
    if row.state == "unsubscribed":
        raise Conflict("unsubscribed", "They left by themselves; only they can come back.")
    if row.state == "removed":
        consents.vouch(row.address_id, emails=[row.email], by=by, at=at, evidence="", source="hand")
        row.refresh_from_db(fields=["consent"])
        row.since = at
    row.state, row.left_at = "active", None
    row.bounces, row.score, row.bounced_at = 0, 0, None
