"""Attributes in SQL: kept in one JSON column, compared by their kind, never unknown."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from tripost.core.query import Ago, Date, Day, Field
from tripost.modes.distribution_list.segments.ground import Ground
from tripost.modes.distribution_list.segments.text import holds
from tripost.search.condition import FALSE, Condition

PREFIX: Final = "attr."


def condition(field: Field, *, ground: Ground) -> Condition:
    """The subscriber's value is like that. Keys are slugs of ours (core.attribute.KEY), so they
    stand in the SQL itself; what people typed is bound."""
    known = ground.attributes[field.name.removeprefix(PREFIX)]
    if field.value == "none":
        return Condition(f"{_text(known.key)} = ''")
    match known.kind:
        case "number":
            return _number(known.key, field)
        case "date":
            return _date(known.key, field, ground)
        case "choice":
            return Condition(f"{_text(known.key)} = %s", (field.value,))
    return holds(_text(known.key), str(field.value))


def _text(key: str) -> str:
    """The value as text, "" where there is none."""
    if connection.vendor == "sqlite":
        return f"COALESCE(CAST(json_extract(s.attributes, '$.{key}') AS TEXT), '')"
    return f"COALESCE(s.attributes ->> '{key}', '')"


def _number(key: str, field: Field) -> Condition:
    """Only where a number is kept: a text that was there before is none."""
    if connection.vendor == "sqlite":
        value = f"json_extract(s.attributes, '$.{key}')"
        return Condition(
            f"(typeof({value}) IN ('integer', 'real') AND {value} {field.op} %s)", (field.value,)
        )
    return Condition(
        f"CASE WHEN jsonb_typeof(s.attributes -> '{key}') = 'number' "
        f"THEN (s.attributes ->> '{key}')::double precision {field.op} %s ELSE FALSE END",
        (field.value,),
    )


def _date(key: str, field: Field, ground: Ground) -> Condition:
    """Days as text sort as they follow each other. A stretch ends today: within it, or with >
    longer ago."""
    text = _text(key)
    match field.value:
        case Ago(seconds):
            begin = _day(ground, Day(0)) - timedelta(days=-(-seconds // 86_400))
            if field.op.startswith(">"):
                return Condition(f"({text} <> '' AND {text} < %s)", (begin.isoformat(),))
            values: tuple[Any, ...] = (begin.isoformat(), _day(ground, Day(0)).isoformat())
            return Condition(f"({text} >= %s AND {text} <= %s)", values)
        case Day() | Date():
            wanted = (_day(ground, field.value).isoformat(),)
            return Condition(f"({text} <> '' AND {text} {field.op} %s)", wanted)
    return FALSE


def _day(ground: Ground, value: Day | Date) -> date:
    if isinstance(value, Date):
        return date(value.year, value.month, value.day)
    return ground.meaning.now.astimezone(ground.meaning.zone).date() + timedelta(days=value.offset)
