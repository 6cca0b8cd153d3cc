"""Breaking the glass: an administrator looks into what they may not see, and everybody is told."""

import re
from datetime import datetime

from tripost.conversations.event import add_entry, locked, tell
from tripost.kit.entered import BadInput
from tripost.people.audit import audit
from tripost.people.models import User
from tripost.people.sight import sights
from tripost.store.models import Invited, Mention, Reader
from tripost.store.reads import DjangoReader

REASON = (10, 500)  # characters
ID = re.compile(r"(?<!\d)\d{6,19}(?!\d)")


def clean_reason(text: str) -> str:
    """Why somebody must look: on one line, long enough to mean something; raises BadInput."""
    clean = " ".join(text.split())
    if not REASON[0] <= len(clean) <= REASON[1]:
        raise BadInput("bad-reason", f"Say why, in {REASON[0]} to {REASON[1]} characters.")
    return clean


def id_of(text: str) -> int | None:
    """The conversation that an id or a link into the web app names, or None."""
    found = ID.findall(text[:2_000])
    return int(found[-1]) if found and int(found[-1]) < 2**63 else None


def break_glass(conversation: int, *, by: int, reason: str, at: datetime) -> None:
    """Let `by` read this one conversation from now on; `reason` comes from `clean_reason`.

    It cannot be done quietly: the thread says so, each reader (where there are none, whoever the
    work is assigned to) is mentioned, and the audit keeps it. Raises Conversation.DoesNotExist.
    """
    row = locked(conversation)
    was = sights(DjangoReader(), conversations=[conversation])[conversation]
    if row.confidential:
        Reader.objects.get_or_create(conversation=row, user_id=by)
    Invited.objects.get_or_create(conversation=row, user_id=by, defaults={"by_id": by, "at": at})
    name = User.objects.values_list("address", flat=True).get(pk=by)
    entry = add_entry(
        row, kind="glass_broken", actor=by, at=at, data={"by": name, "reason": reason}
    )
    told = was.readers or ({row.assignee_id} if row.assignee_id is not None else set())
    Mention.objects.bulk_create(
        [Mention(user_id=user, conversation=row, number=entry.number) for user in sorted(told)]
    )
    audit(
        "glass.broken",
        actor=by,
        at=at,
        address=row.address_id,
        conversation=row.pk,
        detail={"reason": reason},
    )
    data = {"entry": entry.number, "before": was.as_data()}
    tell(row, "glass.broken", by=by, at=at, data=data)
