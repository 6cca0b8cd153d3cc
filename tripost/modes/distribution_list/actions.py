"""Send a post out, hold it, let a moderator decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from tripost.conversations.event import add_entry, locked
from tripost.jobs import actions as jobs
from tripost.kit.entered import Conflict
from tripost.modes.base import Received
from tripost.modes.distribution_list.models import Allowed, HeldPost
from tripost.modes.distribution_list.moderation.jobs import ASKED_PER_HOUR, HELD, REFUSED
from tripost.outbound.actions import Frozen, enqueue
from tripost.outbound.models import Outgoing
from tripost.people.policies import HELD as RIGHTS
from tripost.store.changes import record
from tripost.store.models import Message
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader


class Decided(Conflict):
    """Another moderator has already decided about this post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOf:
    """A filed mail that is to reach every subscriber. `author`: the colleague who wrote it."""

    address: int
    email: str
    conversation: int
    message: int
    blob: str
    author: int | None

    @classmethod
    def arrival(cls, received: Received) -> Self:
        """The post a mail becomes that came by SMTP."""
        return cls(
            address=received.address,
            email=received.email,
            conversation=received.conversation,
            message=received.message,
            blob=received.blob,
            author=received.author,
        )


def post(mail: PostOf, *, at: datetime) -> int:
    """Put a mail into the outbox for everyone who is subscribed now; returns the outgoing's id.

    Part of the action that filed the mail, whose Change shows it. Safe to run twice: a message
    is posted once.
    """
    already = Outgoing.objects.filter(message_id=mail.message).values_list("pk", flat=True).first()
    if already is not None:
        return already
    return enqueue(
        Frozen(
            address=mail.address,
            conversation=mail.conversation,
            message=mail.message,
            author=_granted(mail),
            kind="post",
            base=mail.blob,
            envelope_from=mail.email,
            recipients=(),
            not_before=at,
            draft={},
        ),
        at=at,
    )


def _granted(mail: PostOf) -> int | None:
    """The author whose right is looked at again when copies leave: only where a right let them
    post. A subscriber, a partner or whoever was allowed for always has none to lose."""
    if mail.author is None:
        return None
    held = DjangoReader().row(
        f"SELECT 1 FROM {RIGHTS} h WHERE h.user_id = %s AND h.address_id = %s AND h.rights <> 0",
        (mail.author, mail.address),
    )
    return mail.author if held is not None else None


def hold(received: Received) -> None:
    """Keep a post for a moderator, and have them asked. Part of the action that filed it; safe to
    run twice."""
    HeldPost.objects.get_or_create(
        id=received.intake,
        defaults={
            "address_id": received.address,
            "conversation_id": received.conversation,
            "message_id": received.message,
            "reason": received.placement.reason,
            "believed": received.verified,
            "at": received.at,
        },
    )
    lately = HeldPost.objects.filter(
        address_id=received.address, at__gt=received.at - timedelta(hours=1)
    )
    if lately.count() <= ASKED_PER_HOUR:
        _enqueue_job(HELD, received.intake, at=received.at)


def approve(held: int, *, by: int, at: datetime, always: bool = False) -> int:
    """Post it after all; returns the outgoing's id, raises Decided. The moderator vouches for it,
    so the author's own rights are not asked again. `always`: nor next time."""
    waiting = _decide(held, decision="approved", by=by, at=at)
    message = Message.objects.select_related("address").get(pk=waiting.message_id)
    outgoing = post(
        PostOf(
            address=waiting.address_id,
            email=message.address.email,
            conversation=waiting.conversation_id,
            message=message.pk,
            blob=message.blob_id,
            author=None,
        ),
        at=at,
    )
    if always and message.from_address:
        Allowed.objects.get_or_create(
            address_id=waiting.address_id,
            email=message.from_address,
            defaults={"by_id": by, "at": at},
        )
    _tell(waiting, kind="approved", by=by, at=at, data={"always": True} if always else {})
    return outgoing


def refuse(held: int, *, by: int, at: datetime, note: str = "", tell_author: bool = False) -> None:
    """Never post it; the mail stays where it is filed. Raises Decided. The author hears of it only
    where they are surely the author."""
    waiting = _decide(held, decision="refused", by=by, at=at, note=note)
    told = tell_author and waiting.believed
    if told:
        _enqueue_job(REFUSED, held, at=at)
    data = {"note": waiting.note} if waiting.note else {}
    _tell(waiting, kind="refused", by=by, at=at, data=data | ({"told": True} if told else {}))


def disallow(address: int, *, email: str, by: int, at: datetime) -> bool:
    """Somebody's posts wait again; False: they had to wait anyway."""
    gone, _ = Allowed.objects.filter(address_id=address, email=email.strip().lower()).delete()
    if gone:
        record("list.changed", at=at, address=address, actor=by, data={"fields": ["allowed"]})
    return bool(gone)


def _enqueue_job(name: str, held: int, *, at: datetime) -> None:
    jobs.enqueue(name, at=at, arguments={"held": str(held)}, key=f"{name}:{held}")


def _decide(held: int, *, decision: str, by: int, at: datetime, note: str = "") -> HeldPost:
    waiting = HeldPost.objects.select_for_update().get(pk=held)
    if waiting.decided:
        raise Decided("decided", f"This post was {waiting.decided} already.")
    waiting.decided = decision
    waiting.decided_by_id = by
    waiting.decided_at = at
    waiting.note = " ".join(note.split())
    waiting.save(update_fields=["decided", "decided_by", "decided_at", "note"])
    return waiting


def _tell(waiting: HeldPost, *, kind: str, by: int, at: datetime, data: Mapping[str, Any]) -> None:
    """Write the decision into the conversation, which is done with it."""
    row = locked(waiting.conversation_id)
    row.state = State.CLOSED
    entry = add_entry(row, kind=kind, actor=by, at=at, data={"held": str(waiting.pk), **data})
    record(
        "state.set",
        at=at,
        address=waiting.address_id,
        conversation=waiting.conversation_id,
        actor=by,
        data={"state": State.CLOSED, "entry": entry.number},
    )
