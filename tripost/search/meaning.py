"""Who asks, and when: what a query's `me`, `today` and `2d` mean."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from tripost.core.query import Ago, And, Date, Day, Value, fields_of
from tripost.people.policies import NOWHERE, Visible
from tripost.store.times import stored

PERSONAL: Final = frozenset(("mine", "unread", "starred", "followed", "draft"))
NOBODY: Final = 0
"""Nobody's id: a query without a person finds nothing personal."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The person (id; NOBODY: none), the moment, the zone in which days begin, and what else they
    may see (a condition on `c`): what a query says of other conversations must not tell more."""

    user: int
    now: datetime
    zone: tzinfo = UTC
    seen: Visible = NOWHERE

    def before(self, span: Ago) -> Any:
        """That long ago, as a value for SQL."""
        return self._moved(-span.seconds)

    def ahead(self, span: Ago) -> Any:
        """In that time."""
        return self._moved(span.seconds)

    def day(self, value: Day | Date) -> tuple[Any, Any]:
        """Where a day begins, and where the next one does."""
        here = self.now.astimezone(self.zone)
        if isinstance(value, Date):
            start = here.replace(year=value.year, month=value.month, day=value.day)
        else:
            start = here + timedelta(days=value.offset)
        start = start.replace(hour=0, minute=0, second=0, microsecond=0)
        # Wall clock arithmetic: the day of a clock change has 23 or 25 hours.
        return stored(start.astimezone(UTC)), stored((start + timedelta(days=1)).astimezone(UTC))

    def _moved(self, seconds: int) -> Any:
        return stored(self.now + timedelta(seconds=seconds))


def is_personal(query: And) -> bool:
    """Whether different people who see the same conversations would find different ones."""
    return any(
        (field.name == "is" and field.value in PERSONAL)
        or (field.name == "assigned" and field.value == "me")
        or (field.name == "has" and field.value == "link")
        for field, _ in fields_of(query)
    )


def depends_on_time(query: And) -> bool:
    """Whether what it finds changes although nothing happens."""
    return any(_moves(field.value) for field, _ in fields_of(query))


def depends_on_zone(query: And) -> bool:
    """Whether it names a day, which begins at another moment elsewhere."""
    return any(isinstance(field.value, Day | Date) for field, _ in fields_of(query))


def _moves(value: Value) -> bool:
    return isinstance(value, Ago | Day) or value == "overdue"
