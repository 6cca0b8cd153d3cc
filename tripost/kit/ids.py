"""Ids that sort by time and tell nothing else: 42 bits of milliseconds, 21 bits of chance."""

import secrets
import threading
from datetime import datetime

_lock = threading.Lock()
_last = 0
CHANCE_BITS = 21


def new_id(now: datetime) -> int:
    """A positive 63-bit integer, larger than every id this process made before.

    Ids of one millisecond are spread by chance, so that a gap between two of them does not tell
    how many conversations someone else has (law 7).
    """
    global _last
    fresh = (int(now.timestamp() * 1000) << CHANCE_BITS) | secrets.randbits(CHANCE_BITS)
    with _lock:
        _last = fresh if fresh > _last else _last + 1 + secrets.randbelow(64)
        return _last


def block(now: datetime, count: int) -> tuple[int, int]:
    """(first, step) of `count` ids made at once, for rows that the database numbers itself.

    They lie behind every id made before and before every later one; the step is chance, too.
    """
    global _last
    step = 1 + secrets.randbelow(64)
    first = new_id(now)
    with _lock:
        first = max(first, _last)
        _last = first + step * count
    return first, step
