"""Write down what became of list copies: all that is at hand in one short transaction."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

from tripost.core.smtp.replies import Reply
from tripost.delivery import failures, fate, stubborn, wire
from tripost.delivery.destinations import Destinations
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.outbound import destinations, fanout, tally
from tripost.outbound.claim import Copy
from tripost.outbound.destinations import Slow
from tripost.outbound.results import Result, leave, record_results, record_sent, tell_progress
from tripost.store.writer import Writer, WriterStopped

TELL_SECONDS: Final = 1.0
GATHER_SECONDS: Final = 0.05
ENOUGH: Final = 400  # results for one commit

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


class _Slow(NamedTuple):
    """What `destinations.keep` takes."""

    changed: list[Slow]
    recovered: list[str]


class _Tell(NamedTuple):
    """A send whose progress is told now."""

    outgoing: int


class Ledger:
    """`durable` is called with what was written, after each commit. `waited`: deliveries that
    were claimed again, whose state before counts in the tallies. `in_hand`: all that were claimed
    and are not written down yet."""

    def __init__(self, writer: Writer, clock: Clock, *, lines: int) -> None:
        self.waited: set[int] = set()
        self.in_hand: set[int] = set()
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
            try:
                lost = await self._write(batch)
            except WriterStopped:
                return
            ids = {done.copy.delivery for done in batch}
            self.waited -= ids
            # What could not be written stays in hand, so that nobody takes it for not begun.
            self.in_hand -= ids - lost
            self._left.update(done.copy.mail.outgoing for done in batch if done.back is None)
            try:
                self.durable([done for done in batch if done.copy.delivery not in lost])
            except Exception:  # the next results must be written all the same
                _log.exception("delivery.durable_failed")

    async def _write(self, batch: Sequence[Done]) -> set[int]:
        """As often as it takes: a full disk must not let a mail leave twice. One result that
        spoils the batch is written bare, without what hangs on it; returns the deliveries whose
        result cannot even be written so."""
        parts: list[Done | _Slow | _Tell] = [*batch]
        slow = self.destinations.news()
        if slow[0] or slow[1]:
            parts.append(_Slow(*slow))
        parts += [_Tell(mail) for mail in self._news(batch)]
        lost = set()
        for part in await stubborn.written(parts, self._all):
            _log.error("delivery.put_aside", what=_named(part))
            if isinstance(part, Done) and await stubborn.written([part], self._bare, tries=1):
                lost.add(part.copy.delivery)
        return lost

    async def _all(self, parts: "Sequence[Done | _Slow | _Tell]") -> None:
        await self._writer.do(partial(self._record, parts, self._clock()), mail=True)

    async def _bare(self, parts: Sequence[Done]) -> None:
        """Only that it is over: who must hear of it, is not told."""
        at = self._clock()
        results = [_result(done, at) for done in parts]
        await self._writer.do(partial(record_results, results, at=at, tell=()), mail=True)

    def _record(self, parts: "Sequence[Done | _Slow | _Tell]", at: datetime) -> None:
        """Runs in the writer."""
        for slow in parts:
            if isinstance(slow, _Slow):
                destinations.keep(slow.changed, slow.recovered, at=at)
        batch = [part for part in parts if isinstance(part, Done)]
        fresh = [d for d in batch if d.sent is not None and d.copy.attempts == 0]
        if fresh:
            self._sent(fresh, at=at)
        results = [
            _result(d, at)
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
        tell = [part.outgoing for part in parts if isinstance(part, _Tell)]
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


def _named(part: Done | _Slow | _Tell) -> str:
    return f"delivery {part.copy.delivery}" if isinstance(part, Done) else repr(part)


def _result(done: Done, at: datetime) -> Result:
    if done.result is not None:
        return done.result
    if done.back is not None:
        return fate.given_back(done.copy, at=done.back)
    return fate.answered(done.copy, _reply(done.sent), uncertain=False, at=at, luck=0)


def _row(sent: wire.Result) -> tuple[int, str, str]:
    code = f"{sent.code} {sent.status}" if sent.status else str(sent.code)
    return sent.delivery, code[:16], sent.text[:500]


def _reply(sent: "wire.Result | None") -> Reply:
    assert sent is not None
    return Reply(sent.code, sent.status, sent.text)
