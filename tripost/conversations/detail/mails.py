"""The mails of a conversation with their files, and where those of ours stand."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from tripost.conversations.shapes import AttachmentShape, MessageShape, Person, Sending, named
from tripost.people.policies import Hidden
from tripost.store.reads import Reader
from tripost.store.times import rfc3339


def message(reader: Reader, *, ident: int, number: int, now: str) -> MessageShape:
    """One mail of a conversation the asker has been found to see; raises Hidden."""
    found = messages(reader, ident=ident, now=now, number=number)
    if not found:
        raise Hidden
    return found[0]


_MESSAGES = """
SELECT m.id, m.number, m.direction, m.from_name, m.from_address, m.recipients, m.at, m.subject,
 u.address, m.visible, m.folded, m.has_html, m.remote_content, m.automatic, m.verified, m.warnings,
 o.id, o.not_before, o.cancelled_at, o.created_at
FROM store_message m LEFT JOIN people_user u ON u.id = m.author_id
LEFT JOIN outbound_outgoing o ON o.message_id = m.id
WHERE m.conversation_id = %s"""


def messages(
    reader: Reader, *, ident: int, now: str, number: int | None = None
) -> list[MessageShape]:
    """All mails, oldest first, or the one with this entry number."""
    sql, params = _MESSAGES, [ident]
    if number is not None:
        sql, params = f"{sql} AND m.number = %s", [ident, number]
    found = reader.rows(f"{sql} ORDER BY m.number", params)
    files = _attachments(reader, ident=ident)
    stands = _deliveries(reader, ident=ident)
    return [_message(row, files=files, stands=stands, now=now) for row in found]


def _message(
    row: tuple[Any, ...],
    *,
    files: dict[int, list[AttachmentShape]],
    stands: dict[int, dict[str, tuple[int, str]]],
    now: str,
) -> MessageShape:
    people = json.loads(row[5])
    return MessageShape(
        id=str(row[0]),
        number=row[1],
        direction=row[2],
        from_=Person(name=row[3], address=row[4]),
        to=named(people.get("to", [])),
        cc=named(people.get("cc", [])),
        at=rfc3339(row[6]) or "",
        subject=row[7],
        author=row[8],
        visible=row[9],
        folded=row[10],
        has_html=bool(row[11]),
        remote_content=bool(row[12]),
        attachments=files.get(row[0], []),
        automatic=row[13] or None,
        verified=None if row[14] is None else bool(row[14]),
        warnings=msgspec.Raw(row[15].encode()),
        sending=None if row[16] is None else _sending(row, stands=stands.get(row[16], {}), now=now),
    )


def _sending(row: tuple[Any, ...], *, stands: dict[str, tuple[int, str]], now: str) -> Sending:
    """The state of a mail of ours in one word, from those of its deliveries; the worst counts."""
    not_before, created = rfc3339(row[17]) or "", rfc3339(row[19]) or ""
    detail = next((stands[s][1] for s in ("failed", "deferred", "queued") if s in stands), "")
    if row[18] is not None:
        state = "cancelled"
    elif not_before > now and not set(stands) - {"queued"}:
        state = "scheduled" if _far(created, not_before) else "undo"
    elif "failed" in stands:
        state = "failed"
    elif "deferred" in stands:
        state = "deferred"
    elif "queued" in stands:
        state = "waiting_relay" if detail else "queued"
    else:
        state = "sent"
    return Sending(id=str(row[16]), state=state, not_before=not_before, detail=detail or None)


def _far(created: str, not_before: str) -> bool:
    """Whether a send was scheduled (over two minutes ahead) rather than in its undo window."""
    return (
        datetime.fromisoformat(not_before) - datetime.fromisoformat(created)
    ).total_seconds() > 120


def _deliveries(reader: Reader, *, ident: int) -> dict[int, dict[str, tuple[int, str]]]:
    stands: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for outgoing, state, number, detail in reader.rows(
        "SELECT d.outgoing_id, d.state, COUNT(*), MAX(d.detail) FROM outbound_delivery d "
        "JOIN outbound_outgoing o ON o.id = d.outgoing_id WHERE o.conversation_id = %s "
        "GROUP BY d.outgoing_id, d.state",
        (ident,),
    ):
        stands[outgoing][state] = (number, detail)
    return stands


def _attachments(reader: Reader, *, ident: int) -> dict[int, list[AttachmentShape]]:
    files: dict[int, list[AttachmentShape]] = defaultdict(list)
    for key, of_message, name, content_type, size, inline in reader.rows(
        "SELECT p.id, p.message_id, p.name, p.content_type, p.size, p.inline "
        "FROM store_attachment p JOIN store_message m ON m.id = p.message_id "
        "WHERE m.conversation_id = %s ORDER BY p.id",
        (ident,),
    ):
        files[of_message].append(
            AttachmentShape(
                id=str(key),
                name=name or "attachment",
                content_type=content_type,
                size=size,
                inline=bool(inline),
                url=f"/api/v1/attachments/{key}",
            )
        )
    return files
