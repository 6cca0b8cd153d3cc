"""Whom to wake after the commit: closures say it while they run, the writer does it once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_local = threading.local()


@contextmanager
def gather() -> Iterator[set[str]]:
    """Collect the topics named inside."""
    before: set[str] | None = getattr(_local, "topics", None)
    topics: set[str] = set()
    _local.topics = topics
    try:
        yield topics
    finally:
        _local.topics = before


def wake(topic: str) -> None:
    """Wake the followers of `topic` once this write is durable."""
    topics: set[str] | None = getattr(_local, "topics", None)
    if topics is not None:
        topics.add(topic)
