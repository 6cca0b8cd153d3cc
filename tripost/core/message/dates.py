"""When was a mail written? RFC 5322 §3.3 and the dates that programs send instead."""

import re
from datetime import UTC, datetime, timedelta, timezone

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {_NAMES[at : at + 3]: at // 4 + 1 for at in range(0, len(_NAMES), 4)}
# RFC 5322 §4.3; the others are common. Military letters were wrong so often that they mean UTC.
_ZONES = {
    name: int(hours)
    for hours, names in {
        "-10": "HST", "-9": "AKST", "-8": "PST AKDT", "-7": "MST PDT", "-6": "CST MDT",
        "-5": "EST CDT", "-4": "EDT AST", "-3": "ADT", "1": "CET MEZ MET BST WEST",
        "2": "CEST MESZ MEST EET", "3": "EEST MSK", "9": "JST KST", "10": "AEST", "11": "AEDT",
        "12": "NZST", "13": "NZDT",
    }.items()
    for name in names.split()
}  # fmt: skip
_LONGEST = 400  # bytes of the field that are looked at; a Received line ends with its date
_TIME = r"(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:[.,]\d{1,9})?(?:\s{0,3}([AaPp][Mm]))?"
_ZONE = r"\s{0,9}\(?([+-]\s?\d{1,2}:?\d{2}|[A-Za-z]{1,9})?"
_USUAL = re.compile(
    r"(\d{1,2})[\s.-]{1,9}([A-Za-z]{3})[a-z]{0,9}[\s.,-]{1,9}(\d{2,4})[,\s]{1,9}" + _TIME + _ZONE
)
_ASCTIME = re.compile(
    r"([A-Za-z]{3})[a-z]{0,9}\.?\s{1,9}(\d{1,2})(?:,?\s{1,9}(\d{4}),?)?\s{1,9}"
    + _TIME
    + r"(?:\s{1,9}([A-Z]{1,5}|[+-]\d{4}))?(?:\s{1,9}(\d{4}))?(?:\s{1,9}([+-]\d{4}))?"
)
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T\s]{1,3}" + _TIME + r"\s?(Z|[+-]\d\d:?\d\d)?"
)
_NUMBERS = re.compile(
    r"(\d{1,2})[\s/.-]{1,9}(\d{1,2})[\s/.-]{1,9}(\d{2,4})[,\s]{1,9}"
    r"(\d{1,2})[:.\s](\d{1,2})(?:[:.\s](\d{1,2}))?(?:[.,]\d{1,9})?\s{0,3}([AaPp][Mm])?" + _ZONE
)


def parse(line: str) -> datetime | None:
    """An aware time in the zone the sender wrote (UTC where none is known), or None."""
    text = line if len(line) <= _LONGEST else line[-_LONGEST:]
    if match := _USUAL.search(text):
        return _built(match)
    if "(" in text:
        text = _uncommented(text)
    for pattern in (_USUAL, _NUMBERS):
        if match := pattern.search(text):
            return _built(match)
    if match := _ISO.search(text):
        year, month, day, *rest = match.groups()
        return _moment(year, int(month), day, *rest)
    if match := _ASCTIME.search(text):
        month, day, year, hour, minute, second, half, zone, late, offset = match.groups()
        number = _MONTHS.get(month.lower(), 0)
        return _moment(year or late or "0", number, day, hour, minute, second, half, offset or zone)
    return None


def _built(match: re.Match[str]) -> datetime | None:
    day, month, year, *rest = match.groups()
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    return _moment(year, number, day, *rest)


def _moment(
    year: str,
    month: int,
    day: str,
    hour: str,
    minute: str,
    second: str | None,
    half: str | None,
    zone: str | None,
) -> datetime | None:
    number = int(year)
    if len(year) < 4:  # RFC 5322 §4.3: two digits mean 1950 to 2049, three count from 1900
        number += 2000 if len(year) == 2 and number < 50 else 1900
    if not 1 < number < 9999:  # room for every zone
        return None
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half in "PMpmPm" else 0)
    try:  # a leap second is shown as the one before
        return datetime(
            number,
            month,
            int(day),
            hours % 24 if hours == 24 else hours,
            int(minute),
            min(int(second or 0), 59) if int(second or 0) <= 60 else 60,
            tzinfo=_zone(zone),
        )
    except ValueError:
        return None


def _zone(text: str | None) -> timezone:
    if not text:
        return UTC
    if text[0] in "+-":
        digits = re.sub(r"\D", "", text).rjust(4, "0")
        minutes = int(digits[:-2]) * 60 + int(digits[-2:])
        if not minutes or minutes >= 24 * 60:  # more than a day: a program's mistake
            return UTC
        return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
    hours = _ZONES.get(text.upper(), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC


def _uncommented(text: str) -> str:
    out: list[str] = []
    depth = 0
    for sign in text:
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(sign)
    return "".join(out)
