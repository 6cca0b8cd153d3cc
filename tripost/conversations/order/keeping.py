"""What an act of order keeps for its undoing, as JSON and back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from tripost.conversations.order.decide import COLUMNS
from tripost.store.models import Conversation
from tripost.store.times import loaded

_TIMES: Final = frozenset({"due_at", "snoozed_until", "waiting_since"})
ROW: Final = (*COLUMNS, "confidential", "labels", "address_id")


def columns(row: Conversation, *, names: Iterable[str] = ROW) -> dict[str, Any]:
    """These columns of a row, as JSON keeps them."""
    return {name: _plain(getattr(row, name)) for name in names}


def values(row: Conversation) -> dict[str, Any]:
    """The columns of the work on it, as they are."""
    return {name: getattr(row, name) for name in COLUMNS}


def put(row: Conversation, kept: Mapping[str, Any]) -> None:
    """Set columns from what was kept; the caller saves."""
    for name, value in kept.items():
        setattr(row, name, loaded(value) if name in _TIMES else value)


def put_back(
    row: Conversation, *, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, ...]:
    """Set each column that still is as the act left it to what it was; the names of the others.

    The caller saves.
    """
    moved_on = []
    for name, value in before.items():
        if value == after[name]:
            continue
        if _plain(getattr(row, name)) == after[name]:
            put(row, {name: value})
        else:
            moved_on.append(name)
    return tuple(moved_on)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
