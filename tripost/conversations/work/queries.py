"""Names behind statuses and teams, as the doors of work need them."""

from collections.abc import Sequence

import msgspec

from tripost.store.reads import Reader


class StatusShape(msgspec.Struct, frozen=True):
    """An own name of a state, with its tone (1 to 12) and its place in the menu."""

    id: str
    name: str
    type: str
    tone: int
    position: int


def statuses(reader: Reader, *, only: int | None = None) -> list[StatusShape]:
    """All of them, in the order of the menu; or this one `only`."""
    which, values = ("", ()) if only is None else ("WHERE id = %s ", (only,))
    found = reader.rows(
        f"SELECT id, name, type, tone, position FROM store_status {which}ORDER BY position, id",
        values,
    )
    return [StatusShape(str(i), name, kind, tone, place) for i, name, kind, tone, place in found]


def status(reader: Reader, *, name: str) -> int | None:
    """The id of a status by its name."""
    found = reader.row("SELECT id FROM store_status WHERE name = %s", (name,))
    return None if found is None else int(found[0])


def team(reader: Reader, *, name: str) -> tuple[int, tuple[int, ...]] | None:
    """The id of a team by its name, with its active members."""
    found = reader.row("SELECT id FROM people_team WHERE name = %s", (name,))
    if found is None:
        return None
    members = reader.rows(
        "SELECT m.user_id FROM people_team_members m JOIN people_user u ON u.id = m.user_id "
        "WHERE m.team_id = %s AND u.is_active = %s ORDER BY m.user_id",
        (found[0], True),
    )
    return int(found[0]), tuple(row[0] for row in members)


def last_actors(reader: Reader, *, conversations: Sequence[int]) -> dict[int, str]:
    """Who did the last thing in each: asked for those that a person may see and lost a race in."""
    if not conversations:
        return {}
    places = ", ".join(["%s"] * len(conversations))
    return dict(
        reader.rows(
            "SELECT c.id, u.address FROM store_conversation c JOIN store_entry e "
            "ON e.conversation_id = c.id AND e.number = c.last_entry "
            f"JOIN people_user u ON u.id = e.actor_id WHERE c.id IN ({places})",
            conversations,
        )
    )
