"""What was begun here, as its writer (and those it is shared with) may see it."""

import json
from collections import defaultdict
from typing import Any

from tripost.conversations.shapes import AttachmentShape, DraftShape, named
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader
from tripost.store.times import rfc3339


def drafts(reader: Reader, *, who: Actor, ident: int | None = None) -> list[DraftShape]:
    """The drafts of `who`, in one conversation or everywhere they may still look."""
    sql = (
        "SELECT d.id, d.conversation_id, d.address_id, d.kind, d.recipients, d.subject, d.html, "
        "d.text, d.seen_up_to, d.updated_at, d.held FROM store_draft d WHERE d.author_id = %s"
    )
    params: list[Any] = [who.id]
    if ident is not None:
        sql, params = f"{sql} AND d.conversation_id = %s", [who.id, ident]
    else:
        allowed = visible(who)
        sql += (
            " AND (d.conversation_id IS NULL OR EXISTS (SELECT 1 FROM store_conversation c "
            f"WHERE c.id = d.conversation_id AND {allowed.sql}))"
        )
        params += allowed.params
    found = reader.rows(f"{sql} ORDER BY d.updated_at DESC", params)
    files = _uploads(reader, who=who)
    return [_draft(row, who=who, files=files.get(row[0], [])) for row in found]


def _draft(row: tuple[Any, ...], *, who: Actor, files: list[AttachmentShape]) -> DraftShape:
    people = json.loads(row[4])
    return DraftShape(
        id=str(row[0]),
        conversation=None if row[1] is None else str(row[1]),
        address_id=str(row[2]),
        author=who.address,
        kind=row[3],
        to=named(people.get("to", [])),
        cc=named(people.get("cc", [])),
        bcc=named(people.get("bcc", [])),
        subject=row[5],
        html=row[6],
        text=row[7],
        attachments=files,
        seen_up_to=row[8],
        updated_at=rfc3339(row[9]) or "",
        held={"reason": row[10]} if row[10] else None,
    )


def _uploads(reader: Reader, *, who: Actor) -> dict[int, list[AttachmentShape]]:
    files: dict[int, list[AttachmentShape]] = defaultdict(list)
    for key, draft, name, content_type, size in reader.rows(
        "SELECT id, draft_id, name, content_type, size FROM store_upload "
        "WHERE owner_id = %s AND draft_id IS NOT NULL ORDER BY id",
        (who.id,),
    ):
        files[draft].append(
            AttachmentShape(str(key), name, content_type, size, False, f"/api/v1/uploads/{key}")
        )
    return files
