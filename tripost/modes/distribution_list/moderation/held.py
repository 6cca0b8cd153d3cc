"""What waits for a moderator, and who may always post: reads."""

from dataclasses import dataclass

from tripost.conversations.shapes import Person
from tripost.people.policies import Actor, visible
from tripost.store.reads import Reader
from tripost.store.times import rfc3339


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A post that waits; `can_tell`: a refusal could be told to its author."""

    id: str
    conversation: str
    message: str
    reason: str
    at: str | None
    subject: str
    snippet: str
    author: Person
    believed: bool
    size: int
    attachments: int
    can_tell: bool


@dataclass(frozen=True, slots=True)
class AllowedRow:
    """Somebody who may always post, and who said so."""

    address: str
    by: str | None
    at: str | None


def held(reader: Reader, *, who: Actor, address: int) -> list[HeldRow]:
    """Oldest first, those whose conversation `who` sees."""
    allowed = visible(who, address=address)
    rows = reader.rows(
        "SELECT h.id, h.conversation_id, h.message_id, h.reason, h.at, m.subject, m.visible, "
        "m.from_name, m.from_address, h.believed, b.size, m.attachments, m.automatic "
        "FROM distribution_list_heldpost h JOIN store_message m ON m.id = h.message_id "
        "JOIN store_blob b ON b.sha256 = m.blob_id "
        "JOIN store_conversation c ON c.id = h.conversation_id "
        f"WHERE h.address_id = %s AND h.decided = '' AND {allowed.sql} ORDER BY h.id",
        (address, *allowed.params),
    )
    return [_row(row) for row in rows]


def allowed(reader: Reader, *, address: int) -> list[AllowedRow]:
    """By address."""
    rows = reader.rows(
        "SELECT l.email, u.address, l.at FROM distribution_list_allowed l "
        "LEFT JOIN people_user u ON u.id = l.by_id WHERE l.address_id = %s ORDER BY l.email",
        (address,),
    )
    return [AllowedRow(email, by, rfc3339(at)) for email, by, at in rows]


def _row(row: tuple[object, ...]) -> HeldRow:
    ident, conversation, message, reason, at, subject, visible_text, name, email, *rest = row
    believed, size, attachments, automatic = rest
    return HeldRow(
        id=str(ident),
        conversation=str(conversation),
        message=str(message),
        reason=str(reason),
        at=rfc3339(at),  # type: ignore[arg-type] # a row of ours
        subject=str(subject),
        snippet=" ".join(str(visible_text)[:600].split())[:300],
        author=Person(address=str(email), name=str(name)),
        believed=bool(believed),
        size=int(str(size)),
        attachments=int(str(attachments)),
        can_tell=bool(believed) and not automatic and "@" in str(email),
    )
