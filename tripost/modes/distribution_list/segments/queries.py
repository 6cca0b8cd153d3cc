"""How many a question finds, who for example, and the saved questions of a list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from tripost.core.query import And, BadQuery, fields_of
from tripost.modes.distribution_list.segments.compile import condition, read
from tripost.modes.distribution_list.segments.ground import Ground, ground
from tripost.people.policies import Actor, Hidden
from tripost.search.condition import Condition, all_of
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

SAMPLE: Final = 5


class SegmentShape(msgspec.Struct, frozen=True):
    """A saved question; `count` null: it can no longer be read (an attribute went, or it looks
    where who asks may not)."""

    id: str
    name: str
    query: str
    count: int | None
    by: str | None
    at: str


class CountShape(msgspec.Struct, frozen=True):
    """How many of how many, and some of them."""

    count: int
    of: int
    sample: list[str]


def counted(reader: Reader, query: str, *, who: Actor, address: int, now: datetime) -> CountShape:
    """Who would get a mail: of the active ones, unless a state is asked for by name; then of all.
    Raises BadQuery."""
    around = ground(reader, who=who, address=address, now=now)
    tree = read(query, around)
    sight = _sight(tree)
    found = all_of([sight, condition(tree, ground=around)])
    of = _count(reader, sight, address=address)
    # Looked for once, and kept for both: what is behind an IN is the dear part.
    rows = reader.rows(
        "WITH found AS MATERIALIZED (SELECT s.id FROM distribution_list_subscriber s "
        f"WHERE s.address_id = %s AND {found.sql}) "
        "SELECT (SELECT COUNT(*) FROM found), s.email FROM distribution_list_subscriber s "
        "WHERE s.id IN (SELECT id FROM found LIMIT %s) ORDER BY s.id",
        (address, *found.values, SAMPLE),
    )
    count = rows[0][0] if rows else 0
    return CountShape(count=count, of=of, sample=[row[1] for row in rows])


def saved(reader: Reader, *, who: Actor, address: int, now: datetime) -> list[SegmentShape]:
    """All of a list, by name, each with its number of this moment."""
    rows = _rows(reader, "t.address_id = %s", (address,))
    around = ground(reader, who=who, address=address, now=now)
    return [_shape(reader, row, around=around) for row in rows]


def one(reader: Reader, ident: int, *, who: Actor, now: datetime) -> SegmentShape:
    """One of them; raises Hidden."""
    rows = _rows(reader, "t.id = %s", (ident,))
    if not rows:
        raise Hidden
    return _shape(reader, rows[0], around=ground(reader, who=who, address=rows[0][6], now=now))


def address_of(reader: Reader, ident: int) -> int:
    """The list of a segment; raises Hidden."""
    row = reader.row("SELECT address_id FROM distribution_list_segment WHERE id = %s", (ident,))
    if row is None:
        raise Hidden
    return int(row[0])


def query_of(reader: Reader, ident: str, *, address: int) -> str:
    """The words of a saved segment of this list; raises Hidden."""
    if not (ident.isascii() and ident.isdigit() and len(ident) < 19):
        raise Hidden
    row = reader.row(
        "SELECT query FROM distribution_list_segment WHERE id = %s AND address_id = %s",
        (int(ident), address),
    )
    if row is None:
        raise Hidden
    return str(row[0])


def _rows(reader: Reader, where: str, values: Sequence[Any]) -> list[Any]:
    return reader.rows(
        "SELECT t.id, t.name, t.query, u.address, t.at, LOWER(t.name), t.address_id "
        "FROM distribution_list_segment t LEFT JOIN people_user u ON u.id = t.created_by_id "
        f"WHERE {where} ORDER BY LOWER(t.name), t.id",
        values,
    )


def _shape(reader: Reader, row: Any, *, around: Ground) -> SegmentShape:
    try:
        tree = read(row[2], around)
        found = all_of([_sight(tree), condition(tree, ground=around)])
        count: int | None = _count(reader, found, address=around.address)
    except BadQuery:
        count = None
    return SegmentShape(
        id=str(row[0]), name=row[1], query=row[2], count=count, by=row[3], at=rfc3339(row[4]) or ""
    )


def _sight(tree: And) -> Condition:
    named = any(field.name == "state" and asked for field, asked in fields_of(tree))
    return Condition("1 = 1" if named else "s.state = 'active'")


def _count(reader: Reader, wanted: Condition, *, address: int) -> int:
    row = reader.row(
        "SELECT COUNT(*) FROM distribution_list_subscriber s "
        f"WHERE s.address_id = %s AND {wanted.sql}",
        (address, *wanted.values),
    )
    assert row is not None, "a count always answers"
    return int(row[0])
