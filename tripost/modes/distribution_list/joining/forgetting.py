"""What nobody confirmed is forgotten; who paused until a day gets mail again from that day on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import F, ProtectedError

from tripost.modes.distribution_list.joining.signing_up import KEPT
from tripost.modes.distribution_list.models import Notice, SignUp, Subscriber
from tripost.outbound.models import Outgoing
from tripost.store.changes import record
from tripost.store.models import Blob
from tripost.store.services import Services

AT_ONCE: Final = 200
SLACK: Final = timedelta(hours=1)  # so that no link ends under somebody's hands


async def tidy(services: Services, _: Mapping[str, Any]) -> None:
    """Forget what is old, wake who paused until now. Safe to run twice."""
    for work in (forget, resume):
        while await services.writer.do(partial(work, at=services.clock())):
            continue


def forget(*, at: datetime) -> bool:
    """Erase what is older than a week: unconfirmed sign-ups, and the notices we wrote, with their
    addresses and bytes. A mail whose link was used stays: it is part of the proof. True: there is
    more. Runs in the writer; safe to run twice."""
    old = at - KEPT - SLACK
    gone = SignUp.objects.filter(at__lt=old, confirmed_at__isnull=True).order_by("at")[:AT_ONCE]
    SignUp.objects.filter(pk__in=[row.pk for row in gone]).delete()
    notices = list(
        Notice.objects.filter(at__lt=old)
        .exclude(outgoing__deliveries__lease_until__isnull=False)
        .order_by("at")
        .values_list("pk", "outgoing__base_id")[:AT_ONCE]
    )
    proof = set(
        SignUp.objects.filter(mailed__in=[mail for _, mail in notices]).values_list(
            "mailed", flat=True
        )
    )
    for outgoing, mail in notices:
        Notice.objects.filter(pk=outgoing).delete()
        if mail not in proof:
            Outgoing.objects.filter(pk=outgoing).delete()
            _free(mail)
    return len(notices) == AT_ONCE or len(gone) == AT_ONCE


def resume(*, at: datetime) -> bool:
    """Whoever paused until now. True: there may be more. Runs in the writer; safe to run twice."""
    due = list(
        Subscriber.objects.filter(delivery="pause", paused_until__lte=at).values_list(
            "pk", "address_id"
        )[:AT_ONCE]
    )
    Subscriber.objects.filter(pk__in=[pk for pk, _ in due]).update(
        delivery=F("resumes"), paused_until=None, digested_at=at
    )
    for address in sorted({address for _, address in due}):
        back = [pk for pk, where in due if where == address]
        record("subscribers.changed", at=at, address=address, data={"changed": back})
    return len(due) == AT_ONCE


def _free(mail: str) -> None:
    """The last reference frees the bytes; whatever else points at them keeps them."""
    try:
        with transaction.atomic():
            Blob.objects.filter(sha256=mail, data__isnull=False).delete()
    except ProtectedError:
        return
