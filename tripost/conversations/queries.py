"""Which conversations may this person see, newest first? Hand-written SQL for both dialects."""

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from tripost.conversations.shapes import Page, Person, Row
from tripost.kit.entered import BadInput
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader
from tripost.store.times import loaded, rfc3339, stored

COLUMNS = """c.id, a.email, c.address_id, a.mode, c.subject, c.snippet, c.state, u.address,
 c.labels, c.contact_address, c.contact_name, c.messages, c.last_activity_at, c.waiting_since,
 c.last_entry, c.last_content, COALESCE(k.up_to, 0), c.attachments, c.confidential, c.sending,
 st.name, t.name, c.priority, c.due_at, c.snoozed_until, c.tasks_open, c.tasks_done,
 COALESCE(k.starred, FALSE), COALESCE(k.followed, FALSE)"""

JOINS = """ JOIN addresses_address a ON a.id = c.address_id
 LEFT JOIN people_user u ON u.id = c.assignee_id
 LEFT JOIN people_team t ON t.id = c.team_id
 LEFT JOIN store_status st ON st.id = c.status_id
 LEFT JOIN store_readmark k ON k.conversation_id = c.id AND k.user_id = %s"""

UNREAD = (
    "c.last_content > COALESCE((SELECT m.up_to FROM store_readmark m "
    "WHERE m.conversation_id = c.id AND m.user_id = %s), 0)"
)

VIEWS = (
    "all",
    "open",
    "mine",
    "unassigned",
    "waiting",
    "later",
    "closed",
    "unread",
    "drafts",
    "mentions",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page: of which addresses, by which view, from where on."""

    address: int | None = None
    view: str = "all"
    limit: int = 50
    cursor: str | None = None


def page(reader: Reader, *, who: Actor, wanted: Wanted) -> Page:
    """One page of rows, newest activity first. Raises BadInput.

    Each address is one short walk along its index; the walks are merged and cut, so that the
    cost does not grow with the number of conversations.
    """
    addresses = who.readable() if wanted.address is None else (wanted.address,)
    walks = [_walk(address, who=who, wanted=wanted) for address in addresses]
    if not walks:
        return Page(items=[], next=None)
    if len(walks) == 1:
        condition, params = walks[0]
        source, where = "store_conversation c", f" WHERE {condition}"
    else:
        inner = " UNION ALL ".join(
            "SELECT * FROM (SELECT c.id FROM store_conversation c "
            f"WHERE {condition}{_ORDER}) AS w{number}"
            for number, (condition, _) in enumerate(walks)
        )
        source, where = f"({inner}) AS x JOIN store_conversation c ON c.id = x.id", ""
        params = [value for _, values in walks for value in (*values, wanted.limit + 1)]
    # The reader's own id stands in JOINS: after the walks, before a plain condition.
    values = (who.id, *params) if where else (*params, who.id)
    found = reader.rows(
        f"SELECT {COLUMNS} FROM {source}{JOINS}{where}{_ORDER}", (*values, wanted.limit + 1)
    )
    drafted = _drafted(reader, who=who)
    items = [as_row(row, drafted=drafted) for row in found[: wanted.limit]]
    following = None
    if len(found) > wanted.limit:
        last = found[wanted.limit - 1]
        following = make_cursor(last[12], last[0])
    return Page(items=items, next=following)


_ORDER = " ORDER BY c.last_activity_at DESC, c.id DESC LIMIT %s"


def _walk(address: int, *, who: Actor, wanted: Wanted) -> tuple[str, list[Any]]:
    """The condition for the rows of one address, with its values."""
    allowed = visible(who, address=address)
    condition, values = _condition(wanted.view, who=who)
    after, after_values = _after(wanted.cursor)
    return f"{allowed.sql}{condition}{after}", [*allowed.params, *values, *after_values]


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
        f"AND {allowed.sql} ORDER BY c.last_activity_at DESC, c.id DESC",
        (who.id, *ids, *allowed.params),
    )
    drafted = _drafted(reader, who=who)
    return [as_row(row, drafted=drafted) for row in found]


def as_row(row: tuple[Any, ...], *, drafted: frozenset[int]) -> Row:
    """One database row in the shape of the API; `drafted`: where the asker has a draft."""
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
    )


def _condition(view: str, *, who: Actor) -> tuple[str, tuple[Any, ...]]:
    match view:
        case "all":
            return "", ()
        case "open":
            return " AND c.state = 'open'", ()
        case "mine":
            return " AND c.assignee_id = %s AND c.state IN ('open', 'waiting')", (who.id,)
        case "unassigned":
            return " AND c.state = 'open' AND c.assignee_id IS NULL", ()
        case "waiting":
            return " AND c.state = 'waiting'", ()
        case "later":
            return " AND c.state = 'snoozed'", ()
        case "closed":
            return " AND c.state = 'closed'", ()
        case "mentions":
            return (
                " AND c.state <> 'closed' AND EXISTS (SELECT 1 FROM store_mention n "
                "WHERE n.user_id = %s AND n.conversation_id = c.id)",
                (who.id,),
            )
        case "unread":
            return f" AND c.state = 'open' AND {UNREAD}", (who.id,)
        case "drafts":
            return (
                " AND EXISTS (SELECT 1 FROM store_draft d WHERE d.conversation_id = c.id "
                "AND d.author_id = %s)",
                (who.id,),
            )
    raise BadInput("bad-view", f"A view is one of {', '.join(VIEWS)}.")


def make_cursor(at: Any, identifier: int) -> str:
    """An opaque place in the list: after this activity and id."""
    moment = at if isinstance(at, str) else stored(loaded(at) or at)
    return base64.urlsafe_b64encode(f"{moment}|{identifier}".encode()).decode().rstrip("=")


def _after(cursor: str | None) -> tuple[str, Iterable[Any]]:
    if cursor is None:
        return "", ()
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        moment, _, identifier = base64.urlsafe_b64decode(padded).decode().partition("|")
        datetime.fromisoformat(moment)
        values = (moment, moment, int(identifier))
        if not 0 <= values[2] < 2**63:
            raise ValueError(identifier)
    except (ValueError, binascii.Error):
        raise BadInput("bad-cursor", "This cursor is not one of ours.") from None
    return (
        " AND c.last_activity_at <= %s AND (c.last_activity_at < %s OR c.id < %s)",
        values,
    )
