"""Attributes in SQL: kept in one JSON column, compared by their kind, never unknown."""

import math
import re
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from tripost.core.query import Ago, Date, Day, Field
from tripost.modes.distribution_list.segments.ground import Ground
from tripost.modes.distribution_list.segments.text import holds, rest_of
from tripost.search.condition import TRUE, Condition, all_of

PREFIX: Final = "attr."
_FAR: Final = 1e300
_WRITTEN_OTHERWISE: Final = re.compile(r'["\\\\/]')
_FIRST: Final = "0"
_LAST: Final = "9999-99"


def condition(field: Field, *, ground: Ground) -> Condition:
    """The subscriber's value is like that. Keys are slugs of ours (core.attribute.KEY), so they
    stand in the SQL itself; what people typed is bound."""
    known = ground.attributes[field.name.removeprefix(PREFIX)]
    text = _text(known.key)
    if field.value == "none":
        return _absent(known.key, text)
    match known.kind:
        case "number":
            return _number(known.key, field)
        case "date":
            return _between(text, *_days(field, ground))
        case "choice":
            found = Condition(f"{text} = %s", (field.value,))
        case _:
            found = holds(text, str(field.value))
    sure = Condition(f"COALESCE({found.sql}, FALSE)", found.values)
    return all_of([_somewhere(str(field.value)), sure])


def _somewhere(value: str) -> Condition:
    """SQLite reads JSON slower than it finds letters in text: whoever has them nowhere among all
    their values is passed over. Letters that JSON may write otherwise are not looked for."""
    if connection.vendor != "sqlite":
        return TRUE
    return rest_of("s.attributes", _WRITTEN_OTHERWISE.sub("\x7f", value))


def _absent(key: str, text: str) -> Condition:
    """On SQLite as Django writes JSON: inside a value the second quotation mark would have a
    backslash before it, so what looks like the key is the key."""
    if connection.vendor != "sqlite":
        return Condition(f"{text} IS NULL")
    return Condition(
        "(INSTR(s.attributes, %s) = 0 OR INSTR(s.attributes, %s) > 0)",
        (f'"{key}":', f'"{key}": null'),
    )


def _text(key: str) -> str:
    """The value, in PostgreSQL always as text; NULL where there is none."""
    if connection.vendor == "sqlite":
        return f"json_extract(s.attributes, '$.{key}')"
    return f"(s.attributes ->> '{key}')"


def _between(value: str, low: Any, high: Any) -> Condition:
    """Asked in one go, so that the JSON is read once."""
    return Condition(f"COALESCE({value} BETWEEN %s AND %s, FALSE)", (low, high))


def _number(key: str, field: Field) -> Condition:
    """Only where a number is kept: a text that was there before is none, and in SQLite greater
    than every number."""
    assert isinstance(field.value, float)
    low, high = field.value, field.value
    match field.op:
        case ">" | ">=":
            high = _FAR
            low = math.nextafter(low, math.inf) if field.op == ">" else low
        case "<" | "<=":
            low = -_FAR
            high = math.nextafter(high, -math.inf) if field.op == "<" else high
    if connection.vendor == "sqlite":
        return _between(_text(key), low, high)
    number = f"(CASE WHEN jsonb_typeof(s.attributes -> '{key}') = 'number' THEN "
    return _between(f"{number}(s.attributes ->> '{key}')::double precision END)", low, high)


def _days(field: Field, ground: Ground) -> tuple[str, str]:
    """From which day to which: as text, days sort as they follow each other. A stretch ends today:
    within it, or with > longer ago."""
    one, today = timedelta(days=1), _day(ground, Day(0))
    match field.value:
        case Ago(seconds):
            begin = today - timedelta(days=-(-seconds // 86_400))
            if field.op.startswith(">"):
                return _FIRST, (begin - one).isoformat()
            return begin.isoformat(), today.isoformat()
        case Day() | Date():
            day = _day(ground, field.value)
            low = day + one if field.op == ">" else day
            high = day - one if field.op == "<" else day
            return (
                _FIRST if field.op.startswith("<") else low.isoformat(),
                _LAST if field.op.startswith(">") else high.isoformat(),
            )
    return _LAST, _FIRST


def _day(ground: Ground, value: Day | Date) -> date:
    if isinstance(value, Date):
        return date(value.year, value.month, value.day)
    return ground.meaning.now.astimezone(ground.meaning.zone).date() + timedelta(days=value.offset)
