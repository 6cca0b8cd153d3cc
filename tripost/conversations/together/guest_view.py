"""What a guest gets to see by a link: mails that have left or come, and notes if they were let."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tripost.conversations.shapes import GuestShape
from tripost.conversations.viewing import File
from tripost.kit.secrets import digest
from tripost.people.policies import Hidden, actor, may_see
from tripost.store.reads import Reader
from tripost.store.times import loaded, rfc3339, stored

PAGE_BYTES = 28_000  # of text on one page: with all around it stays under 50 kB
TEXT_LIMIT = 8_000  # characters of one text on the page; all of it is a file beside
FILES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Let:
    """Who a link lets in, and where; `zone` (IANA) is that of the colleague who made it."""

    guest: int
    name: str
    conversation: int
    notes: bool
    expires_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail or note on the page; `cut`: the whole text is at text/<entry>."""

    entry: int
    kind: str  # in | out | note
    author: str
    at: datetime
    text: str
    cut: bool
    files: tuple[tuple[int, str, int], ...]  # id, name, bytes


@dataclass(frozen=True, slots=True)
class GuestPage:
    """One page, oldest first; `earlier`: the entry number older ones are below."""

    subject: str
    address: str
    entries: tuple[Shown, ...]
    earlier: int | None


def let_in(reader: Reader, *, secret: str, now: datetime) -> Let:
    """Whom this secret lets in now; raises Hidden.

    A guest never sees more than who let them in: when that person may no longer see the
    conversation, because a right went or it became confidential, the link shows nothing.
    """
    found = reader.row(
        "SELECT g.id, g.name, g.conversation_id, g.notes, g.expires_at, g.by_id, u.timezone "
        "FROM store_guest g JOIN store_conversation c ON c.id = g.conversation_id "
        "JOIN people_user u ON u.id = g.by_id "
        "WHERE g.digest = %s AND g.revoked_at IS NULL AND g.expires_at > %s "
        "AND c.state NOT IN ('merged', 'trash', 'spam')",
        (digest(secret), stored(now)),
    )
    if found is None:
        raise Hidden
    host = actor(reader, user=found[5])
    if host is None or not may_see(reader, who=host, conversation=found[2]):
        raise Hidden
    expires = loaded(found[4])
    assert expires is not None
    return Let(found[0], found[1], found[2], bool(found[3]), expires, found[6])


# What waits in its undo window may still be taken back: it is not there yet.
_SHOWN = """
FROM store_entry e LEFT JOIN store_message m ON m.id = e.message_id
LEFT JOIN people_user u ON u.id = e.actor_id
LEFT JOIN outbound_outgoing o ON o.message_id = e.message_id
WHERE e.conversation_id = %s AND (
 (e.kind = 'message' AND (m.direction = 'in' OR o.id IS NULL OR o.left_at IS NOT NULL))
 OR (e.kind = 'note' AND {notes}))"""


def page(reader: Reader, *, let: Let, before: int | None = None) -> GuestPage:
    """The newest entries that fit on a page, or those before an entry number."""
    head = reader.row(
        "SELECT c.subject, a.name, a.email FROM store_conversation c "
        "JOIN addresses_address a ON a.id = c.address_id WHERE c.id = %s",
        (let.conversation,),
    )
    assert head is not None, "the link was found a moment ago"
    entries: list[Shown] = []
    size = 0
    for one in _walk(reader, let=let, before=before):
        size += len(one.text.encode()) + 400
        if entries and size > PAGE_BYTES:
            return GuestPage(head[0], head[1] or head[2], tuple(reversed(entries)), _last(entries))
        entries.append(one)
    return GuestPage(head[0], head[1] or head[2], tuple(reversed(entries)), None)


def whole_text(reader: Reader, *, let: Let, entry: int) -> str:
    """The text of one entry the guest may see; raises Hidden."""
    if entry >= 2**31:  # no database has such a number
        raise Hidden
    for row in _rows(reader, let=let, where=" AND e.number = %s", values=(entry,), limit=1):
        return str(row[6] if row[1] == "message" else row[7])
    raise Hidden


