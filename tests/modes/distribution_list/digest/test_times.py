"""When a digest is due: by the list's own clock on the wall."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.modes.distribution_list.digest import times
from tripost.modes.distribution_list.posting.settings import Settings


def listing(digest: str = "daily", hour: int = 8, zone: str = "Europe/Berlin") -> Settings:
    return Settings(
        address=1, email="n@x.example", name="N", posting="team", digest=digest, digest_hour=hour,
        timezone=zone,
    )  # fmt: skip


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "latest", "following"),
    [
        ("2026-11-23T06:59", "2026-11-22T07:00", "2026-11-23T07:00"),
        ("2026-11-23T07:00", "2026-11-23T07:00", "2026-11-24T07:00"),
        ("2026-07-01T12:00", "2026-07-01T06:00", "2026-07-02T06:00"),
        ("2026-10-24T12:00", "2026-10-24T06:00", "2026-10-25T07:00"),  # summer time ends
        ("2027-03-27T12:00", "2027-03-27T07:00", "2027-03-28T06:00"),  # and begins
    ],
)
def test_every_day_at_eight_in_berlin(at: str, latest: str, following: str) -> None:
    assert times.latest(listing(), at=utc(at)) == utc(latest)
    assert times.following(listing(), after=utc(at)) == utc(following)


def test_every_monday() -> None:
    weekly = listing("weekly", 18, "America/New_York")
    assert times.following(weekly, after=utc("2026-11-24T00:00")) == utc("2026-11-30T23:00")
    assert times.latest(weekly, at=utc("2026-11-24T00:00")) == utc("2026-11-23T23:00")


@given(
    at=st.integers(0, 20 * 366 * 86_400).map(lambda s: utc("2020-01-01") + timedelta(seconds=s)),
    digest=st.sampled_from(["daily", "weekly"]),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "UTC", "no/where"]),
)
def test_the_next_one_follows_the_last_one(at: datetime, digest: str, hour: int, zone: str) -> None:
    how = listing(digest, hour, zone)
    last, coming = times.latest(how, at=at), times.following(how, after=at)
    assert last <= at < coming
    assert times.following(how, after=last) == coming
    days = 7 if digest == "weekly" else 1
    assert timedelta(days=days, hours=-3) <= coming - last <= timedelta(days=days + 1, hours=3)
