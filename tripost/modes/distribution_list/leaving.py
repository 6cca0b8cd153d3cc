"""Who leaves a list by themselves, and whose mail comes back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list import tokens
from tripost.modes.distribution_list.models import Subscriber
from tripost.store.changes import record

HARD_BOUNCES = 3  # of different posts, within the memory below
BOUNCE_MEMORY = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Whom a link in a copy is about; what the page behind it shows."""

    subscriber: int
    email: str
    state: str
    address: int
    list_email: str
    list_name: str


def membership(secrets: Secrets, token: str) -> Membership | None:
    """Whom a token is about, or None when it is not one of ours. A read: changes nothing."""
    subscriber = tokens.read(secrets, token)
    if subscriber is None:
        return None
    row = Subscriber.objects.select_related("address").filter(pk=subscriber).first()
    if row is None:
        return None
    return Membership(
        subscriber=row.pk,
        email=row.email,
        state=row.state,
        address=row.address_id,
        list_email=row.address.email,
        list_name=row.address.name,
    )


def unsubscribe(secrets: Secrets, token: str, *, at: datetime) -> Membership | None:
    """RFC 8058 §3.2: whoever holds the token leaves, without login. None: not a token of ours.

    From the moment this is committed no mail of the list is begun to them. Safe to run twice.
    """
    found = membership(secrets, token)
    if found is None:
        return None
    left = (
        Subscriber.objects.filter(pk=found.subscriber)
        .exclude(state="unsubscribed")
        .update(state="unsubscribed", left_at=at)
    )
    if left:
        _changed(found.address, at=at, data={"unsubscribed": [found.subscriber]})
    return replace(found, state="unsubscribed")


def bounced(address: int, *, email: str, at: datetime) -> bool:
    """A mail to this subscriber came back for good; True: that was once too often.

    Part of the action that recorded the failure.
    """
    row = Subscriber.objects.filter(address_id=address, email=email, state="active").first()
    if row is None:
        return False
    remembered = row.bounced_at is not None and at - row.bounced_at < BOUNCE_MEMORY
    row.bounces = row.bounces + 1 if remembered else 1
    row.bounced_at = at
    if row.bounces >= HARD_BOUNCES:
        row.state = "bouncing"
        _changed(address, at=at, data={"bouncing": [row.pk]})
    row.save(update_fields=["bounces", "bounced_at", "state"])
    return row.state == "bouncing"


def _changed(address: int, *, at: datetime, data: dict[str, Any]) -> None:
    record("subscribers.changed", at=at, address=address, data=data)
