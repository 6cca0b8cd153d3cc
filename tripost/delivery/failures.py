"""A copy did not arrive: who must hear of it?

The report to the writer is an entry in the conversation and the conversation coming back before
people's eyes, never a mail: so no report can loop (law 9).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tripost.addresses.models import Address
from tripost.conversations.event import add_entry, locked
from tripost.modes.distribution_list import bouncing
from tripost.modes.distribution_list.bouncing import Bounce
from tripost.modes.registry import room
from tripost.outbound import tally
from tripost.outbound.claim import Copy
from tripost.outbound.kinds import FANOUT
from tripost.outbound.models import Delivery
from tripost.store.changes import record
from tripost.store.models import Conversation
from tripost.store.times import stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced:
    """Where a bounce belongs. `entry` None: told before, or it concerned one subscriber only."""

    outgoing: int
    address: int
    conversation: int | None
    entry: int | None


def tell(copy: Copy, *, code: str, text: str, at: datetime) -> int | None:
    """Part of the action that records a failure, whose Change shows it; the entry's number."""
    mail = copy.mail
    if mail.kind in FANOUT:
        if code[:1] in ("4", "5"):  # what we did not send ourselves has no code
            bouncing.bounced(
                Bounce(
                    address=mail.address,
                    outgoing=mail.outgoing,
                    email=copy.recipient,
                    subscriber=copy.subscriber,
                    code=code,
                    text=text,
                ),
                at=at,
            )
        return None
    if mail.conversation is None:
        return None
    return _enter(
        mail.conversation,
        data={
            "recipient": copy.recipient,
            "code": code,
            "text": text,
            "delivery": str(copy.delivery),
        },
        at=at,
    )


def returned(delivery: int, *, code: str, text: str, hard: bool, at: datetime) -> Bounced | None:
    """A bounce came back by its envelope sender, after the next hop had taken the copy.

    `hard`: for good; people hear of no other, but a copy of a list mail is lost either way. None:
    there is no such delivery. Runs in the writer. Safe to run twice: a delivery that has failed
    already is not told again.
    """
    row = (
        Delivery.objects.select_for_update().select_related("outgoing").filter(pk=delivery).first()
    )
    if row is None:
        return None
    mail = row.outgoing
    entry = None
    if row.state != "failed" and row.bounced_at is None and (hard or mail.kind in FANOUT):
        entry = _fail_late(row, code=code, text=text, hard=hard, at=at)
        record(
            "delivery.updated",
            at=at,
            address=mail.address_id,
            conversation=mail.conversation_id,
            data={"outgoing": [str(mail.pk)]},
        )
    return Bounced(
        outgoing=mail.pk,
        address=mail.address_id,
        conversation=mail.conversation_id,
        entry=entry,
    )


def _fail_late(row: Delivery, *, code: str, text: str, hard: bool, at: datetime) -> int | None:
    mail, before = row.outgoing, row.state
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_delivery SET state = 'failed', code = %s, detail = %s, "
            "settled_at = %s, bounced_at = %s, lease_until = NULL WHERE id = %s",
            [code[:16], text[:500], stored(at), stored(at), row.pk],
        )
    tally.move({(mail.pk, before): -1, (mail.pk, "failed"): 1}, at=at)
    if mail.kind in FANOUT:
        bouncing.bounced(
            Bounce(
                address=mail.address_id,
                outgoing=mail.pk,
                email=row.recipient,
                subscriber=row.subscriber_id,
                code=code,
                text=text,
                hard=hard,
            ),
            at=at,
        )
        return None
    if mail.conversation_id is None:
        return None
    data = {"recipient": row.recipient, "code": code, "text": text, "delivery": str(row.pk)}
    return _enter(mail.conversation_id, data=data, at=at)


def _enter(conversation: int, *, data: dict[str, str], at: datetime) -> int | None:
    """The entry, and the state the room gives a conversation whose mail did not arrive."""
    try:
        row = locked(conversation)
    except Conversation.DoesNotExist:
        return None
    mode = Address.objects.values_list("mode", flat=True).get(pk=row.address_id)
    state = room(mode).after_failure(state=row.state)
    if state is not None:
        row.state, row.status = state, None
        row.snoozed_until, row.snoozed_by, row.snoozed_regardless = None, None, False
    row.last_activity_at = at
    return add_entry(row, kind="bounce", actor=None, at=at, data=data).number