def file(reader: Reader, *, let: Let, ident: int) -> File:
    """A file of a mail the guest may see; raises Hidden."""
    if ident >= 2**63:
        raise Hidden
    found = reader.row(
        "SELECT p.name, p.content_type, m.blob_id, p.offset, p.length, p.encoding, e.number "
        "FROM store_attachment p JOIN store_message m ON m.id = p.message_id "
        "JOIN store_entry e ON e.message_id = m.id "
        "WHERE p.id = %s AND e.conversation_id = %s",
        (ident, let.conversation),
    )
    if found is None:
        raise Hidden
    whole_text(reader, let=let, entry=found[6])
    return File(*found[:6])


def guests(reader: Reader, *, ident: int, now: str) -> list[GuestShape]:
    """Whose links work, for the thread."""
    return [
        GuestShape(
            id=str(row[0]),
            name=row[1],
            expires_at=rfc3339(row[2]) or "",
            notes=bool(row[3]),
            by=row[4],
            last_seen_at=rfc3339(row[5]),
        )
        for row in reader.rows(
            "SELECT g.id, g.name, g.expires_at, g.notes, u.address, g.last_seen_at "
            "FROM store_guest g JOIN people_user u ON u.id = g.by_id "
            "WHERE g.conversation_id = %s AND g.revoked_at IS NULL ORDER BY g.id",
            (ident,),
        )
        if (rfc3339(row[2]) or "") > now
    ]


def _walk(reader: Reader, *, let: Let, before: int | None) -> Iterator[Shown]:
    """Newest first."""
    where, values = ("", ()) if before is None else (" AND e.number < %s", (before,))
    rows = _rows(reader, let=let, where=where, values=values, limit=200)
    files = _files(reader, messages=[row[8] for row in rows if row[8] is not None])
    for row in rows:
        yield _shown(row, files=files)


def _rows(
    reader: Reader, *, let: Let, where: str, values: tuple[int, ...], limit: int
) -> list[tuple[Any, ...]]:
    """What a guest may see; of the notes at least those that are the guest's own."""
    condition = "1 = 1" if let.notes else "e.actor_id IS NULL"
    found = reader.rows(
        "SELECT e.number, e.kind, m.direction, m.from_name, m.from_address, e.at, m.visible, "
        f"e.text, e.message_id, u.name, e.data {_SHOWN.format(notes=condition)}{where} "
        "ORDER BY e.number DESC LIMIT %s",
        (let.conversation, *values, limit),
    )
    if let.notes:
        return found
    mine = str(let.guest)
    return [r for r in found if r[1] == "message" or json.loads(r[10]).get("guest_id") == mine]


def _shown(row: tuple[Any, ...], *, files: dict[int, list[tuple[int, str, int]]]) -> Shown:
    at = loaded(row[5])
    assert at is not None
    text = str(row[6] if row[1] == "message" else row[7])
    if row[1] == "message":
        kind, author = row[2], row[3] or row[4]
    else:
        kind, author = "note", row[9] or json.loads(row[10]).get("guest", "")
    return Shown(
        entry=row[0],
        kind=kind,
        author=author,
        at=at,
        text=text[:TEXT_LIMIT],
        cut=len(text) > TEXT_LIMIT,
        files=tuple(files.get(row[8], ())[:FILES_SHOWN]),
    )


def _files(reader: Reader, *, messages: list[int]) -> dict[int, list[tuple[int, str, int]]]:
    if not messages:
        return {}
    places = ", ".join(["%s"] * len(messages))
    files: dict[int, list[tuple[int, str, int]]] = {}
    for ident, message, name, size in reader.rows(
        "SELECT id, message_id, name, size FROM store_attachment "
        f"WHERE message_id IN ({places}) ORDER BY id",
        messages,
    ):
        files.setdefault(message, []).append((ident, name or "attachment", size))
    return files


def _last(entries: list[Shown]) -> int:
    return entries[-1].entry
