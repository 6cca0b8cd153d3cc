"""Law 7: what may this person see and do? Every door asks here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tripost.people.models import Right, Role
from tripost.store.reads import Reader

WRITE = Right.WRITE_AS | Right.WRITE_ON_BEHALF
"""Either right to write: enough to work on a conversation (assign, close, label)."""

DECIDES = Right.MODERATE | Right.MANAGE
"""Either right decides about a held post, for whoever may read it."""


class Hidden(Exception):
    """Not there for this person: answered exactly like something that does not exist."""


class Forbidden(Exception):
    """Seen, but not allowed; the text says which right is missing."""


SEES = Right.READ | Right.OWN
"""Either right opens an address to a person: all of it, or only what is theirs."""

HELD = (
    "(SELECT g.user_id, g.address_id, g.rights FROM people_grant g WHERE g.user_id IS NOT NULL "
    "UNION ALL SELECT m.user_id, g.address_id, g.rights FROM people_grant g "
    "JOIN people_team_members m ON m.team_id = g.team_id)"
)
"""The rights of people, their own and those of their teams: rows of (user_id, address_id, rights),
several for one pair when they come from several grants: whoever reads them takes the sum of bits.
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, with their rights at this moment."""

    id: int
    address: str
    name: str
    role: str
    rights: dict[int, int]  # address id → sum of Right bits
    teams: tuple[int, ...] = ()
    invited: bool = False  # to at least one conversation
    looks_only: bool = False  # came with a token that only reads

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

    def narrowed(self) -> tuple[int, ...]:
        """The addresses of which they see only what is theirs, in order of id."""
        return tuple(sorted(a for a, bits in self.rights.items() if bits & SEES == Right.OWN))


@dataclass(frozen=True, slots=True)
class Visible:
    """An SQL condition with its values: the conversations (alias `c`) a person may see."""

    sql: str
    params: tuple[object, ...]


NOWHERE = Visible("1 = 0", ())


def actor(reader: Reader, *, user: int) -> Actor | None:
    """The active user with all their rights, or None."""
    return actors(reader, users=(user,)).get(user)


def actors(reader: Reader, *, users: Sequence[int]) -> dict[int, Actor]:
    """Those of these users who are active, with all their rights, in three queries."""
    if not users:
        return {}
    places = _places(users)
    rights: dict[int, dict[int, int]] = {user: {} for user in users}
    teams: dict[int, list[int]] = {user: [] for user in users}
    for user, address, bits in reader.rows(
        f"SELECT user_id, address_id, rights FROM {HELD} h WHERE user_id IN ({places})", users
    ):
        rights[user][address] = rights[user].get(address, 0) | bits
    for user, team in reader.rows(
        f"SELECT user_id, team_id FROM people_team_members WHERE user_id IN ({places}) "
        "ORDER BY team_id",
        users,
    ):
        teams[user].append(team)
    found = reader.rows(
        "SELECT u.id, u.address, u.name, u.role, "
        "EXISTS (SELECT 1 FROM store_invited i WHERE i.user_id = u.id) "
        f"FROM people_user u WHERE u.is_active = %s AND u.id IN ({places})",
        (True, *users),
    )
    return {
        ident: Actor(ident, address, name, role, rights[ident], tuple(teams[ident]), bool(invited))
        for ident, address, name, role, invited in found
    }


def visible(who: Actor, *, address: int | None = None) -> Visible:
    """Which conversations `who` may see, in all addresses or in one.

    Those of the addresses they may read; of those where they hold `own`, what is assigned to them
    or a team of theirs; and what they were invited to. Confidential ones only for their named
    readers, who must still have one of these ways in.
    """
    ways = [_granted(who, address=address), _invited(who, address=address)]
    open_ones = _any(ways)
    if open_ones is NOWHERE:
        return NOWHERE
    closed = _named(who)
    return Visible(f"{open_ones.sql} AND {closed.sql}", (*open_ones.params, *closed.params))


def scopes(who: Actor, *, address: int | None = None) -> tuple[Visible, ...]:
    """The same as `visible`, as conditions that share no conversation and are one index each.

    A list of thousands is a short walk along each, merged and cut: first one per readable
    address, then one for what is assigned to them, one for what is their teams' and one for
    invitations.
    """
    places = [Visible("c.address_id = %s", (a,)) for a in who.readable() if address in (None, a)]
    closed = _named(who)
    walks = (*places, *_own_walks(who, address=address), *_invited_walk(who, address=address))
    return tuple(
        Visible(f"{walk.sql} AND {closed.sql}", (*walk.params, *closed.params)) for walk in walks
    )


def _named(who: Actor) -> Visible:
    """Open to all who come this far, or `who` is one of its readers."""
    return Visible(
        "(c.confidential = %s OR EXISTS (SELECT 1 FROM store_reader r "
        "WHERE r.conversation_id = c.id AND r.user_id = %s))",
        (False, who.id),
    )


def _granted(who: Actor, *, address: int | None = None) -> Visible:
    """What a right on the address opens, confidential or not."""
    read = [a for a in who.readable() if address in (None, a)]
    ways = [_own(who, address=address)]
    if read:
        ways.insert(0, Visible(f"c.address_id IN ({_places(read)})", tuple(read)))
    return _any(ways)


def _own(who: Actor, *, address: int | None) -> Visible:
    places = [a for a in who.narrowed() if address in (None, a)]
    if not places:
        return NOWHERE
    theirs = "c.assignee_id = %s"
    if who.teams:
        theirs = f"({theirs} OR c.team_id IN ({_places(who.teams)}))"
    return Visible(
        f"(c.address_id IN ({_places(places)}) AND {theirs})", (*places, who.id, *who.teams)
    )


def _invited(who: Actor, *, address: int | None) -> Visible:
    if not who.invited:
        return NOWHERE
    sql = "c.id IN (SELECT i.conversation_id FROM store_invited i WHERE i.user_id = %s)"
    if address is None:
        return Visible(sql, (who.id,))
    return Visible(f"(c.address_id = %s AND {sql})", (address, who.id))


def _own_walks(who: Actor, *, address: int | None) -> Iterator[Visible]:
    """`+`: this column shall not choose the index, the assignee or team shall."""
    places = [a for a in who.narrowed() if address in (None, a)]
    if not places:
        return
    there = f"+c.address_id IN ({_places(places)})"
    yield Visible(f"c.assignee_id = %s AND {there}", (who.id, *places))
    if who.teams:
        yield Visible(
            f"c.team_id IN ({_places(who.teams)}) AND {there} "
            "AND (c.assignee_id IS NULL OR c.assignee_id <> %s)",
            (*who.teams, *places, who.id),
        )


def _invited_walk(who: Actor, *, address: int | None) -> Iterator[Visible]:
    """Only what no right shows already."""
    invited, granted = _invited(who, address=address), _granted(who, address=address)
    if invited is NOWHERE:
        return
    # An absent assignee or team makes the condition of rights unknown, which is not true.
    yield Visible(
        f"{invited.sql} AND COALESCE({granted.sql}, %s) = %s",
        (*invited.params, *granted.params, False, False),
    )


def _any(ways: Sequence[Visible]) -> Visible:
    some = [way for way in ways if way is not NOWHERE]
    if len(some) < 2:
        return some[0] if some else NOWHERE
    return Visible(
        "(" + " OR ".join(way.sql for way in some) + ")",
        tuple(value for way in some for value in way.params),
    )


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


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


def uncovered(who: Actor, *, email: str) -> Visible:
    """An SQL condition for suggestions: no mail address of a contact protected from `who`.

    `email` is the column (or expression) with a mail address in lower case.
    """
    return Visible(
        "NOT EXISTS (SELECT 1 FROM store_identity y JOIN store_contact k ON k.id = y.contact_id "
        f"WHERE y.email = {email} AND k.protected = %s AND NOT EXISTS (SELECT 1 FROM "
        "store_contactreader q WHERE q.contact_id = k.id AND q.user_id = %s))",
        (True, who.id),
    )


def known_label(who: Actor) -> Visible:
    """An SQL condition (alias `b` of store_label): words that stick on confidential conversations
    alone are known only where these are seen."""
    allowed = visible(who)
    return Visible(
        "(b.offered = %s OR EXISTS (SELECT 1 FROM store_labelling g JOIN store_conversation c "
        f"ON c.id = g.conversation_id WHERE g.label_id = b.id AND {allowed.sql}))",
        (True, *allowed.params),
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

    Whoever may see it may read it, whichever way they came in; any other right must be held on the
    address, and an invitation is none: an invited person reads and leaves notes. Raises Hidden
    when they may not see it (or it is not there), Forbidden when they may see it but not do this.
    """
    allowed, granted = visible(who), _granted(who)
    found = reader.row(
        f"SELECT c.address_id, CASE WHEN {granted.sql} THEN 1 ELSE 0 END "
        f"FROM store_conversation c WHERE c.id = %s AND {allowed.sql}",
        (*granted.params, conversation, *allowed.params),
    )
    if found is None:
        raise Hidden
    address: int = found[0]
    if right & Right.READ:
        return address
    if not found[1]:
        raise Forbidden(_labels(right))
    require_address(who, address=address, right=right)
    return address


