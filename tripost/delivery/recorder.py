"""Write results down: all that are at hand share one commit, and nobody goes on before it."""

import asyncio
import time
from collections.abc import Callable, Sequence

from tripost.delivery import failures, stubborn
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.outbound.claim import Copy
from tripost.outbound.kinds import FANOUT
from tripost.outbound.results import Result, record_results, tell_progress
from tripost.store.writer import Writer, WriterStopped

_log = log.get("delivery.recorder")
TELL_SECONDS = 1.0


class Recorder:
    """A worker waits here until its result is durable; only then it begins its next mail, so a
    kill repeats at most one mail per connection."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock
        self._waiting: list[tuple[Copy, Result, asyncio.Future[None]]] = []
        self._told: dict[int, float] = {}  # post → when its progress was last told
        self._untold: set[int] = set()
        self._flushing: asyncio.Task[None] | None = None

    async def settle(self, copy: Copy, result: Result) -> None:
        """Returns when it is written; raises WriterStopped when the server is going down."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((copy, result, future))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        await future

    async def tell_rest(self) -> None:
        """The progress of posts that was held back, now that nothing is in hand."""
        untold, self._untold = list(self._untold), set()
        self._told.clear()
        if untold:
            at = self._clock()
            await self._writer.do(lambda: tell_progress(untold, at=at), mail=True)

    def _news(self, batch: list[tuple[Copy, Result]]) -> list[int]:
        """Which mails to tell about now: answers always, a post once a second, so that a
        thousand copies do not make every browser ask a thousand times."""
        now = time.monotonic()
        tell: dict[int, None] = {}
        for copy, _ in batch:
            mail = copy.mail.outgoing
            if copy.mail.kind not in FANOUT or now - self._told.get(mail, 0.0) >= TELL_SECONDS:
                tell[mail] = None
                self._told[mail] = now
                self._untold.discard(mail)
            elif mail not in tell:
                self._untold.add(mail)
        return list(tell)

    async def _flush(self) -> None:
        await asyncio.sleep(0)  # whoever is ready in this turn of the loop comes along
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._write([(copy, result) for copy, result, _ in batch])
            except WriterStopped as stopped:
                for _, _, future in batch:
                    if not future.done():
                        future.set_exception(stopped)
            else:
                for _, _, future in batch:
                    if not future.done():
                        future.set_result(None)

    async def _write(self, batch: list[tuple[Copy, Result]]) -> None:
        """As often as it takes: a full disk must not let a mail leave twice. What spoils a batch
        is written bare, without what hangs on it."""
        tell = self._news(batch)

        async def write(part: Sequence[tuple[Copy, Result]]) -> None:
            ours = [m for m in tell if m in {copy.mail.outgoing for copy, _ in part}]
            await self._writer.do(_writing(part, self._clock, tell=ours), mail=True)

        async def bare(part: Sequence[tuple[Copy, Result]]) -> None:
            at, results = self._clock(), [result for _, result in part]
            await self._writer.do(lambda: record_results(results, at=at), mail=True)

        for one in await stubborn.written(batch, write):
            _log.error("delivery.put_aside", what=f"delivery {one[0].delivery}")
            await stubborn.written([one], bare, tries=1)


def _writing(
    batch: Sequence[tuple[Copy, Result]], clock: Clock, *, tell: list[int]
) -> Callable[[], None]:
    at = clock()

    def write() -> None:
        record_results([result for _, result in batch], at=at, tell=tell)
        for copy, result in batch:
            if result.outcome == "failed":
                failures.tell(copy, code=result.code, text=result.text, at=at)

    return write
