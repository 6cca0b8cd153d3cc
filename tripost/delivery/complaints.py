"""Somebody called a mail of ours unwanted: they leave the list, and may get no list mail any more.

Whoever holds a copy, as by a forward, can write such a report. All it does by itself is what the
link in that copy does: they leave that list. Only the provider of their mailbox bars all lists,
by an address that none of its customers can have (docs/decisions/0024).
"""

from datetime import datetime
from typing import Final

from tripost.modes.distribution_list.joining import leaving, tokens
from tripost.modes.distribution_list.joining.tokens import Holder
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.kinds import COMPLAINT
from tripost.outbound.models import Delivery, Suppression
from tripost.store.changes import record

ROLES: Final = frozenset(
    (
        "abuse", "postmaster",  # RFC 2142 §2, §5, which providers keep to themselves
        # Whence feedback loops report: Microsoft's JMRP (staff@hotmail.com), AOL (scomp@aol.net),
        # and what RFC 6449 calls the thing itself, as others name theirs.
        "staff", "staff-report", "scomp", "fbl", "feedbackloop", "feedback-loop",
        "feedback", "complaints",
    )
)  # fmt: skip


def about_delivery(delivery: int, *, reporter: str = "", at: datetime) -> None:
    """The copy says who. `reporter`: who wrote the report, where their domain proved it (DMARC); ""
    = nobody did. Runs in the writer. Safe to run twice."""
    row = (
        Delivery.objects.select_for_update().select_related("outgoing").filter(pk=delivery).first()
    )
    if row is None:
        return
    if row.complained_at is not None:
        _bar(row.recipient, reporter=reporter, at=at)  # the first report proved nothing
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
        _take_off(row.subscriber_id, reporter=reporter, at=at)


def about_subscriber(holder: Holder, *, reporter: str, at: datetime) -> None:
    """A link for leaving says who, and maybe which copy. Runs in the writer. Safe to run twice."""
    row = Subscriber.objects.filter(pk=holder.subscriber).first()
    if row is None or not holder.fits(row.email):
        return
    copy = Delivery.objects.filter(pk=holder.delivery, subscriber_id=holder.subscriber).first()
    if copy is not None:
        about_delivery(copy.pk, reporter=reporter, at=at)
    else:
        _take_off(holder.subscriber, reporter=reporter, at=at)


def _take_off(subscriber: int, *, reporter: str, at: datetime) -> None:
    row = Subscriber.objects.filter(pk=subscriber).first()
    if row is None:
        return
    # Without a delivery: that copy counts as complained about, not as a way of leaving.
    leaving.leave(Holder(row.pk, tokens.mark(row.email)), how=COMPLAINT, at=at)
    _bar(row.email, reporter=reporter, at=at)


def _bar(email: str, *, reporter: str, at: datetime) -> None:
    if _serves(reporter, email=email):
        Suppression.objects.get_or_create(
            email=email.lower(), defaults={"reason": COMPLAINT, "at": at}
        )


def _serves(reporter: str, *, email: str) -> bool:
    """Whether the report comes from those who run the mailbox: a role of theirs at its very
    domain. Anybody may have a mailbox there, or rent a domain below it."""
    role, _, theirs = reporter.lower().rpartition("@")
    return role in ROLES and theirs == email.rpartition("@")[2].lower()
