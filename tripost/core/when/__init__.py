"""When is "nächsten Montag um 9" or "in 3 days"? German and English, safe over summer time.

Pure: the moment and the time zone are arguments. Days and weeks are counted on the calendar of
the zone (tomorrow at 9 is at 9, whatever the clocks do tonight), hours and minutes on the clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tripost.core.when.days import BadTime, day_of
from tripost.core.when.reading import Said, read

__all__ = ["BadTime", "When", "when"]

LIMIT = 200  # characters
MORNING = time(9)
LONGEST = timedelta(days=3_660)


@dataclass(frozen=True, slots=True)
class When:
    """A moment (UTC), and as it is on the asker's clock."""

    at: datetime
    local: datetime


def when(text: str, *, now: datetime, timezone: str) -> When:
    """The moment somebody means; always to come. Raises BadTime, with a sentence for people."""
    zone = zone_of(timezone)
    if len(text) > LIMIT:
        raise BadTime(f"A time has up to {LIMIT} characters.")
    said = read(text)
    local = now.astimezone(zone)
    moment = _moment(said, local=local, zone=zone)
    if moment <= now:
        raise BadTime("That time has passed.")
    if moment > now + LONGEST:
        raise BadTime("That is more than ten years away.")
    return When(at=moment.astimezone(UTC), local=moment.astimezone(zone))


def zone_of(name: str) -> ZoneInfo:
    """An IANA time zone by its name; raises BadTime."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadTime("This time zone is not known.") from None


def _moment(said: Said, *, local: datetime, zone: ZoneInfo) -> datetime:
    if said.clock:
        if said.names_day or said.clock_time is not None:
            raise BadTime("Say either in how many hours, or a day and a time.")
        return (local.astimezone(UTC) + said.clock).replace(second=0, microsecond=0)
    if not said.names_day and said.clock_time is None:
        raise BadTime("Say a day or a time, such as “tomorrow at 9” or “in 2 hours”.")
    at = said.clock_time
    day = day_of(said, today=local.date(), later=at is not None and at > local.time())
    if at is None:
        at = said.default or (local.time() if said.keeps_time else MORNING)
    found = _on_the_clock(datetime.combine(day, at), zone)
    if not said.names_day and found <= local:
        found = _on_the_clock(datetime.combine(day + timedelta(days=1), at), zone)
    return found


def _on_the_clock(wall: datetime, zone: ZoneInfo) -> datetime:
    """An hour that summer time leaves out is one later, one that comes twice is the first."""
    whole = wall.replace(second=0, microsecond=0, tzinfo=zone, fold=0)
    return whole.astimezone(UTC)
