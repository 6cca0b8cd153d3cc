"""The stream since a modseq: what was written after this place in the one log?"""

import json
from dataclasses import dataclass
from typing import Any

from tripost.store.reads import Reader
from tripost.store.times import rfc3339

PREFIX = "c"


@dataclass(frozen=True, slots=True)
class Logged:
    """One Change as it was recorded; `at` as RFC 3339."""

    modseq: int
    at: str
    kind: str
    address: int | None
    conversation: int | None
    actor: int | None
    data: dict[str, Any]


def since(reader: Reader, *, after: int, limit: int) -> list[Logged]:
    """The changes after this modseq, in commit order, at most `limit`."""
    found = reader.rows(
        "SELECT modseq, at, kind, address_id, conversation_id, actor_id, data FROM store_change "
        "WHERE modseq > %s ORDER BY modseq LIMIT %s",
        (after, limit),
    )
    return [
        Logged(row[0], rfc3339(row[1]) or "", row[2], row[3], row[4], row[5], json.loads(row[6]))
        for row in found
    ]


def position(reader: Reader) -> int:
    """The newest modseq."""
    found = reader.row("SELECT value FROM store_modseq WHERE id = 1")
    return int(found[0]) if found else 0


def reaches_back(reader: Reader, *, after: int) -> bool:
    """Whether nothing after this place has been pruned, and the place is one of ours."""
    now = position(reader)
    if after > now:
        return False  # from another life of this database
    oldest = reader.row("SELECT MIN(modseq) FROM store_change")
    if oldest is None or oldest[0] is None:
        return after == now
    return bool(after >= oldest[0] - 1)


def as_cursor(modseq: int) -> str:
    """A place in the log, opaque to whoever keeps it."""
    return f"{PREFIX}{modseq:x}"


def from_cursor(text: str) -> int | None:
    """The place, or None when we did not make this cursor."""
    try:
        return int(text[1:], 16) if text.startswith(PREFIX) and len(text) <= 17 else None
    except ValueError:
        return None
