"""What a list knows of a subscriber besides address and name: does a value fit its kind?"""

import math
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

KINDS: Final = ("text", "number", "date", "choice")
TEXT: Final = 500  # characters
CHOICES: Final = 100
LARGEST: Final = 1e15  # beyond it a float no longer tells neighbours apart

KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9](?:[0-9.,' \u00a0\u202f]*[0-9])?", re.ASCII)
_GROUPS = re.compile(r"[ \u00a0\u202f']")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", re.ASCII)
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_BROKEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

Stored = str | int | float


class BadValue(ValueError):
    """A value that does not fit; `reason`: bad-text, bad-number, bad-date, unknown-choice."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Known:
    """An attribute of a list. `choices` are those of the kind "choice", in their order."""

    key: str
    label: str
    kind: str  # one of KINDS
    choices: tuple[str, ...] = ()
    asked: bool = False  # the sign-up and preferences pages ask for it


def cleaned(value: object, *, kind: str, choices: tuple[str, ...] = ()) -> Stored | None:
    """The value as it is kept: text, number, YYYY-MM-DD, one of the choices; None: nothing was
    given. Takes what people write and what JSON holds; raises BadValue."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue(f"bad-{kind}" if kind != "choice" else "unknown-choice")
    if kind == "number":
        return _number(value) if value != "" else None
    text = " ".join(str(value).split())
    if _BROKEN.search(text) or len(text) > TEXT:
        raise BadValue("bad-text")
    if not text:
        return None
    match kind:
        case "date":
            return date(text)
        case "choice":
            return _choice(text, choices)
    return text


def date(text: str) -> str:
    """A day as YYYY-MM-DD, from that or from 23.11.2026; raises BadValue."""
    iso, german = _ISO.fullmatch(text), _GERMAN.fullmatch(text)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
    elif german:
        year, month, day = int(german[3]), int(german[2]), int(german[1])
    else:
        raise BadValue("bad-date")
    if not (year >= 1000 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise BadValue("bad-date")
    return f"{year:04}-{month:02}-{day:02}"


def _number(value: str | int | float) -> int | float:
    """Digits with a point or a comma; with both, the last one begins the fraction."""
    if not isinstance(value, str):
        if isinstance(value, int):
            return _kept(value, whole=True)
        return _kept(value, whole=False)
    text = value.strip()
    if not text or len(text) > 40 or not _NUMBER.fullmatch(text):
        raise BadValue("bad-number")
    text = _GROUPS.sub("", text)
    point = max(text.rfind("."), text.rfind(","))
    mark = text[point] if point >= 0 else ""
    other = "," if mark == "." else "."
    if mark and text.count(mark) > 1:  # 1.234.567: only groups of thousands stand more than once
        if other in text or not all(len(group) == 3 for group in text.split(mark)[1:]):
            raise BadValue("bad-number")
        return _kept(float(text.replace(mark, "")), whole=True)
    bare = text.replace(other, "").replace(",", ".") if mark else text
    return _kept(float(bare), whole="." not in bare)


def _kept(number: float, *, whole: bool) -> int | float:
    if abs(number) > LARGEST or not math.isfinite(number):
        raise BadValue("bad-number")
    return int(number) if whole else number


def _choice(text: str, choices: tuple[str, ...]) -> str:
    for one in choices:
        if one.casefold() == text.casefold():
            return one
    raise BadValue("unknown-choice")
