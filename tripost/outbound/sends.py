"""Pause, resume and cancel a mail to a whole list while it leaves."""

from datetime import datetime

from tripost.kit.entered import Conflict
from tripost.outbound import tally
from tripost.outbound.cancelled import CANCELLED
from tripost.outbound.kinds import FANOUT
from tripost.outbound.models import Delivery, DeliveryState, Outgoing
from tripost.outbound.results import leave
from tripost.store.changes import record
from tripost.store.wakes import wake


class Over(Conflict):
    """All copies of this send are settled, or it was cancelled: there is nothing to stop."""


def pause(outgoing: int, *, by: int, at: datetime) -> None:
    """No further copy is begun until `resume`; what is on its way arrives. Raises Over. Safe to
    run twice."""
    mail = _open(outgoing)
    if mail.paused_at is None:
        _set(mail, paused_at=at)
        _tell(mail, "send.paused", by=by, at=at)


def resume(outgoing: int, *, by: int, at: datetime) -> None:
    """Go on where it stopped. Raises Over. Safe to run twice."""
    mail = _open(outgoing)
    if mail.paused_at is not None:
        _set(mail, paused_at=None)
        # The pause was ours: it takes nothing from the patience of those that wait for a try.
        Delivery.objects.filter(outgoing_id=outgoing, state=DeliveryState.DEFERRED).update(
            waits_since=None
        )
        _tell(mail, "send.resumed", by=by, at=at)


def cancel(outgoing: int, *, by: int, at: datetime) -> None:
    """No further copy leaves, ever; raises Over.

    Copies that are not made yet never are; those on their way arrive and count as sent.
    """
    mail = _open(outgoing)
    stopped = Delivery.objects.filter(
        outgoing_id=outgoing,
        state__in=(DeliveryState.QUEUED, DeliveryState.DEFERRED),
        lease_until__isnull=True,
    )
    before = tally.states(stopped.values_list("pk", flat=True))
    number = stopped.update(state=DeliveryState.CANCELLED, settled_at=at, detail=CANCELLED)
    _set(mail, cancelled_at=at, paused_at=None)
    moves = {key: -many for key, many in before.items()}
    tally.move({**moves, (outgoing, "cancelled"): number}, at=at)
    tally.finish(outgoing, at=at)
    leave([outgoing], at=at)
    _tell(mail, "send.cancelled", by=by, at=at)


def _open(outgoing: int) -> Outgoing:
    mail = Outgoing.objects.select_for_update().get(pk=outgoing, kind__in=FANOUT)
    if mail.cancelled_at is not None or mail.finished_at is not None:
        raise Over("over", "This has been sent to everyone, or was cancelled.")
    return mail


def _set(mail: Outgoing, **times: datetime | None) -> None:
    Outgoing.objects.filter(pk=mail.pk).update(**times)


def _tell(mail: Outgoing, kind: str, *, by: int, at: datetime) -> None:
    record(
        kind,
        at=at,
        address=mail.address_id,
        conversation=mail.conversation_id,
        actor=by,
        data={"outgoing": str(mail.pk)},
    )
    wake("outbox")
