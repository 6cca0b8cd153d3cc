"""Somebody without a login looks at one conversation by a link, and may leave a remark."""

from datetime import datetime, timedelta

from tripost.conversations.event import add_entry, locked, tell
from tripost.kit.entered import BadInput, one_line
from tripost.kit.ids import new_id
from tripost.kit.secrets import digest
from tripost.people.audit import audit
from tripost.store.models import Conversation, Guest

NAME_LIMIT = 200  # characters
DAYS = (1, 90)
PER_CONVERSATION = 50
SEEN_EVERY = timedelta(minutes=5)  # how exactly we remember when a guest looked last


def add(
    conversation: int,
    *,
    name: str,
    days: int,
    notes: bool,
    secret: str,
    by: int,
    at: datetime,
) -> int:
    """Let a guest in for some days; returns its id. `secret`: long and random. Raises BadInput."""
    clean = one_line(name, limit=NAME_LIMIT, code="bad-guest", what="A guest's name")
    if not DAYS[0] <= days <= DAYS[1]:
        raise BadInput("bad-days", f"A guest may look for {DAYS[0]} to {DAYS[1]} days.")
    row = locked(conversation)
    if _valid(row, at=at) >= PER_CONVERSATION:
        raise BadInput("too-many-guests", f"A conversation has up to {PER_CONVERSATION} guests.")
    guest = Guest.objects.create(
        id=new_id(at),
        conversation=row,
        name=clean,
        digest=digest(secret),
        notes=notes,
        by_id=by,
        at=at,
        expires_at=at + timedelta(days=days),
    )
    _tell(row, guest, kind="guest_added", audited="guest.added", by=by, at=at)
    return guest.pk


def revoke(conversation: int, *, guest: int, by: int, at: datetime) -> None:
    """The link stops working at once; raises Guest.DoesNotExist. Twice changes nothing."""
    row = locked(conversation)
    kept = Guest.objects.get(pk=guest, conversation=row)
    worked = kept.revoked_at is None
    kept.revoked_at = at  # also when a merge closed it: taking that apart must not open it again
    kept.save(update_fields=["revoked_at"])
    if worked:
        _tell(row, kept, kind="guest_removed", audited="guest.removed", by=by, at=at)


def looked(guest: int, *, at: datetime) -> None:
    """Remember when a guest was last here; Detail tells it."""
    kept = Guest.objects.select_related("conversation").get(pk=guest)
    if kept.last_seen_at is not None and kept.last_seen_at > at - SEEN_EVERY:
        return
    row = locked(kept.conversation_id)
    kept.last_seen_at = at
    kept.save(update_fields=["last_seen_at"])
    tell(row, "guests.set", by=None, at=at, data={"guest": str(guest)})


def _valid(row: Conversation, *, at: datetime) -> int:
    found = Guest.objects.filter(conversation=row, revoked_at__isnull=True, expires_at__gt=at)
    return found.count()


def _tell(
    row: Conversation, guest: Guest, *, kind: str, audited: str, by: int, at: datetime
) -> None:
    data = {"name": guest.name, "notes": guest.notes}
    entry = add_entry(row, kind=kind, actor=by, at=at, data=data)
    audit(audited, actor=by, at=at, address=row.address_id, conversation=row.pk, detail=data)
    tell(row, "guests.set", by=by, at=at, data={"guest": str(guest.pk), "entry": entry.number})
