"""Answer and write: held when it would cross something newer (law 6), frozen once sent (law 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from tripost.conversations import drafts
from tripost.conversations.actions import set_state
from tripost.conversations.append import Appended, Arrival, append
from tripost.conversations.drafts import Written
from tripost.conversations.event import locked
from tripost.outbound import actions as outbox
from tripost.outbound.actions import Frozen
from tripost.outbound.models import Outgoing
from tripost.search import index
from tripost.store.blobs import Blobs, Prepared
from tripost.store.models import Attachment, Conversation, Draft, Entry, Message, ReadMark
from tripost.store.models.conversation import State


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail built and parsed, waiting for the one short transaction that sends it.

    `written` is what the writer gets back when the send is held or undone; `draft` is the draft
    it came from. `seen_up_to`: the highest entry number the writer has seen; None for a new mail.
    """

    arrival: Arrival
    blob: Prepared
    recipients: tuple[str, ...]
    envelope_from: str
    kind: str  # reply | new | post
    not_before: datetime
    written: Written
    draft: int | None
    seen_up_to: int | None
    close: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """It is in the outbox; until `undo_until` it can be taken back."""

    place: Appended
    outgoing: int
    undo_until: datetime


@dataclass(frozen=True, slots=True)
class Crossed:
    """It was held: these entries are newer than what the writer had seen; the draft is kept."""

    newer: tuple[int, ...]
    draft: int


def send(ready: Ready, *, blobs: Blobs, at: datetime) -> Sent | Crossed:
    """Send or hold, in one transaction: of two that race, the second sees the first."""
    conversation = None if ready.arrival.begins else ready.arrival.conversation
    if conversation is not None:
        newer = _newer(locked(conversation), seen_up_to=ready.seen_up_to or 0)
        if newer and not ready.force:
            kept = drafts.save(_held(ready.written), draft=_still_there(ready), at=at)
            return Crossed(newer=newer, draft=kept.pk)
    blobs.keep(ready.blob)
    before = _before(conversation)
    place = append([ready.arrival])[0]
    outgoing = outbox.enqueue(
        Frozen(
            address=ready.arrival.address,
            conversation=place.conversation,
            message=place.message,
            author=ready.written.author,
            kind=ready.kind,
            base=ready.blob.sha256,
            envelope_from=ready.envelope_from,
            recipients=ready.recipients,
            not_before=ready.not_before,
            draft=_as_json(ready.written, before=before),
        ),
        at=at,
    )
    _forget_draft(ready, at=at)
    if ready.close:
        set_state(place.conversation, state=State.CLOSED, by=ready.written.author, at=at)
    _read_by_author(place, author=ready.written.author)
    return Sent(place=place, outgoing=outgoing, undo_until=ready.not_before)


def undo(outgoing: int, *, by: int, at: datetime) -> Draft:
    """Take a send back as a draft; raises outbox.TooLate when it has begun to leave."""
    mail = outbox.cancel(outgoing, by=by, at=at)
    given = dict(mail.draft)
    before = given.pop("before")
    message, conversation = mail.message_id, mail.conversation_id
    goes = before is None and not _others_worked_on(mail)  # with the mail that had begun it
    if goes:
        mail.conversation = None
    mail.message = None
    mail.save(update_fields=["message", "conversation"])
    if goes:
        _remove_whole(message, conversation=conversation)
    else:
        _take_back(message, conversation=conversation, before=before)
        given["kind"] = "reply"
    written = Written(
        author=mail.author_id or by,
        address=mail.address_id,
        conversation=None if goes else conversation,
        uploads=tuple(given.pop("uploads")),
        **given,
    )
    return drafts.save(written, draft=None, at=at)


def _newer(row: Conversation, *, seen_up_to: int) -> tuple[int, ...]:
    """Mails (also those still waiting to leave) and notes above what was seen."""
    if row.last_content <= seen_up_to:
        return ()
    return tuple(
        Entry.objects.filter(conversation=row, number__gt=seen_up_to, kind__in=("message", "note"))
        .order_by("number")
        .values_list("number", flat=True)
    )


def _held(written: Written) -> Written:
    return replace(written, held="crossing")


