"""What could come next while somebody types a query? Pure: known names are handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tripost.core.query import values
from tripost.core.query.fields import MAIL, FieldKind, FieldSpec, Grammar
from tripost.core.query.lexer import LIMIT, word_end

MOST: Final = 12  # items
_SPANS: Final = ("1h", "4h", "1d", "2d", "1w")
_SIZES: Final = ("100kb", "1mb", "5mb", "10mb")
_DAYS: Final = ("today", "yesterday", "heute", "gestern", "1w")
_PEOPLE: Final = frozenset(("from", "to", "cc", "participant"))


@dataclass(frozen=True, slots=True)
class Known:
    """Names that exist here and that the asker may know: (what is written, what people see)."""

    colleagues: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()  # who wrote to us
    addresses: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Put `insert` in place of the characters `start` to `end`."""

    insert: str
    label: str
    kind: str  # field | value | person | label | address | team
    start: int
    end: int


def complete(text: str, at: int, known: Known, *, grammar: Grammar = MAIL) -> list[Item]:
    """What fits at the cursor, best first; never raises."""
    text = text[:LIMIT]
    at = min(max(at, 0), len(text))
    start, end = _word_at(text, at)
    typed = text[start:at]
    name, colon, value = typed.partition(":")
    spec = grammar.fields.get(name.lower()) if colon else None
    if spec is None:
        return _names(typed, grammar, start=start, end=end) if not colon else []
    op = value[: len(value) - len(value.lstrip("<>="))] if spec.compares else ""
    asked = value[len(op) :].replace('"', "").lower()
    offered = _offers(spec, known)
    begin = [o for o in offered if _begins(o, asked)]
    inside = [o for o in offered if o not in begin and asked in f"{o[0]} {o[1]}".lower()]
    return [
        Item(f"{spec.name}:{op}{_quoted(written)} ", label, kind, start, end)
        for written, label, kind in [*begin, *inside][:MOST]
    ]


def _begins(offer: tuple[str, str, str], asked: str) -> bool:
    return offer[0].lower().startswith(asked) or offer[1].lower().startswith(asked)


def _word_at(text: str, at: int) -> tuple[int, int]:
    """The word the cursor stands in or right behind; without its minus."""
    start = 0
    while start < at:
        if text[start].isspace() or text[start] in "()-":
            start += 1
            continue
        end = word_end(text, start)
        if end is None or end >= at:
            return start, len(text) if end is None else end
        start = end
    end = word_end(text, start)
    return start, len(text) if end is None else end


def _names(typed: str, grammar: Grammar, *, start: int, end: int) -> list[Item]:
    low = typed.lower()
    return [
        Item(f"{spec.name}:", spec.help, "field", start, end)
        for spec in grammar.fields.values()
        if spec.name.startswith(low)
    ][: MOST if low else len(grammar.fields)]


def _offers(spec: FieldSpec, known: Known) -> list[tuple[str, str, str]]:
    """(what to write, what to show, kind) of everything that fits a field."""
    own = [(word, word, "value") for word in (*spec.words, *spec.choices)]
    return [*own, *_of_kind(spec, known)]


def _of_kind(spec: FieldSpec, known: Known) -> Iterable[tuple[str, str, str]]:
    match spec.kind:
        case FieldKind.PERSON:
            return _pairs(known.colleagues, "person")
        case FieldKind.ADDRESS:
            return _pairs(known.addresses, "address")
        case FieldKind.LABEL:
            return [(one, one, "label") for one in known.labels]
        case FieldKind.TEAM:
            return [(one, one, "team") for one in known.teams]
        case FieldKind.STATUS:
            return [(one, one, "value") for one in known.statuses]
        case FieldKind.TEXT:
            return _pairs(known.people, "person") if spec.name in _PEOPLE else ()
        case FieldKind.SIZE:
            return [(one, one, "value") for one in _SIZES]
        case FieldKind.MOMENT:
            return [(one, one, "value") for one in (*_DAYS, *_iso(values.DAYS))]
        case FieldKind.SPAN:
            return [(one, one, "value") for one in _SPANS]
    return ()


def _iso(days: Iterable[str]) -> tuple[str, ...]:
    return tuple(day for day in days if day not in _DAYS)


def _pairs(pairs: Iterable[tuple[str, str]], kind: str) -> list[tuple[str, str, str]]:
    return [(written, f"{name} <{written}>" if name else written, kind) for written, name in pairs]


def _quoted(text: str) -> str:
    plain = '"' not in text and not any(c.isspace() or c in "()" for c in text)
    return text if plain else '"' + text.replace('"', " ") + '"'
