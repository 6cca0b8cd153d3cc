"""Times between Python, the two databases and JSON."""

from datetime import UTC, datetime
from functools import cache

from django.db import connection


@cache
def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def stored(moment: datetime) -> str | datetime:
    """An aware time as a value for hand-written SQL: SQLite keeps UTC text without a zone."""
    if _on_sqlite():
        return str(moment.astimezone(UTC).replace(tzinfo=None))
    return moment


def loaded(value: str | datetime | None) -> datetime | None:
    """What hand-written SQL answered, as an aware time."""
    if value is None:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def rfc3339(value: str | datetime | None) -> str | None:
    """The same as JSON wants it: 2026-11-23T11:41:37.123456Z."""
    if value is None:
        return None
    if isinstance(value, str):  # SQLite text: cheaper to rewrite than to parse
        return value.replace(" ", "T", 1) + "Z"
    moment = value if value.tzinfo is None else value.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat() + "Z"
