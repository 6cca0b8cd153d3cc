"""What people do with a conversation: one verb, one transaction, one Change each."""

import re
from collections.abc import Sequence
from datetime import datetime

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.labels import clean_label, made_or_found
from tripost.core.terms import terms
from tripost.kit.entered import BadInput
from tripost.people.models import User
from tripost.search import index
from tripost.store.models import Entry, Labelling, Mention, Reader, ReadMark
from tripost.store.models.conversation import State

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


def assign(conversation: int, *, to: int | None, by: int, at: datetime) -> None:
    """Give the conversation to a person, or to nobody. Twice the same changes nothing."""
    row = locked(conversation)
    if row.assignee_id == to:
        return
    row.assignee_id = to
    entry = add_entry(row, kind="assigned", actor=by, at=at, data={"to": _address_of(to)})
    tell(row, "assignee.set", by=by, at=at, data={"assignee": to, "entry": entry.number})


def set_state(conversation: int, *, state: str, by: int | None, at: datetime) -> None:
    """Open, waiting, snoozed or closed; raises BadInput for any other word."""
    if state not in State.values:
        raise BadInput("bad-state", f"A state is one of {', '.join(State.values)}.")
    row = locked(conversation)
    if row.state == state:
        return
    before, row.state = row.state, state
    if state == State.CLOSED:
        row.waiting_since = None
        row.snoozed_until = None
    entry = add_entry(row, kind="state", actor=by, at=at, data={"from": before, "to": state})
    tell(row, "state.set", by=by, at=at, data={"state": state, "entry": entry.number})


def set_labels(conversation: int, *, names: Sequence[str], by: int, at: datetime) -> None:
    """Let the conversation carry exactly these labels; new words become labels.

    Raises BadInput."""
    wanted = list(dict.fromkeys(clean_label(name) for name in names))
    row = locked(conversation)
    before = list(row.labels)
    if before == wanted:
        return
    labels = {name: made_or_found(name)[0] for name in wanted}
    Labelling.objects.filter(conversation=row).exclude(label__name__in=wanted).delete()
    Labelling.objects.bulk_create(
        [Labelling(conversation=row, label=labels[name]) for name in wanted],
        ignore_conflicts=True,
    )
    row.labels = wanted
    data = {
        "added": [name for name in wanted if name not in before],
        "removed": [name for name in before if name not in wanted],
    }
    entry = add_entry(row, kind="labels", actor=by, at=at, data=data)
    tell(
        row,
        "labels.set",
        by=by,
        at=at,
        data={"labels": sorted(labels[name].pk for name in wanted), "entry": entry.number},
    )


def set_readers(conversation: int, *, users: Sequence[int], by: int, at: datetime) -> None:
    """Confidential for these people only; an empty list opens it again for all who may read.

    Whoever closes the door stays inside: `by` is always among the readers.
    """
    row = locked(conversation)
    wanted = {*users, by} if users else set()
    before = set(Reader.objects.filter(conversation=row).values_list("user_id", flat=True))
    if wanted == before:
        return
    Reader.objects.filter(conversation=row).exclude(user_id__in=wanted).delete()
    Reader.objects.bulk_create(
        [Reader(conversation=row, user_id=user) for user in sorted(wanted - before)]
    )
    row.confidential = bool(wanted)
    if row.assignee_id is not None and wanted and row.assignee_id not in wanted:
        row.assignee_id = None  # nobody keeps work they cannot see
    entry = add_entry(
        row,
        kind="confidential",
        actor=by,
        at=at,
        data={"readers": [_address_of(user) for user in sorted(wanted)]},
    )
    tell(
        row,
        "readers.set",
        by=by,
        at=at,
        data={"readers": sorted(wanted), "before": sorted(before), "entry": entry.number},
    )


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


def _address_of(user: int | None) -> str | None:
    if user is None:
        return None
    return User.objects.values_list("address", flat=True).get(pk=user)
