"""How many copies may the carrier hold beyond those on its lines? As many as it begins at once."""

from collections.abc import Callable
from time import monotonic
from typing import Final

AHEAD_SECONDS: Final = 0.05  # so much work, and no more: what waits there was looked at before
MOST: Final = 256
_WINDOW: Final = 0.1  # seconds over which it is measured


class Pace:
    """Measured by what is told. A next hop that takes a second for each gets nothing ahead."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.ahead = 0
        self._clock = clock
        self._since = clock()
        self._number = 0

    def told(self, number: int) -> None:
        """So many more copies are over."""
        self._number += number
        now = self._clock()
        passed = now - self._since
        if passed >= _WINDOW:
            self.ahead = min(MOST, int(self._number / passed * AHEAD_SECONDS))
            self._since, self._number = now, 0
