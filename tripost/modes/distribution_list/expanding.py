"""Make the Delivery rows of posts and campaigns: a few hundred at a time, claimed as they are made.

No more are made than will leave soon, so a pause or a cancel has little to undo, and a hundred
thousand copies cost neither memory nor one long transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection

from tripost.kit.ids import block
from tripost.modes.distribution_list.archive import actions as archive
from tripost.modes.distribution_list.posting.topics import of_post
from tripost.modes.distribution_list.subscribers import audience
from tripost.outbound import tally
from tripost.outbound.fanout import WAITS, Born
from tripost.outbound.models import Outgoing
from tripost.outbound.results import leave, tell_progress
from tripost.search.condition import Condition, all_of
from tripost.store.json_columns import mapping
from tripost.store.reads import DjangoReader, Reader
from tripost.store.times import loaded, stored

GONE: Final = "no longer subscribed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A send whose copies are not all made."""

    outgoing: int
    kind: str
    address: int
    created_at: Any
    cursor: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Which rows the next copies are made from: a condition over `s` (subscribers) or `f`
    (Frozen); `cursor`: how far the send has come with them; `last`: nothing is left after."""

    source: Condition | None
    cursor: int
    last: bool
    size: int


def born(
    *, at: datetime, lease_until: datetime, limit: int, closed: Sequence[str] = ()
) -> list[Born]:
    """Up to `limit` new copies of one send, leased until `lease_until`; those for a `closed`
    domain are made, but wait for it. The send with the fewest copies so far comes first, so that
    a post to 25 does not wait for a campaign to 100,000. Runs in the writer. Safe to run twice:
    nobody gets a second row.
    """
    for found in _waiting(at=at):
        campaign = found.kind == "campaign"
        begins = found.kind == "post" and found.cursor == 0
        mail = replace(found, topics=_begun(found, at=at)) if begins else found
        chunk = _frozen(mail, at=at, limit=limit) if campaign else _active(mail, at=at, limit=limit)
        rows = (
            _make(mail, chunk, at=at, until=lease_until, closed=closed)
            if chunk.source is not None
            else []
        )
        _go_on(mail, chunk, at=at)
        if rows:
            return [Born(*row[:5]) for row in rows if row[5] is not None]
    return []


def _begun(mail: Waiting, *, at: datetime) -> tuple[str, ...]:
    """What a post is about is settled once, with its first copies (law 5); then the archive has
    it too."""
    topics = mail.topics or of_post(DjangoReader(), outgoing=mail.outgoing, address=mail.address)
    if topics and not mail.topics:
        row = Outgoing.objects.select_for_update().get(pk=mail.outgoing)
        row.draft = {**row.draft, "topics": list(topics)}
        row.save(update_fields=["draft"])
    archive.keep(mail.outgoing, at=at)
    return topics


def next_due(reader: Reader) -> datetime | None:
    """When the next send has copies to be made."""
    post = reader.row(
        "SELECT MIN(not_before) FROM outbound_outgoing WHERE expanded = %s "
        "AND cancelled_at IS NULL AND paused_at IS NULL AND kind <> 'campaign'",
        (False,),
    )
    campaigns = [
        reader.row(
            "SELECT MIN(f.not_before) FROM distribution_list_frozen f WHERE f.outgoing_id = %s "
            "AND (f.not_before > %s OR (f.not_before = %s AND f.id > %s))",
            (row[0], row[2], row[2], row[1]),
        )
        for row in reader.rows(
            "SELECT o.id, o.cursor, COALESCE((SELECT c.not_before FROM distribution_list_frozen c "
            "WHERE c.id = o.cursor), o.created_at) FROM outbound_outgoing o WHERE o.expanded = %s "
            "AND o.cancelled_at IS NULL AND o.paused_at IS NULL AND o.kind = 'campaign'",
            (False,),
        )
    ]
    times = [loaded(row[0]) for row in (post, *campaigns) if row is not None]
    return min((time for time in times if time is not None), default=None)


def sizes(reader: Reader, *, at: datetime) -> dict[int, int]:
    """How many people the posts that have just begun go to, for their progress; those who have
    their copy by now are among them."""
    found = reader.rows(
        f"SELECT {_COLUMNS} FROM outbound_outgoing o WHERE o.expanded = %s AND o.total = 0 "
        "AND o.cancelled_at IS NULL AND o.kind = 'post'",
        (False,),
    )
    totals = {}
    for row in found:
        mail = _read(row)
        topics = mail.topics or of_post(reader, outgoing=mail.outgoing, address=mail.address)
        who = _people(replace(mail, topics=topics, cursor=0), reader=reader, at=at)
        [(number,)] = reader.rows(
            f"SELECT COUNT(*) FROM distribution_list_subscriber s WHERE {who.sql}", who.values
        )
        totals[row[0]] = number
    return totals


def sized(totals: dict[int, int]) -> None:
    """Write `sizes` down. Runs in the writer."""
    with connection.cursor() as cursor:
        for outgoing, total in totals.items():
            cursor.execute(
                "UPDATE outbound_outgoing SET total = %s WHERE id = %s AND total = 0",
                [total, outgoing],
            )


_COLUMNS: Final = "o.id, o.kind, o.address_id, o.created_at, o.cursor, o.draft"


def _waiting(*, at: datetime) -> list[Waiting]:
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE SKIP LOCKED"
    rows = DjangoReader().rows(
        f"SELECT {_COLUMNS} FROM outbound_outgoing o WHERE o.expanded = %s "
        "AND o.cancelled_at IS NULL AND o.paused_at IS NULL AND o.not_before <= %s "
        f"ORDER BY o.copies, o.id LIMIT 20{lock}",
        (False, stored(at)),
    )
    return [_read(row) for row in rows]


def _read(row: tuple[Any, ...]) -> Waiting:
    outgoing, kind, address, created_at, cursor, draft = row
    told = mapping(draft).get("topics") or ()
    return Waiting(
        outgoing=outgoing,
        kind=kind,
        address=address,
        created_at=created_at,
        cursor=cursor,
        topics=(told,) if isinstance(told, str) else tuple(told),
    )


def _people(mail: Waiting, *, reader: Reader, at: datetime) -> Condition:
    """Who gets this post and has no copy yet: was there when it was made, nested lists included,
    is still there, wants each mail and its topic."""
    since = mail.created_at if isinstance(mail.created_at, str) else stored(mail.created_at)
    active = audience.active(reader, address=mail.address, at=at, topics=mail.topics)
    return all_of([active, Condition("s.since <= %s AND s.id > %s", (since, mail.cursor))])


def _active(mail: Waiting, *, at: datetime, limit: int) -> Chunk:
    """The next subscribers of a post, by their id."""
    reader = DjangoReader()
    people = _people(mail, reader=reader, at=at)
    rows = reader.rows(
        "SELECT s.id FROM distribution_list_subscriber s "
        f"WHERE {people.sql} ORDER BY s.id LIMIT %s",
        (*people.values, limit),
    )
    if not rows:
        return Chunk(source=None, cursor=mail.cursor, last=True, size=0)
    end = rows[-1][0]
    return Chunk(
        source=all_of([people, Condition("s.id <= %s", (end,))]),
        cursor=end,
        last=len(rows) < limit,
        size=len(rows),
    )


def _frozen(mail: Waiting, *, at: datetime, limit: int) -> Chunk:
    """The next recipients of a campaign in the order of their time; later ones stay for later."""
    reader = DjangoReader()
    been = reader.row(
        "SELECT not_before FROM distribution_list_frozen WHERE id = %s", (mail.cursor,)
    )
    after = " AND (f.not_before > %s OR (f.not_before = %s AND f.id > %s))" if been else ""
    place = (been[0], been[0], mail.cursor) if been else ()
    rows = reader.rows(
        "SELECT f.id FROM distribution_list_frozen f WHERE f.outgoing_id = %s "
        f"AND f.not_before <= %s{after} ORDER BY f.not_before, f.id LIMIT %s",
        (mail.outgoing, stored(at), *place, limit),
    )
    later = len(rows) == limit or reader.row(
        "SELECT 1 FROM distribution_list_frozen f WHERE f.outgoing_id = %s AND f.not_before > %s "
        "LIMIT 1",
        (mail.outgoing, stored(at)),
    )
    ids = [row[0] for row in rows]
    condition, params = tally.among("f.id", ids)
    return Chunk(
        source=Condition(condition, tuple(params)) if ids else None,
        cursor=ids[-1] if ids else mail.cursor,
        last=not later,
        size=len(ids),
    )


def _make(
    mail: Waiting, chunk: Chunk, *, at: datetime, until: datetime, closed: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Insert a chunk; rows (id, outgoing, recipient, subscriber, domain, lease)."""
    assert chunk.source is not None
    first, step = block(at, chunk.size)
    campaign = mail.kind == "campaign"
    who = "f.email" if campaign else "s.email"
    host = (
        f"substr({who}, instr({who}, '@') + 1)"
        if connection.vendor == "sqlite"
        else f"split_part({who}, '@', 2)"
    )
    source = (
        "distribution_list_frozen f JOIN distribution_list_subscriber s ON s.id = f.subscriber_id"
        if campaign
        else "distribution_list_subscriber s"
    )
    # Who left since the recipients were frozen has a row that says so; nothing is sent.
    stays = "s.state = 'active'" if campaign else "1 = 1"
    free = f"{stays} AND {host} NOT IN ({', '.join(['%s'] * len(closed))})" if closed else stays
    cast = "" if connection.vendor == "sqlite" else "::timestamptz"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbound_delivery (id, outgoing_id, recipient, state, next_at, "
            "lease_until, attempts, code, detail, settled_at, domain, subscriber_id) "
            f"SELECT %s + %s * ROW_NUMBER() OVER (ORDER BY s.id), %s, {who}, "
            f"CASE WHEN {stays} THEN 'queued' ELSE 'cancelled' END, "
            f"CASE WHEN {free} THEN %s{cast} ELSE %s{cast} END, "
            f"CASE WHEN {free} THEN %s{cast} END, 0, '', "
            f"CASE WHEN {stays} THEN '' ELSE '{GONE}' END, "
            f"CASE WHEN {stays} THEN NULL ELSE %s{cast} END, {host}, s.id "
            f"FROM {source} WHERE {chunk.source.sql} "
            "ON CONFLICT (outgoing_id, recipient) DO NOTHING "
            "RETURNING id, outgoing_id, recipient, subscriber_id, domain, lease_until, state",
            [
                first,
                step,
                mail.outgoing,
                *closed,
                stored(at),
                stored(at + WAITS),
                *closed,
                stored(until),
                stored(at),
                *chunk.source.values,
            ],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    gone = sum(row[6] == "cancelled" for row in rows)
    tally.move({(mail.outgoing, "copies"): len(rows), (mail.outgoing, "cancelled"): gone}, at=at)
    return rows


def _go_on(mail: Waiting, chunk: Chunk, *, at: datetime) -> None:
    """Remember how far it came; at the end the numbers are final."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_outgoing SET cursor = %s WHERE id = %s", [chunk.cursor, mail.outgoing]
        )
        if not chunk.last:
            return
        cursor.execute(
            "UPDATE outbound_outgoing SET expanded = %s, total = copies WHERE id = %s "
            "RETURNING copies, sent + failed + cancelled",
            [True, mail.outgoing],
        )
        copies, settled = cursor.fetchone()
    tally.finish(mail.outgoing, at=at)
    if copies == settled:  # nobody is subscribed, or all have left
        leave([mail.outgoing], at=at)
        tell_progress([mail.outgoing], at=at)
