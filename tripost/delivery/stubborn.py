"""Write down a batch of results, whatever it takes; one that spoils it keeps nobody else back."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

from django.db import InterfaceError, OperationalError

from tripost.kit import log
from tripost.store.writer import Unwritten, WriterStopped

T = TypeVar("T")
TRIES: Final = 3  # of a whole batch, before it is split
AGAIN_SECONDS: Final = 1.0
# A full disk, a database that is away: ours to bear for as long as it lasts, for a mail that has
# left must not leave again. Unwritten: the whole commit was lost, whoever's fault it was.
_PASSES: Final = (OperationalError, InterfaceError, OSError, MemoryError, Unwritten)

_log = log.get("delivery.stubborn")


async def written(
    batch: Sequence[T], write: Callable[[Sequence[T]], Awaitable[None]], *, tries: int = TRIES
) -> list[T]:
    """Returns those that cannot be written alone either; raises WriterStopped."""
    while True:
        try:
            await write(batch)
            return []
        except WriterStopped:
            raise
        except Exception as wrong:
            _log.error("delivery.not_recorded", error=repr(wrong), results=len(batch))
            tries -= not isinstance(wrong, _PASSES)
            if tries <= 0:
                break
        await asyncio.sleep(AGAIN_SECONDS)
    if len(batch) <= 1:
        return list(batch)
    half = len(batch) // 2
    return [
        *await written(batch[:half], write, tries=1),
        *await written(batch[half:], write, tries=1),
    ]
