"""A moderator answers the notice: do what the first word says, once, and say what came of it."""

from typing import Final

from tripost.jobs.actions import enqueue
from tripost.kit.secrets import installation
from tripost.modes.base import Placement, Received, Situation
from tripost.modes.distribution_list import actions
from tripost.modes.distribution_list.models import HeldPost
from tripost.modes.distribution_list.moderation import answer, tokens
from tripost.modes.distribution_list.moderation.jobs import TOLD
from tripost.modes.distribution_list.moderation.whom import decides
from tripost.people.policies import actor
from tripost.store.models import Message
from tripost.store.reads import DjangoReader

REASON: Final = "moderation"  # in the ledger
MACHINES: Final = frozenset(("auto-reply", "bounce", "receipt"))


def is_answer(situation: Situation) -> bool:
    """Whether this mail goes to an address that only a notice of ours names."""
    asked = tokens.read(installation(), situation.recipient)
    return asked is not None and asked.address == situation.address


def on_arrival(now: Situation) -> Placement:
    """It is filed beside the post it is about, and never posted itself. A holiday note decides
    nothing (law 9)."""
    if now.automatic in MACHINES:
        state = "closed" if now.state is None else None
        return Placement(outcome="automatic", state=state, quiet=True, reason=now.automatic)
    if now.state is None:
        return Placement(outcome="new", state="closed", quiet=True, reason=REASON)
    return Placement(outcome="follow-up", quiet=True, reason=REASON)


def receive(received: Received) -> None:
    """Decide, if it is from whom we asked, verifiably. Part of the action that filed it.

    What anybody else writes there is filed and does nothing: a forwarded notice lets nobody in.
    """
    asked = tokens.read(installation(), received.recipient)
    if asked is None or not received.verified or received.author != asked.user:
        return
    waiting = HeldPost.objects.filter(pk=asked.held, address=received.address).first()
    if waiting is None:
        return
    said = _done(waiting, received)
    enqueue(
        TOLD,
        at=received.at,
        arguments={
            "held": str(waiting.pk),
            "user": asked.user,
            "message": str(received.message),
            "said": said,
        },
        key=f"{TOLD}:{received.message}",
    )


def _done(waiting: HeldPost, received: Received) -> str:
    """The letter that says what came of it."""
    assert received.author is not None
    who = actor(DjangoReader(), user=received.author)
    if who is None or not decides(
        who, address=received.address, conversation=waiting.conversation_id
    ):
        return "not-yours"
    words = Message.objects.values_list("visible", flat=True).get(pk=received.message)
    said = answer.read(words)
    if waiting.decided:
        return "quicker"
    if said is None:
        return "unclear"
    try:
        if said.verb == "refuse":
            tell = bool(said.note)
            actions.refuse(waiting.pk, by=who.id, at=received.at, note=said.note, tell_author=tell)
            return "refused"
        always = said.verb == "always"
        actions.approve(waiting.pk, by=who.id, at=received.at, always=always)
    except actions.Decided:
        return "quicker"
    return "always" if always else "approved"
