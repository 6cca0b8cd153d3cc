"""Somebody called a mail of ours unwanted: they leave the list, and get no list mail any more."""

from datetime import datetime

from tripost.modes.distribution_list.joining import leaving, tokens
from tripost.modes.distribution_list.joining.tokens import Holder
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.kinds import COMPLAINT
from tripost.outbound.models import Delivery, Suppression
from tripost.store.changes import record


def about_delivery(delivery: int, *, at: datetime) -> None:
    """The copy says who. Runs in the writer. Safe to run twice."""
    row = (
        Delivery.objects.select_for_update().select_related("outgoing").filter(pk=delivery).first()
    )
    if row is None or row.complained_at is not None:
        return
    row.complained_at = at
    row.save(update_fields=["complained_at"])
    record(
        "delivery.updated",
        at=at,
        address=row.outgoing.address_id,
        conversation=row.outgoing.conversation_id,
        data={"outgoing": [str(row.outgoing_id)]},
    )
    if row.subscriber_id is not None:
        _take_off(row.subscriber_id, at=at)


def about_subscriber(holder: Holder, *, at: datetime) -> None:
    """A link for leaving says who, and maybe which copy. Runs in the writer. Safe to run twice."""
    row = Subscriber.objects.filter(pk=holder.subscriber).first()
    if row is None or not holder.fits(row.email):
        return
    copy = Delivery.objects.filter(pk=holder.delivery, subscriber_id=holder.subscriber).first()
    if copy is not None:
        about_delivery(copy.pk, at=at)
    else:
        _take_off(holder.subscriber, at=at)


def _take_off(subscriber: int, *, at: datetime) -> None:
    row = Subscriber.objects.filter(pk=subscriber).first()
    if row is None:
        return
    # Without a delivery: that copy counts as complained about, not as a way of leaving.
    leaving.leave(Holder(row.pk, tokens.mark(row.email)), how=COMPLAINT, at=at)
    Suppression.objects.get_or_create(
        email=row.email.lower(), defaults={"reason": COMPLAINT, "at": at}
    )
