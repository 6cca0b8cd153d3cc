"""Saved views as one person sees them: which there are, how many are in each, and their list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from django.db import connection

from tripost.core.query import And, BadQuery, fields_of, parse
from tripost.people.policies import Actor, Hidden, Visible, visible
from tripost.search.apart import apart
from tripost.search.asking import meaning_of
from tripost.search.compile import condition
from tripost.search.condition import FALSE
from tripost.search.meaning import is_personal
from tripost.search.spelling import widened
from tripost.store.reads import Reader

MOST: Final = 1_000
"""A personal view is counted row by row: up to here, then it says `more`."""


class SavedView(msgspec.Struct, frozen=True):
    """A saved view; `count` null: its query cannot be read any more; `more`: count is a floor."""

    id: str
    name: str
    query: str
    sort: str
    audience: str = msgspec.field(name="for")  # me | team | all
    team: str | None
    owner: str
    tone: int
    position: int
    count: int | None
    more: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of a view needs: a condition on `c`, the order it was saved with, and the
    plain view it is a part of (spam and trash are in no other)."""

    condition: Visible
    sort: str
    within: str


SMALL: Final = 5_000
"""Members of a view up to which another order than newest is found by sorting them all."""


_COLUMNS: Final = (
    "v.id, v.name, v.query, v.sort, v.shared, t.name, u.address, v.tone, v.position, v.built"
)
_FROM: Final = (
    "FROM search_view v JOIN people_user u ON u.id = v.owner_id "
    "LEFT JOIN people_team t ON t.id = v.team_id"
)


def saved_views(reader: Reader, *, who: Actor, now: datetime) -> list[SavedView]:
    """Theirs, those of their teams and those for all, by position."""
    allowed = _shown_to(who)
    rows = reader.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE {allowed.sql} ORDER BY v.position, LOWER(v.name), v.id",
        allowed.params,
    )
    kept = _counts(reader, [row[0] for row in rows if row[9]], who=who)
    return [_shape(reader, row, kept=kept, who=who, now=now) for row in rows]


def saved_view(reader: Reader, *, who: Actor, ident: int, now: datetime) -> SavedView:
    """One of them; raises Hidden."""
    row = _row(reader, who=who, ident=ident)
    return _shape(reader, row, kept=_counts(reader, [ident], who=who), who=who, now=now)


def listed(
    reader: Reader,
    *,
    who: Actor,
    ident: int,
    now: datetime,
    limit: int,
    address: int | None = None,
    sort: str | None = None,
    after: tuple[Any, int] | None = None,
) -> Listed:
    """How a page of a saved view is found, `after` (last activity, id); raises Hidden."""
    row = _row(reader, who=who, ident=ident)
    query, order = _parsed(row[2]), sort or row[3]
    within = _within(query)
    if not row[9] or query is None or is_personal(query):
        return Listed(_live(reader, query, who=who, now=now), order, within)
    if order == "newest":
        allowed = visible(who, address=address)
        return Listed(_page(reader, ident, allowed, limit=limit, after=after), order, within)
    count = reader.row("SELECT SUM(n) FROM search_viewcount WHERE view_id = %s", (ident,))
    if count is not None and (count[0] or 0) <= SMALL:
        sql = "c.id IN (SELECT v.conversation_id FROM search_member v WHERE v.view_id = %s)"
    else:
        sql = (
            "EXISTS (SELECT 1 FROM search_member v WHERE v.view_id = %s "
            "AND v.conversation_id = c.id)"
        )
    return Listed(Visible(sql, (ident,)), order, within)


def _within(query: And | None) -> str:
    named = {field.value for field, asked in fields_of(query) if asked} if query else set()
    return next((view for view in ("spam", "trash") if view in named), "all")


