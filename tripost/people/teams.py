"""Teams: one verb, one transaction, and every address told whose lists show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from tripost.kit.entered import BadInput, Conflict
from tripost.people.actions import clean_name
from tripost.people.audit import audit
from tripost.people.models import Team
from tripost.store.changes import record
from tripost.store.models import Conversation
from tripost.store.reads import Reader

NAME_LIMIT: Final = 100  # characters
MOST_MEMBERS: Final = 1_000
MOST_TEAMS: Final = 1_000


class TeamShape(msgspec.Struct, frozen=True):
    """A team with its active members, by address."""

    id: str
    name: str
    members: list[str]


class NoSuchTeam(Exception):
    """It is not there (any more)."""


def teams(reader: Reader, *, only: int | None = None) -> list[TeamShape]:
    """All by name, or this one `only`. Whoever has left the house is in no team, and is again on
    coming back."""
    which, values = ("", ()) if only is None else ("AND t.id = %s ", (only,))
    found: dict[int, TeamShape] = {
        ident: TeamShape(str(ident), name, [])
        for ident, name in reader.rows(
            "SELECT t.id, t.name FROM people_team t WHERE 1 = 1 "
            f"{which}ORDER BY LOWER(t.name), t.id",
            values,
        )
    }
    for team, address in reader.rows(
        "SELECT t.id, u.address FROM people_team t JOIN people_team_members m ON m.team_id = t.id "
        f"JOIN people_user u ON u.id = m.user_id WHERE u.is_active = %s {which}ORDER BY u.address",
        (True, *values),
    ):
        if team in found:
            found[team].members.append(address)
    return list(found.values())


def add_team(name: str, *, members: Sequence[int], by: int | None, at: datetime) -> Team:
    """A new team; raises BadInput, Conflict."""
    if Team.objects.count() >= MOST_TEAMS:
        raise BadInput("too-many", f"There are {MOST_TEAMS} teams already.")
    team = Team.objects.create(name=_free(name, other_than=None))
    _set_members(team, members)
    _tell(team, by=by, at=at)
    return team


def change_team(
    team: int,
    *,
    name: str | None = None,
    members: Sequence[int] | None = None,
    by: int | None,
    at: datetime,
) -> None:
    """Another name, or exactly these members; raises NoSuchTeam, BadInput, Conflict."""
    found = _locked(team)
    if name is not None:
        found.name = _free(name, other_than=team)
        found.save(update_fields=["name"])
    if members is not None:
        _set_members(found, members)
    _tell(found, by=by, at=at)


def remove_team(team: int, *, by: int | None, at: datetime) -> None:
    """The team and its rights go; what was given to it stays with its person, or is nobody's.

    Raises NoSuchTeam."""
    found = _locked(team)
    granted = sorted(found.grants.values_list("address_id", flat=True))
    places = _shown_at(team)
    audit("team.removed", actor=by, at=at, detail={"team": found.name})
    found.delete()
    for address in granted:
        record("grant.changed", at=at, address=address, actor=by, data={"team": team})
    _tell_of(team, places, by=by, at=at)


def _locked(team: int) -> Team:
    found = Team.objects.select_for_update().filter(pk=team).first()
    if found is None:
        raise NoSuchTeam(str(team))
    return found


def _free(name: str, *, other_than: int | None) -> str:
    clean = clean_name(name)
    if len(clean) > NAME_LIMIT:
        raise BadInput("bad-name", f"A team's name has 1 to {NAME_LIMIT} characters.")
    there = Team.objects.filter(name=clean).values_list("pk", flat=True).first()
    if there is not None and there != other_than:
        raise Conflict("taken", f"{clean} is there already.")
    return clean


def _set_members(team: Team, members: Sequence[int]) -> None:
    """Those who have left the house stay on record, so that coming back finds them there."""
    wanted = set(members)
    if len(wanted) > MOST_MEMBERS:
        raise BadInput("too-many", f"A team has up to {MOST_MEMBERS:,} members.")
    gone = team.members.filter(is_active=False).values_list("pk", flat=True)
    team.members.set(wanted.union(gone))


def _tell(team: Team, *, by: int | None, at: datetime) -> None:
    names = list(team.members.order_by("address").values_list("address", flat=True))
    audit("team.set", actor=by, at=at, detail={"team": team.name, "members": names})
    _tell_of(team.pk, _shown_at(team.pk), by=by, at=at)


def _tell_of(team: int, places: Sequence[int], *, by: int | None, at: datetime) -> None:
    record("team.changed", at=at, actor=by, data={"team": team})
    for address in places:
        record("team.changed", at=at, address=address, actor=by, data={"team": team})


def _shown_at(team: int) -> list[int]:
    """The addresses whose rows name it."""
    shown = Conversation.objects.filter(team_id=team).order_by()
    return sorted(set(shown.values_list("address_id", flat=True).distinct()))
