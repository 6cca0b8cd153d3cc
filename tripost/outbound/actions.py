"""Freeze a mail to leave (law 5), and take it back while its undo window is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from tripost.kit.entered import Conflict
from tripost.kit.ids import new_id
from tripost.outbound import tally
from tripost.outbound.kinds import FANOUT
from tripost.outbound.models import Delivery, DeliveryState, Outgoing
from tripost.store.changes import record
from tripost.store.models import Conversation
from tripost.store.wakes import wake


class TooLate(Conflict):
    """The mail has left, or begun to leave; it cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A mail as it will leave: all decided at the click, nothing looked up later.

    `base` is the SHA-256 of its bytes; `envelope_from` "" is the null sender; `draft` is what the
    writer gets back on undo. A post has no recipients yet: its deliveries are made from the list.
    """

    address: int
    conversation: int | None
    message: int | None
    author: int | None
    kind: str
    base: str
    envelope_from: str
    recipients: tuple[str, ...]
    not_before: datetime
    draft: Mapping[str, Any]


def enqueue(mail: Frozen, *, at: datetime) -> int:
    """Put a mail into the outbox; returns its id. Runs inside the writer."""
    outgoing = Outgoing.objects.create(
        id=new_id(at),
        address_id=mail.address,
        conversation_id=mail.conversation,
        message_id=mail.message,
        author_id=mail.author,
        kind=mail.kind,
        base_id=mail.base,
        envelope_from=mail.envelope_from,
        created_at=at,
        not_before=mail.not_before,
        expanded=mail.kind not in FANOUT,
        draft=dict(mail.draft),
    )
    add_deliveries(outgoing.pk, recipients=mail.recipients, not_before=mail.not_before, at=at)
    if mail.conversation is not None:
        Conversation.objects.filter(pk=mail.conversation).update(sending=F("sending") + 1)
    wake("outbox")
    return outgoing.pk


def add_deliveries(
    outgoing: int, *, recipients: Sequence[str], not_before: datetime, at: datetime
) -> None:
    """One row per recipient, for a mail that was made just now."""
    rows = [
        Delivery(
            id=new_id(at),
            outgoing_id=outgoing,
            recipient=recipient,
            domain=recipient.rpartition("@")[2].lower()[:253],
            next_at=not_before,
        )
        for recipient in dict.fromkeys(recipients)
    ]
    Delivery.objects.bulk_create(rows, batch_size=1000)
    Outgoing.objects.filter(pk=outgoing).update(copies=len(rows), total=len(rows))


def cancel(outgoing: int, *, by: int, at: datetime) -> Outgoing:
    """Take a mail back; raises TooLate once any copy has been claimed or left.

    Claiming and cancelling happen in the one writer, so exactly one of them wins.
    """
    mail = Outgoing.objects.select_for_update().get(pk=outgoing)
    waiting = mail.deliveries.filter(
        state=DeliveryState.QUEUED, attempts=0, lease_until__isnull=True
    )
    total = mail.deliveries.count()
    if mail.cancelled_at is not None or at >= mail.not_before or waiting.count() != total:
        raise TooLate("too-late", "This mail has left already.")
    stop(mail, kind="send.cancelled", by=by, at=at)
    return mail


def stop(mail: Outgoing, *, kind: str, by: int | None, at: datetime) -> None:
    """Nothing of this mail leaves any more; `kind` of Change says why. None of it was tried."""
    stopped = mail.deliveries.filter(state=DeliveryState.QUEUED).update(
        state=DeliveryState.CANCELLED, settled_at=at
    )
    mail.cancelled_at = at
    mail.save(update_fields=["cancelled_at"])
    tally.move({(mail.pk, "cancelled"): stopped}, at=at)
    tally.finish(mail.pk, at=at)
    if mail.conversation_id is not None:
        Conversation.objects.filter(pk=mail.conversation_id, sending__gt=0).update(
            sending=F("sending") - 1
        )
    record(
        kind,
        at=at,
        address=mail.address_id,
        conversation=mail.conversation_id,
        actor=by,
        data={"outgoing": str(mail.pk)},
    )
