"""Wakes what has slept long enough, within seconds of its time, whatever the clock did meanwhile.

Its waits are measured by the loop's own clock, and each look asks the index what is due by now: a
clock that jumps forward or back is only another answer, and after a restart nothing is lost.
"""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Final

from tripost.conversations.work import snooze
from tripost.kit import log
from tripost.store.services import Services

_log = log.get("worker.waker")
LONGEST: Final = 20.0  # seconds between two looks
SHORTEST: Final = 0.05


async def run(services: Services, stop: asyncio.Event) -> None:
    """Until `stop`; what is in hand is finished first."""
    while not stop.is_set():
        pause = LONGEST
        try:
            pause = await turn(services)
        except Exception:
            _log.exception("waker.turn_failed")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)


async def turn(services: Services) -> float:
    """Wake all that is due; the seconds until the next look."""
    while True:
        due = await _next(services)
        now = services.clock()
        if due is None:
            return LONGEST
        if due > now:
            return min(max((due - now).total_seconds(), SHORTEST), LONGEST)
        woken = await services.writer.do(lambda: snooze.wake(at=services.clock()))
        if not woken:
            return LONGEST  # another server holds them, or the clock went back


async def _next(services: Services) -> datetime | None:
    if services.settings.on_sqlite:
        return snooze.next_due(services.reader)
    return await services.pool.run(lambda: snooze.next_due(services.reader))