def _page(
    reader: Reader,
    view: int,
    allowed: Visible,
    *,
    limit: int,
    after: tuple[Any, int] | None,
) -> Visible:
    """The members of one page by id: one walk along the members, newest activity first."""
    place = ""
    values: tuple[Any, ...] = ()
    if after is not None:
        place = (
            " AND v.last_activity_at <= %s AND (v.last_activity_at < %s OR v.conversation_id < %s)"
        )
        values = (after[0], *after)
    # SQLite: a cross join keeps the members outside, so that there is nothing to sort.
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    rows = reader.rows(
        f"SELECT c.id FROM search_member v {join} store_conversation c "
        f"ON c.id = v.conversation_id WHERE v.view_id = %s{place} AND {allowed.sql} "
        "ORDER BY v.last_activity_at DESC, v.conversation_id DESC LIMIT %s",
        (view, *values, *allowed.params, limit + 1),
    )
    if not rows:
        return Visible(FALSE.sql, ())
    return Visible(f"c.id IN ({_places(rows)})", tuple(row[0] for row in rows))


def _shown_to(who: Actor) -> Visible:
    mine, values = "v.owner_id = %s OR v.shared", [who.id]
    if who.teams:
        mine += f" OR v.team_id IN ({_places(who.teams)})"
        values += who.teams
    return Visible(f"({mine})", tuple(values))


def _row(reader: Reader, *, who: Actor, ident: int) -> Any:
    allowed = _shown_to(who)
    row = reader.row(
        f"SELECT {_COLUMNS} {_FROM} WHERE v.id = %s AND {allowed.sql}", (ident, *allowed.params)
    )
    if row is None:
        raise Hidden
    return row


def _shape(
    reader: Reader, row: Any, *, kept: dict[int, int], who: Actor, now: datetime
) -> SavedView:
    ident, name, text, sort, shared, team, owner, tone, position, built = row
    query = _parsed(text)
    count: int | None = None
    more = False
    if query is not None and built and not is_personal(query):
        count = kept.get(ident, 0)
    elif query is not None:
        count, more = _counted(reader, _live(reader, query, who=who, now=now), who=who)
    return SavedView(
        id=str(ident),
        name=name,
        query=text,
        sort=sort,
        audience="all" if shared else "me" if team is None else "team",
        team=team,
        owner=owner,
        tone=tone,
        position=position,
        count=count,
        more=more,
    )


def _parsed(text: str) -> And | None:
    try:
        return parse(text)
    except BadQuery:
        return None


def _live(reader: Reader, query: And | None, *, who: Actor, now: datetime) -> Visible:
    if query is None:
        return Visible(FALSE.sql, ())
    meaning = meaning_of(reader, who=who, now=now)
    found = condition(widened(query, reader), meaning=meaning)
    return Visible(f"({found.sql})", found.values)


def _counts(reader: Reader, views: Sequence[int], *, who: Actor) -> dict[int, int]:
    """What was counted for all readers of an address, and what only this person sees."""
    numbers = dict.fromkeys(views, 0)
    read = who.readable()
    if views and read:
        for view, n in reader.rows(
            "SELECT view_id, SUM(n) FROM search_viewcount "
            f"WHERE view_id IN ({_places(views)}) AND address_id IN ({_places(read)}) "
            "GROUP BY view_id",
            (*views, *read),
        ):
            numbers[view] += int(n)
    for walk in apart(who) if views else ():
        for view, n in reader.rows(
            "SELECT m.view_id, COUNT(*) FROM store_conversation c "
            "JOIN search_member m ON m.conversation_id = c.id "
            f"WHERE {walk.sql} AND m.view_id IN ({_places(views)}) GROUP BY m.view_id",
            (*walk.params, *views),
        ):
            numbers[view] += n
    return numbers


def _counted(reader: Reader, wanted: Visible, *, who: Actor) -> tuple[int, bool]:
    allowed = visible(who)
    row = reader.row(
        "SELECT COUNT(*) FROM (SELECT 1 FROM store_conversation c "
        f"WHERE {allowed.sql} AND {wanted.sql} LIMIT %s) AS some_of_them",
        (*allowed.params, *wanted.params, MOST + 1),
    )
    assert row is not None, "a count always answers"
    return min(row[0], MOST), row[0] > MOST


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
