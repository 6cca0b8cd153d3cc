"""Answer and write: held when it would cross something newer (law 6), frozen once sent (law 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tripost.conversations import drafts
from tripost.conversations.actions import set_state
from tripost.conversations.append import Appended, Arrival, append
from tripost.conversations.drafts import Written
from tripost.conversations.event import locked
from tripost.conversations.together.crossing import crossing
from tripost.conversations.together.seen import mark
from tripost.conversations.work.taking import take
from tripost.outbound import actions as outbox
from tripost.outbound.actions import Frozen
from tripost.store.blobs import Blobs, Prepared
from tripost.store.models import Conversation, Draft
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
    draft_version: int | None = None  # of a shared draft: the one that was sent


@dataclass(frozen=True, slots=True)
class Sent:
    """It is in the outbox; until `undo_until` it can be taken back."""

    place: Appended
    outgoing: int
    undo_until: datetime
    took: int | None = None  # the act by which its writer has the conversation now


@dataclass(frozen=True, slots=True)
class Crossed:
    """It was held: these entries are newer than what the writer had seen; the draft is kept."""

    newer: tuple[int, ...]
    draft: int


def send(ready: Ready, *, blobs: Blobs, at: datetime) -> Sent | Crossed:
    """Send or hold, in one transaction: of two that race, the second sees the first.

    Raises drafts.Moved when somebody went on with the shared draft that is sent.
    """
    conversation = None if ready.arrival.begins else ready.arrival.conversation
    row = None if conversation is None else locked(conversation)
    draft = _still_there(ready)
    if row is not None:
        newer = crossing(row, seen_up_to=ready.seen_up_to or 0)
        if newer and not ready.force:
            return Crossed(newer=newer, draft=_kept(ready, draft, at=at).pk)
    if draft is not None and ready.draft_version not in (None, draft.version):
        raise drafts.Moved(draft.pk)
    blobs.keep(ready.blob)
    before = _before(conversation)
    place = append([ready.arrival])[0]
    took = _taken(ready, place, at=at)
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
            draft=_as_json(ready.written, before=before, took=took),
        ),
        at=at,
    )
    if draft is not None:
        drafts.became_mail(draft.pk, by=ready.written.author, at=at)
    if ready.close:
        set_state(place.conversation, state=State.CLOSED, by=ready.written.author, at=at)
    mark(place.conversation, user=ready.written.author, up_to=place.number, at=at)
    return Sent(place=place, outgoing=outgoing, undo_until=ready.not_before, took=took)


def _taken(ready: Ready, place: Appended, *, at: datetime) -> int | None:
    """An answer makes what nobody had its writer's; what is handed on stays where it is."""
    if ready.kind != "reply":
        return None
    return take(place.conversation, by=ready.written.author, at=at)


def _still_there(ready: Ready) -> Draft | None:
    """The draft it came from, unless it was thrown away meanwhile or is not theirs to send."""
    if ready.draft is None:
        return None
    found = Draft.objects.select_for_update().filter(pk=ready.draft).first()
    if found is None or found.author_id == ready.written.author:
        return found
    place = ready.written.conversation
    here = found.address_id == ready.written.address and found.conversation_id == place
    return found if found.shared and here else None


def _kept(ready: Ready, draft: Draft | None, *, at: datetime) -> Draft:
    """The words of a held send: in the draft they came from, unless others went on with it."""
    if draft is not None and draft.shared and ready.draft_version != draft.version:
        draft = None
    same = None if draft is None else draft.pk
    version = None if draft is None else draft.version
    return drafts.save(replace(ready.written, held="crossing"), draft=same, version=version, at=at)


def _before(conversation: int | None) -> dict[str, Any] | None:
    """What an undo must restore on the row; None when there was no conversation yet."""
    if conversation is None:
        return None
    row = Conversation.objects.get(pk=conversation)
    return {
        "state": row.state,
        "status": row.status_id,
        "snippet": row.snippet,
        "waiting_since": _iso(row.waiting_since),
        "snoozed_until": _iso(row.snoozed_until),
        "snoozed_by": row.snoozed_by_id,
        "snoozed_regardless": row.snoozed_regardless,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _as_json(
    written: Written, *, before: Mapping[str, Any] | None, took: int | None
) -> dict[str, Any]:
    return {
        "kind": written.kind,
        "recipients": {role: [list(p) for p in who] for role, who in written.recipients.items()},
        "subject": written.subject,
        "text": written.text,
        "html": written.html,
        "seen_up_to": written.seen_up_to,
        "uploads": list(written.uploads),
        "forwards": written.forwards,
        "before": before,
        "took": took,
    }
