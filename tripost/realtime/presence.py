"""Who looks at what, who writes: in memory, with an end; never data."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

LASTS = timedelta(seconds=30)
STATES = ("elsewhere", "viewing", "sending", "composing")
"""From the least to the most important to others; of several windows the most important counts."""


ENDLESS = datetime.max.replace(tzinfo=UTC)


class WaitingSend(Protocol):
    """A person with a send that waits in a conversation."""

    @property
    def conversation(self) -> int:
        """Where."""

    @property
    def user(self) -> str:
        """Who, by address."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One window of one person, or a send of theirs that waits."""

    conversation: int
    user: str
    state: str
    until: datetime


class Presence:
    """Keeps one mark per key (a socket, or a waiting send)."""

    def __init__(self) -> None:
        self._marks: dict[object, Mark] = {}

    def put(self, key: object, mark: Mark | None) -> set[int]:
        """Set or remove a mark; the conversations in which others now see something else."""
        before = self._marks.pop(key, None)
        if mark is not None:
            self._marks[key] = mark
        if (
            before
            and mark
            and (before.conversation, before.state)
            == (
                mark.conversation,
                mark.state,
            )
        ):
            return set()
        return {m.conversation for m in (before, mark) if m is not None}

    def sending(self, waiting: Iterable[WaitingSend], *, among: Set[int] | None = None) -> set[int]:
        """Whose sends wait now, everywhere or `among` these; the conversations that changed.

        Such a mark has no end: it goes when the send leaves, is taken back or is held.
        """
        now = {(one.conversation, one.user) for one in waiting}
        over = [
            key
            for key, mark in self._marks.items()
            if mark.state == "sending"
            and (mark.conversation, mark.user) not in now
            and (among is None or mark.conversation in among)
        ]
        moved = {self._marks.pop(key).conversation for key in over}
        for conversation, user in now:
            mark = Mark(conversation, user, "sending", ENDLESS)
            moved |= self.put(("send", conversation, user), mark)
        return moved

    def expire(self, now: datetime) -> set[int]:
        """Forget what was not renewed; the conversations that changed."""
        over = [key for key, mark in self._marks.items() if mark.until <= now]
        return {self._marks.pop(key).conversation for key in over}

    def people(self, conversation: int) -> list[dict[str, str]]:
        """Who is there, by address."""
        best: dict[str, str] = {}
        for mark in self._marks.values():
            if mark.conversation == conversation:
                known = best.get(mark.user, STATES[0])
                best[mark.user] = max(known, mark.state, key=STATES.index)
        return [{"user": user, "state": best[user]} for user in sorted(best)]

    def conversations(self) -> Iterable[int]:
        """Where anybody is."""
        return sorted({mark.conversation for mark in self._marks.values()})
