"""The words of time in German and English, as they stand after `plain`: lower case, ue for ü."""

import re
from datetime import time
from typing import Final

_SPELLED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", ";": " "})
_COMMA: Final = re.compile(r",(?!\d)|(?<!\d),")
_BETWEEN: Final = re.compile(r"(?<=\d)t(?=\d)")  # RFC 3339 §5.6: 2026-12-15T14:00


def plain(text: str) -> str:
    """How the words below are spelled: "Nächsten Dienstag," is "naechsten dienstag"."""
    spelled = _COMMA.sub(" ", text.lower().translate(_SPELLED))
    return " ".join(_BETWEEN.sub(" ", spelled).split())


NUMBERS: Final[dict[str, float]] = {
    "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "half an": 0.5, "half a": 0.5,
    "einer halben": 0.5, "einem halben": 0.5, "eine halbe": 0.5, "ein halbes": 0.5,
    "halben": 0.5, "halbe": 0.5, "half": 0.5,
    "einem": 1, "einer": 1, "einen": 1, "eine": 1, "eins": 1, "ein": 1, "one": 1, "an": 1, "a": 1,
    "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4, "fuenf": 5, "five": 5,
    "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8, "eight": 8, "neun": 9, "nine": 9,
    "zehn": 10, "ten": 10, "elf": 11, "eleven": 11, "zwoelf": 12, "twelve": 12,
    "vierzehn": 14, "fourteen": 14, "fuenfzehn": 15, "fifteen": 15, "zwanzig": 20, "twenty": 20,
    "dreissig": 30, "thirty": 30, "vierzig": 40, "forty": 40,
    "fuenfundvierzig": 45, "forty-five": 45, "sechzig": 60, "sixty": 60, "neunzig": 90,
    "ninety": 90,
}  # fmt: skip
UNITS: Final[dict[str, str]] = {
    "minuten": "minutes", "minute": "minutes", "minutes": "minutes", "mins": "minutes",
    "min": "minutes", "stunden": "hours", "stunde": "hours", "hours": "hours", "hour": "hours",
    "hrs": "hours", "std": "hours", "h": "hours", "tagen": "days", "tage": "days", "tag": "days",
    "days": "days", "day": "days", "d": "days", "wochen": "weeks", "woche": "weeks",
    "weeks": "weeks", "week": "weeks", "monaten": "months", "monate": "months",
    "monat": "months", "months": "months", "month": "months", "jahren": "years",
    "jahre": "years", "jahr": "years", "years": "years", "year": "years",
}  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "montags montag monday mon mo", "dienstags dienstag tuesday tues tue di",
            "mittwochs mittwoch wednesday wed mi", "donnerstags donnerstag thursday thurs thu do",
            "freitags freitag friday fri fr", "samstags samstag sonnabend saturday sat sa",
            "sonntags sonntag sunday sun so",
        )
    )
    for name in names.split()
}  # fmt: skip
MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "januar jaenner january jan", "februar february feb", "maerz march mar mrz",
            "april apr", "mai may", "juni june jun", "juli july jul", "august aug",
            "september sept sep", "oktober october okt oct", "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
DAYS: Final[dict[str, int]] = {
    "heute": 0, "today": 0, "tonight": 0, "uebermorgen": 2, "day after tomorrow": 2,
    "tomorrow": 1, "tmrw": 1,
}  # fmt: skip
PARTS: Final[dict[str, time]] = {
    "vormittags": time(10), "vormittag": time(10), "frueh": time(8), "morgens": time(8),
    "morning": time(8), "mittags": time(12), "mittag": time(12), "noon": time(12),
    "lunch": time(12), "nachmittags": time(14), "nachmittag": time(14), "afternoon": time(14),
    "feierabend": time(17), "abends": time(18), "abend": time(18), "evening": time(18),
    "tonight": time(18), "nachts": time(21), "nacht": time(21), "night": time(21),
}  # fmt: skip
"""When a part of the day begins for somebody at work."""
LATE: Final = frozenset(
    ("nachmittags", "nachmittag", "afternoon", "abends", "abend", "evening", "tonight", "night",
     "nachts", "nacht")
)  # fmt: skip
"""Beside these, an hour up to 11 is meant after noon."""
FILLERS: Final = frozenset(
    ("um", "am", "at", "on", "the", "of", "den", "der", "dem", "gegen", "ab", "bis", "until",
     "till", "uhr", "und", "and", "in", "im", "zur", "zum", "dann", "by", "from", "now", "jetzt",
     "wieder", "erst", "o'clock")
)  # fmt: skip