def may_be_given(reader: Reader, *, who: Actor, conversation: int) -> bool:
    """Whether work on a conversation can be assigned to `who`: they would see it then."""
    found = reader.row(
        "SELECT c.address_id FROM store_conversation c WHERE c.id = %s AND (c.confidential = %s "
        "OR EXISTS (SELECT 1 FROM store_reader r WHERE r.conversation_id = c.id "
        "AND r.user_id = %s))",
        (conversation, False, who.id),
    )
    return found is not None and who.may(SEES, address=found[0])


def may_be_reader(reader: Reader, *, who: Actor, conversation: int) -> bool:
    """Whether naming `who` a reader of a confidential conversation would let them see it."""
    opened = _any([_granted(who), _invited(who, address=None)])
    return (
        reader.row(
            f"SELECT 1 FROM store_conversation c WHERE c.id = %s AND {opened.sql}",
            (conversation, *opened.params),
        )
        is not None
    )


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
    raise Forbidden(_labels(right))


def _labels(right: int) -> str:
    return " or ".join(r.label for r in Right if r & right)


def require_manager(who: Actor) -> None:
    """Administrators, and who manages at least one address; raises Forbidden."""
    manages = any(bits & Right.MANAGE for bits in who.rights.values())
    if not (who.is_administrator or manages):
        raise Forbidden(Right.MANAGE.label)
