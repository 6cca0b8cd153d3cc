"""Whose turn is it, when some domains take only few copies at a time?"""

from collections import Counter, deque
from datetime import datetime

from tripost.delivery.destinations import IN_HAND, Destinations
from tripost.outbound.claim import Copy
from tripost.outbound.fanout import WAITS


def with_room(
    ready: deque[Copy], destinations: Destinations, *, number: int, at: datetime
) -> tuple[list[Copy], list[tuple[Copy, datetime]]]:
    """Take up to `number` out of `ready` whose domain takes one more; and those that go back, with
    the time they are due again. No domain holds up the others: what is closed goes back, and more
    than a few of one that is slow."""
    batch: list[Copy] = []
    back: list[tuple[Copy, datetime]] = []
    begun: Counter[str] = Counter()
    left: Counter[str] = Counter()
    kept: list[Copy] = []
    while ready and len(batch) < number:
        copy = ready.popleft()
        room = destinations.room(copy.domain)
        until = destinations.closed(copy.domain, at)
        if until is not None:
            back.append((copy, until))
        elif room is None or room > begun[copy.domain]:
            begun[copy.domain] += 1
            batch.append(copy)
        elif left[copy.domain] < IN_HAND * destinations.limit(copy.domain):
            left[copy.domain] += 1
            kept.append(copy)
        else:
            back.append((copy, at + WAITS))
    ready.extendleft(reversed(kept))
    return batch, back
