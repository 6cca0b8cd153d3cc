"""Does a column hold a text, whatever its case? The same on both databases, umlauts included."""

from django.db import connection

from tripost.search.condition import Condition, escaped, like


def holds(column: str, text: str) -> Condition:
    """The text stands somewhere in the column; of a column that is null nothing is known.

    SQLite's LIKE takes A to Z alone for the same in both cases, so letters beyond are looked for
    in each.
    """
    if connection.vendor != "sqlite":
        return like(column, text)
    if text.isascii():
        return Condition(f"{column} LIKE %s ESCAPE '!'", (f"%{escaped(text)}%",))
    return Condition(f"LOWER({column}) GLOB %s", (f"*{''.join(map(_class, text.lower()))}*",))


def _class(letter: str) -> str:
    if letter in "*?[":
        return f"[{letter}]"
    if letter.isascii():
        return letter
    cases = {letter, letter.upper(), letter.title()}
    return f"[{''.join(sorted(one for one in cases if len(one) == 1))}]"
