"""What becomes of several conversations that are made one? Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.store.models.conversation import State

_RANK: Final = {
    State.OPEN: 6,
    State.NEW: 5,
    State.WAITING: 4,
    State.SNOOZED: 3,
    State.CLOSED: 2,
    State.SPAM: 1,
    State.TRASH: 0,
}
"""Of several states the one in which most is to do wins: nothing is forgotten by merging."""
_STATE: Final = (
    "state",
    "status_id",
    "snoozed_until",
    "snoozed_by_id",
    "snoozed_regardless",
)
COLUMNS: Final = (*_STATE, "assignee_id", "team_id", "priority", "due_at", "waiting_since")
"""The columns of the work on a conversation that merging may change."""


def combined(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The work on the whole, from that on its parts (`COLUMNS` each); the first is the target.

    Who has the target keeps it. The most urgent priority, the earliest due time and the longest
    waiting count.
    """
    leading = max(rows, key=lambda row: _RANK[State(row["state"])])  # the first of equals
    whole = {name: leading[name] for name in _STATE}
    if leading["state"] == State.NEW and any(r["state"] != State.NEW for r in rows):
        whole |= {"state": State.OPEN.value, "status_id": None}
    owner = next((row for row in rows if row["assignee_id"] or row["team_id"]), rows[0])
    whole |= {name: owner[name] for name in ("assignee_id", "team_id")}
    whole["priority"] = max(row["priority"] for row in rows)
    for name in ("due_at", "waiting_since"):
        whole[name] = _earliest(row[name] for row in rows)
    return whole


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min((time for time in times if time is not None), default=None)


def carried_mark(there: int, of_part: int, *, last: int) -> int:
    """How far somebody has read the whole, who had read the target up to `there` and the part up
    to `of_part`; the part's numbers follow `last`. A mark never moves over what was not seen."""
    return last + of_part if there >= last and of_part > 0 else there


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may see one part: `allowed` of everybody, `open` to all with a right on its address."""

    address: int
    confidential: bool
    allowed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may see the whole; None: everybody with a right on the address."""

    named: frozenset[int] | None


def readers(parts: Sequence[Audience], *, at_address: frozenset[int]) -> Readers:
    """Nobody sees the whole who could not see every part (law 7).

    `at_address`: who may read the address of the whole. When that is nobody too many, it stays
    open to them; else it becomes confidential for those who saw all of it before.
    """
    every = frozenset.intersection(*(part.allowed for part in parts))
    if not any(part.confidential for part in parts) and at_address <= every:
        return Readers(None)
    return Readers(every & at_address)
