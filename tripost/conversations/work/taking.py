"""Whoever answers what nobody has, has it from then on: a setting of the address."""

from datetime import datetime

from tripost.addresses.models import Address, Mode
from tripost.conversations.work.act import perform
from tripost.conversations.work.do import Assign
from tripost.conversations.work.undo import undo
from tripost.kit.entered import Conflict
from tripost.people.policies import Actor, Hidden, actor
from tripost.store.models import Act, Conversation
from tripost.store.reads import DjangoReader


def take(conversation: int, *, by: int, at: datetime) -> int | None:
    """The act, told in the thread; None where somebody has it, or who answers may not have it.

    What a team has goes only to one of that team. Inside the transaction of the send.
    """
    row = Conversation.objects.get(pk=conversation)
    who = actor(DjangoReader(), user=by)
    if who is None or not _is_free(row, who=who):
        return None
    wanted = Address.objects.filter(pk=row.address_id, mode=Mode.INBOX, answer_assigns=True)
    if not wanted.exists():
        return None
    return perform([conversation], do=Assign(user=by), who=who, at=at).act


def _is_free(row: Conversation, *, who: Actor) -> bool:
    return row.assignee_id is None and (row.team_id is None or row.team_id in who.teams)


def give_back(act: int, *, at: datetime) -> None:
    """The answer was taken back: so is the taking, unless somebody has gone on since."""
    made = Act.objects.filter(pk=act).first()
    who = None if made is None else actor(DjangoReader(), user=made.by_id)
    if made is None or who is None:
        return
    conversations = list(made.items.values_list("conversation_id", flat=True))
    try:
        undo(act, conversations, who=who, at=at)
    except (Conflict, Hidden):  # undone by hand already, or no longer theirs to see
        return
