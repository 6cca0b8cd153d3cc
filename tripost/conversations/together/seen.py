"""Who has read how far, and when? Kept per person, told to all who may see the conversation."""

from datetime import datetime

from tripost.conversations.shapes import SeenBy
from tripost.store.models import ReadMark
from tripost.store.reads import Reader
from tripost.store.times import rfc3339


def mark(conversation: int, *, user: int, up_to: int, at: datetime, back: bool = False) -> bool:
    """Move a read mark forward (with `back`: also to where it was before); tells whether it moved.

    Runs inside the writer.
    """
    kept, made = ReadMark.objects.get_or_create(
        user_id=user, conversation_id=conversation, defaults={"up_to": up_to, "at": at}
    )
    if made:
        return True
    if kept.up_to == up_to or (kept.up_to > up_to and not back):
        return False
    kept.up_to, kept.at = up_to, at
    kept.save(update_fields=["up_to", "at"])
    return True


def seen_by(reader: Reader, *, ident: int) -> list[SeenBy]:
    """Who has read something of this conversation, who read last first."""
    return [
        SeenBy(user=address, up_to=up_to, at=rfc3339(at) or "")
        for address, up_to, at in reader.rows(
            "SELECT u.address, k.up_to, k.at FROM store_readmark k "
            "JOIN people_user u ON u.id = k.user_id "
            "WHERE k.conversation_id = %s AND k.up_to > 0 AND k.at IS NOT NULL "
            "ORDER BY k.at DESC, u.address",
            (ident,),
        )
    ]


def followers(reader: Reader, *, ident: int) -> list[str]:
    """Who follows this conversation, by address."""
    return [
        address
        for (address,) in reader.rows(
            "SELECT u.address FROM store_readmark k JOIN people_user u ON u.id = k.user_id "
            "WHERE k.conversation_id = %s AND k.followed = %s ORDER BY u.address",
            (ident, True),
        )
    ]
