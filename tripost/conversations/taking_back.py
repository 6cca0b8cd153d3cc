"""Take a send back: its writer has the words again, and nothing of it was ever sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from tripost.conversations import drafts
from tripost.conversations.drafts import Written
from tripost.conversations.event import locked
from tripost.conversations.work.taking import give_back
from tripost.outbound import actions as outbox
from tripost.outbound.models import Outgoing
from tripost.people.policies import WRITE, Actor, Forbidden, Hidden, require
from tripost.search import index
from tripost.store.models import Attachment, Conversation, Draft, Entry, Mention, Message
from tripost.store.reads import Reader

_OURS = ("before", "took")  # of what a send keeps: what is no part of the words


def require_author(reader: Reader, *, who: Actor, outgoing: int) -> None:
    """Only who sent it may take it back, where they may write; raises Hidden, Forbidden."""
    found = reader.row(
        "SELECT conversation_id, author_id FROM outbound_outgoing WHERE id = %s", (outgoing,)
    )
    if found is None:
        raise Hidden
    conversation, author = found
    if conversation is not None:
        require(reader, who=who, conversation=conversation, right=WRITE)
    if author != who.id:
        raise Hidden if conversation is None else Forbidden("author")


def undo(outgoing: int, *, by: int, at: datetime) -> Draft:
    """Take a send back as a draft; raises outbox.TooLate when it has begun to leave."""
    place = Outgoing.objects.values_list("conversation_id", flat=True).get(pk=outgoing)
    if place is not None:
        locked(place)  # first, as everywhere, so that no two wait for each other
    mail = outbox.cancel(outgoing, by=by, at=at)
    given = dict(mail.draft)
    goes = given["before"] is None and not _others_worked_on(mail)  # with the mail that began it
    message, conversation = _part(mail, whole=goes)
    if goes:
        _remove_whole(message, conversation=conversation)
    else:
        _take_out(message, conversation=conversation, before=given["before"], kind="send_undone")
        if (took := given.get("took")) is not None:
            give_back(took, at=at)
    return drafts.save(
        _given_back(mail, by=by, conversation=None if goes else conversation), draft=None, at=at
    )


def take_back(mail: Outgoing, *, newer: Sequence[int], at: datetime) -> Draft:
    """Hold a send whose time has come, because `newer` entries would be crossed (law 6).

    Its author has the words as a draft, and is mentioned where they stood. Nothing of the mail
    may have been tried yet; its conversation is locked.
    """
    assert mail.author_id is not None, "nobody waits for a mail that nobody wrote"
    outbox.stop(mail, kind="send.held", by=mail.author_id, at=at)
    message, conversation = _part(mail, whole=False)
    entry = _take_out(
        message, conversation=conversation, before=mail.draft["before"], kind="send_held"
    )
    written = _given_back(mail, by=mail.author_id, conversation=conversation, held="crossing")
    draft = drafts.save(written, draft=None, at=at)
    entry.data = {"newer": list(newer), "draft": str(draft.pk)}
    entry.save(update_fields=["data"])
    Mention.objects.get_or_create(
        user_id=mail.author_id, conversation_id=conversation, number=entry.number
    )
    return draft


def withdraw(outgoing: int, *, at: datetime) -> None:
    """A mail to a list goes again before any copy of it was made: with the conversation it began,
    unless something else has come to it; then an event stands where it stood."""
    place = Outgoing.objects.values_list("conversation_id", flat=True).get(pk=outgoing)
    if place is not None:
        locked(place)
    mail = Outgoing.objects.select_for_update().get(pk=outgoing)
    outbox.stop(mail, kind="send.cancelled", by=None, at=at)
    goes = not _others_worked_on(mail)
    message, conversation = _part(mail, whole=goes)
    if goes:
        _remove_whole(message, conversation=conversation)
    else:
        _take_out(message, conversation=conversation, before=None, kind="send_undone")


def _part(mail: Outgoing, *, whole: bool) -> tuple[int, int]:
    """Let the outgoing row go of its mail, and of the conversation when that goes too."""
    message, conversation = mail.message_id, mail.conversation_id
    assert message is not None, "what can be taken back stands in a conversation"
    assert conversation is not None
    if whole:
        mail.conversation = None
    mail.message = None
    mail.save(update_fields=["message", "conversation"])
    return message, conversation


def _given_back(mail: Outgoing, *, by: int, conversation: int | None, held: str = "") -> Written:
    """The words as they were typed. In a lasting conversation they are an answer from now on."""
    given = {key: value for key, value in mail.draft.items() if key not in _OURS}
    if conversation is not None and given["kind"] == "new":
        given["kind"] = "reply"
    return Written(
        author=mail.author_id or by,
        address=mail.address_id,
        conversation=conversation,
        uploads=tuple(given.pop("uploads")),
        held=held,
        **given,
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


def _take_out(
    message: int, *, conversation: int, before: Mapping[str, Any] | None, kind: str
) -> Entry:
    """Remove a mail that never left; in a lasting conversation an event of `kind` keeps its number.

    `before`: how the row was when the mail was written; None when the mail began it.
    """
    row = locked(conversation)
    entry = Entry.objects.get(message_id=message)
    index.remove([entry.pk])
    attachments = Attachment.objects.filter(message_id=message, inline=False).count()
    _restore(
        row, entry, before=before or {"state": row.state, "snippet": "", "waiting_since": None}
    )
    entry.kind, entry.message = kind, None
    entry.save(update_fields=["kind", "message"])
    Message.objects.filter(pk=message).delete()
    content = Entry.objects.filter(conversation=row, kind__in=("message", "note"))
    row.last_content = content.aggregate(top=Max("number"))["top"] or 0
    row.messages -= 1
    row.attachments -= attachments
    row.save()
    return entry


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
        row.status_id = before.get("status")
        _sleep_again(row, before=before)
    if not moved.exists() and not later.filter(direction="out").exists() and since:
        row.waiting_since = datetime.fromisoformat(since)


def _sleep_again(row: Conversation, *, before: Mapping[str, Any]) -> None:
    """A snooze that the answer had ended goes on."""
    until = before.get("snoozed_until")
    row.snoozed_until = datetime.fromisoformat(until) if until else None
    row.snoozed_by_id = before.get("snoozed_by")
    row.snoozed_regardless = bool(before.get("snoozed_regardless"))
