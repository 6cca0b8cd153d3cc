"""/teams: who works together; read by all, kept by administrators."""

from functools import partial

from fastapi import APIRouter, Response
from pydantic import Field

from tripost.people import teams
from tripost.people.door import (
    Ask,
    Asked,
    AskedByAdministrator,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.policies import Hidden
from tripost.people.teams import NoSuchTeam, TeamShape

router = APIRouter(tags=["people"])


class NewTeam(Wish):
    """POST /teams."""

    name: str
    members: list[str] = Field(default_factory=list)


class TeamChanges(Wish):
    """PATCH /teams/{id}."""

    name: str | None = None
    members: list[str] | None = None


@router.get("/teams", operation_id="list_teams", **documented(TeamShape, many=True))
async def list_teams(ask: Asked) -> Response:
    """All teams."""
    return listed(await ask.read(teams.teams))


@router.post("/teams", operation_id="add_team", **documented(TeamShape, status=201))
async def add_team(ask: AskedByAdministrator, wish: NewTeam) -> Response:
    """A new team."""
    members = sorted((await ask.people(wish.members)).values())
    made = await ask.write(
        partial(teams.add_team, wish.name, members=members, by=ask.who.id, at=ask.now)
    )
    return await _shape(ask, made.pk, status=201)


@router.patch("/teams/{ident}", operation_id="change_team", **documented(TeamShape))
async def change_team(ask: AskedByAdministrator, ident: str, wish: TeamChanges) -> Response:
    """Its name, or exactly these members."""
    which = number(ident)
    members = None
    if wish.members is not None:
        members = sorted((await ask.people(wish.members)).values())
    try:
        await ask.write(
            partial(
                teams.change_team,
                which,
                name=wish.name,
                members=members,
                by=ask.who.id,
                at=ask.now,
            )
        )
    except NoSuchTeam:
        raise Hidden from None
    return await _shape(ask, which)


@router.delete("/teams/{ident}", operation_id="remove_team", **documented(None))
async def remove_team(ask: AskedByAdministrator, ident: str) -> Response:
    """The team and the rights it had."""
    try:
        await ask.write(partial(teams.remove_team, number(ident), by=ask.who.id, at=ask.now))
    except NoSuchTeam:
        raise Hidden from None
    return nothing()


async def _shape(ask: Ask, ident: int, *, status: int = 200) -> Response:
    found = await ask.read(partial(teams.teams, only=ident))
    if not found:
        raise Hidden
    return answer(found[0], status=status)
