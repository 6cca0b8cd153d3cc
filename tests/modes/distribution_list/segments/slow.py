"""The meaning of a question said once more, slowly: one subscriber at a time, in plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tripost.core.query import Ago, And, Date, Day, Field, Node, Not, Or, Within, Words


@dataclass(frozen=True)
class Person:
    """A subscriber with their story."""

    email: str
    name: str = ""
    state: str = "active"
    language: str = ""
    delivery: str = "each"
    topics: tuple[str, ...] | None = None
    since: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    source: str = "hand"
    attributes: Mapping[str, Any] = field(default_factory=dict)
    bounced_at: datetime | None = None
    consents: tuple[tuple[str, datetime], ...] = ()
    answered: tuple[datetime, ...] = ()
    complained: tuple[datetime, ...] = ()
    clicked: tuple[tuple[datetime, bool], ...] = ()  # scanner?
    wrote: tuple[tuple[str, datetime], ...] = ()  # to whom
    lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asker:
    """When, in which language the list is, the kinds of its attributes, and what may be seen."""

    now: datetime
    kinds: Mapping[str, str]
    readable: frozenset[str]
    language: str = "de"


def holds(node: Node, person: Person, asker: Asker) -> bool:
    match node:
        case Words(text):
            return text.lower() in person.email or text.lower() in person.name.lower()
        case Not(inner):
            return not holds(inner, person, asker)
        case And(nodes):
            return all(holds(one, person, asker) for one in nodes)
        case Or(nodes):
            return any(holds(one, person, asker) for one in nodes)
        case Field():
            return _field(node, person, asker)


def _field(asked: Field, person: Person, asker: Asker) -> bool:
    value = asked.value
    match asked.name:
        case "email":
            return str(value).lower() in person.email
        case "name":
            return (
                person.name == "" if value == "none" else str(value).lower() in person.name.lower()
            )
        case "state" | "delivery" | "source":
            return bool(getattr(person, asked.name) == value)
        case "language":
            return (person.language or asker.language) == value
        case "topic":
            return person.topics is None or value in person.topics
        case "since":
            return _moment(asked, person.since, asker.now)
        case "before":
            return not _after(value, person.since, asker.now)
        case "after":
            return _after(value, person.since, asker.now)
        case "consent":
            return _consent(person) == value
        case "bounced":
            return _within(value, [person.bounced_at] if person.bounced_at else [], asker.now)
        case "answered":
            return _within(value, person.answered, asker.now)
        case "complained":
            return _within(value, person.complained, asker.now)
        case "clicked":
            return _within(value, [at for at, scanner in person.clicked if not scanner], asker.now)
        case "wrote":
            assert isinstance(value, Within)
            times = [
                at for to, at in person.wrote
                if to in asker.readable and value.name in ("", to)
            ]  # fmt: skip
            return _within(value.span or "ever", times, asker.now)
        case "list":
            return value in person.lists
    return _attribute(asked, person, asker)


def _within(value: Any, times: Any, now: datetime) -> bool:
    match value:
        case Ago(seconds):
            return any(at >= now - timedelta(seconds=seconds) for at in times)
        case "never":
            return not times
    return bool(times)


def _moment(asked: Field, at: datetime, now: datetime) -> bool:
    if isinstance(asked.value, Ago):
        edge = now - timedelta(seconds=asked.value.seconds)
        return at <= edge if asked.op.startswith(">") else at >= edge
    return _compared(asked.op, at.date(), _day(asked.value, now))


def _after(value: Any, at: datetime, now: datetime) -> bool:
    if isinstance(value, Ago):
        return at >= now - timedelta(seconds=value.seconds)
    return at.date() >= _day(value, now)


def _day(value: Any, now: datetime) -> date:
    if isinstance(value, Date):
        return date(value.year, value.month, value.day)
    assert isinstance(value, Day)
    return now.date() + timedelta(days=value.offset)


def _compared(op: str, one: Any, other: Any) -> bool:
    return bool(
        {"=": one == other, "<": one < other, "<=": one <= other, ">": one > other,
         ">=": one >= other}[op]
    )  # fmt: skip


def _consent(person: Person) -> str:
    withdrawn = [at for kind, at in person.consents if kind == "withdrawn"]
    for kind in ("confirmed", "vouched"):
        for said, at in person.consents:
            if said == kind and not any(gone >= at for gone in withdrawn):
                return kind
    return "none"


def _attribute(asked: Field, person: Person, asker: Asker) -> bool:
    key = asked.name.removeprefix("attr.")
    there = person.attributes.get(key)
    if asked.value == "none":
        return there is None
    if there is None:
        return False
    match asker.kinds[key]:
        case "number":
            return isinstance(there, int | float) and _compared(asked.op, there, asked.value)
        case "choice":
            return bool(there == asked.value)
        case "text":
            return str(asked.value).lower() in str(there).lower()
    if isinstance(asked.value, Ago):
        today = asker.now.date()
        edge = today - timedelta(days=-(-asked.value.seconds // 86_400))
        if asked.op.startswith(">"):
            return bool(there < edge.isoformat())
        return bool(edge.isoformat() <= there <= today.isoformat())
    return _compared(asked.op, there, _day(asked.value, asker.now).isoformat())