def _still_there(ready: Ready) -> int | None:
    """The draft it came from, unless it was thrown away meanwhile."""
    if ready.draft is None:
        return None
    found = Draft.objects.filter(pk=ready.draft, author_id=ready.written.author)
    return ready.draft if found.exists() else None


def _before(conversation: int | None) -> dict[str, Any] | None:
    """What an undo must restore on the row; None when there was no conversation yet."""
    if conversation is None:
        return None
    row = Conversation.objects.get(pk=conversation)
    since = row.waiting_since
    return {
        "state": row.state,
        "snippet": row.snippet,
        "waiting_since": since.isoformat() if since else None,
    }


def _as_json(written: Written, *, before: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "kind": written.kind,
        "recipients": {role: [list(p) for p in who] for role, who in written.recipients.items()},
        "subject": written.subject,
        "text": written.text,
        "html": written.html,
        "seen_up_to": written.seen_up_to,
        "uploads": list(written.uploads),
        "before": before,
    }


def _forget_draft(ready: Ready, *, at: datetime) -> None:
    """The draft has become a mail; its uploads stay with their owner, for an undo."""
    draft = _still_there(ready)
    if draft is not None:
        drafts.remove(draft, by=ready.written.author, at=at)


def _read_by_author(place: Appended, *, author: int) -> None:
    ReadMark.objects.update_or_create(
        user_id=author, conversation_id=place.conversation, defaults={"up_to": place.number}
    )


def _others_worked_on(mail: Outgoing) -> bool:
    """Whether the conversation that this mail began holds anything else by now: a mail, a note, a
    draft, another send. Nothing of that may vanish with it (laws 1 and 3)."""
    place = mail.conversation_id
    content = Entry.objects.filter(conversation_id=place, kind__in=("message", "note"))
    return (
        content.exclude(message_id=mail.message_id).exists()
        or Draft.objects.filter(conversation_id=place).exists()
        or Outgoing.objects.filter(conversation_id=place).exclude(pk=mail.pk).exists()
    )


def _remove_whole(message: int, *, conversation: int) -> None:
    """A conversation that was nothing but a mail that never left."""
    index.remove(list(Entry.objects.filter(message_id=message).values_list("pk", flat=True)))
    Entry.objects.filter(conversation_id=conversation).delete()
    Message.objects.filter(pk=message).delete()
    Conversation.objects.filter(pk=conversation).delete()


def _take_back(message: int, *, conversation: int, before: Mapping[str, Any] | None) -> None:
    """Remove a mail that never left; in a lasting conversation an event keeps its number.

    `before`: how the row was when the mail was written; None when the mail began it.
    """
    row = locked(conversation)
    entry = Entry.objects.get(message_id=message)
    index.remove([entry.pk])
    attachments = Attachment.objects.filter(message_id=message, inline=False).count()
    _restore(
        row, entry, before=before or {"state": row.state, "snippet": "", "waiting_since": None}
    )
    Entry.objects.filter(pk=entry.pk).update(kind="send_undone", message=None)
    Message.objects.filter(pk=message).delete()
    content = Entry.objects.filter(conversation=row, kind__in=("message", "note"))
    row.last_content = content.aggregate(top=Max("number"))["top"] or 0
    row.messages -= 1
    row.attachments -= attachments
    row.save()


def _restore(row: Conversation, entry: Entry, *, before: Mapping[str, Any]) -> None:
    """Undo what the send did to the row, and nothing that happened since: a customer who wrote
    again, or a colleague who closed it, is not undone."""
    later = Message.objects.filter(conversation=row, number__gt=entry.number)
    moved = Entry.objects.filter(conversation=row, number__gt=entry.number, kind="state")
    moved = moved.exclude(actor_id=entry.actor_id, at=entry.at)  # "send and close" did that one
    since = before["waiting_since"]
    if not later.exists():
        row.snippet = before["snippet"]
    if not moved.exists() and not later.filter(automatic="").exists():
        row.state = before["state"]
    if not moved.exists() and not later.filter(direction="out").exists() and since:
        row.waiting_since = datetime.fromisoformat(since)
