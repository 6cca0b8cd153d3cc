"""The addresses as one person sees them: their own rights, and numbers of what they may see."""

import msgspec

from tripost.conversations.shapes import Person
from tripost.conversations.tallies import Counts, counts
from tripost.modes.distribution_list.queries import counts as list_counts
from tripost.people.actions import labels_of
from tripost.people.models import Right
from tripost.people.policies import DECIDES, HELD, Actor
from tripost.people.queries import GrantShape, TeamGrantShape, grants, team_grants
from tripost.store.reads import Reader


class CountsShape(msgspec.Struct, frozen=True):
    """Numbers beside an address; closed conversations are not counted."""

    open: int
    mine: int
    unassigned: int
    waiting: int
    unread: int


class AddressShape(msgspec.Struct, frozen=True, omit_defaults=True):
    """An address in the sidebar. `subscribers` and `held` only of lists."""

    id: str
    address: str
    name: str
    mode: str
    rights: list[str]
    aliases: list[str]
    counts: CountsShape
    team: list[Person]
    subscribers: int | msgspec.UnsetType = msgspec.UNSET
    held: int | msgspec.UnsetType = msgspec.UNSET


class SettingsShape(msgspec.Struct, frozen=True):
    """What can be set on an address."""

    id: str
    address: str
    name: str
    mode: str
    rights: list[str]
    aliases: list[str]
    signature: str
    posting: str
    undo_seconds: int
    answer_assigns: bool
    grants: list[GrantShape]
    team_grants: list[TeamGrantShape]
    team: list[Person]


def addresses(reader: Reader, *, who: Actor) -> list[AddressShape]:
    """Those `who` has a right on; all of them for administrators (whose numbers stay theirs)."""
    found = reader.rows("SELECT id, email, name, mode FROM addresses_address ORDER BY email")
    mine = [row for row in found if who.is_administrator or who.rights.get(row[0])]
    ids = [row[0] for row in mine]
    numbers = counts(reader, who=who)
    lists = list_counts(reader, who=who, addresses=[row[0] for row in mine if row[3] == "list"])
    aliases = _aliases(reader, ids)
    teams = _teams(reader, ids)
    shapes = []
    for ident, email, name, mode in mine:
        subscribers, held = lists.get(ident, (0, 0))
        decides = who.is_administrator or who.may(DECIDES, address=ident)
        shapes.append(
            AddressShape(
                id=str(ident),
                address=email,
                name=name,
                mode=mode,
                rights=labels_of(who.rights.get(ident, 0)),
                aliases=aliases.get(ident, []),
                counts=_counts(numbers.get(ident)),
                team=teams.get(ident, []),
                subscribers=subscribers if mode == "list" else msgspec.UNSET,
                held=held if mode == "list" and decides else msgspec.UNSET,
            )
        )
    return shapes


def address(reader: Reader, *, who: Actor, ident: int) -> AddressShape | None:
    """One of them."""
    return next((a for a in addresses(reader, who=who) if a.id == str(ident)), None)


def settings(reader: Reader, *, who: Actor, ident: int) -> SettingsShape | None:
    """What can be set on an address; the caller has asked for the right to manage."""
    row = reader.row(
        "SELECT id, email, name, mode, signature, posting, undo_seconds, answer_assigns "
        "FROM addresses_address WHERE id = %s",
        (ident,),
    )
    if row is None:
        return None
    return SettingsShape(
        id=str(row[0]),
        address=row[1],
        name=row[2],
        mode=row[3],
        rights=labels_of(who.rights.get(ident, 0)),
        aliases=_aliases(reader, [ident]).get(ident, []),
        signature=row[4],
        posting=row[5],
        undo_seconds=row[6],
        answer_assigns=bool(row[7]),
        grants=grants(reader, address=ident),
        team_grants=team_grants(reader, address=ident),
        team=_teams(reader, [ident]).get(ident, []),
    )


def _counts(found: Counts | None) -> CountsShape:
    if found is None:
        return CountsShape(0, 0, 0, 0, 0)
    return CountsShape(
        open=found.open,
        mine=found.mine,
        unassigned=found.unassigned,
        waiting=found.waiting,
        unread=found.unread,
    )


def _aliases(reader: Reader, ids: list[int]) -> dict[int, list[str]]:
    if not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    aliases: dict[int, list[str]] = {}
    for ident, email in reader.rows(
        f"SELECT address_id, email FROM addresses_alias WHERE address_id IN ({places}) "
        "ORDER BY email",
        ids,
    ):
        aliases.setdefault(ident, []).append(email)
    return aliases


def _teams(reader: Reader, ids: list[int]) -> dict[int, list[Person]]:
    """Who may read each address, by name; each person once, by grant or by team."""
    if not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    teams: dict[int, dict[str, Person]] = {}
    for ident, email, name, bits in reader.rows(
        f"SELECT h.address_id, u.address, u.name, h.rights FROM {HELD} h "
        "JOIN people_user u ON u.id = h.user_id "
        f"WHERE u.is_active = %s AND h.address_id IN ({places})",
        (True, *ids),
    ):
        if bits & Right.READ:
            teams.setdefault(ident, {})[email] = Person(address=email, name=name)
    return {
        ident: sorted(found.values(), key=lambda p: (p.name, p.address))
        for ident, found in teams.items()
    }
