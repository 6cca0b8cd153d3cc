"""What a person typed, as a tree ready to be asked: errors as problems, `me` and days known."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tripost.core.query import And, BadQuery, parse
from tripost.people.door import Problem
from tripost.people.policies import Actor, visible
from tripost.search.meaning import Meaning
from tripost.store.reads import Reader


def asked(text: str) -> And:
    """The tree of a query; raises a Problem with position, word, reason and message."""
    try:
        return parse(text)
    except BadQuery as wrong:
        raise problem(wrong) from None


def problem(wrong: BadQuery) -> Problem:
    """Where a query is wrong, and why, on the wire."""
    return Problem(
        422,
        "bad-query",
        wrong.message,
        position=wrong.position,
        word=wrong.word,
        reason=wrong.reason,
        message=wrong.message,
    )


def meaning_of(reader: Reader, *, who: Actor, now: datetime) -> Meaning:
    """`me`, now, and days as they begin where this person lives."""
    row = reader.row("SELECT timezone FROM people_user WHERE id = %s", (who.id,))
    return Meaning(user=who.id, now=now, zone=zone(row[0] if row else ""), seen=visible(who))


def zone(name: str) -> tzinfo:
    """A zone by its IANA name; an unknown one is UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
