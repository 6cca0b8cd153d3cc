"""What does a phrase say of day and time? Takes piece after piece out of it; nothing may stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time, timedelta

from tripost.core.when.days import BadTime, Said
from tripost.core.when.words import (
    DAYS,
    FILLERS,
    LATE,
    MONTHS,
    NUMBERS,
    PARTS,
    UNITS,
    WEEKDAYS,
    plain,
)

__all__ = ["Said", "read"]


def _any(words: Iterable[str]) -> str:
    """One of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NUMBER = rf"\d+(?:[.,]\d+)?|{_any(NUMBERS)}"
_HOUR_WORD = _any(word for word, n in NUMBERS.items() if n in range(1, 13) and len(word) > 2)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d{2})(?::\d{2})?| ?h ?(\d{2})\b|\.(\d{2})(?= ?uhr))(?: ?uhr)?"
)
_TWELVE = re.compile(r"\b(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\b\.?")
_UHR = re.compile(r"\b(\d{1,2}) ?(?:uhr|o'clock)(?: (\d{2})\b)?")
_QUARTER = re.compile(
    rf"\b(halb|viertel nach|viertel vor|dreiviertel|half past|quarter past|quarter to)"
    rf" (\d{{1,2}}|{_HOUR_WORD})\b"
)
_SPOKEN = re.compile(rf"\b(?:um|at|gegen) ({_HOUR_WORD})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\. ?(\d{1,2})\.?(?:(?<=\.)(\d{4}|\d{2})\b|(?<=\.) (\d{4})\b)?")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th)?(?: of)? ?({_any(MONTHS)})\b\.?(?: (\d{{4}})\b)?"
)
_MONTH_DAY = re.compile(rf"\b({_any(MONTHS)})\.? (\d{{1,2}})(?:\.|st|nd|rd|th)?\b(?: (\d{{4}})\b)?")
_AMOUNT = re.compile(rf"(?<![\w.])({_NUMBER}) ?({_any(UNITS)})\b\.?")
_PERIOD = re.compile(
    r"\b(uebernaechste|naechste|kommende|diese|next|this|coming)[nrsm]? "
    r"(woche|week|wochenende|weekend|monat|month|jahr|year)\b"
)
_END = re.compile(
    r"\b(?:(wochenende|weekend)|(?:ende der|end of(?: the)?) (woche|week)"
    r"|(?:ende des|end of(?: the)?) (monats|month)|(monatsende))\b"
)
_WEEKDAY = re.compile(
    rf"\b(?:(uebernaechste|naechste|kommende|diese|next|this|coming)[nrsm]? )?"
    rf"({_any(WEEKDAYS)})(frueh|morgen|vormittag|mittag|nachmittag|abend|nacht)?\b\.?"
)
_DAY = re.compile(rf"\b(?:the )?({_any(DAYS)}|this(?= (?:morning|afternoon|evening)\b))\b")
_TOMORROW_IS = re.compile(rf"\bmorgen (?=(?:{_any(WEEKDAYS)})\b)")
_PART = re.compile(rf"\b(?:in the )?({_any(PARTS)})\b")
_LATER = re.compile(r"\b(?:spaeter(?: heute)?|later(?: today)?)\b")
_MIDNIGHT = re.compile(r"\b(?:mitternacht|midnight)\b")
_MORGEN = re.compile(r"\bmorgen\b")
_BARE = re.compile(r"\b(\d{1,2})\b")
SPOKEN_AFTERNOON = range(1, 6)  # "um 3" is said of the afternoon
MOST = 6_000_000  # of any unit: minutes of ten years
LATER_MEANS = timedelta(hours=3)


