"""Who is there, who may what: reads for the API and for every door that signs people in."""

import msgspec

from tripost.core.address import shown_domain
from tripost.people.actions import labels_of
from tripost.store.reads import Reader


class Colleague(msgspec.Struct, frozen=True):
    """A person as their colleagues see them."""

    address: str
    name: str
    role: str
    active: bool


class GrantShape(msgspec.Struct, frozen=True):
    """What one person may do with one address."""

    user: str
    rights: list[str]


class TeamNamed(msgspec.Struct, frozen=True):
    """A team, to be named."""

    id: str
    name: str


class TeamGrantShape(msgspec.Struct, frozen=True):
    """What the members of a team may do with one address."""

    team: TeamNamed
    rights: list[str]


class Organisation(msgspec.Struct, frozen=True):
    """Whose installation this is; `relay`: whether mail can leave the house."""

    name: str
    demo: bool
    relay: bool


class Me(msgspec.Struct, frozen=True):
    """The person who asks, with what they chose."""

    address: str
    name: str
    role: str
    language: str
    scheme: str
    shortcuts: bool
    timezone: str  # IANA
    density: str  # comfortable | compact
    organisation: Organisation


def colleagues(reader: Reader) -> list[Colleague]:
    """Everyone with a login, by name."""
    found = reader.rows("SELECT address, name, role, is_active FROM people_user ORDER BY name, id")
    return [Colleague(address=a, name=n, role=r, active=bool(x)) for a, n, r, x in found]


def colleague(reader: Reader, *, address: str) -> Colleague | None:
    """One of them."""
    found = reader.row(
        "SELECT address, name, role, is_active FROM people_user WHERE address = %s", (address,)
    )
    if found is None:
        return None
    return Colleague(address=found[0], name=found[1], role=found[2], active=bool(found[3]))


def me(reader: Reader, *, user: int, demo: bool, relay: bool) -> Me:
    """The person who asks."""
    found = reader.row(
        "SELECT address, name, role, language, scheme, shortcuts, timezone, density "
        "FROM people_user WHERE id = %s",
        (user,),
    )
    assert found is not None, "the actor was read a moment ago"
    address, name, role, language, scheme, shortcuts, timezone, density = found
    return Me(
        address=address,
        name=name,
        role=role,
        language=language,
        scheme=scheme,
        shortcuts=bool(shortcuts),
        timezone=timezone,
        density=density,
        organisation=Organisation(name=organisation(reader), demo=demo, relay=relay),
    )


def timezone_of(reader: Reader, *, user: int) -> str:
    """The time zone somebody lives in (IANA)."""
    found = reader.row("SELECT timezone FROM people_user WHERE id = %s", (user,))
    assert found is not None, "the actor was read a moment ago"
    return str(found[0])


def organisation(reader: Reader) -> str:
    """What to call the installation: the first domain's first label, capitalised."""
    found = reader.row("SELECT name FROM addresses_domain ORDER BY id LIMIT 1")
    if found is None:
        return "Tripost"
    label = shown_domain(found[0]).partition(".")[0]
    return "-".join(part.capitalize() for part in label.split("-"))


def user_ids(reader: Reader, *, addresses: list[str]) -> dict[str, int]:
    """The active users with these addresses."""
    if not addresses:
        return {}
    places = ", ".join(["%s"] * len(addresses))
    found = reader.rows(
        f"SELECT address, id FROM people_user WHERE is_active = %s AND address IN ({places})",
        (True, *[a.strip().lower() for a in addresses]),
    )
    return dict(found)


def grants(reader: Reader, *, address: int) -> list[GrantShape]:
    """Who may what on an address, by name of the person."""
    found = reader.rows(
        "SELECT u.address, g.rights FROM people_grant g JOIN people_user u ON u.id = g.user_id "
        "WHERE g.address_id = %s ORDER BY u.name, u.id",
        (address,),
    )
    return [GrantShape(user=user, rights=labels_of(bits)) for user, bits in found]


def team_grants(reader: Reader, *, address: int) -> list[TeamGrantShape]:
    """What teams may on an address, by name of the team."""
    found = reader.rows(
        "SELECT t.id, t.name, g.rights FROM people_grant g JOIN people_team t ON t.id = g.team_id "
        "WHERE g.address_id = %s ORDER BY t.name, t.id",
        (address,),
    )
    return [
        TeamGrantShape(team=TeamNamed(str(ident), name), rights=labels_of(bits))
        for ident, name, bits in found
    ]


def team_named(reader: Reader, *, ident: int) -> bool:
    """Whether there is a team of this id."""
    return reader.row("SELECT 1 FROM people_team WHERE id = %s", (ident,)) is not None
