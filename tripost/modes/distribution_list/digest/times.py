"""When is a list's digest due? By its own clock on the wall, summer and winter. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tripost.modes.distribution_list.posting.settings import Settings

MONDAY = 0


def latest(listing: Settings, *, at: datetime) -> datetime:
    """The last time it was due, `at` included."""
    zone = _zone(listing.timezone)
    day = at.astimezone(zone).date() + timedelta(days=1)
    while True:
        due = _due(day, listing, zone)
        if due is not None and due <= at:
            return due
        day -= timedelta(days=1)


def following(listing: Settings, *, after: datetime) -> datetime:
    """The first time it is due after that."""
    zone = _zone(listing.timezone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        due = _due(day, listing, zone)
        if due is not None and due > after:
            return due
        day += timedelta(days=1)


def _due(day: date, listing: Settings, zone: ZoneInfo) -> datetime | None:
    if listing.digest == "weekly" and day.weekday() != MONDAY:
        return None
    hour = time(min(max(listing.digest_hour, 0), 23))
    return datetime.combine(day, hour, zone).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
