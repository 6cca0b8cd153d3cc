"""Which conversations are in a view: among these, in this range, or moved there by time alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from tripost.core.query import Ago, And, BadQuery, Date, Day, Field, fields_of, parse
from tripost.search.asking import zone
from tripost.search.compile import condition
from tripost.search.condition import Condition
from tripost.search.meaning import NOBODY, Meaning, depends_on_time, is_personal
from tripost.search.members import Found, How
from tripost.search.spelling import widened
from tripost.store.reads import Reader
from tripost.store.times import loaded

_COLUMNS: Final = {"waiting": "waiting_since", "due": "due_at"}
_ACTIVITY: Final = "last_activity_at"


@dataclass(frozen=True, slots=True)
class Kept:
    """A view whose members are kept: its query means the same to everybody."""

    id: int
    text: str
    query: And
    zone: tzinfo
    built: bool
    looked_at: datetime | None

    @property
    def moves(self) -> bool:
        """Whether time alone changes who is in it."""
        return depends_on_time(self.query)


def kept_views(reader: Reader) -> list[Kept]:
    """All of them; days begin where the owner lives."""
    found = []
    for ident, text, built, looked_at, name in reader.rows(
        "SELECT v.id, v.query, v.built, v.looked_at, u.timezone FROM search_view v "
        "JOIN people_user u ON u.id = v.owner_id ORDER BY v.id"
    ):
        try:
            query = parse(text)
        except BadQuery:
            continue  # of an older grammar: shown, counted as nothing, to be mended by its owner
        if not is_personal(query):
            at = loaded(looked_at)
            found.append(Kept(ident, text, query, zone(name), bool(built), at))
    return found


def matching(reader: Reader, view: Kept, *, now: datetime, among: Sequence[int]) -> Found:
    """Those of these conversations that are in the view."""
    places = ", ".join(["%s"] * len(among))
    return _found(reader, view, Condition(f"c.id IN ({places})", tuple(among)), now=now)


def matching_between(reader: Reader, view: Kept, *, now: datetime, ids: range) -> Found:
    """Those with ids in this range."""
    return _found(
        reader, view, Condition("c.id >= %s AND c.id < %s", (ids.start, ids.stop)), now=now
    )


def _found(reader: Reader, view: Kept, where: Condition, *, now: datetime) -> Found:
    meaning = Meaning(user=NOBODY, now=now, zone=view.zone)
    wanted = condition(widened(view.query, reader), meaning=meaning)
    found: dict[int, How] = {}
    for ident, address, secret, activity in reader.rows(
        "SELECT c.id, c.address_id, c.confidential, c.last_activity_at FROM store_conversation c "
        f"WHERE {where.sql} AND {wanted.sql}",
        (*where.values, *wanted.values),
    ):
        at = loaded(activity)
        assert at is not None, "every conversation has a last activity"
        found[ident] = (address, bool(secret), at)
    return found


def chunks(reader: Reader, *, size: int) -> Iterator[range]:
    """All conversations in ranges of ids with about `size` each; the last is open at its end."""
    start = 0
    while True:
        row = reader.row(
            "SELECT id FROM store_conversation WHERE id >= %s ORDER BY id LIMIT 1 OFFSET %s",
            (start, size),
        )
        end = int(row[0]) if row else 2**63 - 1
        yield range(start, end)
        if row is None:
            return
        start = end


def moved_by_time(reader: Reader, view: Kept, *, now: datetime) -> list[int]:
    """Conversations that crossed an edge of the query since the view was looked at: few, found
    along the index of what the edge is about."""
    if view.looked_at is None or now <= view.looked_at:
        return []
    then = Meaning(user=NOBODY, now=view.looked_at, zone=view.zone)
    today = Meaning(user=NOBODY, now=now, zone=view.zone)
    crossed: set[int] = set()
    for field, _ in fields_of(view.query):
        column = _COLUMNS.get(field.name, _ACTIVITY)
        edges = zip(_edges(field, then), _edges(field, today), strict=True)
        for before, after in edges:
            if before == after:
                continue
            crossed |= {
                row[0]
                for row in reader.rows(
                    "SELECT c.id FROM addresses_address a JOIN store_conversation c "
                    f"ON c.address_id = a.id WHERE c.{column} >= %s AND c.{column} <= %s",
                    (before, after),
                )
            }
    return sorted(crossed)


def _edges(field: Field, meaning: Meaning) -> list[Any]:
    match field.value:
        case Ago() if field.name == "due":
            return [meaning.ahead(field.value)]
        case Ago():
            return [meaning.before(field.value)]
        case Day() | Date():
            return list(meaning.day(field.value))
        case "overdue":
            return [meaning.ahead(Ago(0))]
    return []
