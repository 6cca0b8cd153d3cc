"""Mailings as they are read: what left, or leaves, for a whole list; posts and campaigns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from tripost.outbound.standing import STATE
from tripost.people.policies import Actor, Hidden, Visible, unhidden
from tripost.store.json_columns import mapping
from tripost.store.reads import Reader
from tripost.store.times import loaded

EVENTS: Final = ("bounced", "complained", "unsubscribed", "answered", "clicked")
# As in the index delivery_events: only rows to which something happened are looked at.
_HAPPENED: Final = " OR ".join(f"d.{event}_at IS NOT NULL" for event in EVENTS)
# A campaign that came back before any copy was made is none: its mail was withdrawn.
_MAILINGS: Final = (
    "o.kind IN ('post', 'campaign') AND (o.cancelled_at IS NULL OR o.message_id IS NOT NULL)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Recipients by what became of their copy. `waiting`: nothing was tried yet."""

    recipients: int
    waiting: int
    sent: int
    deferred: int
    failed: int
    cancelled: int
    bounced: int = 0
    complained: int = 0
    unsubscribed: int = 0
    answered: int = 0
    clicked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """One mailing with its numbers."""

    id: int
    address: int
    kind: str
    name: str
    subject: str
    state: str
    conversation: int | None
    campaign: int | None
    by: str | None
    at: datetime | None
    finished_at: datetime | None
    totals: Totals
    digests: int = 0  # whose next digest tells of it, a campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One copy; `state`: waiting, waiting_relay, sent, deferred, failed, bounced, cancelled."""

    email: str
    name: str
    state: str
    code: str
    detail: str
    at: datetime | None
    bounced_at: datetime | None
    complained_at: datetime | None
    unsubscribed_at: datetime | None
    answered_at: datetime | None
    clicked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A counted link: how many people followed it, how often, and how often machines did."""

    url: str
    people: int
    clicks: int
    scanners: int


@dataclass(frozen=True, slots=True)
class Slow:
    """A domain that asked us to be slower while this mailing runs."""

    domain: str
    limit: int
    closed_until: datetime | None
    code: str
    text: str


def _seen(who: Actor) -> Visible:
    """Neither where it was sent from nor where its mail lies now is hidden from them."""
    sent, lies = (unhidden(who, conversation=f"{one}.conversation_id") for one in ("o", "m"))
    return Visible(f"{sent.sql} AND {lies.sql}", (*sent.params, *lies.params))


_COLUMNS: Final = (
    f"SELECT o.id, o.address_id, o.kind, COALESCE(c.name, ''), COALESCE(m.subject, ''), {STATE}, "
    "o.conversation_id, c.id, u.address, o.not_before, o.finished_at, "
    "o.total, o.copies, o.sent, o.deferred, o.failed, o.cancelled "
    "FROM outbound_outgoing o LEFT JOIN distribution_list_campaign c ON c.outgoing_id = o.id "
    "LEFT JOIN store_message m ON m.id = o.message_id LEFT JOIN people_user u ON u.id = o.author_id"
)


def of_list(
    reader: Reader,
    *,
    who: Actor,
    address: int,
    limit: int,
    cursor: str | None,
    conversation: int | None = None,
) -> tuple[list[Mailing], str | None]:
    """Newest first, of one conversation where it is named; what is confidential to others is not
    there (law 7)."""
    before = int(cursor) if cursor and cursor.isascii() and cursor.isdigit() else 2**63 - 1
    allowed = _seen(who)
    place = "" if conversation is None else "AND o.conversation_id = %s "
    rows = reader.rows(
        f"{_COLUMNS} WHERE o.address_id = %s AND {_MAILINGS} AND o.id < %s AND {allowed.sql} "
        f"{place}ORDER BY o.id DESC LIMIT %s",
        (
            address,
            before,
            *allowed.params,
            *(() if conversation is None else (conversation,)),
            limit + 1,
        ),
    )
    found = [_mailing(row, {}) for row in rows[:limit]]
    return found, str(found[-1].id) if len(rows) > limit else None


def one(reader: Reader, *, who: Actor, mailing: int) -> Mailing:
    """With what happened afterwards; raises Hidden."""
    allowed = _seen(who)
    row = reader.row(
        f"{_COLUMNS} WHERE o.id = %s AND {_MAILINGS} AND {allowed.sql}", (mailing, *allowed.params)
    )
    if row is None:
        raise Hidden
    counts = ", ".join(f"COUNT(d.{event}_at)" for event in EVENTS)
    happened = reader.row(
        f"SELECT {counts} FROM outbound_delivery d WHERE d.outgoing_id = %s AND ({_HAPPENED})",
        (mailing,),
    )
    [(digests,)] = reader.rows(
        "SELECT COUNT(*) FROM distribution_list_indigest WHERE outgoing_id = %s", (mailing,)
    )
    found = _mailing(row, dict(zip(EVENTS, happened or (), strict=False)))
    return replace(found, digests=digests)


def recipients(
    reader: Reader, *, mailing: int, state: str, q: str, limit: int, cursor: str | None
) -> tuple[list[Recipient], str | None]:
    """By address. `state` narrows to one state or to whom something happened; "" = all."""
    narrowed, params = _narrowed(state)
    words = ""
    if q.strip():
        words = " AND d.recipient LIKE %s ESCAPE '!'"
        params = (*params, f"%{_escaped(q.strip().lower())}%")
    rows = reader.rows(
        f"SELECT d.recipient, COALESCE(s.name, ''), {_SHOWN}, d.code, d.detail, "
        "COALESCE(d.settled_at, d.next_at), d.bounced_at, d.complained_at, d.unsubscribed_at, "
        "d.answered_at, d.clicked_at FROM outbound_delivery d "
        "LEFT JOIN distribution_list_subscriber s ON s.id = d.subscriber_id "
        f"WHERE d.outgoing_id = %s AND d.recipient > %s{narrowed}{words} "
        "ORDER BY d.recipient LIMIT %s",
        (mailing, cursor or "", *params, limit + 1),
    )
    found = [_recipient(row) for row in rows[:limit]]
    return found, found[-1].email if len(rows) > limit else None


def everyone(reader: Reader, *, mailing: int, at_once: int = 1000) -> Iterator[list[Recipient]]:
    """All copies, page by page, for a file."""
    cursor: str | None = None
    while True:
        page, cursor = recipients(
            reader, mailing=mailing, state="", q="", limit=at_once, cursor=cursor
        )
        yield page
        if cursor is None:
            return


def links(reader: Reader, *, mailing: int) -> list[Link]:
    """Most followed first; none when links are not counted."""
    row = reader.row("SELECT draft FROM outbound_outgoing WHERE id = %s", (mailing,))
    draft = mapping(row[0]) if row else {}
    urls: Sequence[str] = draft.get("links", ())
    if not urls:
        return []
    found = {
        number: (people, clicks, scanners)
        for number, people, clicks, scanners in reader.rows(
            "SELECT link, COUNT(DISTINCT CASE WHEN NOT scanner THEN subscriber_id END), "
            "SUM(CASE WHEN scanner THEN 0 ELSE 1 END), SUM(CASE WHEN scanner THEN 1 ELSE 0 END) "
            "FROM distribution_list_click WHERE outgoing_id = %s GROUP BY link",
            (mailing,),
        )
    }
    lines = [Link(url, *found.get(number, (0, 0, 0))) for number, url in enumerate(urls)]
    return sorted(lines, key=lambda line: -line.people)


def slow(reader: Reader, *, mailing: int, at: datetime) -> list[Slow]:
    """The domains with copies of this mailing waiting that are closed or limited now."""
    rows = reader.rows(
        'SELECT t.domain, t."limit", t.closed_until, t.code, t.text FROM outbound_destination t '
        "WHERE t.domain IN (SELECT d.domain FROM outbound_delivery d WHERE d.outgoing_id = %s "
        "AND d.state IN ('queued', 'deferred')) ORDER BY t.domain LIMIT 50",
        (mailing,),
    )
    return [Slow(r[0], r[1], loaded(r[2]), r[3], r[4]) for r in rows]


def timeline(reader: Reader, *, mailing: int, on_sqlite: bool) -> list[tuple[str, int]]:
    """(minute as RFC 3339 up to the minute, copies handed over in it), oldest first."""
    minute = (
        "substr(settled_at, 1, 16)"
        if on_sqlite
        else "to_char(settled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"
    )
    rows = reader.rows(
        f"SELECT {minute} AS minute, COUNT(*) FROM outbound_delivery WHERE outgoing_id = %s "
        "AND state = 'sent' AND settled_at IS NOT NULL GROUP BY minute ORDER BY minute",
        (mailing,),
    )
    return [(f"{str(minute).replace(' ', 'T')}:00Z", number) for minute, number in rows]


_SHOWN: Final = (
    "CASE WHEN d.bounced_at IS NOT NULL THEN 'bounced' WHEN d.state = 'queued' THEN "
    "CASE WHEN d.detail = 'waiting for a relay' THEN 'waiting_relay' ELSE 'waiting' END "
    "ELSE d.state END"
)


def _narrowed(state: str) -> tuple[str, tuple[object, ...]]:
    if state in EVENTS:
        return f" AND d.{state}_at IS NOT NULL", ()
    if state == "waiting":
        return " AND d.state = 'queued'", ()
    if state in ("sent", "deferred", "failed", "cancelled"):
        return " AND d.state = %s AND d.bounced_at IS NULL", (state,)
    return "", ()


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _mailing(row: Sequence[Any], happened: Mapping[str, int]) -> Mailing:
    ident, address, kind, name, subject, state, conversation, campaign, by, at, done, *counts = row
    total, copies, sent, deferred, failed, cancelled = counts
    recipients = max(total, copies)
    waiting = 0 if state == "cancelled" else recipients - sent - deferred - failed - cancelled
    return Mailing(
        id=ident,
        address=address,
        kind=kind,
        name=name,
        subject=subject,
        state=state,
        conversation=conversation,
        campaign=campaign,
        by=by,
        at=loaded(at),
        finished_at=loaded(done),
        totals=Totals(
            recipients=recipients,
            waiting=max(0, waiting),
            sent=sent,
            deferred=deferred,
            failed=failed,
            cancelled=recipients - sent - deferred - failed if state == "cancelled" else cancelled,
            **happened,
        ),
    )


def _recipient(row: Sequence[Any]) -> Recipient:
    return Recipient(
        email=row[0],
        name=row[1],
        state=row[2],
        code=row[3],
        detail=row[4],
        at=loaded(row[5]),
        bounced_at=loaded(row[6]),
        complained_at=loaded(row[7]),
        unsubscribed_at=loaded(row[8]),
        answered_at=loaded(row[9]),
        clicked_at=loaded(row[10]),
    )
