"""Write results down: all that are at hand share one commit, and nobody goes on before it."""

import asyncio
from collections.abc import Callable

from tripost.delivery import failures
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.outbound.claim import Copy
from tripost.outbound.results import Result, record_results
from tripost.store.writer import Writer, WriterStopped

_log = log.get("delivery.recorder")
AGAIN_SECONDS = 1.0


class Recorder:
    """A worker waits here until its result is durable; only then it begins its next mail, so a
    kill repeats at most one mail per connection."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock
        self._waiting: list[tuple[Copy, Result, asyncio.Future[None]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def settle(self, copy: Copy, result: Result) -> None:
        """Returns when it is written; raises WriterStopped when the server is going down."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((copy, result, future))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        await future

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
        """As often as it takes: a full disk must not let a mail leave twice."""
        while True:
            try:
                await self._writer.do(_writing(batch, self._clock), mail=True)
                return
            except WriterStopped:
                raise
            except Exception as wrong:
                _log.error("delivery.not_recorded", error=repr(wrong), results=len(batch))
                await asyncio.sleep(AGAIN_SECONDS)


def _writing(batch: list[tuple[Copy, Result]], clock: Clock) -> Callable[[], None]:
    at = clock()

    def write() -> None:
        record_results([result for _, result in batch], at=at)
        for copy, result in batch:
            if result.outcome == "failed":
                failures.tell(copy, code=result.code, text=result.text, at=at)

    return write
