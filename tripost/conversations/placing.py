"""Where does somebody write from, and what do they answer? Only where they may write."""

from dataclasses import dataclass, replace

from tripost.conversations.wording import Answered
from tripost.people.models import Right
from tripost.people.policies import WRITE, Actor, Hidden, require, require_address
from tripost.store.reads import Reader
from tripost.store.times import loaded


@dataclass(frozen=True, slots=True)
class Place:
    """The address written from, and the mail answered, if any."""

    address: int
    email: str
    name: str
    signature: str
    mode: str
    undo_seconds: int
    conversation: int | None = None
    subject: str = ""
    answered: Answered | None = None


def writable(reader: Reader, *, who: Actor, conversation: int) -> int:
    """The address of a conversation `who` sees and may write in."""
    return require(reader, who=who, conversation=conversation, right=WRITE)


def require_writing(who: Actor, *, address: int) -> None:
    """Raises Hidden or Forbidden unless `who` may write as the address, or on its behalf."""
    if not who.may(Right.WRITE_ON_BEHALF, address=address):
        require_address(who, address=address, right=Right.WRITE_AS)


def place_of(reader: Reader, *, address: int, conversation: int | None = None) -> Place:
    """The address with what is answered there, if anything; raises Hidden."""
    columns = "id, email, name, signature, mode, undo_seconds"
    found = reader.row(f"SELECT {columns} FROM addresses_address WHERE id = %s", (address,))
    if found is None:
        raise Hidden
    place = Place(*found)
    if conversation is None:
        return place
    row = reader.row("SELECT subject FROM store_conversation WHERE id = %s", (conversation,))
    return replace(
        place,
        conversation=conversation,
        subject=row[0] if row else "",
        answered=answered_in(reader, conversation=conversation),
    )


def answered_in(reader: Reader, *, conversation: int) -> Answered | None:
    """The newest mail of somebody who takes part (no stranger's words go out under our name)."""
    found = reader.row(
        'SELECT message_id, "references", from_name, from_address, at, visible '
        "FROM store_message m WHERE conversation_id = %s AND automatic = '' AND NOT EXISTS "
        "(SELECT 1 FROM store_participant p WHERE p.conversation_id = m.conversation_id "
        "AND p.email = LOWER(m.from_address) AND p.stranger = %s) "
        "ORDER BY CASE direction WHEN 'in' THEN 0 ELSE 1 END, number DESC LIMIT 1",
        (conversation, True),
    )
    if found is None:
        return None
    at = loaded(found[4])
    assert at is not None
    return Answered(found[0], tuple(found[1].split()), found[2] or found[3], at, found[5])
