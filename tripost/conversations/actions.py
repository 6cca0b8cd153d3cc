"""What people do with a conversation: one verb, one transaction, one Change each."""

import re
from collections.abc import Sequence
from datetime import datetime

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.work import do
from tripost.conversations.work.act import work_on
from tripost.conversations.work.do import KEEP, Assign, Keep
from tripost.core.terms import terms
from tripost.kit.entered import BadInput
from tripost.people.models import User
from tripost.search import index
from tripost.store.models import Entry, Mention, ReadMark

NOTE_LIMIT = 200_000  # characters
MENTIONS = 50  # people one note can call
MENTION = re.compile(r"(?<![\w@.])@([\w.+-]+(?:@[\w.-]+)?)")


def clean_note(text: str) -> str:
    """A note's text, without surrounding space; raises BadInput when empty or too long."""
    text = text.strip()
    if not text:
        raise BadInput("empty-note", "A note needs some text.")
    if len(text) > NOTE_LIMIT:
        raise BadInput("note-too-long", f"A note may have {NOTE_LIMIT:,} characters.")
    return text


def add_note(conversation: int, *, by: int, text: str, at: datetime) -> Entry:
    """Keep a note inside the house. `text` comes from `clean_note`."""
    row = locked(conversation)
    named = mentioned(text)
    data = {"mentions": [user.address for user in named]}
    entry = add_entry(row, kind="note", actor=by, at=at, text=text, data=data)
    Mention.objects.bulk_create(
        [Mention(user=user, conversation=row, number=entry.number) for user in named]
    )
    index.add([(entry.pk, terms(text))])
    _mark(conversation, user=by, up_to=entry.number)
    tell(row, "note.added", by=by, at=at, data={"entries": [entry.number]})
    return entry


def mentioned(text: str) -> list[User]:
    """The people named by @anna or @anna@acme.example; a name that fits several is nobody's."""
    names = {name.lower().rstrip(".") for name in MENTION.findall(text)[:MENTIONS]}
    found = []
    for name in sorted(names):
        asked = {"address": name} if "@" in name else {"address__startswith": f"{name}@"}
        people = list(User.objects.filter(is_active=True, **asked)[:2])
        if len(people) == 1:
            found += people
    return found


def assign(
    conversation: int, *, to: int | None, by: int, at: datetime, team: int | Keep | None = KEEP
) -> None:
    """Give the conversation to a person (and a team), or to nobody. Twice changes nothing."""
    work_on(conversation, do=Assign(user=to, team=team), by=by, at=at)


def set_state(conversation: int, *, state: str, by: int | None, at: datetime) -> None:
    """One of the states people can set; raises BadInput for any other word."""
    work_on(conversation, do=do.set_state(state, now=at), by=by, at=at)


def set_labels(conversation: int, *, names: Sequence[str], by: int, at: datetime) -> None:
    """Let the conversation carry exactly these labels; new words become labels.

    Raises BadInput."""
    work_on(conversation, do=do.relabel(add=tuple(names), exactly=True), by=by, at=at)


def mark_read(conversation: int, *, up_to: int, by: int, at: datetime) -> None:
    """Remember how far `by` has read; 0 makes the conversation unread again."""
    row = locked(conversation)
    reached = min(max(up_to, 0), row.last_entry)
    if not _mark(conversation, user=by, up_to=reached, back=up_to == 0):
        return
    tell(row, "read.set", by=by, at=at, data={"up_to": reached})


def _mark(conversation: int, *, user: int, up_to: int, back: bool = False) -> bool:
    """Move a read mark forward (or back to nothing); tells whether it moved."""
    mark, made = ReadMark.objects.get_or_create(
        user_id=user, conversation_id=conversation, defaults={"up_to": up_to}
    )
    if made:
        return True
    if mark.up_to == up_to or (mark.up_to > up_to and not back):
        return False
    mark.up_to = up_to
    mark.save(update_fields=["up_to"])
    return True
