"""When is a copy tried again, and when is it given up? Pure."""

from datetime import datetime, timedelta
from typing import Final

# Greylisting lets a second try in after minutes; a broken server is back after hours.
_STEPS: Final = tuple(timedelta(minutes=m) for m in (1, 5, 10, 20, 30, 60, 120))
_LONGEST: Final = timedelta(hours=4)
GIVE_UP: Final = timedelta(days=5)  # RFC 5321 §4.5.4.1: at least 4 to 5 days
WITHOUT_RELAY: Final = timedelta(minutes=15)

_PAUSES: Final = tuple(timedelta(seconds=s) for s in (15, 30, 60, 120, 300))


def next_try(*, attempts: int, at: datetime, luck: float) -> datetime:
    """After `attempts` tries (this one included, from 1); `luck` in 0…1 spreads a crowd."""
    step = _STEPS[attempts - 1] if 0 < attempts <= len(_STEPS) else _LONGEST
    return at + step * (0.9 + 0.2 * luck)


def pause(failures: int) -> timedelta:
    """How long a relay that cannot be reached is left alone; `failures` in a row, from 1."""
    return _PAUSES[min(max(failures, 1), len(_PAUSES)) - 1]


def given_up(*, since: datetime | None, at: datetime) -> bool:
    """Whether it has been tried long enough; `since`: the first try in vain, None: this one. So
    neither a pause nor a long way through a big list counts as patience."""
    return since is not None and at - since >= GIVE_UP
