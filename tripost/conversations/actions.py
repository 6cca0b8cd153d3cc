"""What people do with a conversation: one verb, one transaction, one Change each."""

from collections.abc import Sequence
from datetime import datetime

from tripost.conversations.event import locked, tell
from tripost.conversations.together.seen import mark
from tripost.conversations.work import do
from tripost.conversations.work.act import work_on
from tripost.conversations.work.do import KEEP, Assign, Keep


def assign(
    conversation: int, *, to: int | None, by: int, at: datetime, team: int | Keep | None = KEEP
) -> None:
    """Give the conversation to a person (and a team), or to nobody. Twice changes nothing."""
    work_on(conversation, do=Assign(user=to, team=team), by=by, at=at)


def set_state(conversation: int, *, state: str, by: int | None, at: datetime) -> None:
    """One of the states people can set; raises BadInput for any other word."""
    work_on(conversation, do=do.set_state(state, now=at), by=by, at=at)


def set_labels(conversation: int, *, names: Sequence[str], by: int, at: datetime) -> None:
    """Let the conversation carry exactly these labels; new words become labels.

    Raises BadInput."""
    work_on(conversation, do=do.relabel(add=tuple(names), exactly=True), by=by, at=at)


def mark_read(conversation: int, *, up_to: int, by: int, at: datetime) -> None:
    """Remember how far `by` has read; 0 makes the conversation unread again."""
    row = locked(conversation)
    reached = min(max(up_to, 0), row.last_entry)
    if not mark(conversation, user=by, up_to=reached, at=at, back=up_to == 0):
        return
    tell(row, "read.set", by=by, at=at, data={"up_to": reached})
