"""Campaigns as they are read: one of them whole, those of a list, templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.outbound import standing
from tripost.people.policies import Hidden
from tripost.store.json_columns import mapping
from tripost.store.reads import Reader
from tripost.store.times import loaded

# What is shown: before it leaves, its own state; afterwards that of what left.
STATE: Final = (
    "CASE WHEN o.id IS NULL OR c.state = 'freezing' THEN "
    "CASE WHEN c.state = 'asked' AND c.approved_by_id IS NOT NULL THEN 'approved' "
    "ELSE c.state END "
    f"WHEN {standing.STATE} = 'waiting' THEN 'sending' ELSE {standing.STATE} END"
)
_FROM: Final = (
    "FROM distribution_list_campaign c "
    "LEFT JOIN outbound_outgoing o ON o.id = c.outgoing_id "
    "LEFT JOIN distribution_list_segment s ON s.id = c.segment_id "
    "LEFT JOIN addresses_address i ON i.id = c.reply_inbox_id "
    "LEFT JOIN people_user m ON m.id = c.created_by_id "
    "LEFT JOIN people_user k ON k.id = c.asked_by_id "
    "LEFT JOIN people_user p ON p.id = c.approved_by_id "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """All of one. People by address; `send`: the id of what left. `query`: the segment's words
    where there is a segment, else its own; "" = everyone."""

    id: int
    address: int
    state: str
    name: str
    subject: str
    preheader: str
    content: Mapping[str, Any]
    segment: int | None
    segment_name: str
    query: str
    topic: str
    zone: str
    send_at: datetime | None
    reply_to: str
    reply_inbox: str | None
    clicks: bool
    version: int
    created_by: str | None
    changed_at: datetime
    asked_by: str | None
    approved_by: str | None
    send: int | None
    total: int | None
    back: str


@dataclass(frozen=True, slots=True)
class Line:
    """One of a list's campaigns; times as they are kept."""

    id: int
    state: str
    name: str
    subject: str
    segment: str
    send_at: datetime | None
    changed_at: datetime | None
    created_by: str | None
    send: int | None
    total: int | None


def one(reader: Reader, *, campaign: int) -> Campaign:
    """Raises Hidden when there is none."""
    row = reader.row(
        f"SELECT c.id, c.address_id, {STATE}, c.name, c.subject, c.preheader, c.content, "
        "c.segment_id, s.name, COALESCE(s.query, c.query), c.topic, c.zone, c.send_at, "
        "c.reply_to, i.email, c.clicks, c.version, m.address, c.changed_at, k.address, p.address, "
        f"o.id, o.total, c.back {_FROM} WHERE c.id = %s",
        (campaign,),
    )
    if row is None:
        raise Hidden
    changed = loaded(row[18])
    assert changed is not None
    return Campaign(
        id=row[0],
        address=row[1],
        state=row[2],
        name=row[3],
        subject=row[4],
        preheader=row[5],
        content=mapping(row[6]),
        segment=row[7],
        segment_name=row[8] or "",
        query=row[9],
        topic=row[10],
        zone=row[11],
        send_at=loaded(row[12]),
        reply_to=row[13],
        reply_inbox=row[14],
        clicks=bool(row[15]),
        version=row[16],
        created_by=row[17],
        changed_at=changed,
        asked_by=row[19],
        approved_by=row[20],
        send=row[21],
        total=row[22],
        back=row[23],
    )


def of_list(
    reader: Reader, *, address: int, limit: int, cursor: str | None
) -> tuple[list[Line], str | None]:
    """Newest first, with the cursor of the next page."""
    before = int(cursor) if cursor and cursor.isascii() and cursor.isdigit() else 2**63 - 1
    rows = reader.rows(
        f"SELECT c.id, {STATE}, c.name, c.subject, COALESCE(s.name, ''), c.send_at, c.changed_at, "
        f"m.address, o.id, o.total {_FROM} WHERE c.address_id = %s AND c.id < %s "
        "ORDER BY c.id DESC LIMIT %s",
        (address, before, limit + 1),
    )
    lines = [
        Line(r[0], r[1], r[2], r[3], r[4], loaded(r[5]), loaded(r[6]), r[7], r[8], r[9])
        for r in rows[:limit]
    ]
    return lines, str(lines[-1].id) if len(rows) > limit else None


def attributes(reader: Reader, *, address: int) -> tuple[str, ...]:
    """The keys of what a list knows about its subscribers."""
    rows = reader.rows(
        "SELECT key FROM distribution_list_attribute WHERE address_id = %s ORDER BY key",
        (address,),
    )
    return tuple(row[0] for row in rows)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """Blocks to begin with. `address` None: for all lists."""

    id: int
    address: int | None
    name: str
    content: Mapping[str, Any]


def templates(reader: Reader, *, address: int) -> list[TemplateLine]:
    """Those of this list and those for all."""
    rows = reader.rows(
        "SELECT id, address_id, name, content FROM distribution_list_template "
        "WHERE address_id = %s OR address_id IS NULL ORDER BY name, id",
        (address,),
    )
    return [TemplateLine(r[0], r[1], r[2], mapping(r[3])) for r in rows]


def template(reader: Reader, *, template: int) -> TemplateLine:
    """Raises Hidden when there is none."""
    row = reader.row(
        "SELECT id, address_id, name, content FROM distribution_list_template WHERE id = %s",
        (template,),
    )
    if row is None:
        raise Hidden
    return TemplateLine(row[0], row[1], row[2], mapping(row[3]))
