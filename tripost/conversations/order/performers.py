"""Merge and move as acts: what POST /acts and POST /acts/{id}/undo call for these kinds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tripost.conversations.order.merge import Merge, merge
from tripost.conversations.order.move import Move, move, move_back
from tripost.conversations.order.unmerge import unmerge
from tripost.conversations.work.base import Done, Refused
from tripost.kit.entered import BadInput
from tripost.people.policies import WRITE, Actor, Hidden, require
from tripost.store.models import ActItem, Conversation
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader


def _id(wish: Mapping[str, Any], name: str) -> int:
    """An id from outside; what is none of ours is not there."""
    text = str(wish.get(name, ""))
    if set(wish) - {"kind", name} or not text:
        raise BadInput("bad-request", f"This act needs {name} and nothing else.")
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63):
        raise Hidden
    return int(text)


class Merging:
    """`merge`: undone by taking apart, which is undone by merging again."""

    def read(self, wish: Mapping[str, Any]) -> Merge:
        """{into}."""
        return Merge(_id(wish, "into"))

    def perform(self, conversations: Sequence[int], *, do: Any, who: Actor, at: datetime) -> Done:
        """Raises Hidden or Forbidden for the target."""
        assert isinstance(do, Merge)
        return merge(conversations, into=do.into, who=who, at=at)

    def undo(self, act: int, *, who: Actor, at: datetime) -> Done:
        """The way back, or forth again."""
        return again(act, who=who, at=at)


class Moving:
    """`move`: undone by moving back."""

    def read(self, wish: Mapping[str, Any]) -> Move:
        """{address}."""
        return Move(_id(wish, "address"))

    def perform(self, conversations: Sequence[int], *, do: Any, who: Actor, at: datetime) -> Done:
        """Raises Hidden or Forbidden for the address."""
        assert isinstance(do, Move)
        return move(conversations, address=do.address, who=who, at=at)

    def undo(self, act: int, *, who: Actor, at: datetime) -> Done:
        """Back."""
        return move_back(act, who=who, at=at)


def again(act: int, *, who: Actor, at: datetime) -> Done:
    """Undo an act by what it did: merged, unmerged or split."""
    items = list(ActItem.objects.filter(act_id=act).order_by("pk"))
    own = next((item for item in items if "how" in item.after), None)
    if own is None:  # what it was done to is not there any more
        return Done()
    match own.after["how"]:
        case "merged":
            return unmerge(act, who=who, at=at)
        case "unmerged":
            parts = [item.conversation_id for item in items if item.pk != own.pk]
            return merge(parts, into=own.after["into"], who=who, at=at, undoes=act)
        case _:
            return _put_back(act, own, who=who, at=at)


def _put_back(act: int, own: ActItem, *, who: Actor, at: datetime) -> Done:
    """What was split off goes back, unless somebody has gone on with it.

    It gets numbers at the end, like all that joins a conversation: people may have read on
    meanwhile, and a mail that came back among what they have seen would be crossed (law 6).
    """
    made = Conversation.objects.select_for_update().get(pk=own.conversation_id)
    if made.state == State.MERGED or made.last_content != own.after["content"]:
        detail = "Somebody has gone on with it since; merge the two instead."
        return Done(refused=(Refused(made.pk, "moved-on", detail),))
    require(DjangoReader(), who=who, conversation=made.pk, right=WRITE)
    return merge([made.pk], into=own.after["from"], who=who, at=at, undoes=act)
