"""Let chosen mails and notes of a conversation become one of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.order.keeping import ROW
from tripost.conversations.order.parts import (
    CONTENT,
    QUIET,
    Carried,
    carry,
    husks,
    named_in,
    recount,
    waiting_since,
)
from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.core.thread import base_subject
from tripost.kit.entered import BadInput, one_line
from tripost.kit.ids import new_id
from tripost.people.policies import WRITE, Actor, require
from tripost.store.models import (
    Conversation,
    Entry,
    Invited,
    Labelling,
    Message,
    Participant,
    Reader,
    ReadMark,
)
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader

AT_ONCE: Final = 1_000  # entries
CHANGED: Final = "conversation.split"
_COPIED: Final = ("assignee_id", "team_id", "priority", "address_id", "confidential", "labels")
assert set(_COPIED) <= set(ROW)


@dataclass(frozen=True, slots=True)
class Split:
    """What was made."""

    act: int
    conversation: int


def split(
    conversation: int,
    *,
    entries: Sequence[int],
    subject: str | None = None,
    who: Actor,
    at: datetime,
    undoes: int | None = None,
) -> Split:
    """Make the entries of these numbers a conversation. Raises Hidden, Forbidden, BadInput.

    Answers to these mails join the new one from now on: threading follows the mails. Whoever
    might see them still may, nobody else.
    """
    row = locked(conversation)
    require(DjangoReader(), who=who, conversation=row.pk, right=WRITE)
    chosen = _chosen(row, entries)
    title = row.subject
    if subject is not None:
        title = one_line(subject, limit=998, code="bad-subject", what="A subject")
    made = _begin(row, chosen=chosen, subject=title, at=at)
    act = keep_act("split", by=who.id, at=at, undoes=undoes)
    last = row.last_entry
    carry(
        [Carried(one.pk, one.number, new, one.message_id) for new, one in enumerate(chosen, 1)],
        source=row.pk,
        target=made.pk,
    )
    husks(row.pk, last=last, to=made.pk, at=at)
    _divide_people(row, made)
    _copy_sight(row, made, numbers=[one.number for one in chosen])
    _settle(row)
    _settle(made)
    names = {"from": str(row.pk), "to": str(made.pk)}
    entry = add_entry(row, kind="split", actor=who.id, at=at, data=names)
    other = add_entry(made, kind="split", actor=who.id, at=at, data=names)
    kept = {"entries": [[one.pk, one.number] for one in chosen]}
    keep_item(act, conversation=row.pk, entry=entry.number, before=kept, after={"to": made.pk})
    after = {"how": "split", "from": row.pk, "content": made.last_content}
    keep_item(act, conversation=made.pk, entry=other.number, before={}, after=after)
    for one, told in ((row, entry), (made, other)):
        tell(one, CHANGED, by=who.id, at=at, data={"entry": told.number})
    return Split(act, made.pk)


def _chosen(row: Conversation, numbers: Sequence[int]) -> list[Entry]:
    """The entries of these numbers; at least one mail or note stays."""
    wanted = set(numbers)
    if not wanted or len(wanted) > AT_ONCE:
        raise BadInput("bad-entries", f"Choose 1 to {AT_ONCE:,} mails or notes.")
    content = list(Entry.objects.filter(conversation=row, kind__in=CONTENT).order_by("number"))
    chosen = [one for one in content if one.number in wanted]
    if len(chosen) != len(wanted):
        raise BadInput("bad-entries", "Only mails and notes of this conversation can be split off.")
    if len(chosen) == len(content):
        raise BadInput("nothing-left", "At least one mail or note must stay.")
    return chosen


def _begin(
    row: Conversation, *, chosen: Sequence[Entry], subject: str, at: datetime
) -> Conversation:
    """The new row, beside the old one in everything but what its mails say."""
    mails = list(
        Message.objects.filter(pk__in=[one.message_id for one in chosen if one.message_id])
        .order_by("number")
        .only("direction", "automatic", "from_name", "from_address", "recipients", "number")
    )
    name, email = row.contact_name, row.contact_address
    theirs = next((m for m in mails if m.direction == "in" and m.automatic not in QUIET), None)
    if theirs is not None and theirs.from_address:
        name, email = theirs.from_name, theirs.from_address
    elif mails and (to := mails[0].recipients.get("to")) and mails[0].direction == "out":
        name, email = to[0]
    asleep = row.state == State.SNOOZED
    return Conversation.objects.create(
        id=new_id(at),
        subject=subject,
        base_subject=base_subject(subject),
        contact_name=name,
        contact_address=email,
        state=State.OPEN if asleep else row.state,
        created_at=min(one.at for one in chosen),
        last_activity_at=max(one.at for one in chosen),
        **{name: getattr(row, name) for name in _COPIED},
    )


def _divide_people(row: Conversation, made: Conversation) -> None:
    """Who stands in the mails of one takes part in that one: whose mails have gone gets nothing of
    what is said on. What a colleague chose stays."""
    here, there = named_in(row), named_in(made)
    for one in Participant.objects.filter(conversation=row).order_by("pk"):
        if one.email not in there:
            continue
        Participant.objects.create(
            conversation=made,
            email=one.email,
            name=one.name,
            role=one.role,
            stranger=one.stranger,
            chosen=one.chosen,
        )
        if one.email not in here and not one.chosen:
            one.delete()


def _copy_sight(row: Conversation, made: Conversation, *, numbers: Sequence[int]) -> None:
    """Readers, invitations, labels and marks: a mark covers what its person has seen of it."""
    Reader.objects.bulk_create(
        [
            Reader(conversation=made, user_id=r.user_id)
            for r in Reader.objects.filter(conversation=row)
        ]
    )
    Invited.objects.bulk_create(
        [
            Invited(conversation=made, user_id=i.user_id, by_id=i.by_id, at=i.at)
            for i in Invited.objects.filter(conversation=row)
        ]
    )
    Labelling.objects.bulk_create(
        [
            Labelling(conversation=made, label_id=one.label_id)
            for one in Labelling.objects.filter(conversation=row)
        ]
    )
    ReadMark.objects.bulk_create(
        [
            ReadMark(
                conversation=made,
                user_id=mark.user_id,
                up_to=sum(number <= mark.up_to for number in numbers),
                at=mark.at,
                followed=mark.followed,
            )
            for mark in ReadMark.objects.filter(conversation=row)
        ]
    )


def _settle(row: Conversation) -> None:
    recount(row)
    done = row.state in (State.CLOSED, State.SPAM, State.TRASH)
    row.waiting_since = None if done else waiting_since(row)
