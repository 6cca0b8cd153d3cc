"""Conversations that have to do with each other: linked both ways, shown when both are seen."""

from datetime import datetime

from tripost.conversations.event import Merged, tell
from tripost.kit.entered import BadInput
from tripost.people.models import Right
from tripost.people.policies import WRITE, Actor, Hidden, require
from tripost.store.models import Conversation, Link
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader

AT_MOST = 100  # links of one conversation
CHANGED = "links.set"


def link(conversation: int, *, to: int, who: Actor, at: datetime) -> bool:
    """Link the two; False when they are. Raises Hidden, Forbidden, BadInput, Merged.

    `who` may write on the one and sees the other.
    """
    one, other = _both(conversation, to, who=who)
    if Link.objects.filter(one=one).count() + Link.objects.filter(other=one).count() >= AT_MOST:
        raise BadInput("too-many-links", f"A conversation has up to {AT_MOST} links.")
    first, second = sorted((one.pk, other.pk))
    _, made = Link.objects.get_or_create(
        one_id=first, other_id=second, defaults={"by_id": who.id, "at": at}
    )
    if made:
        _tell(one, other, who=who, at=at)
    return made


def unlink(conversation: int, *, other: int, who: Actor, at: datetime) -> bool:
    """Take the link away; False when there is none. Raises Hidden, Forbidden, Merged."""
    one, far = _both(conversation, other, who=who)
    first, second = sorted((one.pk, far.pk))
    gone, _ = Link.objects.filter(one_id=first, other_id=second).delete()
    if gone:
        _tell(one, far, who=who, at=at)
    return bool(gone)


def _both(conversation: int, other: int, *, who: Actor) -> tuple[Conversation, Conversation]:
    reader = DjangoReader()
    require(reader, who=who, conversation=conversation, right=WRITE)
    require(reader, who=who, conversation=other, right=Right.READ)
    if conversation == other:
        raise BadInput("link-itself", "A conversation cannot be linked to itself.")
    rows = {
        row.pk: row
        for row in Conversation.objects.select_for_update()
        .filter(pk__in=(conversation, other))
        .order_by("pk")
    }
    if len(rows) < 2:
        raise Hidden
    if any(row.state == State.MERGED for row in rows.values()):
        raise Merged
    return rows[conversation], rows[other]


def _tell(one: Conversation, other: Conversation, *, who: Actor, at: datetime) -> None:
    """No event stands in either: whoever sees one only shall not learn that there is another."""
    for row in (one, other):
        tell(row, CHANGED, by=who.id, at=at, data={})
