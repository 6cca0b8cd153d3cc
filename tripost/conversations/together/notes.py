"""Notes beside a mail: who is called by one, and who is let in by it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.together.invited import invite
from tripost.conversations.together.mentions import apart, named
from tripost.conversations.together.seen import mark
from tripost.core.terms import terms
from tripost.kit.entered import BadInput
from tripost.search import index
from tripost.store.models import Entry, Mention

NOTE_LIMIT = 200_000  # characters
REMARKS = 30  # of one link within REMARKS_WITHIN, from wherever they come
REMARKS_WITHIN = timedelta(hours=1)


class TooManyRemarks(BadInput):
    """A link that is used by very many, or by a machine; the next may come in `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too-many-remarks", f"Up to {REMARKS} remarks an hour by one link.")
        self.wait = wait


def clean_note(text: str) -> str:
    """A note's text, without surrounding space; raises BadInput when empty or too long."""
    text = text.strip()
    if not text:
        raise BadInput("empty-note", "A note needs some text.")
    if len(text) > NOTE_LIMIT:
        raise BadInput("note-too-long", f"A note may have {NOTE_LIMIT:,} characters.")
    return text


def add_note(
    conversation: int, *, by: int, text: str, at: datetime, grant: Iterable[str] = ()
) -> Entry:
    """Keep a note inside the house. `text` comes from `clean_note`.

    Who is named is called, if they see the conversation. Who does not is called only when `grant`
    (addresses) says so, and is invited by it.
    """
    row = locked(conversation)
    found = named(text)
    seeing, blind = apart(found.everyone(), conversation=conversation)
    let_in = [user for user in blind if user.address in {a.strip().lower() for a in grant}]
    called = sorted(user.address for user in (*seeing, *let_in))
    data = {"mentions": called, "teams": sorted(team.name for team in found.teams)}
    entry = add_entry(row, kind="note", actor=by, at=at, text=text, data=data)
    Mention.objects.bulk_create(
        [Mention(user=user, conversation=row, number=entry.number) for user in (*seeing, *let_in)]
    )
    index.add([(entry.pk, terms(text))])
    mark(conversation, user=by, up_to=entry.number, at=at)
    tell(row, "note.added", by=by, at=at, data={"entries": [entry.number]})
    if let_in:
        invite(conversation, users=[user.pk for user in let_in], by=by, at=at)
    return entry


def add_remark(conversation: int, *, guest: int, name: str, text: str, at: datetime) -> Entry:
    """A guest's remark, kept as a note that nobody here wrote; it calls no one.

    A link can be passed on: raises TooManyRemarks whatever places they come from.
    """
    row = locked(conversation)
    before = Entry.objects.filter(
        conversation=row, kind="note", at__gt=at - REMARKS_WITHIN, data__guest_id=str(guest)
    )
    times = list(before.order_by("-at").values_list("at", flat=True)[:REMARKS])
    if len(times) == REMARKS:
        raise TooManyRemarks(times[-1] + REMARKS_WITHIN - at)
    data = {"guest": name, "guest_id": str(guest), "mentions": []}
    entry = add_entry(row, kind="note", actor=None, at=at, text=text, data=data)
    index.add([(entry.pk, terms(text))])
    tell(row, "note.added", by=None, at=at, data={"entries": [entry.number]})
    return entry
