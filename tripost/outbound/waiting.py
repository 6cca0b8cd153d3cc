"""Who has a send waiting, and where? From the click until its first copy is tried."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripost.store.reads import Reader


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person (by address) with a send that waits in a conversation."""

    conversation: int
    user: str


def waiting(reader: Reader, *, conversations: Sequence[int] | None = None) -> list[Waiting]:
    """In these conversations, or everywhere; one per person and conversation."""
    if conversations is not None and not conversations:
        return []
    places = ", ".join(["%s"] * len(conversations or ()))
    where = f" AND o.conversation_id IN ({places})" if conversations else ""
    found = reader.rows(
        "SELECT DISTINCT o.conversation_id, u.address FROM outbound_outgoing o "
        "JOIN people_user u ON u.id = o.author_id WHERE o.left_at IS NULL "
        f"AND o.cancelled_at IS NULL AND o.conversation_id IS NOT NULL{where}",
        tuple(conversations or ()),
    )
    return [Waiting(conversation, user) for conversation, user in found]
