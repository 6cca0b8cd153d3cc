"""Times as people say them, in German and English, on a Monday at half past ten in Berlin."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.when import BadTime, when

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # Monday, 10:30 in Berlin


def local(text: str, *, now: datetime = NOW, timezone: str = BERLIN) -> str:
    found = when(text, now=now, timezone=timezone)
    assert found.at.utcoffset() == timedelta()
    assert found.at == found.local.astimezone(UTC)
    return found.local.strftime("%a %Y-%m-%d %H:%M")


TABLE = {
    # German
    "morgen": "Tue 2026-11-24 09:00",
    "morgen 9 uhr": "Tue 2026-11-24 09:00",
    "morgen um 9": "Tue 2026-11-24 09:00",
    "Morgen früh": "Tue 2026-11-24 08:00",
    "morgen frueh um 7": "Tue 2026-11-24 07:00",
    "morgen vormittag": "Tue 2026-11-24 10:00",
    "morgen mittag": "Tue 2026-11-24 12:00",
    "morgen nachmittag": "Tue 2026-11-24 14:00",
    "morgen nachmittag um 3": "Tue 2026-11-24 15:00",
    "morgen um 8 Uhr abends": "Tue 2026-11-24 20:00",
    "morgen halb drei": "Tue 2026-11-24 14:30",
    "viertel nach vier": "Mon 2026-11-23 16:15",
    "viertel vor zwölf": "Mon 2026-11-23 11:45",
    "übermorgen": "Wed 2026-11-25 09:00",
    "uebermorgen 14:15": "Wed 2026-11-25 14:15",
    "heute": "Mon 2026-11-23 17:00",
    "heute abend": "Mon 2026-11-23 18:00",
    "heute Nachmittag": "Mon 2026-11-23 14:00",
    "heute 15 uhr": "Mon 2026-11-23 15:00",
    "heute um drei": "Mon 2026-11-23 15:00",
    "später": "Mon 2026-11-23 13:30",
    "in 2 stunden": "Mon 2026-11-23 12:30",
    "in zwei Stunden": "Mon 2026-11-23 12:30",
    "in anderthalb stunden": "Mon 2026-11-23 12:00",
    "in einer halben Stunde": "Mon 2026-11-23 11:00",
    "in 1,5 Stunden": "Mon 2026-11-23 12:00",
    "in 2 Stunden und 15 Minuten": "Mon 2026-11-23 12:45",
    "in 20 minuten": "Mon 2026-11-23 10:50",
    "in 3 tagen": "Thu 2026-11-26 10:30",
    "in 3 Tagen um 8": "Thu 2026-11-26 08:00",
    "in einer woche": "Mon 2026-11-30 10:30",
    "in zwei wochen": "Mon 2026-12-07 10:30",
    "in einem monat": "Wed 2026-12-23 10:30",
    "in einem halben jahr": "Sun 2027-05-23 10:30",
    "montag": "Mon 2026-11-30 09:00",
    "montag 15 uhr": "Mon 2026-11-23 15:00",
    "nächsten montag": "Mon 2026-11-30 09:00",
    "nächsten Montag 15 Uhr": "Mon 2026-11-30 15:00",
    "kommenden Dienstag um halb drei": "Tue 2026-11-24 14:30",
    "übernächsten freitag": "Fri 2026-12-04 09:00",
    "diesen freitag": "Fri 2026-11-27 09:00",
    "freitag": "Fri 2026-11-27 09:00",
    "Fr 9:30": "Fri 2026-11-27 09:30",
    "freitag nachmittag": "Fri 2026-11-27 14:00",
    "Freitagnachmittag": "Fri 2026-11-27 14:00",
    "freitag morgen": "Fri 2026-11-27 08:00",
    "freitag in einer woche": "Fri 2026-12-04 09:00",
    "nächste woche": "Mon 2026-11-30 09:00",
    "nächste Woche Mittwoch": "Wed 2026-12-02 09:00",
    "übernächste woche": "Mon 2026-12-07 09:00",
    "am Wochenende": "Sat 2026-11-28 09:00",
    "Ende der Woche": "Fri 2026-11-27 17:00",
    "nächsten Monat": "Tue 2026-12-01 09:00",
    "Monatsende": "Mon 2026-11-30 17:00",
    "15.12.": "Tue 2026-12-15 09:00",
    "15.12. 14:00": "Tue 2026-12-15 14:00",
    "15.12. um 14 Uhr": "Tue 2026-12-15 14:00",
    "15.12.2027": "Wed 2027-12-15 09:00",
    "15.12.27, 8 Uhr": "Wed 2027-12-15 08:00",
    "am 15. Dezember": "Tue 2026-12-15 09:00",
    "15. dezember 2027 9.30 Uhr": "Wed 2027-12-15 09:30",
    "3. März": "Wed 2027-03-03 09:00",
    "29.2.": "Tue 2028-02-29 09:00",
    "Dienstag 24.11.": "Tue 2026-11-24 09:00",
    "14 uhr 30": "Mon 2026-11-23 14:30",
    "9 uhr": "Tue 2026-11-24 09:00",
    "mitternacht": "Tue 2026-11-24 00:00",
    "morgen Dienstag 14 Uhr": "Tue 2026-11-24 14:00",
    # English
    "tomorrow": "Tue 2026-11-24 09:00",
    "tomorrow 9am": "Tue 2026-11-24 09:00",
    "tomorrow at 3": "Tue 2026-11-24 15:00",
    "tomorrow morning": "Tue 2026-11-24 08:00",
    "tomorrow afternoon": "Tue 2026-11-24 14:00",
    "tomorrow at 3 in the afternoon": "Tue 2026-11-24 15:00",
    "the day after tomorrow": "Wed 2026-11-25 09:00",
    "tonight": "Mon 2026-11-23 18:00",
    "this evening": "Mon 2026-11-23 18:00",
    "later today": "Mon 2026-11-23 13:30",
    "3pm": "Mon 2026-11-23 15:00",
    "12am": "Tue 2026-11-24 00:00",
    "noon": "Mon 2026-11-23 12:00",
    "at half past two": "Mon 2026-11-23 14:30",
    "quarter to 5": "Mon 2026-11-23 16:45",
    "in 3 days": "Thu 2026-11-26 10:30",
    "in an hour": "Mon 2026-11-23 11:30",
    "in half an hour": "Mon 2026-11-23 11:00",
    "2h": "Mon 2026-11-23 12:30",
    "90 min": "Mon 2026-11-23 12:00",
    "in a week": "Mon 2026-11-30 10:30",
    "next week": "Mon 2026-11-30 09:00",
    "wednesday next week": "Wed 2026-12-02 09:00",
    "next month": "Tue 2026-12-01 09:00",
    "end of month": "Mon 2026-11-30 17:00",
    "monday": "Mon 2026-11-30 09:00",
    "next friday 3pm": "Fri 2026-11-27 15:00",
    "friday at 4:30 pm": "Fri 2026-11-27 16:30",
    "weekend": "Sat 2026-11-28 09:00",
    "Dec 15": "Tue 2026-12-15 09:00",
    "December 15th, 2027 at 9": "Wed 2027-12-15 09:00",
    "15th of December": "Tue 2026-12-15 09:00",
    "12/25": "Fri 2026-12-25 09:00",
    "25/12": "Fri 2026-12-25 09:00",
    "2026-12-15": "Tue 2026-12-15 09:00",
    "2026-12-15 14:00": "Tue 2026-12-15 14:00",
    "2026-12-15T14:00": "Tue 2026-12-15 14:00",
}


@pytest.mark.parametrize(("text", "wanted"), TABLE.items())
def test_what_people_say(text: str, wanted: str) -> None:
    assert local(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "bald", "irgendwann nächste woche vielleicht", "7", "12/11", "31.2.", "32.1.",
        "25:00", "13pm", "tomorrow at 24:00", "gestern", "2020-01-01", "15.12.2020",
        "heute um 8 uhr", "2h um 9", "in 5000 tagen", "in 2,5 tagen", "freitag 24.11.",
        "diese woche", "morgen freitag", "tomorrow friday", "2099-01-01",
        "x" * 300, "9" * 100, "in 99999999999999 h",
    ],
)  # fmt: skip
def test_what_is_not_a_time_to_come_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        when(text, now=NOW, timezone=BERLIN)


def test_an_unknown_word_is_named() -> None:
    with pytest.raises(BadTime, match="vielleicht"):
        when("morgen vielleicht", now=NOW, timezone=BERLIN)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "Europe/Berlin\0"])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(BadTime):
        when("morgen", now=NOW, timezone=zone)


@pytest.mark.parametrize(
    ("now", "text", "wanted"),
    [
        # 28 March 2027, 2:00 → 3:00: tomorrow at 9 is at 9, 24 hours are 24 hours.
        (datetime(2027, 3, 27, 8, 0, tzinfo=UTC), "morgen 9 uhr", "Sun 2027-03-28 09:00"),
        (datetime(2027, 3, 27, 8, 0, tzinfo=UTC), "in 24 stunden", "Sun 2027-03-28 10:00"),
        (datetime(2027, 3, 27, 8, 0, tzinfo=UTC), "in 1 tag", "Sun 2027-03-28 09:00"),
        (datetime(2027, 3, 27, 8, 0, tzinfo=UTC), "morgen 02:30", "Sun 2027-03-28 03:30"),
        # 31 October 2027, 3:00 → 2:00: the hour that comes twice is the first.
        (datetime(2027, 10, 30, 8, 0, tzinfo=UTC), "morgen 02:30", "Sun 2027-10-31 02:30"),
        (datetime(2027, 10, 30, 8, 0, tzinfo=UTC), "in 24 hours", "Sun 2027-10-31 09:00"),
        (datetime(2027, 10, 30, 8, 0, tzinfo=UTC), "tomorrow 9am", "Sun 2027-10-31 09:00"),
        # Late in the evening, already tomorrow in UTC.
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "morgen", "Wed 2026-11-25 09:00"),
        # The end of a month and of a year.
        (datetime(2027, 1, 31, 9, 0, tzinfo=UTC), "in einem monat", "Sun 2027-02-28 10:00"),
        (datetime(2026, 12, 31, 9, 0, tzinfo=UTC), "tomorrow", "Fri 2027-01-01 09:00"),
        (datetime(2028, 2, 29, 9, 0, tzinfo=UTC), "in einem jahr", "Wed 2029-02-28 10:00"),
    ],
)
def test_over_summer_time_and_the_ends_of_months(now: datetime, text: str, wanted: str) -> None:
    assert local(text, now=now) == wanted


def test_the_hour_that_comes_twice_is_the_first() -> None:
    found = when("morgen 02:30", now=datetime(2027, 10, 30, 8, tzinfo=UTC), timezone=BERLIN)
    assert found.local.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Apia", "UTC"])
def test_in_other_zones(zone: str) -> None:
    found = when("tomorrow at 9", now=NOW, timezone=zone)
    here = NOW.astimezone(ZoneInfo(zone))
    assert found.local.date() == here.date() + timedelta(days=1)
    assert (found.local.hour, found.local.minute) == (9, 0)


@given(st.text(max_size=60))
def test_any_text_is_a_time_to_come_or_refused(text: str) -> None:
    with suppress(BadTime):
        assert when(text, now=NOW, timezone=BERLIN).at > NOW


WORDS = st.lists(st.sampled_from(" ".join(TABLE).split()), max_size=5).map(" ".join)


@given(WORDS, st.integers(1_700_000_000, 2_000_000_000))
def test_words_of_time_in_any_order_never_break_it(text: str, seconds: int) -> None:
    aware = datetime.fromtimestamp(seconds, tz=UTC)
    with suppress(BadTime):
        assert when(text, now=aware, timezone=BERLIN).at > aware
