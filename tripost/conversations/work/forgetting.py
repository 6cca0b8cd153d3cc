"""Acts are kept for a month: nobody takes back what is older, nobody is watched by it."""

from datetime import datetime, timedelta
from typing import Final

from tripost.kit.ids import CHANCE_BITS
from tripost.store.models import Act, ActItem

KEPT: Final = timedelta(days=30)
AT_ONCE: Final = 500  # rows of one transaction


def forget(*, at: datetime) -> int:
    """Remove some of what is older than KEPT; returns how many rows, 0 when all are gone.

    The events in the conversations stay. Safe to run twice. Ids grow with time, so that the
    oldest are found without looking at the rest.
    """
    oldest = int((at - KEPT).timestamp() * 1000) << CHANCE_BITS
    items = ActItem.objects.filter(act_id__lt=oldest).values_list("pk", flat=True)[:AT_ONCE]
    if gone := ActItem.objects.filter(pk__in=list(items)).delete()[0]:
        return gone
    acts = list(Act.objects.filter(pk__lt=oldest).values_list("pk", flat=True)[:AT_ONCE])
    Act.objects.filter(undoes_id__in=acts).update(undoes=None)
    return Act.objects.filter(pk__in=acts).delete()[0]
