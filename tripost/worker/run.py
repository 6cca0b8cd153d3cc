"""What works behind the doors: incoming mail, outgoing mail, jobs and periodic work."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from tripost.delivery.loop import Corridor
from tripost.inbound import claims
from tripost.inbound.door import Door
from tripost.inbound.enclosed import Enclosed, FileReaders
from tripost.inbound.process import Processor
from tripost.inbound.readers import Readers
from tripost.inbound.verdict import Verdicts
from tripost.jobs import actions as jobs
from tripost.kit import log
from tripost.kit.dns import resolver
from tripost.search.enclosing import JOB
from tripost.search.follower import Follower
from tripost.store.services import Services
from tripost.worker import waker
from tripost.worker.runner import Runner
from tripost.worker.schedule import GIVEN_UP, HANDLERS, PERIODIC
from tripost.worker.watch import watch

_log = log.get("worker")
GRACE: Final = 20.0  # seconds for what is in hand at a stop


class Worker:
    """Starts and stops the loops; each stops between two pieces of work, never inside one."""

    def __init__(self, services: Services, *, local: Door, hostname: str) -> None:
        self._services = services
        self._readers = Readers(processes=services.settings.parse_processes)
        verdicts = Verdicts(resolver(services.settings.dns))
        self._processor = Processor(services, readers=self._readers, verdicts=verdicts)
        self._enclosed = Enclosed(FileReaders())
        handlers = {**HANDLERS, JOB: self._enclosed.read}
        self._runner = Runner(services, handlers=handlers, periodic=PERIODIC, given_up=GIVEN_UP)
        self._corridor = Corridor(services, hand_over=local.accept, hostname=hostname)
        self._follower = Follower(services)
        self._tasks: list[asyncio.Task[None]] = []
        self._stop = asyncio.Event()

    async def start(self) -> None:
        """The writer must run already."""
        if self._services.settings.on_sqlite:
            await self._services.writer.do(_release)
        await self._readers.start()
        loops: list[Coroutine[Any, Any, None]] = [
            self._processor.run(self._stop),
            self._runner.run(self._stop),
            watch(self._services, self._stop),
            waker.run(self._services, self._stop),
            self._follower.run(self._stop),
            self._corridor.run(),
        ]
        self._tasks = [asyncio.create_task(_guarded(one)) for one in loops]

    async def stop(self) -> None:
        """Let each loop finish what it has in hand."""
        self._stop.set()
        self._corridor.stop()
        self._services.bus.wake({"intake", "outbox", "jobs", "changes"})
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                _log.warning("worker.cut_at_stop", task=task.get_name())
                task.cancel()
        await self._readers.stop()
        await self._enclosed.stop()


async def _guarded(loop: Coroutine[Any, Any, None]) -> None:
    try:
        await loop
    except asyncio.CancelledError:
        raise
    except Exception:
        _log.exception("worker.loop_died")
        raise


def _release() -> None:
    """One server process on SQLite: whatever was leased before it started is nobody's now."""
    claims.release()
    jobs.release()
