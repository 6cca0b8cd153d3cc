"""Add one entry that is not a mail: an event or a note."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tripost.kit.entered import Conflict
from tripost.kit.ids import new_id
from tripost.store.changes import record
from tripost.store.models import Conversation, Entry
from tripost.store.models.conversation import State


class Merged(Conflict):
    """It has become part of another conversation meanwhile; nothing can be done to it alone."""

    def __init__(self) -> None:
        super().__init__("merged", "This has been merged into another conversation meanwhile.")


def locked(conversation: int) -> Conversation:
    """The conversation's row, held until the end of this action; raises DoesNotExist, Merged."""
    row = Conversation.objects.select_for_update().get(pk=conversation)
    if row.state == State.MERGED:
        raise Merged
    return row


def add_entry(
    row: Conversation,
    *,
    kind: str,
    actor: int | None,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    text: str = "",
) -> Entry:
    """Append the next entry and save the row with all that the action changed on it."""
    row.last_entry += 1
    if kind == "note":
        row.last_content = row.last_entry
        row.last_activity_at = at
    row.save()
    return Entry.objects.create(
        id=new_id(at),
        conversation=row,
        number=row.last_entry,
        kind=kind,
        at=at,
        actor_id=actor,
        text=text,
        data=dict(data or {}),
    )


def tell(
    row: Conversation, kind: str, *, by: int | None, at: datetime, data: Mapping[str, Any]
) -> None:
    """Record the one Change of an action on this conversation (law 4)."""
    record(kind, at=at, address=row.address_id, conversation=row.pk, actor=by, data=data)
