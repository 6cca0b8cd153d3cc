"""Who may see a confidential conversation: readers named by people, and what arrives for few."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from tripost.conversations.event import add_entry, locked, tell
from tripost.people.audit import audit
from tripost.people.models import User
from tripost.people.sight import sights
from tripost.store.models import Invited, Reader
from tripost.store.reads import DjangoReader


def set_readers(conversation: int, *, users: Sequence[int], by: int, at: datetime) -> None:
    """Confidential for these people only; an empty list opens it again for all who may read.

    Whoever closes the door stays inside: `by` is always among the readers. Who came in by
    breaking the glass and is named no longer goes again.
    """
    row = locked(conversation)
    wanted = {*users, by} if users else set()
    was = sights(DjangoReader(), conversations=[conversation])[conversation]
    if wanted == was.readers:
        return
    Reader.objects.filter(conversation=row).exclude(user_id__in=wanted).delete()
    Reader.objects.bulk_create(
        [Reader(conversation=row, user_id=user) for user in sorted(wanted - was.readers)]
    )
    Invited.objects.filter(conversation=row, by=F("user")).exclude(user_id__in=wanted).delete()
    row.confidential = bool(wanted)
    if row.assignee_id is not None and wanted and row.assignee_id not in wanted:
        row.assignee_id = None  # nobody keeps work they cannot see
    names = list(
        User.objects.filter(pk__in=wanted).order_by("address").values_list("address", flat=True)
    )
    entry = add_entry(row, kind="confidential", actor=by, at=at, data={"readers": names})
    audit(
        "readers.set",
        actor=by,
        at=at,
        address=row.address_id,
        conversation=row.pk,
        detail={"readers": names},
    )
    tell(
        row,
        "readers.set",
        by=by,
        at=at,
        data={"readers": sorted(wanted), "before": was.as_data(), "entry": entry.number},
    )
