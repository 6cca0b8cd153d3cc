"""The copies that the carrier has, and which of them were asked back."""

from collections import deque
from typing import Final, NamedTuple

from tripost.delivery import slate
from tripost.delivery.pace import Pace
from tripost.outbound.claim import Copy


class Flight(NamedTuple):
    """A copy that the carrier has: its slot in the slate, and the turn of its destination."""

    copy: Copy
    slot: int
    turn: int


class Aloft:
    """`lines`: how many the carrier may have under way; beyond these as many as it soon begins."""

    def __init__(self, *, lines: int) -> None:
        self.flights: dict[int, Flight] = {}
        self.pace: Final = Pace()
        self._lines = lines
        self._slots = deque(range(slate.SLOTS))
        self._asked: dict[int, str] = {}  # delivery → why, until the carrier answers

    def __len__(self) -> int:
        return len(self.flights)

    @property
    def room(self) -> int:
        """How many more it may have; where it goes fast, 0 for too few to be worth a word."""
        free = min(self._lines + self.pace.ahead - len(self.flights), len(self._slots))
        return free if free > self.pace.ahead // 2 else 0

    @property
    def queued(self) -> bool:
        """Whether some of them may wait there for a line: the next hop may take fewer than ours."""
        return bool(self.flights)

    def begin(self, copy: Copy, *, turn: int) -> None:
        """One more."""
        self.flights[copy.delivery] = Flight(copy, self._slots.popleft(), turn)

    def end(self, delivery: int) -> tuple[Flight | None, str]:
        """The carrier has it no more; and why it was asked back, if it was."""
        why = self._asked.pop(delivery, "") if self._asked else ""
        return self.flights.pop(delivery, None), why

    def free(self, slot: int) -> None:
        """What it stood for is in the database, or was never begun."""
        self._slots.append(slot)

    def ask(self, gone: dict[int, str]) -> list[int]:
        """Those of `gone` that are to be asked back now."""
        wanted = [d for d in gone if d in self.flights and d not in self._asked]
        self._asked |= {delivery: gone[delivery] for delivery in wanted}
        return wanted

    def fall(self) -> dict[int, Flight]:
        """All at once: the carrier is gone. Their slots stay taken."""
        fallen, self.flights = self.flights, {}
        self._asked.clear()
        return fallen
