"""Write down what became of list copies: all that is at hand in one short transaction."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from tripost.core.smtp.replies import Reply
from tripost.delivery import failures, fate, wire
from tripost.delivery.destinations import Destinations
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.outbound import destinations, fanout, tally
from tripost.outbound.claim import Copy
from tripost.outbound.destinations import Slow
from tripost.outbound.results import Result, leave, record_results, record_sent, tell_progress
from tripost.store.writer import Writer, WriterStopped

AGAIN_SECONDS: Final = 1.0
TELL_SECONDS: Final = 1.0
GATHER_SECONDS: Final = 0.01
ENOUGH: Final = 200  # results for one commit

_log = log.get("delivery.recording")


@dataclass(slots=True)
class Done:
    """One of three: the next hop took it (`sent`), something else became of it (`result`), or it
    was not begun and is due again at `back`. `slot`: of the slate, free once it is recorded."""

    copy: Copy
    sent: wire.Result | None = None
    result: Result | None = None
    back: datetime | None = None
    slot: int | None = None


class Ledger:
    """`durable` is called with what was written, after each commit. `waited`: deliveries that
    were claimed again, whose state before counts in the tallies."""

    def __init__(self, writer: Writer, clock: Clock, *, lines: int) -> None:
        self.waited: set[int] = set()
        self.destinations = Destinations(lines=lines)
        self.durable: Callable[[Sequence[Done]], None] = lambda done: None
        self._writer = writer
        self._clock = clock
        self._pending: list[Done] = []
        self._flushing: asyncio.Task[None] | None = None
        self._left: set[int] = set()  # sends whose first copy is known to have been tried
        self._told: dict[int, float] = {}
        self._untold: set[int] = set()

    @property
    def empty(self) -> bool:
        """Whether all is written."""
        return not self._pending and (self._flushing is None or self._flushing.done())

    def put(self, done: Done) -> None:
        """Written soon, with whatever else is ready then."""
        self._pending.append(done)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.ensure_future(self._flush())

    async def tell_rest(self) -> None:
        """The progress that was held back, now that nothing is in hand."""
        untold, self._untold = list(self._untold), set()
        self._told.clear()
        self._left.clear()
        if untold:
            at = self._clock()
            await self._writer.do(lambda: tell_progress(untold, at=at), mail=True)

    async def _flush(self) -> None:
        """No line waits for it, so many results can share one commit."""
        while self._pending:
            if len(self._pending) < ENOUGH:
                await asyncio.sleep(GATHER_SECONDS)
            batch, self._pending = self._pending, []
            tell = self._news(batch)
            try:
                await self._write(batch, tell)
            except WriterStopped:
                return
            self.waited.difference_update(done.copy.delivery for done in batch)
            self._left.update(done.copy.mail.outgoing for done in batch if done.back is None)
            self.durable(batch)

    async def _write(self, batch: Sequence[Done], tell: Sequence[int]) -> None:
        """As often as it takes: a full disk must not let a mail leave twice."""
        slow = self.destinations.news()
        while True:
            try:
                at = self._clock()
                await self._writer.do(partial(self._record, batch, tell, slow, at), mail=True)
                return
            except WriterStopped:
                raise
            except Exception as wrong:
                _log.error("delivery.not_recorded", error=repr(wrong), results=len(batch))
                await asyncio.sleep(AGAIN_SECONDS)

    def _record(
        self,
        batch: Sequence[Done],
        tell: Sequence[int],
        slow: tuple[list[Slow], list[str]],
        at: datetime,
    ) -> None:
        """Runs in the writer."""
        if slow[0] or slow[1]:
            destinations.keep(*slow, at=at)
        fresh = [d for d in batch if d.sent is not None and d.copy.attempts == 0]
        if fresh:
            self._sent(fresh, at=at)
        results = [
            d.result or fate.answered(d.copy, _reply(d.sent), uncertain=False, at=at, luck=0)
            for d in batch
            if d.result is not None or (d.sent is not None and d.copy.attempts > 0)
        ]
        if results:
            record_results(results, at=at, tell=())
        for back in {d.back for d in batch if d.back is not None}:
            fanout.give_back([d.copy.delivery for d in batch if d.back == back], at=back)
        for done in batch:
            if done.result is not None and done.result.outcome == "failed":
                failures.tell(done.copy, code=done.result.code, text=done.result.text, at=at)
        if tell:
            tell_progress(tell, at=at)

    def _sent(self, fresh: Sequence[Done], *, at: datetime) -> None:
        moves = Counter((d.copy.mail.outgoing, "sent") for d in fresh)
        again = [d.copy.delivery for d in fresh if d.copy.delivery in self.waited]
        if again:
            moves.subtract(tally.states(again))
        record_sent([_row(d.sent) for d in fresh if d.sent is not None], at=at)
        tally.move(moves, at=at)
        new = {d.copy.mail.outgoing for d in fresh} - self._left
        if new:
            leave(list(new), at=at)

    def _news(self, batch: Sequence[Done]) -> list[int]:
        """Each send is told once a second, so that a thousand copies do not make every browser
        ask a thousand times."""
        now = time.monotonic()
        tell = []
        for mail in {done.copy.mail.outgoing for done in batch if done.back is None}:
            if now - self._told.get(mail, 0.0) >= TELL_SECONDS:
                tell.append(mail)
                self._told[mail] = now
                self._untold.discard(mail)
            else:
                self._untold.add(mail)
        return tell


def _row(sent: wire.Result) -> tuple[int, str, str]:
    code = f"{sent.code} {sent.status}" if sent.status else str(sent.code)
    return sent.delivery, code[:16], sent.text[:500]


def _reply(sent: "wire.Result | None") -> Reply:
    assert sent is not None
    return Reply(sent.code, sent.status, sent.text)
