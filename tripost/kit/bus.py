"""Wakes whoever waits for something new; the truth is then read from the tables.

In one process this is all there is. Scale-out adds Valkey and NOTIFY behind the same two calls.
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable

Topic = str  # "changes" | "intake" | "outbox" | "jobs", and each kind of Change


class Bus:
    """Topics and the events that wake on them; `wake` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[Topic, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = (
            defaultdict(set)
        )
        self._listening: dict[Topic, list[Callable[[], None]]] = defaultdict(list)

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

    def listen(self, topics: Iterable[Topic], hear: Callable[[], None]) -> None:
        """Call `hear` at every wake, in the thread that wakes and before it tells anybody that
        its write is done. It must be quick and must not raise."""
        with self._lock:
            for topic in topics:
                self._listening[topic].append(hear)

    def deafen(self, hear: Callable[[], None]) -> None:
        """Call it no more."""
        with self._lock:
            for hears in self._listening.values():
                if hear in hears:
                    hears.remove(hear)

    def wake(self, topics: set[Topic]) -> None:
        """Set all events of these topics, in their own loops."""
        with self._lock:
            for hear in {one for topic in topics for one in self._listening.get(topic, ())}:
                hear()
            woken = [w for topic in topics for w in self._waiting.get(topic, ())]
        for loop, event in woken:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
