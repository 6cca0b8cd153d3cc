"""Which saved replies may this person use, and what does one say in this conversation?"""

from dataclasses import dataclass
from typing import Any

import msgspec

from tripost.addresses.saved_replies.actions import Scope
from tripost.core.filling import fill, first_name
from tripost.people.models import Right
from tripost.people.policies import Actor, Forbidden, Hidden, require_address
from tripost.store.reads import Reader


class SavedReplyShape(msgspec.Struct, frozen=True):
    """`for_` is me, address or all; `address` its mail address."""

    id: str
    name: str
    folder: str
    text: str
    html: str
    for_: str = msgspec.field(name="for")
    address: str | None


class FilledShape(msgspec.Struct, frozen=True):
    """A reply for one conversation; `missing`: names that could not be filled."""

    text: str
    html: str
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One that may be used, with for whom it is."""

    shape: SavedReplyShape
    scope: Scope


_COLUMNS = """SELECT s.id, s.name, s.folder, s.text, s.html, s.owner_id, s.address_id, a.email
FROM addresses_savedreply s LEFT JOIN addresses_address a ON a.id = s.address_id"""


def saved_replies(
    reader: Reader, *, who: Actor, address: int | None = None
) -> list[SavedReplyShape]:
    """One's own, those for all, and those of one's addresses (or of this one), by folder, name."""
    found = _usable(reader, who=who, where="1 = 1", values=())
    return [
        kept.shape for kept in found if address is None or kept.scope.address in (None, address)
    ]


def saved_reply(reader: Reader, *, who: Actor, ident: int) -> Kept:
    """One of them; raises Hidden."""
    found = _usable(reader, who=who, where="s.id = %s", values=(ident,))
    if not found:
        raise Hidden
    return found[0]


def require_keeper(who: Actor, *, scope: Scope) -> None:
    """Who may write replies for whom: everybody for themselves, managers for their address,
    administrators for all. Raises Hidden, Forbidden."""
    if scope.owner is not None:
        if scope.owner != who.id:
            raise Hidden
    elif scope.address is not None:
        require_address(who, address=scope.address, right=Right.MANAGE)
    elif not who.is_administrator:
        raise Forbidden("administrator")


def filled(reader: Reader, *, who: Actor, ident: int, conversation: int) -> FilledShape:
    """A reply with the names of a conversation the asker has been found to see; raises Hidden."""
    shape = saved_reply(reader, who=who, ident=ident).shape
    row = reader.row(
        "SELECT c.contact_name, c.subject, a.name, a.email FROM store_conversation c "
        "JOIN addresses_address a ON a.id = c.address_id WHERE c.id = %s",
        (conversation,),
    )
    if row is None:
        raise Hidden
    values = {
        "contact.name": row[0],
        "contact.first_name": first_name(row[0]),
        "me.name": who.name,
        "me.first_name": first_name(who.name),
        "address.name": row[2],
        "address.email": row[3],
        "conversation.subject": row[1],
        "conversation.number": str(conversation),
    }
    text = fill(shape.text, values=values)
    html = fill(shape.html, values=values, html=True)
    missing = list(dict.fromkeys((*text.missing, *html.missing)))
    return FilledShape(text=text.text, html=html.text, missing=missing)


def _usable(reader: Reader, *, who: Actor, where: str, values: tuple[Any, ...]) -> list[Kept]:
    """An administrator looks after all addresses; what is one person's is nobody else's."""
    mine = tuple(a for a, bits in who.rights.items() if bits)
    places = ", ".join(["%s"] * len(mine)) or "NULL"
    ours = "s.address_id IS NOT NULL" if who.is_administrator else f"s.address_id IN ({places})"
    rows = reader.rows(
        f"{_COLUMNS} WHERE {where} AND (s.owner_id = %s OR (s.owner_id IS NULL AND "
        f"(s.address_id IS NULL OR {ours}))) ORDER BY s.folder, s.name, s.id",
        (*values, who.id, *(() if who.is_administrator else mine)),
    )
    return [_kept(row) for row in rows]


def _kept(row: tuple[Any, ...]) -> Kept:
    scope = Scope(owner=row[5], address=row[6])
    whom = "me" if scope.owner is not None else "all" if scope.address is None else "address"
    shape = SavedReplyShape(
        id=str(row[0]),
        name=row[1],
        folder=row[2],
        text=row[3],
        html=row[4],
        for_=whom,
        address=row[7],
    )
    return Kept(shape, scope)
