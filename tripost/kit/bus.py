"""Wakes whoever waits for something new; the truth is then read from the tables.

In one process this is all there is. Scale-out adds Valkey and NOTIFY behind the same two calls.
"""

import asyncio
import threading
from collections import defaultdict

Topic = str  # "changes" | "intake" | "outbox" | "jobs"


class Bus:
    """Topics and the events that wake on them; `wake` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[Topic, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = (
            defaultdict(set)
        )

    def subscribe(self, topic: Topic) -> asyncio.Event:
        """An event of the running loop, set at every wake; the follower clears it itself."""
        event = asyncio.Event()
        with self._lock:
            self._waiting[topic].add((asyncio.get_running_loop(), event))
        return event

    def unsubscribe(self, topic: Topic, event: asyncio.Event) -> None:
        """Stop waking this event."""
        with self._lock:
            self._waiting[topic] = {w for w in self._waiting[topic] if w[1] is not event}

    def wake(self, topics: set[Topic]) -> None:
        """Set all events of these topics, in their own loops."""
        with self._lock:
            woken = [w for topic in topics for w in self._waiting.get(topic, ())]
        for loop, event in woken:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
