"""Who did what that others must be able to trust? A chain of hashes that shows any later change."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from tripost.people.models import Audit
from tripost.people.policies import Actor, visible
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

BEGINNING = "0" * 64  # the hash before the first row
CHUNK = 1_000


def audit(
    kind: str,
    *,
    actor: int | None,
    at: datetime,
    address: int | None = None,
    conversation: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Audit:
    """Add one row to the chain, in the transaction of the action it tells of.

    `kind` is an object and what was done to it ("grant.set"); `detail` holds names and ids, never
    the content of mails and no secrets. Call it next to `store.changes.record`: both hold the one
    locked row until the commit, so that two writers never continue the same hash.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_modseq SET value = value WHERE id = 1")
        cursor.execute("SELECT hash FROM people_audit ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone()
    row = Audit(
        at=at,
        actor_id=actor,
        kind=kind,
        address_id=address,
        conversation_id=conversation,
        detail=dict(detail or {}),
    )
    row.hash = link(
        last[0] if last else BEGINNING,
        at=rfc3339(at) or "",
        actor=actor,
        kind=kind,
        address=address,
        conversation=conversation,
        detail=row.detail,
    )
    row.save(force_insert=True)
    return row


def link(before: str, **row: Any) -> str:
    """SHA-256 (hex) over the hash before and the canonical JSON of a row (keys sorted, ASCII)."""
    text = json.dumps(row, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def broken(reader: Reader) -> int | None:
    """The id of the first row that does not follow from the one before, or None.

    It finds whatever was changed, taken out, put in or reordered. Rows cut off at the end leave a
    chain that is whole: compare `head` with what was noted elsewhere.
    """
    before = BEGINNING
    for ident, at, actor, kind, address, conversation, detail, kept in _rows(reader):
        value = link(
            before,
            at=rfc3339(at) or "",
            actor=actor,
            kind=kind,
            address=address,
            conversation=conversation,
            detail=decoded(detail),
        )
        if value != kept:
            return int(ident)
        before = value
    return None


def head(reader: Reader) -> tuple[int, str]:
    """How many rows there are, and the hash of the newest."""
    found = reader.row("SELECT COUNT(*) FROM people_audit")
    last = reader.row("SELECT hash FROM people_audit ORDER BY id DESC LIMIT 1")
    return (int(found[0]) if found else 0, str(last[0]) if last else BEGINNING)


class AuditRow(msgspec.Struct, frozen=True):
    """One line of the audit. `target`: the address or the id of the conversation, if any."""

    id: str
    at: str
    actor: str | None
    kind: str
    target: str | None
    detail: dict[str, Any]


def shown(reader: Reader, *, who: Actor, limit: int, before: int | None) -> list[AuditRow]:
    """Newest first. Of a conversation `who` may not see and of a contact they are no reader of:
    who did what kind of thing when, which is what an audit is for, and nothing else (law 7)."""
    seen = visible(who)
    after, values = ("", ()) if before is None else ("WHERE a.id < %s ", (before,))
    found = reader.rows(
        "SELECT a.id, a.at, u.address, a.kind, p.email, a.conversation_id, a.detail, "
        "CASE WHEN a.conversation_id IS NULL OR EXISTS (SELECT 1 FROM store_conversation c "
        f"WHERE c.id = a.conversation_id AND {seen.sql}) THEN 1 ELSE 0 END "
        "FROM people_audit a LEFT JOIN people_user u ON u.id = a.actor_id "
        f"LEFT JOIN addresses_address p ON p.id = a.address_id {after}ORDER BY a.id DESC LIMIT %s",
        (*seen.params, *values, limit),
    )
    known = frozenset(
        str(row[0])
        for row in reader.rows(
            "SELECT contact_id FROM store_contactreader WHERE user_id = %s", (who.id,)
        )
    )
    return [_row(row, known=known) for row in found]


def _row(row: tuple[Any, ...], *, known: frozenset[str]) -> AuditRow:
    ident, at, actor, kind, email, conversation, detail, sees = row
    told = decoded(detail)
    open_to_them = bool(sees) and told.get("contact", "") in ("", *known)
    target = email if conversation is None else str(conversation)
    return AuditRow(
        id=str(ident),
        at=rfc3339(at) or "",
        actor=actor,
        kind=kind,
        target=target if open_to_them else None,
        detail=told if open_to_them else {},
    )


def _rows(reader: Reader) -> Iterator[tuple[Any, ...]]:
    after = 0
    while True:
        found = reader.rows(
            "SELECT id, at, actor_id, kind, address_id, conversation_id, detail, hash "
            "FROM people_audit WHERE id > %s ORDER BY id LIMIT %s",
            (after, CHUNK),
        )
        yield from found
        if len(found) < CHUNK:
            return
        after = found[-1][0]
