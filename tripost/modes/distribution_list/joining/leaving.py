"""Who leaves a list by themselves."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.joining import consents, tokens
from tripost.modes.distribution_list.joining.tokens import Holder
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery
from tripost.store.changes import record


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
    holder = tokens.read_leave(secrets, token)
    return None if holder is None else of(holder)


def of(holder: Holder) -> Membership | None:
    """Whom a link is about; None when they have moved to another address since."""
    row = Subscriber.objects.select_related("address").filter(pk=holder.subscriber).first()
    if row is None or not holder.fits(row.email):
        return None
    return Membership(
        subscriber=row.pk,
        email=row.email,
        state=row.state,
        address=row.address_id,
        list_email=row.address.email,
        list_name=row.address.name,
    )


def unsubscribe(
    secrets: Secrets, token: str, *, at: datetime, how: str = "link"
) -> Membership | None:
    """RFC 8058 §3.2: whoever holds the token leaves, without login. None: not a token of ours.

    `how`: link | one-click | page | mail, for the chain of consent. Safe to run twice.
    """
    holder = tokens.read_leave(secrets, token)
    return None if holder is None else leave(holder, how=how, at=at)


def leave(holder: Holder, *, how: str, at: datetime) -> Membership | None:
    """Leave the list. From the moment this is committed no mail of the list is begun to them."""
    found = of(holder)
    if found is None:
        return None
    left = (
        Subscriber.objects.filter(pk=found.subscriber)
        .exclude(state="unsubscribed")
        .update(state="unsubscribed", left_at=at)
    )
    if left:
        # Taken off before: they want no more, but no link of theirs brings them back either.
        off: dict[str, Any] = {"removed": True} if found.state == "removed" else {}
        consents.add(found.address, email=found.email, kind="withdrawn", at=at, how=how, **off)
        # Which send made them go; only by a link that stood in a copy of it.
        Delivery.objects.filter(
            pk=holder.delivery, outgoing__address_id=found.address, unsubscribed_at__isnull=True
        ).update(unsubscribed_at=at)
        _changed(found.address, at=at, data={"unsubscribed": [found.subscriber]})
    return replace(found, state="unsubscribed")


def _changed(address: int, *, at: datetime, data: dict[str, Any]) -> None:
    record("subscribers.changed", at=at, address=address, data=data)
