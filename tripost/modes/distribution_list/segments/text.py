"""Does a column hold a text, whatever its case? The same on both databases, umlauts included."""

import re
from typing import Final

from django.db import connection

from tripost.search.condition import TRUE, Condition, all_of, escaped, like

_BEYOND: Final = re.compile(r"[^\x20-\x7e]+|%")


def holds(column: str, text: str) -> Condition:
    """The text stands somewhere in the column; of a column that is null nothing is known.

    SQLite's LIKE takes A to Z alone for the same in both cases, so letters beyond are looked for
    in each, but only where the rest of the text stands: that is found twice as fast.
    """
    if connection.vendor != "sqlite":
        return like(column, text)
    if text.isascii():
        return Condition(f"{column} LIKE %s ESCAPE '!'", (f"%{escaped(text)}%",))
    exactly = f"*{''.join(map(_class, text.lower()))}*"
    return all_of([rest_of(column, text), Condition(f"LOWER({column}) GLOB %s", (exactly,))])


def rest_of(column: str, text: str) -> Condition:
    """SQLite: the letters A to Z of a text stand there in their order, with anything for the
    others. True of whatever holds the text, however the others are written."""
    plain = _BEYOND.sub("%", text)
    kept = "%".join(escaped(part) for part in plain.split("%"))
    return Condition(f"{column} LIKE %s ESCAPE '!'", (f"%{kept}%",)) if kept.strip("%") else TRUE


def _class(letter: str) -> str:
    if letter in "*?[":
        return f"[{letter}]"
    if letter.isascii():
        return letter
    cases = {letter, letter.upper(), letter.title()}
    return f"[{''.join(sorted(one for one in cases if len(one) == 1))}]"
