"""Which conversations may this person see, in which order? Hand-written SQL for both dialects."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from tripost.conversations import views
from tripost.conversations.order.twins import also, folded
from tripost.conversations.shapes import Page, Person, Row
from tripost.kit.entered import BadInput
from tripost.people.policies import Actor, Visible, scopes, visible
from tripost.store.reads import Reader
from tripost.store.times import loaded, rfc3339, stored

COLUMNS = """c.id, a.email, c.address_id, a.mode, c.subject, c.snippet, c.state, u.address,
 c.labels, c.contact_address, c.contact_name, c.messages, c.last_activity_at, c.waiting_since,
 c.last_entry, c.last_content, COALESCE(k.up_to, 0), c.attachments, c.confidential, c.sending,
 st.name, t.name, c.priority, c.due_at, c.snoozed_until, c.tasks_open, c.tasks_done,
 COALESCE(k.starred, FALSE), COALESCE(k.followed, FALSE),
 COALESCE(k.archived_up_to, 0) >= c.last_content AND COALESCE(k.archived_up_to, 0) > 0"""

JOINS = """ JOIN addresses_address a ON a.id = c.address_id
 LEFT JOIN people_user u ON u.id = c.assignee_id
 LEFT JOIN people_team t ON t.id = c.team_id
 LEFT JOIN store_status st ON st.id = c.status_id
 LEFT JOIN store_readmark k ON k.conversation_id = c.id AND k.user_id = %s"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page: of which addresses, by which view, in which order, from where on. `condition`:
    a further one over alias `c`, e.g. a saved query's."""

    address: int | None = None
    view: str = "all"
    limit: int = 50
    cursor: str | None = None
    sort: str | None = None  # None: the view's own
    condition: Visible | None = None


def page(reader: Reader, *, who: Actor, wanted: Wanted) -> Page:
    """One page of rows. Raises BadInput.

    Each address and state is one short walk along its index; the walks are merged and cut, so
    that the cost does not grow with the number of conversations.
    """
    view = views.view_of(wanted.view)
    stretches = views.sort_of(wanted.sort, view=view)
    start, place = _place(wanted.cursor, stretches=len(stretches))
    found: list[tuple[int, tuple[Any, ...]]] = []
    for number in range(start, len(stretches)):
        room = wanted.limit + 1 - len(found)
        walks = _walks(who, view=view, stretch=stretches[number], wanted=wanted)
        if room <= 0 or not walks:
            break
        rows = _stretch(reader, walks, stretches[number], who=who, place=place, limit=room)
        found += [(number, row) for row in rows]
        place = None
    items = _rows(reader, [row for _, row in found[: wanted.limit]], who=who)
    following = None
    if len(found) > wanted.limit:
        number, last = found[wanted.limit - 1]
        following = make_cursor(last[_KEYS[stretches[number].key]], last[0], stretch=number)
    return Page(items=items, next=following)


_KEYS = {"c.last_activity_at": 12, "c.waiting_since": 13, "c.due_at": 23, "c.snoozed_until": 24}
"""Where in COLUMNS a list can be sorted by."""
MOST_WALKS = 400  # SQLite merges up to 500


def _walks(
    who: Actor, *, view: views.View, stretch: views.Stretch, wanted: Wanted
) -> list[Visible]:
    """The conditions whose rows make the list; no conversation is in two of them."""
    shown = views.conditions(view, stretch=stretch, who=who)
    ways = scopes(who, address=wanted.address)
    if view.personal or len(ways) * len(shown) > MOST_WALKS:
        # Found by what the person has: the address shall not choose the index.
        whole = visible(who, address=wanted.address)
        ways = (Visible(whole.sql.replace("c.address_id", "+c.address_id"), whole.params),)
    more = (wanted.condition,) if wanted.condition is not None else ()
    if wanted.address is None and not more and not view.personal and view != views.VIEWS["unread"]:
        more = (folded(who),)  # one line for a mail that several addresses got
    return [_all((way, one, *more)) for way in ways for one in shown]


def _all(some: Sequence[Visible]) -> Visible:
    return Visible(
        " AND ".join(f"({one.sql})" for one in some),
        tuple(value for one in some for value in one.params),
    )


