"""How many copies may be on their way to a domain? It says so itself, by 421 and 4.7.x. Pure.

The first such answer halves what may be under way, each further one halves it again; from one on,
and at a 421, the domain is closed for a while that grows. Success opens it again, slowly.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tripost.core.smtp.replies import Reply
from tripost.outbound.destinations import Slow

_PAUSES: Final = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 40, 60))
_PLEA: Final = re.compile(
    r"rate|too many|too fast|throttl|slow|limit|exceed|defer|unusual|tempfail", re.IGNORECASE
)
_GREY: Final = re.compile(r"gr[ea]y-?\s?list", re.IGNORECASE)
EVERYONE: Final = 3  # domains that nobody slowed before: then it is the relay that speaks
IN_HAND: Final = 2  # times the limit: so many copies for a slow domain are claimed at once


@dataclass(slots=True)
class _State:
    limit: int
    closed_until: datetime | None = None
    code: str = ""
    text: str = ""
    turn: int = 1  # answers to copies that left before the last change change nothing more
    strikes: int = 0  # closings in a row
    good: int = 0
    flying: int = 0


class Destinations:
    """Of one process. `lines`: what is possible at all."""

    def __init__(self, *, lines: int) -> None:
        self._lines = lines
        self._slow: dict[str, _State] = {}
        self._changed: set[str] = set()
        self._hushed: set[str] = set()  # for the first time, and since then nobody was let in
        self.everyone = False
        """Whether the relay itself asks for less: it says 421 whoever the mail is for."""

    def load(self, slow: list[Slow]) -> None:
        """As it was before the start."""
        for one in slow:
            self._slow[one.domain] = _State(one.limit, one.closed_until, one.code, one.text)

    @property
    def any(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self._slow)

    def slow(self) -> tuple[str, ...]:
        """All that are limited or closed."""
        return tuple(self._slow)

    def wanting(self, at: datetime) -> dict[str, int]:
        """Domain → how many of its copies are worth claiming now."""
        return {
            domain: IN_HAND * state.limit
            for domain, state in self._slow.items()
            if state.closed_until is None or state.closed_until <= at
        }

    def closed(self, domain: str, at: datetime) -> datetime | None:
        """Until when nothing may begin."""
        state = self._slow.get(domain)
        if state is None or state.closed_until is None or state.closed_until <= at:
            return None
        return state.closed_until

    def opens(self, at: datetime) -> datetime | None:
        """When the next closed one may be tried again."""
        times = [s.closed_until for s in self._slow.values() if s.closed_until is not None]
        return min((time for time in times if time > at), default=None)

    def room(self, domain: str) -> int | None:
        """How many more may begin; None: as many as there are."""
        state = self._slow.get(domain)
        return None if state is None else state.limit - state.flying

    def limit(self, domain: str) -> int:
        """How many may be on their way at the same time."""
        state = self._slow.get(domain)
        return self._lines if state is None else state.limit

    def begin(self, domain: str) -> int:
        """One more is on its way; returns the turn, for `end`."""
        state = self._slow.get(domain)
        if state is None:
            return 0
        state.flying += 1
        return state.turn

    def end(self, domain: str, turn: int, reply: Reply | None, *, at: datetime) -> None:
        """It is over; `reply` is the destination's, None if it was never asked."""
        state = self._slow.get(domain)
        if state is not None and turn:
            state.flying = max(0, state.flying - 1)
        if reply is None:
            return
        if reply.code != 421:
            self._hushed.clear()
            self.everyone = False
        elif self._relay_speaks(domain, known=state is not None):
            return
        if slows(reply):
            if state is None:
                state = self._slow[domain] = _State(self._lines)
                turn = state.turn
            if turn == state.turn:
                self._strike(domain, state, reply, at=at)
        elif state is not None and reply.positive:
            self._praise(domain, state)

    def _relay_speaks(self, domain: str, *, known: bool) -> bool:
        """At a 421. Domains that are slow anyway say nothing about the relay."""
        if self.everyone or (known and domain not in self._hushed):
            return self.everyone
        self._hushed.add(domain)
        if len(self._hushed) < EVERYONE:
            return False
        self.everyone = True
        for innocent in self._hushed & self._slow.keys():
            del self._slow[innocent]
            self._changed.add(innocent)
        self._hushed.clear()
        return True

    def news(self) -> tuple[list[Slow], list[str]]:
        """What changed since the last call: (slower or faster ones, recovered ones)."""
        changed, self._changed = self._changed, set()
        return (
            [self._row(domain) for domain in sorted(changed) if domain in self._slow],
            [domain for domain in sorted(changed) if domain not in self._slow],
        )

    def _strike(self, domain: str, state: _State, reply: Reply, *, at: datetime) -> None:
        if state.limit == 1 or reply.code == 421:
            pause = _PAUSES[min(state.strikes, len(_PAUSES) - 1)]
            state.closed_until = at + pause
            state.strikes += 1
        state.limit = max(1, state.limit // 2)
        state.turn += 1
        state.good = 0
        state.code, state.text = f"{reply.code} {reply.status}".strip(), reply.text
        self._changed.add(domain)

    def _praise(self, domain: str, state: _State) -> None:
        state.good += 1
        if state.good < 2 * state.limit:
            return
        state.good, state.strikes, state.closed_until = 0, 0, None
        state.limit += 1
        if state.limit >= self._lines:
            del self._slow[domain]
        self._changed.add(domain)

    def _row(self, domain: str) -> Slow:
        state = self._slow[domain]
        return Slow(
            domain=domain,
            limit=state.limit,
            closed_until=state.closed_until,
            code=state.code,
            text=state.text,
        )


def slows(reply: Reply) -> bool:
    """Whether an answer asks for less at a time, rather than for another try of this one mail."""
    if not reply.temporary or _GREY.search(reply.text):
        return False
    if reply.code == 421 or reply.status.startswith("4.7.") or reply.status == "4.3.2":
        return True
    return reply.code in (450, 451, 452, 454) and _PLEA.search(reply.text) is not None
