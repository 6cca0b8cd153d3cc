"""Did another process write? Commands may, while the server runs; then everyone looks again."""

import asyncio
from typing import Final

from tripost.store.services import Services

EVERY: Final = 1.0  # seconds
TOPICS: Final = frozenset({"changes", "intake", "outbox", "jobs"})


async def watch(services: Services, stop: asyncio.Event) -> None:
    """Wake all followers when SQLite's `data_version` moved; on PostgreSQL loops have a clock."""
    before = None
    while not stop.is_set():
        if services.settings.on_sqlite:
            row = services.reader.row("PRAGMA data_version")
            if row is not None and row[0] != before:
                if before is not None:
                    services.bus.wake(set(TOPICS))
                before = row[0]
        try:
            await asyncio.wait_for(stop.wait(), EVERY)
        except TimeoutError:
            continue
