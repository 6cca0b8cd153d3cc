"""Everyone who gets what goes to a list: nested lists included, each person once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection

from tripost.modes.distribution_list.segments import compile as segments
from tripost.modes.distribution_list.subscribers import nesting
from tripost.people.policies import actor
from tripost.search.condition import TRUE, Condition, all_of
from tripost.store.reads import Reader
from tripost.store.times import stored

CHUNK: Final = 5_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """One recipient; `timezone`: an IANA name, "" = not known."""

    subscriber: int
    email: str
    timezone: str


def chosen(
    reader: Reader,
    *,
    address: int,
    query: str = "",
    topic: str = "",
    at: datetime,
    by: int | None = None,
) -> list[Chosen]:
    """Who a campaign goes to at this moment, by subscriber id; raises BadQuery.

    `query`: a segment's words. `by`: the user whose rights decide what it may look at; without
    one it looks at nothing but this list.
    """
    everyone = wanted(reader, address=address, query=query, topic=topic, at=at, by=by)
    zone = _text("s.attributes", "timezone")
    found: list[Chosen] = []
    last = 0
    while True:
        rows = reader.rows(
            f"SELECT s.id, s.email, {zone} FROM distribution_list_subscriber s "
            f"WHERE {everyone.sql} AND s.id > %s ORDER BY s.id LIMIT %s",
            (*everyone.values, last, CHUNK),
        )
        found += [Chosen(ident, email, _zone(name)) for ident, email, name in rows]
        if len(rows) < CHUNK:
            return found
        last = rows[-1][0]


@dataclass(frozen=True, slots=True)
class Audience:
    """How many a campaign reaches at this moment: by a mail of its own, and in their next digest.
    `paused` wanted it, but no mail for now."""

    mails: int
    digests: int
    paused: int


def sized(
    reader: Reader, *, address: int, query: str, topic: str, at: datetime, by: int | None
) -> Audience:
    """What `chosen` and `in_digests` would find; raises BadQuery."""
    numbers = []
    for how in ("each", "digest", "pause"):
        who = wanted(reader, address=address, query=query, topic=topic, at=at, by=by, how=how)
        [(number,)] = reader.rows(
            f"SELECT COUNT(*) FROM distribution_list_subscriber s WHERE {who.sql}", who.values
        )
        numbers.append(number)
    return Audience(*numbers)


def in_digests(
    reader: Reader, *, address: int, query: str = "", topic: str = "", at: datetime, by: int | None
) -> list[int]:
    """Whose next digest tells of a campaign: subscribers, by id; raises BadQuery."""
    who = wanted(reader, address=address, query=query, topic=topic, at=at, by=by, how="digest")
    rows = reader.rows(
        f"SELECT s.id FROM distribution_list_subscriber s WHERE {who.sql} ORDER BY s.id", who.values
    )
    return [row[0] for row in rows]


def wanted(
    reader: Reader,
    *,
    address: int,
    query: str,
    topic: str,
    at: datetime,
    by: int | None,
    how: str = "each",
) -> Condition:
    """Whom a campaign is for, of those who take mails this way; raises BadQuery."""
    who = actor(reader, user=by) if by is not None else None
    asked = segments.compiled(reader, query, who=who, address=address, now=at)
    return all_of([active(reader, address=address, at=at, topics=_some(topic), how=how), asked])


def active(
    reader: Reader, *, address: int, at: datetime, topics: Sequence[str] = (), how: str = "each"
) -> Condition:
    """A condition on `s` (distribution_list_subscriber): who gets each mail of this list now; with
    `how` "digest" who reads it in digests, with "pause" whoever has paused.

    Of somebody on several lists of the tree one row is taken: that on the list itself, which also
    says what they wish and whether they left; else the oldest of those that take each mail.
    `topics`: what the mail is about; () = it is for everyone. Topics are those of the list itself.
    """
    lists = nesting.tree(reader, address)
    takes = [Condition("s.state = 'active'"), _takes("s", at, how=how)]
    if len(lists) == 1:
        return all_of([Condition("s.address_id = %s", (address,)), *takes, _topical(topics)])
    places = ", ".join(["%s"] * (len(lists) - 1))
    own = all_of([Condition("s.address_id = %s", (address,)), _topical(topics)])
    each = _takes("o", at, how="each")
    before = " AND o.id < s.id" if how == "each" else ""  # else a mail of its own comes first
    first = Condition(
        f"s.address_id IN ({places}) AND NOT EXISTS (SELECT 1 FROM distribution_list_subscriber o "
        "WHERE o.email = s.email AND ((o.address_id = %s AND o.state <> 'removed') OR "
        f"(o.address_id IN ({places}) AND o.state = 'active' AND {each.sql}{before})))",
        (*lists[1:], address, *lists[1:], *each.values),
    )
    both = Condition(f"(({own.sql}) OR ({first.sql}))", (*own.values, *first.values))
    return all_of([both, *takes])


def paused(alias: str, *, at: datetime) -> Condition:
    """Whoever wants no mail now. A pause that is over counts as over before anybody has said so:
    every question about pauses uses these words."""
    return Condition(
        f"({alias}.delivery = 'pause' AND ({alias}.paused_until IS NULL OR "
        f"{alias}.paused_until > %s))",
        (stored(at),),
    )


def _takes(alias: str, at: datetime, *, how: str) -> Condition:
    """Each mail by itself, digests, or (paused) none for now."""
    if how == "pause":
        return paused(alias, at=at)
    return Condition(
        f"({alias}.delivery = '{how}' OR ({alias}.delivery = 'pause' AND {alias}.resumes = '{how}' "
        f"AND {alias}.paused_until IS NOT NULL AND {alias}.paused_until <= %s))",
        (stored(at),),
    )


def _topical(topics: Sequence[str]) -> Condition:
    """Who chose no topics wants all of them."""
    if not topics:
        return TRUE
    if connection.vendor == "sqlite":
        places = ", ".join(["%s"] * len(topics))
        return Condition(
            "(s.topics IS NULL OR s.topics = 'null' OR EXISTS (SELECT 1 FROM json_each(s.topics) t "
            f"WHERE t.value IN ({places})))",
            tuple(topics),
        )
    return Condition(
        "(s.topics IS NULL OR s.topics = 'null'::jsonb OR jsonb_exists_any(s.topics, %s::text[]))",
        (list(topics),),
    )


def _text(column: str, key: str) -> str:
    """A text in a JSON column; `key` is one of ours."""
    if connection.vendor == "sqlite":
        return f"json_extract({column}, '$.{key}')"
    return f"{column} ->> '{key}'"


def _some(topic: str) -> tuple[str, ...]:
    return (topic,) if topic else ()


@lru_cache(maxsize=1_000)
def _zone(name: Any) -> str:
    """The name where it is one."""
    if not isinstance(name, str) or not name:
        return ""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return name