@dataclass
class _Phrase:
    """What is left of the text, and what was read from the rest."""

    rest: str
    said: Said = field(default_factory=Said)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place that matches, taken out."""
        found = pattern.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found


def read(text: str) -> Said:
    """Raises BadTime that names what was not understood."""
    phrase = _Phrase(_TOMORROW_IS.sub("tomorrow ", plain(text)))
    if not phrase.rest:
        raise BadTime("Say a day or a time, such as “tomorrow at 9” or “in 2 hours”.")
    exact = _exact_time(phrase)
    _dates(phrase)
    _amounts(phrase)
    _named_days(phrase)
    part = _part_of_day(phrase)
    hour = None if exact else _bare_hour(phrase)
    left = [word for word in phrase.rest.split() if word.strip(".") not in FILLERS]
    if left:
        raise BadTime(f"“{' '.join(left)[:40]}” is not a time that is understood.")
    phrase.said.clock_time = _combined(exact or hour, part, spoken=exact is None)
    if part is not None and exact is None and hour is None:
        phrase.said.clock_time = PARTS[part]
    return phrase.said


def _exact_time(phrase: _Phrase) -> "_Hour | None":
    if found := phrase.take(_TWELVE):
        hour = int(found[1])
        if not 1 <= hour <= 12:
            raise BadTime(f"“{found[0].strip()}” is no time of day.")
        return _Hour(hour % 12 + (12 if found[3] == "p" else 0), int(found[2] or 0), exact=True)
    if found := phrase.take(_CLOCK):
        minute = int(found[2] or found[3] or found[4])
        return _Hour(int(found[1]), minute, exact=True)
    if found := phrase.take(_QUARTER):
        return _spoken_quarter(found[1], _number(found[2]))
    if found := phrase.take(_UHR):
        exact = found[1].startswith("0") or found[2] is not None
        return _Hour(int(found[1]), int(found[2] or 0), exact=exact)
    if phrase.take(_MIDNIGHT):
        phrase.said.days_more = 1
        return _Hour(0, 0, exact=True)
    if found := phrase.take(_SPOKEN):
        return _Hour(int(_number(found[1])), 0, exact=False)
    return None


@dataclass(frozen=True)
class _Hour:
    """A time of day as said; `exact`: 3 can only be 3, not 15."""

    hour: int
    minute: int
    exact: bool


def _spoken_quarter(word: str, hour: float) -> _Hour:
    """ "halb drei" is half past two, "viertel vor drei" a quarter to three."""
    minutes = {
        "halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15,
        "half past": 30, "quarter past": 15, "quarter to": -15,
    }[word]  # fmt: skip
    total = (int(hour) * 60 + minutes) % (24 * 60)
    return _Hour(total // 60, total % 60, exact=int(hour) > 12)


def _dates(phrase: _Phrase) -> None:
    said = phrase.said
    if found := phrase.take(_ISO):
        said.date = (int(found[1]), int(found[2]), int(found[3]))
    elif found := phrase.take(_DAY_MONTH):
        said.date = (_year(found[3]), MONTHS[found[2]], int(found[1]))
    elif found := phrase.take(_MONTH_DAY):
        said.date = (_year(found[3]), MONTHS[found[1]], int(found[2]))
    elif found := phrase.take(_DOTTED):
        said.date = (_year(found[3] or found[4]), int(found[2]), int(found[1]))
    elif found := phrase.take(_SLASHED):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise BadTime(f"“{found[0]}” can be two days; write it as 15.12. or Dec 15.")
        day, month = (first, second) if first > 12 else (second, first)
        said.date = (_year(found[3]), month, day)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _amounts(phrase: _Phrase) -> None:
    said = phrase.said
    while found := phrase.take(_AMOUNT):
        amount, unit = _number(found[1]), UNITS[found[2]]
        if amount > MOST:
            raise BadTime("That is more than ten years away.")
        if unit in ("minutes", "hours"):
            said.clock += timedelta(hours=amount) if unit == "hours" else timedelta(minutes=amount)
            continue
        if unit == "years":
            amount, unit = amount * 12, "months"
        if unit == "weeks":
            amount, unit = amount * 7, "days"
        if amount != int(amount):
            raise BadTime(f"“{found[0].strip()}” is not a number of whole days or months.")
        if unit == "days":
            said.days_more += int(amount)
        else:
            said.months_more += int(amount)
        said.counted = True


def _number(text: str) -> float:
    if text in NUMBERS:
        return NUMBERS[text]
    return float(text.replace(",", "."))


def _named_days(phrase: _Phrase) -> None:
    said = phrase.said
    if found := phrase.take(_PERIOD):
        said.period, said.which = _PERIODS[found[2]], _WHICH[found[1]]
    elif found := phrase.take(_END):
        said.period = "weekend" if found[1] else "week-end" if found[2] else "month-end"
    if found := phrase.take(_WEEKDAY):
        said.weekday = WEEKDAYS[found[2]]
        said.weekday_which = None if found[1] is None else _WHICH[found[1]]
        if found[3]:
            phrase.rest += f" {found[3]}"
    if found := phrase.take(_DAY):
        said.day = DAYS.get(found[1], 0)
        if found[1] == "tonight":
            phrase.rest += " tonight"
    if phrase.take(_LATER):
        said.clock += LATER_MEANS
        said.day = None


_PERIODS = {
    "woche": "week", "week": "week", "wochenende": "weekend", "weekend": "weekend",
    "monat": "month", "month": "month", "jahr": "year", "year": "year",
}  # fmt: skip
_WHICH = {
    "diese": 0, "this": 0, "naechste": 1, "kommende": 1, "next": 1, "coming": 1, "uebernaechste": 2,
}  # fmt: skip


def _part_of_day(phrase: _Phrase) -> str | None:
    """ "morgen" is tomorrow, unless a day is named already: then it is the morning."""
    if phrase.take(_MORGEN):
        if not phrase.said.names_day:
            phrase.said.day = 1
        else:
            phrase.rest += " morgens"
    found = phrase.take(_PART)
    return found[1] if found else None


def _bare_hour(phrase: _Phrase) -> _Hour | None:
    """A number that is left beside a day, or after "um" and "at"."""
    introduced = re.search(r"\b(?:um|at|gegen|ab|by) \d", phrase.rest)
    if not (introduced or phrase.said.names_day):
        return None
    found = phrase.take(_BARE)
    return _Hour(int(found[1]), 0, exact=found[1].startswith("0")) if found else None


def _combined(hour: _Hour | None, part: str | None, *, spoken: bool) -> time | None:
    if hour is None:
        return None
    value = hour.hour
    if value == 24 and hour.minute == 0:
        raise BadTime("Write midnight as “mitternacht” or “midnight”.")
    if not (0 <= value <= 23 and 0 <= hour.minute <= 59):
        raise BadTime(f"“{value}:{hour.minute:02}” is no time of day.")
    late = part in LATE and value < 12
    if not hour.exact and part is None and value in SPOKEN_AFTERNOON:
        late = True
    return time(value + 12 if late else value, hour.minute)
