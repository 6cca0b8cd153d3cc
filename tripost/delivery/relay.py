"""Connections to the relay: kept open, one mail at a time each, left alone while it is down."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime

from tripost.core.smtp.client import Outcome
from tripost.core.smtp.content import NotCanonical
from tripost.core.smtp.outgoing import Outgoing, Unsendable
from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff, fate
from tripost.delivery.frames import Rendered
from tripost.delivery.line import Line
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.kit.settings import Relay
from tripost.outbound.claim import Copy
from tripost.outbound.results import Result
from tripost.store.writer import WriterStopped

IDLE_SECONDS = 20.0  # how long an unused connection stays open
MAILS_PER_LINE = 1000  # then a fresh one: some servers count

_log = log.get("delivery.relay")


class RelayPool:
    """`size` workers take copies from one queue. `prepare` gives the bytes or the end of it,
    `settle` writes a result down; a worker begins nothing before that is done."""

    def __init__(
        self,
        relay: Relay,
        *,
        hostname: str,
        size: int,
        patience: float,
        clock: Clock,
        prepare: Callable[[Copy, float], Awaitable[Rendered | Result]],
        settle: Callable[[Copy, Result], Awaitable[None]],
    ) -> None:
        self._relay = relay
        self._hostname = hostname
        self._size = size
        self._patience = patience
        self._clock = clock
        self._prepare = prepare
        self._settle = settle
        self._queue: asyncio.Queue[tuple[Copy, float]] = asyncio.Queue()
        self._failures = 0  # connections in a row that did not come about
        self._closed_until: datetime | None = None
        self._why = Reply(0, "4.4.1", "The relay does not answer")

    def start(self) -> list[asyncio.Task[None]]:
        """The workers; cancelling one cuts its connection."""
        return [asyncio.create_task(self._work()) for _ in range(self._size)]

    def put(self, copy: Copy, *, before: float) -> None:
        """Queue a copy; it is not begun after `before` (monotonic seconds)."""
        self._queue.put_nowait((copy, before))

    async def _work(self) -> None:
        line: Line | None = None
        try:
            while True:
                try:
                    async with asyncio.timeout(IDLE_SECONDS if line else None):
                        copy, before = await self._queue.get()
                except TimeoutError:
                    if line is not None:
                        await line.close()
                    line = None
                    continue
                line = await self._safely(line, copy, before)
        except WriterStopped:
            return
        finally:
            if line is not None:
                line.cut()

    async def _safely(self, line: Line | None, copy: Copy, before: float) -> Line | None:
        """A mistake of ours with one copy takes neither the worker nor the others along."""
        try:
            return await self._carry(line, copy, before)
        except WriterStopped:
            raise
        except Exception as wrong:
            _log.exception("relay.worker_failed", delivery=copy.delivery)
            if line is not None:
                line.cut()
            at = self._clock()
            ours = Reply(0, "4.3.0", repr(wrong))
            again = at + backoff.WITHOUT_RELAY
            await self._settle(copy, fate.unreachable(copy, ours, at=at, next_at=again))
            return None

    async def _carry(self, line: Line | None, copy: Copy, before: float) -> Line | None:
        """One copy to its end; the connection that can take another, if any."""
        if line is None:
            line = await self._open()
        if line is None:
            await self._settle(copy, self._unreachable(copy))
            return None
        ready = await self._prepare(copy, before)
        if isinstance(ready, Result):
            await self._settle(copy, ready)
            return line
        try:
            mail = ready.outgoing()
        except (NotCanonical, Unsendable) as wrong:
            await self._settle(copy, fate.unsendable(copy, str(wrong), at=self._clock()))
            return line
        line, outcome = await self._send(line, mail)
        await self._settle(copy, self._judge(copy, outcome))
        if line is not None and line.mails >= MAILS_PER_LINE:
            await line.close()
            return None
        return line

    async def _send(self, line: Line, mail: Outgoing) -> tuple[Line | None, Outcome | None]:
        """Over a kept connection that turned out dead, once more over a fresh one. None: there
        is no connection to be had."""
        used = line.mails > 0
        outcome = await line.send(mail)
        if line.failure is not None and used and not outcome.uncertain:
            reply = outcome.replies[0]
            if not reply.positive and not reply.permanent:
                fresh = await self._open()
                if fresh is None:
                    return None, None
                line, outcome = fresh, await fresh.send(mail)
        if line.failure is not None:
            line.cut()
            return None, outcome
        return line, outcome

    def _judge(self, copy: Copy, outcome: Outcome | None) -> Result:
        if outcome is None:
            return self._unreachable(copy)
        return fate.answered(
            copy,
            outcome.replies[0],
            uncertain=outcome.uncertain,
            at=self._clock(),
            luck=random.random(),
        )

    async def _open(self) -> Line | None:
        """A fresh connection; None while the relay is down."""
        if self._closed_until is not None and self._clock() < self._closed_until:
            return None
        line = Line(self._relay, hostname=self._hostname, patience=self._patience)
        why = await line.open()
        if why is None:
            self._failures, self._closed_until = 0, None
            return line
        line.cut()
        if self._closed_until is None or self._clock() >= self._closed_until:
            self._failures += 1
            self._closed_until = self._clock() + backoff.pause(self._failures)
            self._why = why
            _log.warning("relay.unreachable", why=why.text, failures=self._failures)
        return None

    def _unreachable(self, copy: Copy) -> Result:
        at = self._clock()
        again = self._closed_until or at + backoff.pause(1)
        return fate.unreachable(copy, self._why, at=at, next_at=max(again, at))
