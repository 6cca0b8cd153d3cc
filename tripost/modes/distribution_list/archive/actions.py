"""What goes to all comes into the archive of its list, and is taken out again by hand."""

from datetime import datetime
from typing import Final

from tripost.modes.distribution_list.archive.masking import masked
from tripost.modes.distribution_list.models import Archived, ListSettings
from tripost.outbound.models import Outgoing
from tripost.store.changes import record

SUBJECT: Final = 300  # characters
AUTHOR: Final = 200


def keep(outgoing: int, *, at: datetime) -> bool:
    """Put what went to everyone into the archive, unless its list keeps none or it is confidential.

    Part of the action that lets it go. Safe to run twice.
    """
    mail = (
        Outgoing.objects.select_related("message", "message__conversation", "address")
        .filter(pk=outgoing, kind__in=("post", "campaign"), cancelled_at__isnull=True)
        .first()
    )
    if mail is None or mail.message is None or mail.message.conversation.confidential:
        return False
    archive = (
        ListSettings.objects.filter(address_id=mail.address_id)
        .values_list("archive", flat=True)
        .first()
    )
    if archive == "off":
        return False
    message = mail.message
    _, made = Archived.objects.get_or_create(
        id=mail.pk,
        defaults={
            "address_id": mail.address_id,
            "message": message,
            "at": mail.not_before,
            "subject": masked(message.subject)[:SUBJECT],
            "author": masked(message.from_name)[:AUTHOR],
            "topics": list(mail.draft.get("topics") or ()),
        },
    )
    if made:
        record("archive.changed", at=at, address=mail.address_id, data={"kept": str(mail.pk)})
    return made


def take_out(post: int, *, by: int, at: datetime) -> bool:
    """Nobody finds it in the archive any more; the mail itself stays (law 3). False: not there."""
    row = Archived.objects.filter(pk=post).first()
    if row is None:
        return False
    row.delete()
    record(
        "archive.changed", at=at, address=row.address_id, actor=by, data={"taken_out": str(post)}
    )
    return True
