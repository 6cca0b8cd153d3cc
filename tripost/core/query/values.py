"""What stands after the colon: sizes, stretches of time, days, numbers, choices."""

import re
from calendar import monthrange
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from tripost.core.query.fields import TEXTUAL, FieldKind, FieldSpec
from tripost.core.query.nodes import Ago, Date, Day, Value, Within

_MINUTE: Final = 60
_HOUR: Final = 3_600
_DAY: Final = 86_400
UNITS: Final = MappingProxyType(
    {
        "m": _MINUTE, "min": _MINUTE, "h": _HOUR, "std": _HOUR, "d": _DAY, "t": _DAY,
        "w": 7 * _DAY, "mo": 30 * _DAY, "mon": 30 * _DAY, "y": 365 * _DAY, "j": 365 * _DAY,
    }
)  # fmt: skip
DAYS: Final = MappingProxyType(
    {
        "today": 0, "heute": 0, "yesterday": -1, "gestern": -1, "vorgestern": -2, "tomorrow": 1,
        "morgen": 1, "übermorgen": 2, "uebermorgen": 2,
    }
)  # fmt: skip
SIZES: Final = MappingProxyType({"": 1, "b": 1, "k": 1 << 10, "kb": 1 << 10, "m": 1 << 20,
                                 "mb": 1 << 20, "g": 1 << 30, "gb": 1 << 30})  # fmt: skip
WORDS: Final = MappingProxyType({"mich": "me", "mir": "me", "niemand": "nobody", "keine": "none",
                                 "keins": "none", "überfällig": "overdue", "nie": "never",
                                 "jemals": "ever"})  # fmt: skip
LONGEST: Final = 100 * 365 * _DAY  # seconds
LARGEST: Final = 1 << 50  # bytes
_SHOWN: Final = 8  # choices named in a message

_SPAN = re.compile(r"(\d{1,8})([a-z]+)", re.ASCII)
_SIZE = re.compile(r"(\d{1,9})(?:\.(\d))?([a-z]*)", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


class BadValue(Exception):
    """Why a value does not fit: a code, and a sentence that says how to write it."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


def read(spec: FieldSpec, text: str) -> Value:
    """The value of a field; raises BadValue."""
    low = text.lower()
    word = WORDS.get(low, low)
    if word in spec.words:
        return word
    if spec.kind in TEXTUAL:
        return text
    match spec.kind:
        case FieldKind.CHOICE:
            return _choice(spec, low)
        case FieldKind.NAMED:
            return _named(spec, low)
        case FieldKind.WITHIN:
            return _within(spec, low)
        case FieldKind.AMOUNT:
            return _amount(spec, low)
        case FieldKind.SIZE:
            return _size(spec, low)
        case FieldKind.NUMBER:
            return _number(low)
    return _time(spec, low)


def _choice(spec: FieldSpec, low: str) -> str:
    for one in spec.choices:
        if one.lower() == low:
            return one
    raise BadValue("unknown-value", f"{spec.name}: takes {_several(spec.choices)}.")


def _several(choices: Sequence[str]) -> str:
    return ", ".join(choices[:_SHOWN]) + (" …" if len(choices) > _SHOWN else "") or "nothing yet"


def _named(spec: FieldSpec, low: str) -> str:
    """One of the choices: whole, or how no other begins."""
    begin = [one for one in spec.choices if one.lower().startswith(low)]
    if low in (one.lower() for one in begin):
        return low
    if len(begin) == 1:
        return begin[0]
    raise BadValue("unknown-value", f"{spec.name}: takes {_several(begin or spec.choices)}.")


def _within(spec: FieldSpec, low: str) -> Within:
    name, _, rest = low.rpartition(":")
    span = _SPAN.fullmatch(rest)
    if span and span[2] in UNITS:
        return Within(_named(spec, name) if name else "", _ago(span))
    return Within(_named(spec, low))


def _amount(spec: FieldSpec, low: str) -> float:
    if not _AMOUNT.fullmatch(low):
        raise BadValue("bad-number", f"{spec.name}: takes a number, like {spec.name}:18 or 9.5.")
    return float(low.replace(",", "."))


def _ago(span: re.Match[str]) -> Ago:
    return Ago(min(int(span[1]) * UNITS[span[2]], LONGEST))


def _number(low: str) -> int:
    bare = low.removeprefix("#")
    if bare.isascii() and bare.isdigit() and len(bare) <= 19 and int(bare) < 2**63:
        return int(bare)
    raise BadValue("bad-number", "number: takes digits, like number:4821.")


def _size(spec: FieldSpec, low: str) -> int:
    found = _SIZE.fullmatch(low)
    unit = SIZES.get(found[3]) if found else None
    if found is None or unit is None:
        raise BadValue("bad-size", f"{spec.name}: takes a size, like {spec.name}:2mb or 500kb.")
    size = int(found[1]) * unit + int(found[2] or 0) * unit // 10
    return min(size, LARGEST)


def _time(spec: FieldSpec, low: str) -> Value:
    """A stretch (2d), and where a point in time makes sense also a day."""
    span = _SPAN.fullmatch(low)
    if span and span[2] in UNITS:
        return _ago(span)
    if spec.kind is FieldKind.MOMENT or spec.name == "due":
        if low in DAYS:
            return Day(DAYS[low])
        date = _date(low)
        if date is not None:
            return date
        raise BadValue("bad-date", f"{spec.name}: takes a day: 2026-11-01, 1.11.2026, today, 2d.")
    raise BadValue("bad-duration", f"{spec.name}: takes a stretch of time: 30m, 4h, 2d, 3w.")


def _date(low: str) -> Date | None:
    iso, german = _ISO.fullmatch(low), _GERMAN.fullmatch(low)
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
    elif german:
        year, month, day = int(german[3]), int(german[2]), int(german[1])
    else:
        return None
    if not (1970 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return Date(year, month, day)


def written(spec: FieldSpec, value: Value) -> str:
    """The value as `read` takes it again."""
    match value:
        case Ago(seconds):
            for unit, size in (("w", 7 * _DAY), ("d", _DAY), ("h", _HOUR)):
                if seconds % size == 0:
                    return f"{seconds // size}{unit}"
            return f"{seconds // _MINUTE}m"
        case Day(offset):
            return next(word for word, days in DAYS.items() if days == offset)
        case Date(year, month, day):
            return f"{year:04}-{month:02}-{day:02}"
        case Within(name, span):
            rest = written(spec, span) if span is not None else ""
            return f"{name}:{rest}" if name and rest else name or rest
        case float():
            return str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0")
        case int():
            return _measured(value) if spec.kind is FieldKind.SIZE else str(value)
    return value


def _measured(size: int) -> str:
    for unit in ("gb", "mb", "kb"):
        if size and size % SIZES[unit] == 0:
            return f"{size // SIZES[unit]}{unit}"
    # Tenths of a unit may be more digits than bytes are read with.
    for unit in ("gb", "mb", "kb"):
        for tenth in range(1, 10):
            rest = size - tenth * SIZES[unit] // 10
            if rest >= 0 and rest % SIZES[unit] == 0:
                return f"{rest // SIZES[unit]}.{tenth}{unit}"
    return str(size)
