"""The reader process: raw mails in, readings out. It imports only core and has hard limits."""

import resource
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, Final, TypeVar

import msgspec

from tripost.inbound.reading import HEADER, Task, read

MEMORY: Final = 1536 * 1024 * 1024  # bytes of address space; a mail of 50 MB is copied a few times
CPU_SECONDS: Final = 20  # for one batch; then the kernel ends the process


T = TypeVar("T")


def main() -> None:
    """Mails."""
    serve(Task, read, memory=MEMORY)


def serve(task: type[T], read: Callable[[T], Any], *, memory: int) -> None:
    """Until standard input ends: also when the server was killed. `memory` in bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tasks: Any = msgspec.msgpack.Decoder(list[task])  # type: ignore[valid-type]
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while frame := _frame(source):
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        body = msgspec.msgpack.encode([_packed(_read(one, read)) for one in tasks.decode(frame)])
        target.write(HEADER.pack(len(body)))
        target.write(body)
        target.flush()


def _read(task: T, read: Callable[[T], Any]) -> Any:
    """The reading, or in words why there is none."""
    try:
        return read(task)
    except MemoryError:
        return "Reading needs too much memory"
    except Exception as wrong:
        return f"{type(wrong).__name__}: {wrong}"


def _packed(answer: Any) -> msgspec.Raw:
    """Each on its own, so that one that cannot travel does not take the others along."""
    try:
        return msgspec.Raw(msgspec.msgpack.encode(answer))
    except (ValueError, TypeError, OverflowError) as wrong:
        return msgspec.Raw(msgspec.msgpack.encode(f"{type(wrong).__name__} in what was read"))


def _frame(source: BinaryIO) -> bytes:
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return b""
    return source.read(HEADER.unpack(header)[0])


if __name__ == "__main__":
    main()
