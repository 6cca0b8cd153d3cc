"""Does a column hold a text, whatever its case? The same on both databases, umlauts included."""

from django.db import connection

from tripost.search.condition import Condition, like


def holds(column: str, text: str) -> Condition:
    """The text stands somewhere in the column, which is never null.

    SQLite's LOWER knows A to Z alone, so letters beyond are looked for in both their cases.
    """
    if connection.vendor != "sqlite" or text.isascii():
        return like(column, text)
    return Condition(f"LOWER({column}) GLOB %s", (f"*{''.join(map(_class, text.lower()))}*",))


def _class(letter: str) -> str:
    if letter in "*?[":
        return f"[{letter}]"
    if letter.isascii():
        return letter
    cases = {letter, letter.upper(), letter.title()}
    return f"[{''.join(sorted(one for one in cases if len(one) == 1))}]"
