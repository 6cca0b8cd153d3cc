"""Who decides about the posts of a list, which lists are its members."""

from dataclasses import dataclass

from tripost.people.models import Right
from tripost.people.policies import DECIDES
from tripost.store.reads import Reader


@dataclass(frozen=True, slots=True)
class Moderator:
    """Who decides, by a grant: a person by address, or a team by name."""

    user: str | None
    team: str | None
    manages: bool


def moderators(reader: Reader, address: int) -> list[Moderator]:
    """People first, then teams, by name."""
    rows = reader.rows(
        "SELECT u.address, t.name, g.rights FROM people_grant g "
        "LEFT JOIN people_user u ON u.id = g.user_id LEFT JOIN people_team t ON t.id = g.team_id "
        "WHERE g.address_id = %s AND (u.id IS NULL OR u.is_active = %s) "
        "ORDER BY CASE WHEN u.id IS NULL THEN 1 ELSE 0 END, u.name, t.name, g.id",
        (address, True),
    )
    return [
        Moderator(user, team, bool(bits & Right.MANAGE))
        for user, team, bits in rows
        if bits & DECIDES
    ]


def nested(reader: Reader, address: int) -> list[str]:
    """The lists whose subscribers get what goes to this one."""
    rows = reader.rows(
        "SELECT a.email FROM distribution_list_nested n "
        "JOIN addresses_address a ON a.id = n.child_id WHERE n.parent_id = %s ORDER BY a.email",
        (address,),
    )
    return [email for (email,) in rows]
