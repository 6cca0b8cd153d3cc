"""Everything a person can do to one or many conversations at once, as frozen data."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from tripost.conversations.labels import clean_label
from tripost.kit.entered import BadInput
from tripost.store.models.conversation import State

BY_HAND: Final = (
    State.OPEN,
    State.WAITING,
    State.SNOOZED,
    State.CLOSED,
    State.SPAM,
    State.TRASH,
)
"""What a person can set: `new` only begins, `merged` only merging makes."""
PRIORITIES: Final = range(-1, 3)
LABELS_AT_ONCE: Final = 50
LONGEST: Final = timedelta(days=3_660)


class Keep(Enum):
    """Not said, so it stays as it is (None says: nobody, nothing)."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class SetState:
    """Another state; `status` is an own name's id, which must be of that state. `until`: sleep
    until then; `regardless`: also when somebody writes."""

    state: str
    status: int | Keep | None = KEEP
    until: datetime | None = None
    regardless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """To a person, a team or both; `members`: of that team."""

    user: int | Keep | None = KEEP
    team: int | Keep | None = KEEP
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPriority:
    """-1 low, 0 normal, 1 high, 2 urgent."""

    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDue:
    """When it must be done; None: whenever."""

    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabel:
    """Words to stick on and to take off; `exactly` takes off all others."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    exactly: bool = False


@dataclass(frozen=True, slots=True)
class Star:
    """A star of one's own."""

    on: bool


@dataclass(frozen=True, slots=True)
class Follow:
    """Be told of what happens here."""

    on: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """Put away for oneself, until something newer comes."""

    on: bool


@dataclass(frozen=True, slots=True)
class Read:
    """Read to the end, or not at all."""

    on: bool


Work = SetState | Assign | SetPriority | SetDue | Relabel
"""Concerns everybody: needs a right to write on the address."""
Personal = Star | Follow | Archive | Read
"""Concerns the person alone: whoever sees the conversation may."""
Do = Work | Personal

KINDS: Final[dict[type, str]] = {
    SetState: "state",
    Assign: "assign",
    SetPriority: "priority",
    SetDue: "due",
    Relabel: "label",
    Star: "star",
    Follow: "follow",
    Archive: "archive",
    Read: "read",
}
"""The word of each on the wire and in `Act.kind`."""


def set_state(
    state: str,
    *,
    now: datetime,
    status: int | Keep | None = KEEP,
    until: datetime | None = None,
    regardless: bool = False,
) -> SetState:
    """A change of state as somebody asked for it; raises BadInput."""
    if state not in BY_HAND:
        raise BadInput("bad-state", f"A state is one of {', '.join(BY_HAND)}.")
    if state != State.SNOOZED and (until is not None or regardless):
        raise BadInput("bad-time", "Only what is snoozed has a time to wake.")
    if until is not None and not now < until <= now + LONGEST:
        raise BadInput("bad-time", "Snooze until a time to come, within ten years.")
    if regardless and until is None:
        raise BadInput("bad-time", "Snoozed regardless of answers needs a time to wake.")
    return SetState(state=state, status=status, until=until, regardless=regardless)


def set_priority(priority: int) -> SetPriority:
    """Raises BadInput."""
    if priority not in PRIORITIES:
        raise BadInput("bad-priority", "A priority is -1 (low), 0, 1 (high) or 2 (urgent).")
    return SetPriority(priority=priority)


def set_due(due_at: datetime | None, *, now: datetime) -> SetDue:
    """Raises BadInput for a time more than ten years away."""
    if due_at is not None and not now - LONGEST <= due_at <= now + LONGEST:
        raise BadInput("bad-time", "A due time is within ten years.")
    return SetDue(due_at=due_at)


def relabel(
    *, add: tuple[str, ...] = (), remove: tuple[str, ...] = (), exactly: bool = False
) -> Relabel:
    """Words as we keep them, each once; raises BadInput."""
    if len(add) + len(remove) > LABELS_AT_ONCE:
        raise BadInput("too-many-labels", f"Up to {LABELS_AT_ONCE} labels at once.")
    clean = [tuple(dict.fromkeys(clean_label(name) for name in some)) for some in (add, remove)]
    if set(clean[0]) & set(clean[1]):
        raise BadInput("bad-label", "A label cannot be added and removed at once.")
    return Relabel(add=clean[0], remove=clean[1], exactly=exactly)
