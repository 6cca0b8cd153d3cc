"""The tree of a query, and what is wrong when there is none."""

from collections.abc import Iterator
from dataclasses import dataclass


class BadQuery(Exception):
    """What is wrong, and where: `position` in characters, the `word` there, `reason` as a code."""

    def __init__(self, position: int, word: str, reason: str, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.word = word
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Ago:
    """A stretch of time in seconds: 4h, 2d, 3w."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day seen from today: 0 today, -1 yesterday, 1 tomorrow."""

    offset: int


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar, in the zone of whoever asks."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Within:
    """A name, and how long ago at most: support@acme.example:30d; None: whenever."""

    name: str
    span: Ago | None = None


Value = str | int | float | Ago | Day | Date | Within


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must all be there; quoted ones were meant to stand together. `forms`: how each is
    spelt in the index (one suffices), where whoever asks knows more than `core.terms`."""

    text: str
    forms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`, e.g. from:jana; `op` is = unless a comparison was written (waiting:>4h)."""

    name: str
    value: Value
    op: str = "="


@dataclass(frozen=True, slots=True)
class Not:
    """`-x`"""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; an empty one finds everything."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them."""

    nodes: tuple["Node", ...]


Node = Words | Field | Not | And | Or


def fields_of(node: Node, *, positive: bool = True) -> Iterator[tuple[Field, bool]]:
    """All fields of a tree, and whether each is asked for (True) or excluded."""
    match node:
        case Field():
            yield node, positive
        case Not(inner):
            yield from fields_of(inner, positive=not positive)
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from fields_of(one, positive=positive)
        case Words():
            return
