"""Mails are read in processes of their own, which import only core and may die (PROMISES L13)."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import msgspec

from tripost.inbound.reading import HEADER, Reading, Task
from tripost.kit import log

SECONDS: Final = 30.0  # wall time for one batch
_log = log.get("inbound.readers")


class ReadersStopped(Exception):
    """The server is stopping; nothing was read."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that could not be read, and why."""

    error: str


Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Processes(Generic[Asked, Answer]):
    """A few child processes, each with one batch at a time. A mail that kills its reader or takes
    too long does so alone: its batch is read again one by one, and the reader is started anew."""

    def __init__(
        self, *, answer: type[Answer], processes: int, seconds: float, module: str
    ) -> None:
        self._seconds = seconds
        self._all = [_Process(module, answer=answer) for _ in range(max(1, processes))]
        self._free: asyncio.Queue[_Process[Answer]] = asyncio.Queue()

    async def start(self) -> None:
        """Start all, so that the first mail does not wait."""
        for process in self._all:
            await process.start()
            self._free.put_nowait(process)

    async def stop(self) -> None:
        """End all; whoever waits gets ReadersStopped."""
        await asyncio.gather(*(process.end() for process in self._all))

    async def read(self, tasks: Sequence[Asked]) -> list[Answer | Unread]:
        """One answer for each, in their order."""
        if not tasks:
            return []
        process = await self._free.get()
        try:
            return await self._read(process, tasks)
        finally:
            self._free.put_nowait(process)

    async def _read(
        self, process: "_Process[Answer]", tasks: Sequence[Asked]
    ) -> list[Answer | Unread]:
        try:
            async with asyncio.timeout(self._seconds):
                return list(await process.ask(tasks))
        except (OSError, EOFError, TimeoutError, msgspec.MsgspecError) as wrong:
            reason = await process.end(wrong)
            _log.warning("reader.died", mails=len(tasks), error=reason)
            await process.start()
            if len(tasks) == 1:
                return [Unread(reason)]
        answers: list[Answer | Unread] = []
        for task in tasks:
            answers += await self._read(process, [task])
        return answers


class Readers(Processes[Task, Reading]):
    """Those that read mails."""

    def __init__(
        self,
        *,
        processes: int = 1,
        seconds: float = SECONDS,
        module: str = "tripost.inbound.reader",
    ) -> None:
        super().__init__(answer=Reading, processes=processes, seconds=seconds, module=module)


class _Process(Generic[Answer]):
    """One reader: frames of length and msgpack on its standard input and output."""

    def __init__(self, module: str, *, answer: type[Answer]) -> None:
        self._module = module
        self._process: asyncio.subprocess.Process | None = None
        self._answers: Any = msgspec.msgpack.Decoder(list[answer | str])  # type: ignore[valid-type]

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": "random"},
            limit=4 * 1024 * 1024,  # a whole answer at once, not 64 kB at a time
            start_new_session=True,  # Ctrl+C is for the server, which ends its readers itself
        )

    async def ask(self, tasks: Sequence[Any]) -> list[Answer | Unread]:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        body = msgspec.msgpack.encode(tasks)
        process.stdin.write(HEADER.pack(len(body)))
        process.stdin.write(body)
        await process.stdin.drain()
        length = HEADER.unpack(await process.stdout.readexactly(HEADER.size))[0]
        answers = self._answers.decode(await process.stdout.readexactly(length))
        return [Unread(one) if isinstance(one, str) else one for one in answers]

    async def end(self, wrong: BaseException | None = None) -> str:
        """Kill it if it runs; returns what became of it, for people."""
        process, self._process = self._process, None
        if process is None:
            return "not running"
        ended = process.returncode
        if ended is None and isinstance(wrong, EOFError | OSError):
            ended = await _outcome(process)
        if ended is None:
            process.kill()
            await process.wait()
        if isinstance(wrong, TimeoutError):
            return "Reading took too long"
        return f"The reader ended with {ended}" if ended is not None else "stopped"


async def _outcome(process: asyncio.subprocess.Process) -> int | None:
    """How it ended, when its pipes say that it does."""
    try:
        return await asyncio.wait_for(process.wait(), 2)
    except TimeoutError:
        return None
