"""What does an act make of a conversation? Pure: how it was, what is done → how it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, Final

from tripost.conversations.work.do import (
    KEEP,
    Archive,
    Assign,
    Follow,
    Personal,
    Read,
    Relabel,
    SetDue,
    SetPriority,
    SetState,
    Star,
    Work,
)
from tripost.store.models.conversation import OUT_OF_SIGHT, State


class Unchanged(Enum):
    """It was like this already."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED
_DONE: Final = (State.CLOSED, *OUT_OF_SIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The work on one conversation: the columns of its row, by their names."""

    state: str
    status_id: int | None = None
    assignee_id: int | None = None
    team_id: int | None = None
    priority: int = 0
    due_at: datetime | None = None
    snoozed_until: datetime | None = None
    snoozed_by_id: int | None = None
    snoozed_regardless: bool = False
    waiting_since: datetime | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the conversation is to one person."""

    up_to: int = 0
    starred: bool = False
    followed: bool = False
    archived_up_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Was:
    """What the asker believed it to be; KEEP: nothing said."""

    state: Any = KEEP
    assignee_id: Any = KEEP
    team_id: Any = KEEP
    priority: Any = KEEP

    def holds(self, now: Facts) -> bool:
        """Whether it still is so."""
        believed = (
            (self.state, now.state),
            (self.assignee_id, now.assignee_id),
            (self.team_id, now.team_id),
            (self.priority, now.priority),
        )
        return all(said is KEEP or said == there for said, there in believed)


def changed(before: Facts, do: Work, *, by: int | None) -> Facts | Unchanged:
    """How the conversation is after `do`."""
    match do:
        case SetState():
            after = _state(before, do, by=by)
        case Assign():
            after = _assigned(before, do)
        case SetPriority(priority=priority):
            after = replace(before, priority=priority)
        case SetDue(due_at=due_at):
            after = replace(before, due_at=due_at)
        case Relabel():
            after = replace(before, labels=_labels(before.labels, do))
    return UNCHANGED if after == before else after


def marked(before: Mark, do: Personal, *, last_entry: int) -> Mark | Unchanged:
    """The same for what is a person's own."""
    match do:
        case Star(on=on):
            after = replace(before, starred=on)
        case Follow(on=on):
            after = replace(before, followed=on)
        case Archive(on=on):
            after = replace(before, archived_up_to=last_entry if on else 0)
        case Read(on=on):
            after = replace(before, up_to=last_entry if on else 0)
    return UNCHANGED if after == before else after


def awake(before: Facts) -> Facts:
    """After its sleep: open, still whose it was."""
    return replace(
        before,
        state=State.OPEN,
        status_id=None,
        snoozed_until=None,
        snoozed_by_id=None,
        snoozed_regardless=False,
    )


def on_mail(before: Facts, *, wants: str | None, ours: bool, author: int | None) -> Facts:
    """After a mail; `wants`: the state the room gives it, `ours`: it goes out.

    An answer of ours makes what was new open. What sleeps regardless sleeps on when a customer
    writes; it wakes when a colleague of whoever snoozed it answers, not by one's own answer.
    """
    if wants is not None and wants != before.state:
        if before.state == State.SNOOZED and before.snoozed_regardless and not ours:
            return before
        return replace(awake(before), state=wants)
    if not ours:
        return before
    if before.state == State.NEW:
        return replace(before, state=State.OPEN, status_id=None)
    if before.state == State.SNOOZED and author is not None and author != before.snoozed_by_id:
        return awake(before)
    return before


def _state(before: Facts, do: SetState, *, by: int | None) -> Facts:
    same = do.state == before.state
    status = (before.status_id if same else None) if do.status is KEEP else do.status
    sleeps = do.state == State.SNOOZED
    after = replace(
        awake(before),
        state=do.state,
        status_id=status,
        snoozed_until=do.until if sleeps else None,
        snoozed_by_id=by if sleeps else None,
        snoozed_regardless=do.regardless if sleeps else False,
        waiting_since=None if do.state in _DONE else before.waiting_since,
    )
    again = same and sleeps and do.until == before.snoozed_until
    return before if again and after == replace(before, snoozed_by_id=by) else after


def _assigned(before: Facts, do: Assign) -> Facts:
    """A team's conversation that a person takes stays the team's; one given to a team stays with
    its person only when they are of that team."""
    team = before.team_id if do.team is KEEP else do.team
    user = before.assignee_id if do.user is KEEP else do.user
    if do.user is KEEP and do.team is not KEEP and do.team is not None and user not in do.members:
        user = None
    given = (user is not None and user != before.assignee_id) or (
        team is not None and team != before.team_id
    )
    opens = given and before.state == State.NEW
    return replace(
        before,
        assignee_id=user,
        team_id=team,
        state=State.OPEN if opens else before.state,
        status_id=None if opens else before.status_id,
    )


def _labels(before: tuple[str, ...], do: Relabel) -> tuple[str, ...]:
    if do.exactly:
        return do.add
    kept = tuple(name for name in before if name not in do.remove)
    return (*kept, *(name for name in do.add if name not in kept))
