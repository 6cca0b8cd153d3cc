"""A piece of SQL with its values, and how pieces are put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Condition:
    """True or false for a row; never unknown, so that it can be negated."""

    sql: str
    values: tuple[Any, ...] = ()


TRUE: Final = Condition("1 = 1")
FALSE: Final = Condition("1 = 0")


def all_of(parts: Sequence[Condition]) -> Condition:
    """All of them; none: true."""
    return _joined([part for part in parts if part is not TRUE], " AND ") or TRUE


def any_of(parts: Sequence[Condition]) -> Condition:
    """One of them; none: false."""
    return _joined(parts, " OR ") or FALSE


def negated(part: Condition) -> Condition:
    """The opposite."""
    return Condition(f"NOT ({part.sql})", part.values)


def like(column: str, text: str) -> Condition:
    """The text stands somewhere in the column, whatever its case."""
    return Condition(f"LOWER({column}) LIKE %s ESCAPE '!'", (f"%{escaped(text.lower())}%",))


def escaped(text: str) -> str:
    """As LIKE … ESCAPE '!' takes it literally."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _joined(parts: Sequence[Condition], word: str) -> Condition | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return Condition(
        word.join(f"({part.sql})" for part in parts),
        tuple(v for part in parts for v in part.values),
    )