def _stretch(
    reader: Reader,
    walks: Sequence[Visible],
    stretch: views.Stretch,
    *,
    who: Actor,
    place: tuple[Any, ...] | None,
    limit: int,
) -> list[tuple[Any, ...]]:
    """Up to `limit` rows of one part of a sorted list, after `place`."""
    narrow = f" AND {stretch.condition}" if stretch.condition else ""
    narrow += stretch.after if place is not None else ""
    order = f"{stretch.order} LIMIT %s"
    behind = place or ()
    if len(walks) == 1:
        source, where = "store_conversation c", f" WHERE {walks[0].sql}{narrow}"
        values = (who.id, *walks[0].params, *behind)
    else:
        inner = " UNION ALL ".join(
            f"SELECT * FROM (SELECT c.id, {stretch.key} AS k FROM store_conversation c "
            f"WHERE {walk.sql}{narrow}{order}) AS w{number}"
            for number, walk in enumerate(walks)
        )
        # Cut before anything is joined, so that fifty rows are looked up and no more.
        way = "DESC" if stretch.down else "ASC"
        cut = f"SELECT x.id FROM ({inner}) AS x ORDER BY x.k {way}, x.id {way} LIMIT %s"
        source, where = f"({cut}) AS y JOIN store_conversation c ON c.id = y.id", ""
        # The reader's own id stands in JOINS: after the walks, before a plain condition.
        inside = (value for walk in walks for value in (*walk.params, *behind, limit))
        values = (*inside, limit, who.id)
    return reader.rows(f"SELECT {COLUMNS} FROM {source}{JOINS}{where}{order}", (*values, limit))


def _drafted(reader: Reader, *, who: Actor) -> frozenset[int]:
    """Conversations in which `who` has begun something."""
    found = reader.rows("SELECT conversation_id FROM store_draft WHERE author_id = %s", (who.id,))
    return frozenset(row[0] for row in found)


def by_ids(reader: Reader, *, who: Actor, ids: Sequence[int]) -> list[Row]:
    """Rows of these conversations, as far as `who` may see them."""
    allowed = visible(who)
    if not ids:
        return []
    places = ", ".join(["%s"] * len(ids))
    found = reader.rows(
        f"SELECT {COLUMNS} FROM store_conversation c{JOINS} WHERE c.id IN ({places}) "
        f"AND c.state <> 'merged' AND {allowed.sql} ORDER BY c.last_activity_at DESC, c.id DESC",
        (who.id, *ids, *allowed.params),
    )
    return _rows(reader, found, who=who)


def _rows(reader: Reader, found: Sequence[tuple[Any, ...]], *, who: Actor) -> list[Row]:
    """With what else the asker has there: drafts, and the same mail at other addresses."""
    drafted = _drafted(reader, who=who)
    twins = also(reader, who=who, ids=[row[0] for row in found])
    return [as_row(row, drafted=drafted, also=twins.get(row[0], ())) for row in found]


def as_row(row: tuple[Any, ...], *, drafted: frozenset[int], also: Sequence[str] = ()) -> Row:
    """One database row in the shape of the API; `drafted`: where the asker has a draft; `also`:
    the other addresses that got the same mail."""
    labels = row[8] if isinstance(row[8], str) else msgspec.json.encode(row[8]).decode()
    return Row(
        id=str(row[0]),
        address=row[1],
        address_id=str(row[2]),
        mode=row[3],
        subject=row[4],
        snippet=row[5],
        state=row[6],
        assignee=row[7],
        labels=msgspec.Raw(labels.encode()),
        contact=Person(address=row[9], name=row[10]),
        messages=row[11],
        last_activity_at=rfc3339(row[12]) or "",
        waiting_since=rfc3339(row[13]),
        seen_up_to=row[14],
        read_up_to=row[16],
        unread=row[15] > row[16],
        attachments=row[17],
        confidential=bool(row[18]),
        sending=row[19] > 0,
        draft=row[0] in drafted,
        status=row[20],
        team=row[21],
        priority=row[22],
        due_at=rfc3339(row[23]),
        snoozed_until=rfc3339(row[24]),
        tasks_open=row[25],
        tasks_done=row[26],
        starred=bool(row[27]),
        followed=bool(row[28]),
        archived=bool(row[29]),
        also=list(also),
    )


def make_cursor(at: Any, identifier: int, *, stretch: int = 0) -> str:
    """An opaque place in the list: after this time and id, in this part of it."""
    moment = at if isinstance(at, str) else stored(loaded(at) or at)
    told = f"{moment}|{identifier}" + (f"|{stretch}" if stretch else "")
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _place(cursor: str | None, *, stretches: int) -> tuple[int, tuple[Any, ...] | None]:
    """Which part of the list, and the values of its condition `after`."""
    if cursor is None:
        return 0, None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        moment, identifier, stretch = f"{_decoded(padded)}|0".split("|")[:3]
        datetime.fromisoformat(moment)
        number, part = int(identifier), int(stretch)
        if not (0 <= number < 2**63 and 0 <= part < stretches):
            raise ValueError(cursor)
    except (ValueError, binascii.Error):
        raise BadInput("bad-cursor", "This cursor is not one of ours.") from None
    return part, (moment, moment, number)


def after(cursor: str | None) -> tuple[str, int] | None:
    """The time and id a cursor of a plain order stands for; raises BadInput."""
    _, place = _place(cursor, stretches=9)
    return None if place is None else (place[0], place[2])


def _decoded(padded: str) -> str:
    return base64.urlsafe_b64decode(padded).decode()
