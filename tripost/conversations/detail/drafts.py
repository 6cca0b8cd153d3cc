"""What was begun here, as its writer (and those it is shared with) may see it."""

import json
from collections import defaultdict
from typing import Any

from tripost.conversations.shapes import AttachmentShape, DraftShape, named
from tripost.conversations.together.shared_drafts import usable
from tripost.people.policies import Actor, Hidden
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

_COLUMNS = """d.id, d.conversation_id, d.address_id, d.kind, d.recipients, d.subject, d.html,
 d.text, d.seen_up_to, d.updated_at, d.held, u.address, d.version, d.shared, d.forwards_id"""


def drafts(reader: Reader, *, who: Actor, ident: int | None = None) -> list[DraftShape]:
    """The drafts `who` may go on with, in one conversation or everywhere they may still look."""
    if ident is None:
        return _found(reader, who=who, where="1 = 1", values=())
    return _found(reader, who=who, where="d.conversation_id = %s", values=(ident,))


def draft(reader: Reader, *, who: Actor, key: int) -> DraftShape:
    """One of them; raises Hidden."""
    found = _found(reader, who=who, where="d.id = %s", values=(key,))
    if not found:
        raise Hidden
    return found[0]


def _found(reader: Reader, *, who: Actor, where: str, values: tuple[int, ...]) -> list[DraftShape]:
    allowed = usable(who)
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM store_draft d JOIN people_user u ON u.id = d.author_id "
        f"WHERE {where} AND {allowed.sql} ORDER BY d.updated_at DESC",
        (*values, *allowed.params),
    )
    files = _uploads(reader, drafts=[row[0] for row in rows])
    return [_draft(row, files=files.get(row[0], [])) for row in rows]


def _draft(row: tuple[Any, ...], *, files: list[AttachmentShape]) -> DraftShape:
    people = json.loads(row[4])
    return DraftShape(
        id=str(row[0]),
        conversation=None if row[1] is None else str(row[1]),
        address_id=str(row[2]),
        author=row[11],
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
        version=row[12],
        shared=bool(row[13]),
        forwards=None if row[14] is None else str(row[14]),
    )


def _uploads(reader: Reader, *, drafts: list[int]) -> dict[int, list[AttachmentShape]]:
    files: dict[int, list[AttachmentShape]] = defaultdict(list)
    if not drafts:
        return files
    places = ", ".join(["%s"] * len(drafts))
    for key, of_draft, name, content_type, size in reader.rows(
        "SELECT id, draft_id, name, content_type, size FROM store_upload "
        f"WHERE draft_id IN ({places}) ORDER BY id",
        drafts,
    ):
        files[of_draft].append(
            AttachmentShape(str(key), name, content_type, size, False, f"/api/v1/uploads/{key}")
        )
    return files
