"""Claims jobs and does them; makes periodic work into jobs when its time has come."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from tripost.jobs import actions
from tripost.jobs.actions import Claimed
from tripost.kit import log
from tripost.store.services import Services
from tripost.store.times import stored

_log = log.get("worker.runner")

Handler = Callable[[Services, Mapping[str, Any]], Awaitable[None]]
AT_ONCE: Final = 4
IDLE: Final = 5.0  # seconds between looks when nobody wakes us


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that is due again `every` so often; it runs as a job with a key of its own."""

    name: str
    every: timedelta


class Runner:
    """One loop; jobs must be safe to run twice, since a lease may end before they do."""

    def __init__(
        self,
        services: Services,
        *,
        handlers: Mapping[str, Handler],
        periodic: Sequence[Periodic] = (),
        given_up: Mapping[str, Handler] | None = None,
    ) -> None:
        """`given_up`: what is done, with a job's arguments, when its last try has failed."""
        self._services = services
        self._handlers = handlers
        self._given_up = given_up or {}
        self._periodic = {one.name: one for one in periodic}

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; a job in hand is finished first."""
        woken = self._services.bus.subscribe("jobs")
        await self._plan()
        while not stop.is_set():
            woken.clear()
            if await self.turn():
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), IDLE)
        self._services.bus.unsubscribe("jobs", woken)

    async def turn(self) -> int:
        """Do what is due now; returns how many jobs that was."""
        writer, clock = self._services.writer, self._services.clock
        if not await self._anything():
            return 0
        taken = await writer.do(lambda: actions.claim(limit=AT_ONCE, at=clock()))
        await asyncio.gather(*(self._do(job) for job in taken))
        return len(taken)

    async def _anything(self) -> bool:
        """A cheap look first, so that an idle server writes nothing."""

        def look() -> bool:
            found = self._services.reader.row(
                "SELECT 1 FROM jobs_job WHERE failed_at IS NULL AND run_at <= %s "
                "AND (lease_until IS NULL OR lease_until <= %s) LIMIT 1",
                (moment, moment),
            )
            return found is not None

        moment = stored(self._services.clock())
        if self._services.settings.on_sqlite:
            return look()
        return await self._services.pool.run(look)

    async def _do(self, job: Claimed) -> None:
        writer, clock = self._services.writer, self._services.clock
        try:
            handler = self._handlers[job.name]
            await handler(self._services, job.arguments)
        except Exception as wrong:
            _log.exception("job.failed", job=job.name, attempt=job.attempt)
            if job.name in self._periodic:
                await writer.do(lambda: self._finish(job))  # its next time is its next try
                return
            if not await self._give_up(job):
                return
            reason = f"{type(wrong).__name__}: {wrong}"
            await writer.do(
                lambda: actions.fail(job.id, attempt=job.attempt, error=reason, at=clock())
            )
            return
        await writer.do(lambda: self._finish(job))

    async def _give_up(self, job: Claimed) -> bool:
        """Before the job is marked: killed in between, or where that fails too (False), its lease
        ends and it is tried once more."""
        handler = self._given_up.get(job.name)
        if handler is None or job.attempt < actions.TRIES:
            return True
        try:
            await handler(self._services, job.arguments)
        except Exception:
            _log.exception("job.not_given_up", job=job.name, attempt=job.attempt)
            return False
        return True

    def _finish(self, job: Claimed) -> None:
        """The row goes; periodic work is planned anew in the same transaction."""
        actions.finish(job.id, attempt=job.attempt)
        if job.name in self._periodic:
            self._enqueue(self._periodic[job.name])

    async def _plan(self) -> None:
        def plan() -> None:
            for one in self._periodic.values():
                self._enqueue(one)

        await self._services.writer.do(plan)

    def _enqueue(self, one: Periodic) -> None:
        at = self._services.clock() + one.every
        actions.enqueue(one.name, at=at, key=f"periodic:{one.name}")
