"""The one writer: actions are closures, many share one durable commit (law 1, DESIGN §6)."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from django.db import connection, transaction

from tripost.kit import log
from tripost.kit.bus import Bus
from tripost.store import wakes

T = TypeVar("T")
BATCH_CLOSURES = 64
BATCH_SECONDS = 0.005

_log = log.get("store.writer")


class WriterStopped(Exception):
    """The server is stopping; the caller answers 4xx or 503 and nothing was written."""


class Unwritten(Exception):
    """The commit was lost with all closures in it; nothing of them was kept."""


class _Task:
    """One closure and who waits for it."""

    __slots__ = ("error", "future", "result", "run", "wakes")

    def __init__(self, run: Callable[[], Any]) -> None:
        self.run = run
        self.future: Future[Any] = Future()
        # A waiter that is cancelled takes nothing back: the closure runs and the thread, which
        # could not give its result to a cancelled future, lives on.
        self.future.set_running_or_notify_cancel()
        self.result: Any = None
        self.error: BaseException | None = None
        self.wakes: set[str] = set()


class Writer:
    """One thread that owns one connection and runs closures in savepoints, batch by batch.

    A closure must be short: no network, hashing, parsing or templates inside, and never a wait
    for another write. On PostgreSQL each closure is its own transaction.
    """

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._urgent: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._mail: queue.SimpleQueue[_Task] = queue.SimpleQueue()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is queued, then end; later submissions raise WriterStopped."""
        self._stopped = True
        self._urgent.put(None)
        self._thread.join(timeout=30)

    def submit(self, run: Callable[[], T], *, mail: bool = False) -> "Future[T]":
        """Queue a closure; the future resolves after the commit. `mail` yields to people."""
        if self._stopped:
            raise WriterStopped("stopping")
        task = _Task(run)
        if mail:
            self._mail.put(task)
            self._urgent.put(_NUDGE)
        else:
            self._urgent.put(task)
        return task.future

    async def do(self, run: Callable[[], T], *, mail: bool = False) -> T:
        """Run a closure in the writer and give its result back after the durable commit."""
        return await asyncio.wrap_future(self.submit(run, mail=mail))

    def _work(self) -> None:
        stopping = False
        while not stopping:
            batch, stopping = self._collect()
            if batch:
                self._run_batch(batch)
        connection.close()

    def _collect(self) -> tuple[list[_Task], bool]:
        """Everything that waits now, people before mail, up to one batch."""
        batch: list[_Task] = []
        stopping = False
        item = self._urgent.get()
        while True:
            if item is None:
                stopping = True
            elif item is not _NUDGE:
                batch.append(item)
            if len(batch) >= BATCH_CLOSURES or self._urgent.empty():
                break
            item = self._urgent.get()
        while len(batch) < BATCH_CLOSURES and not self._mail.empty():
            batch.append(self._mail.get())
        if not self._mail.empty():
            self._urgent.put(None if stopping else _NUDGE)
            return batch, False
        return batch, stopping

    def _run_batch(self, batch: list[_Task]) -> None:
        if connection.vendor != "sqlite":
            for task in batch:
                self._commit([task])
            return
        self._commit(batch)

    def _commit(self, batch: list[_Task]) -> None:
        """One transaction; a closure that raises takes only itself back."""
        try:
            rest = self._run_until(batch, deadline=time.monotonic() + BATCH_SECONDS)
        except BaseException as wrong:
            _log.error("writer.commit_failed", error=repr(wrong), closures=len(batch))
            connection.close()
            for task in batch:
                task.future.set_exception(wrong)
            return
        done = batch[: len(batch) - len(rest)]
        self._bus.wake(set().union(*(task.wakes for task in done if task.error is None)))
        for task in done:
            if task.error is not None:
                task.future.set_exception(task.error)
            else:
                task.future.set_result(task.result)
        if rest:
            self._commit(rest)

    @staticmethod
    def _run_until(batch: list[_Task], *, deadline: float) -> list[_Task]:
        """Run closures until the deadline; return those that must wait for the next commit."""
        with transaction.atomic():
            for place, task in enumerate(batch):
                if place and time.monotonic() > deadline:
                    return batch[place:]
                with wakes.gather() as gathered:
                    try:
                        with transaction.atomic():
                            task.result = task.run()
                        task.wakes = gathered
                    except BaseException as wrong:
                        task.error = wrong
                if connection.needs_rollback:
                    # The savepoint itself could not be taken back (a full disk does that), so
                    # the whole transaction is lost: nobody of this batch may hear "done".
                    raise Unwritten("the transaction was lost") from task.error
        return []


_NUDGE = _Task(lambda: None)


class InlineWriter(Writer):
    """Runs closures where they are called, in the caller's transaction: for tests and commands."""

    def __init__(self, bus: Bus | None = None) -> None:
        super().__init__(bus or Bus())

    def start(self) -> None:
        """There is no thread."""

    def stop(self) -> None:
        """There is no thread."""

    def submit(self, run: Callable[[], T], *, mail: bool = False) -> "Future[T]":
        """Run now; the future is done on return."""
        future: Future[T] = Future()
        with wakes.gather() as gathered:
            try:
                with transaction.atomic():
                    result = run()
            except BaseException as wrong:
                future.set_exception(wrong)
                return future
        future.set_result(result)
        self._bus.wake(gathered)
        return future
