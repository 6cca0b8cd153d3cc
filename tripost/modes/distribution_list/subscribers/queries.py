"""What the subscribers' page shows: a page in an order, and one person with their story."""

import json
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec

from tripost.core.campaign.slots import filled
from tripost.people.policies import Actor, Hidden, unhidden, visible
from tripost.search.condition import Condition
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader
from tripost.store.times import loaded, rfc3339, stored

SHOWN: Final = ("active", "unsubscribed", "bouncing")
STATES: Final = (*SHOWN, "removed")
SENDS: Final = 50
_COLUMNS: Final = (
    "s.id, s.email, s.name, s.state, s.since, s.language, s.delivery, s.paused_until, s.topics, "
    "s.attributes, s.source, s.bounces, s.score"
)
_FROM: Final = "FROM distribution_list_subscriber s WHERE s.address_id = %s"
SORTS: Final = MappingProxyType(
    {
        "address": ("s.email", "ASC"),
        "name": ("LOWER(s.name)", "ASC"),
        "newest": ("s.since", "DESC"),
        "oldest": ("s.since", "ASC"),
        "bounces": ("s.bounces", "DESC"),
    }
)
"""Each with the id as the last word, so that pages neither skip nor repeat anybody."""


class SubscriberShape(msgspec.Struct, frozen=True):
    """Who gets a list, and how."""

    address: str
    name: str
    state: str  # active | unsubscribed | bouncing | removed
    since: str
    language: str  # "" = the list's
    delivery: str  # each | digest | pause
    paused_until: str | None
    topics: list[str] | None  # null = all
    attributes: dict[str, str | float]
    source: str  # hand | import | signup | api; "" = from before this was kept
    bounces: int
    score: float


class SubscriberPage(msgspec.Struct, frozen=True):
    """One page; `total` counts all pages."""

    items: list[SubscriberShape]
    next: str | None
    total: int


class ConsentShape(msgspec.Struct, frozen=True):
    """One link of the chain of consent."""

    kind: str  # asked | confirmed | vouched | changed | withdrawn
    at: str
    text: str
    form: str
    source: str
    by: str | None
    detail: dict[str, Any]


class SendShape(msgspec.Struct, frozen=True):
    """What became of one send for this person; `subject` null: not for who asks."""

    send: str
    kind: str
    subject: str | None
    state: str
    at: str | None
    code: str
    detail: str
    bounced_at: str | None
    complained_at: str | None
    unsubscribed_at: str | None
    answered_at: str | None
    clicked_at: str | None


class SubscriberDetail(SubscriberShape, frozen=True):
    """A subscriber with their consents, oldest first, and their newest sends."""

    consents: list[ConsentShape] = []
    sends: list[SendShape] = []


def page(
    reader: Reader,
    *,
    address: int,
    wanted: Condition,
    sort: str = "address",
    limit: int = 100,
    cursor: str | None = None,
) -> SubscriberPage:
    """Those a condition on `s` is true of. `sort`: one of SORTS."""
    column, direction = SORTS[sort]
    values = (address, *wanted.values)
    total = reader.row(f"SELECT COUNT(*) {_FROM} AND {wanted.sql}", values)
    assert total is not None, "a count always answers"
    place, after = "", _place(cursor, sort=sort)
    if after is not None:
        sign = ">" if direction == "ASC" else "<"
        place = f" AND ({column} {sign} %s OR ({column} = %s AND s.id > %s))"
        values = (*values, after[0], after[0], after[1])
    rows = reader.rows(
        f"SELECT {_COLUMNS}, {column} {_FROM} AND {wanted.sql}{place} "
        f"ORDER BY {column} {direction}, s.id LIMIT %s",
        (*values, limit + 1),
    )
    return SubscriberPage(
        items=[SubscriberShape(**_fields(row)) for row in rows[:limit]],
        next=_cursor(rows[limit - 1]) if len(rows) > limit else None,
        total=total[0],
    )


