"""Reads by hand-written SQL, `%s` for values in both dialects; never inside a transaction."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.db import close_old_connections, connection

T = TypeVar("T")
Row = tuple[Any, ...]


class Reader(Protocol):
    """Something that answers SQL with rows; times come as the database keeps them."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        ...

    def row(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        ...


@lru_cache(maxsize=512)
def _question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


class SqliteReader:
    """One read-only connection of its own: sub-millisecond reads run inline on the loop."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"file:{path}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
        )
        self._connection.execute("PRAGMA query_only=ON")
        self._connection.execute("PRAGMA mmap_size=268435456")
        self._connection.execute("PRAGMA cache_size=-32000")

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        return self._connection.execute(_question_marks(sql), params).fetchall()

    def row(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        found: Row | None = self._connection.execute(_question_marks(sql), params).fetchone()
        return found

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()


class DjangoReader:
    """Reads over Django's connection of the current thread: PostgreSQL, commands and tests."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        with connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            found: list[Row] = cursor.fetchall()
            return found

    def row(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        with connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            found: Row | None = cursor.fetchone()
            return found


class Pool:
    """A few threads for work on Django's connections; more threads are slower (TRIALS §2)."""

    def __init__(self, *, threads: int = 3) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="reads")

    async def run(self, work: Callable[[], T]) -> T:
        """Run in a thread whose stale connections are dropped first."""

        def tidy() -> T:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._executor, tidy)

    def close(self) -> None:
        """Wait for what runs."""
        self._executor.shutdown()
