"""Law 7: what may this person see and do? Every door asks here."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripost.people.models import Right, Role
from tripost.store.reads import Reader

WRITE = Right.WRITE_AS | Right.WRITE_ON_BEHALF
"""Either right to write: enough to work on a conversation (assign, close, label)."""


class Hidden(Exception):
    """Not there for this person: answered exactly like something that does not exist."""


class Forbidden(Exception):
    """Seen, but not allowed; the text says which right is missing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, with their rights at this moment."""

    id: int
    address: str
    name: str
    role: str
    rights: dict[int, int]  # address id → sum of Right bits

    @property
    def is_administrator(self) -> bool:
        """May set up the installation; not thereby a reader."""
        return self.role == Role.ADMINISTRATOR

    def may(self, right: int, *, address: int) -> bool:
        """Whether a grant gives this right on the address."""
        return bool(self.rights.get(address, 0) & right)

    def readable(self) -> tuple[int, ...]:
        """The addresses whose conversations this person may read, in order of id."""
        return tuple(sorted(a for a, bits in self.rights.items() if bits & Right.READ))


@dataclass(frozen=True, slots=True)
class Visible:
    """An SQL condition with its values: the conversations (alias `c`) a person may see."""

    sql: str
    params: tuple[object, ...]


def actor(reader: Reader, *, user: int) -> Actor | None:
    """The active user with all their rights, or None."""
    return actors(reader, users=(user,)).get(user)


def actors(reader: Reader, *, users: Sequence[int]) -> dict[int, Actor]:
    """Those of these users who are active, with all their rights, in two queries."""
    if not users:
        return {}
    places = ", ".join(["%s"] * len(users))
    rights: dict[int, dict[int, int]] = {user: {} for user in users}
    for user, address, bits in reader.rows(
        f"SELECT user_id, address_id, rights FROM people_grant WHERE user_id IN ({places}) "
        "UNION ALL SELECT m.user_id, g.address_id, g.rights FROM people_grant g "
        f"JOIN people_team_members m ON m.team_id = g.team_id WHERE m.user_id IN ({places})",
        (*users, *users),
    ):
        rights[user][address] = rights[user].get(address, 0) | bits
    found = reader.rows(
        "SELECT id, address, name, role FROM people_user "
        f"WHERE is_active = %s AND id IN ({places})",
        (True, *users),
    )
    return {
        row[0]: Actor(id=row[0], address=row[1], name=row[2], role=row[3], rights=rights[row[0]])
        for row in found
    }


def visible(who: Actor, *, address: int | None = None) -> Visible:
    """Which conversations `who` may see, in all addresses or in one.

    Confidential ones only for their named readers, who must still have the address.
    """
    addresses = who.readable() if address is None else (address,) * (address in who.readable())
    if not addresses:
        return Visible("1 = 0", ())
    places = ", ".join(["%s"] * len(addresses))
    return Visible(
        f"c.address_id IN ({places}) AND (c.confidential = %s OR EXISTS (SELECT 1 FROM "
        "store_reader r WHERE r.conversation_id = c.id AND r.user_id = %s))",
        (*addresses, False, who.id),
    )


def unhidden(who: Actor, *, conversation: str) -> Visible:
    """An SQL condition for numbers and operational lists: nothing confidential of others.

    `conversation` is the column that names one (it may be NULL). Whoever looks after an address
    learns how much there is of what is open, but a confidential one counts only for its readers.
    """
    return Visible(
        f"NOT EXISTS (SELECT 1 FROM store_conversation s WHERE s.id = {conversation} AND "
        "s.confidential = %s AND NOT EXISTS (SELECT 1 FROM store_reader r "
        "WHERE r.conversation_id = s.id AND r.user_id = %s))",
        (True, who.id),
    )


def may_see(reader: Reader, *, who: Actor, conversation: int) -> bool:
    """Whether this one conversation is visible to `who`."""
    allowed = visible(who)
    return (
        reader.row(
            f"SELECT 1 FROM store_conversation c WHERE c.id = %s AND {allowed.sql}",
            (conversation, *allowed.params),
        )
        is not None
    )


def require(reader: Reader, *, who: Actor, conversation: int, right: int) -> int:
    """The address of a conversation `who` may see and has `right` on.

    Raises Hidden when they may not see it (or it is not there), Forbidden when they may see it
    but not do this.
    """
    allowed = visible(who)
    found = reader.row(
        f"SELECT c.address_id FROM store_conversation c WHERE c.id = %s AND {allowed.sql}",
        (conversation, *allowed.params),
    )
    if found is None:
        raise Hidden
    require_address(who, address=found[0], right=right)
    address: int = found[0]
    return address


def require_address(who: Actor, *, address: int, right: int) -> None:
    """Raises Hidden without any right on the address, Forbidden without this one.

    An administrator manages every address, which opens no conversation.
    """
    if right == Right.MANAGE and who.is_administrator:
        return
    if who.may(right, address=address):
        return
    if not who.rights.get(address) and not who.is_administrator:
        raise Hidden
    raise Forbidden(" or ".join(r.label for r in Right if r & right))


def require_manager(who: Actor) -> None:
    """Administrators, and who manages at least one address; raises Forbidden."""
    manages = any(bits & Right.MANAGE for bits in who.rights.values())
    if not (who.is_administrator or manages):
        raise Forbidden(Right.MANAGE.label)