def one(reader: Reader, *, who: Actor, address: int, email: str) -> SubscriberDetail:
    """A subscriber with everything that is known of them on this list; raises Hidden."""
    row = reader.row(f"SELECT {_COLUMNS} {_FROM} AND s.email = %s", (address, email.lower()))
    if row is None:
        raise Hidden
    return SubscriberDetail(
        **_fields(row),
        consents=_consents(reader, address=address, email=row[1]),
        sends=_sends(reader, who=who, address=address, subscriber=row[0]),
    )


def _fields(row: Any) -> dict[str, Any]:
    return {
        "address": row[1],
        "name": row[2],
        "state": row[3],
        "since": rfc3339(row[4]),
        "language": row[5],
        "delivery": row[6],
        "paused_until": rfc3339(row[7]),
        "topics": decoded(row[8]),
        "attributes": decoded(row[9]) or {},
        "source": row[10],
        "bounces": row[11],
        "score": row[12],
    }


def _consents(reader: Reader, *, address: int, email: str) -> list[ConsentShape]:
    rows = reader.rows(
        "SELECT c.kind, c.at, c.text, c.form, c.source, u.address, c.detail "
        "FROM distribution_list_consent c LEFT JOIN people_user u ON u.id = c.by_id "
        "WHERE c.address_id = %s AND c.email = %s ORDER BY c.at, c.id",
        (address, email),
    )
    return [
        ConsentShape(kind, rfc3339(at) or "", text, form, source, by, decoded(detail) or {})
        for kind, at, text, form, source, by, detail in rows
    ]


def _sends(reader: Reader, *, who: Actor, address: int, subscriber: int) -> list[SendShape]:
    """A subject is content: told to who may read the conversation, or of a campaign."""
    seen, open_to = visible(who), unhidden(who, conversation="o.conversation_id")
    rows = reader.rows(
        "SELECT o.id, o.kind, CASE WHEN p.id IS NOT NULL THEN p.subject ELSE "
        "(SELECT m.subject FROM store_message m JOIN store_conversation c "
        f"ON c.id = m.conversation_id WHERE m.id = o.message_id AND {seen.sql}) END, "
        "d.state, COALESCE(d.settled_at, d.next_at), d.code, d.detail, d.bounced_at, "
        "d.complained_at, d.unsubscribed_at, d.answered_at, d.clicked_at "
        "FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id "
        "LEFT JOIN distribution_list_campaign p ON p.outgoing_id = o.id "
        f"WHERE d.subscriber_id = %s AND o.address_id = %s AND {open_to.sql} "
        "ORDER BY d.id DESC LIMIT %s",
        (*seen.params, subscriber, address, *open_to.params, SENDS),
    )
    return [
        SendShape(
            str(r[0]),
            r[1],
            _told(r[1], r[2]),
            r[3],
            rfc3339(r[4]),
            r[5],
            r[6],
            *(rfc3339(t) for t in r[7:12]),
        )
        for r in rows
    ]


def _told(kind: str, subject: str | None) -> str | None:
    """A campaign's subject as it reads where nothing is known of somebody, as in reports."""
    return filled(subject, {}) if subject and kind == "campaign" else subject


def _cursor(row: Any) -> str:
    key = row[-1]
    return json.dumps([key.isoformat() if isinstance(key, datetime) else key, row[0]])


def _place(cursor: str | None, *, sort: str) -> tuple[Any, int] | None:
    """Where a page goes on; what is no cursor of ours begins at the beginning."""
    try:
        key, ident = json.loads(cursor or "")
        wanted = int if sort == "bounces" else str
        if not isinstance(ident, int) or not isinstance(key, wanted) or abs(ident) >= 2**63:
            return None
        if "\0" in str(key).encode().decode():  # ValueError, too, of half a surrogate pair
            return None
        if sort in ("newest", "oldest"):
            since = loaded(str(key))
            key = stored(since) if since else key
    except (ValueError, TypeError):
        return None
    return key, ident
