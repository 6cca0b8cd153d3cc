"""What stands between the mails: notes and events."""

import json
from typing import Any

import msgspec

from tripost.conversations.shapes import EventShape, NoteShape
from tripost.store.reads import Reader
from tripost.store.times import rfc3339


def notes(reader: Reader, *, ident: int) -> list[NoteShape]:
    """Internal notes, oldest first."""
    found = reader.rows(
        "SELECT e.id, e.number, u.address, e.text, e.at, e.data FROM store_entry e "
        "LEFT JOIN people_user u ON u.id = e.actor_id "
        "WHERE e.conversation_id = %s AND e.kind = 'note' ORDER BY e.number",
        (ident,),
    )
    return [_note(row) for row in found]


def _note(row: tuple[Any, ...]) -> NoteShape:
    data = json.loads(row[5])
    return NoteShape(
        id=str(row[0]),
        number=row[1],
        author=row[2] or "",
        text=row[3],
        at=rfc3339(row[4]) or "",
        mentions=data.get("mentions", []),
        guest=data.get("guest"),
    )


def events(reader: Reader, *, ident: int) -> list[EventShape]:
    """What was done, oldest first."""
    return [
        EventShape(
            number=row[0],
            kind=row[1],
            actor=row[2],
            at=rfc3339(row[3]) or "",
            data=msgspec.Raw(row[4].encode()),
        )
        for row in reader.rows(
            "SELECT e.number, e.kind, u.address, e.at, e.data FROM store_entry e "
            "LEFT JOIN people_user u ON u.id = e.actor_id WHERE e.conversation_id = %s "
            "AND e.kind NOT IN ('note', 'message', 'moved_out') ORDER BY e.number",
            (ident,),
        )
    ]
