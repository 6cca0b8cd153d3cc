"""Make several conversations one, in one transaction, so that it can be taken apart again."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from tripost.conversations.event import Merged, add_entry, tell
from tripost.conversations.order import belongings
from tripost.conversations.order.audience import together
from tripost.conversations.order.decide import Readers, combined
from tripost.conversations.order.keeping import columns, values
from tripost.conversations.order.parts import Carried, carry, entries_of, recount
from tripost.conversations.order.queries import living
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.kit.entered import NOT_FOUND, BadInput
from tripost.people.policies import (
    WRITE,
    Actor,
    Forbidden,
    Hidden,
    actor,
    may_be_given,
    require,
)
from tripost.people.sight import sights
from tripost.store.models import Conversation, Entry, Reader
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader

AT_ONCE: Final = 20  # conversations: each costs milliseconds in which nobody else writes (law 4)
ENTRIES: Final = 10_000  # of all parts together
CHANGED: Final = "conversation.merged"


@dataclass(frozen=True, slots=True)
class Merge:
    """POST /acts {kind: "merge", into}."""

    into: int


def merge(
    conversations: Sequence[int],
    *,
    into: int,
    who: Actor,
    at: datetime,
    undoes: int | None = None,
    kind: str = "merge",
) -> Done:
    """Put the entries of `conversations` into `into`. Raises Hidden, Forbidden, BadInput.

    Of two people who merge crosswise, the second is told that it is one already.
    """
    check_count(conversations)
    whole, found = _locked(conversations, into=into)
    require(DjangoReader(), who=who, conversation=whole.pk, right=WRITE)
    parts, refused = _sorted_out(conversations, whole=whole, found=found, who=who)
    if not parts:
        return Done(refused=refused)
    check_size(parts)
    reach = together([whole, *parts])
    if reach.named is not None and who.id not in reach.named:
        detail = "Nobody may see all of these, so nobody could see them together."
        return Done(
            refused=(*refused, *(Refused(row.pk, "no-common-reader", detail) for row in parts))
        )
    act = keep_act(kind, by=who.id, at=at, undoes=undoes)
    _put_together(whole, parts, reach=reach, who=who, act=act, at=at)
    return Done(act=act, changed=tuple(row.pk for row in (whole, *parts)), refused=refused)


def check_count(conversations: Sequence[int]) -> None:
    """Raises BadInput when these are too many for one short transaction."""
    if len(conversations) > AT_ONCE:
        detail = f"Up to {AT_ONCE} conversations can be merged at once. Merge the rest after them."
        raise BadInput("too-many", detail)


def check_size(parts: Sequence[Conversation]) -> None:
    """Raises BadInput when these have too many entries."""
    if sum(row.last_entry for row in parts) > ENTRIES:
        raise BadInput("too-large", f"Up to {ENTRIES:,} entries can be merged at once.")


def _locked(
    conversations: Sequence[int], *, into: int
) -> tuple[Conversation, dict[int, Conversation]]:
    """The target (where it lives now) and what is there of the rest, locked in order of id."""
    target = living(DjangoReader(), into)
    rows = {
        row.pk: row
        for row in Conversation.objects.select_for_update()
        .filter(pk__in={target, *conversations})
        .order_by("pk")
    }
    whole = rows.get(target)
    if whole is not None and whole.state == State.MERGED:  # while we waited for the lock
        whole = rows.get(living(DjangoReader(), target))
        if whole is None:
            raise Merged
    if whole is None:
        raise Hidden
    return whole, rows


def _sorted_out(
    conversations: Sequence[int],
    *,
    whole: Conversation,
    found: Mapping[int, Conversation],
    who: Actor,
) -> tuple[list[Conversation], tuple[Refused, ...]]:
    """The parts that can be put in, oldest first, and why the others cannot."""
    parts: list[Conversation] = []
    refused = []
    for ident in dict.fromkeys(conversations):
        row = found.get(ident)
        why = _why_not(ident, row, whole=whole, who=who)
        if why is not None:
            refused.append(Refused(ident, *why))
        elif row is not None:
            parts.append(row)
    return sorted(parts, key=lambda row: (row.created_at, row.pk)), tuple(refused)


def _why_not(
    ident: int, row: Conversation | None, *, whole: Conversation, who: Actor
) -> tuple[str, str] | None:
    reader = DjangoReader()
    if row is None:
        return NOT_FOUND
    try:
        require(reader, who=who, conversation=ident, right=WRITE)
    except Hidden:
        return NOT_FOUND
    except Forbidden:
        return "forbidden", "You may not work on this conversation."
    if ident == whole.pk:
        return "merge-itself", "A conversation cannot be merged into itself."
    if row.state != State.MERGED:
        return None
    if living(reader, ident) == whole.pk:
        return "already-merged", "These are one conversation already."
    return "moved-on", "It has been merged into another conversation meanwhile."


def _put_together(
    whole: Conversation,
    parts: Sequence[Conversation],
    *,
    reach: Readers,
    who: Actor,
    act: int,
    at: datetime,
) -> None:
    rows = [whole, *parts]
    before = sights(DjangoReader(), conversations=[row.pk for row in rows])
    kept: dict[str, Any] = {"row": columns(whole), "readers": _readers(whole)}
    kept |= belongings.close_to_outsiders(rows, at=at)
    work = combined([values(row) for row in rows])
    for part in parts:
        memory = _take_in(part, whole=whole, by=who.id)
        keep_item(act, conversation=part.pk, entry=0, before=memory, after={"into": whole.pk})
    for name, value in work.items():
        setattr(whole, name, value)
    _narrow(whole, reach=reach)
    let_go(whole)
    recount(whole)
    kept["sends"] = belongings.align_sends(whole)
    entry = add_entry(
        whole,
        kind="merged",
        actor=who.id,
        at=at,
        data={"from": [str(part.pk) for part in parts]},
    )
    after = {
        "row": columns(whole),
        "readers": _readers(whole),
        "how": "merged",
        "event": entry.pk,
    }
    keep_item(act, conversation=whole.pk, entry=entry.number, before=kept, after=after)
    for row in rows:
        tell(row, CHANGED, by=who.id, at=at, data={"before": before[row.pk].as_data()})


def _take_in(part: Conversation, *, whole: Conversation, by: int) -> dict[str, Any]:
    """Everything of one part, which is empty then; what its undoing needs."""
    last = whole.last_entry
    entries = entries_of(part.pk)
    numbers = [number for _, number, _ in entries]
    memory: dict[str, Any] = {
        "row": columns(part),
        "last": part.last_entry,
        "entries": [[entry, number] for entry, number, _ in entries],
        **belongings.join(part, whole=whole, last=last, by=by, read=partial(bisect_right, numbers)),
    }
    carry(
        [
            Carried(entry, number, new, message)
            for new, (entry, number, message) in enumerate(entries, start=last + 1)
        ],
        source=part.pk,
        target=whole.pk,
    )
    whole.last_entry = last + len(entries)
    Entry.objects.filter(conversation=part).delete()  # husks: nobody looks here any more
    part.state, part.merged_into_id = State.MERGED, whole.pk
    part.status_id = part.snoozed_until = part.due_at = None
    part.last_entry = part.last_content = part.messages = part.attachments = 0
    part.sending = part.tasks_open = part.tasks_done = 0
    part.save()
    return memory


def _readers(row: Conversation) -> list[int]:
    return sorted(Reader.objects.filter(conversation=row).values_list("user_id", flat=True))


def _narrow(whole: Conversation, *, reach: Readers) -> None:
    """Confidential for `reach`, when not everybody with the address may see all of it."""
    if reach.named is None:
        return
    set_readers(whole, sorted(reach.named))
    whole.save(update_fields=["confidential"])  # `let_go` asks the database


def set_readers(row: Conversation, users: Sequence[int]) -> None:
    """Exactly these; none opens it. The caller saves and tells."""
    Reader.objects.filter(conversation=row).exclude(user_id__in=users).delete()
    Reader.objects.bulk_create(
        [Reader(conversation=row, user_id=user) for user in users], ignore_conflicts=True
    )
    row.confidential = bool(users)


def let_go(row: Conversation) -> None:
    """Nobody keeps work they cannot see."""
    if row.assignee_id is None:
        return
    reader = DjangoReader()
    person = actor(reader, user=row.assignee_id)
    if person is None or not may_be_given(reader, who=person, conversation=row.pk):
        row.assignee_id = None
