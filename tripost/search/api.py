"""/saved-views and /query: the wire of saved views, and of completion while a query is typed."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from tripost.core.query import complete
from tripost.people.door import (
    Ask,
    Asked,
    Problem,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.search import views
from tripost.search.asking import asked
from tripost.search.knowing import known
from tripost.search.saved import SavedView, saved_view, saved_views
from tripost.store.reads import DjangoReader

router = APIRouter(tags=["search"])


class Completion(msgspec.Struct, frozen=True):
    """Put `insert` in place of the characters `from` to `to`."""

    insert: str
    label: str
    kind: str
    start: int = msgspec.field(name="from")
    to: int


@router.get("/query/complete", operation_id="complete_query", **documented(Completion, many=True))
async def complete_query(
    ask: Asked,
    q: Annotated[str, Query(max_length=4_000)] = "",
    at: Annotated[int, Query(ge=0, le=4_000)] = 0,
) -> Response:
    """What could come next at the cursor, in characters."""
    names = await ask.work(lambda: known(DjangoReader(), who=ask.who))
    return listed(
        [
            Completion(insert=i.insert, label=i.label, kind=i.kind, start=i.start, to=i.end)
            for i in complete(q, at, names)
        ]
    )


@router.get("/saved-views", operation_id="list_saved_views", **documented(SavedView, many=True))
async def list_saved_views(ask: Asked) -> Response:
    """Mine, my teams' and those for all, with numbers of what the person who asks may see."""
    found = await ask.work(lambda: saved_views(DjangoReader(), who=ask.who, now=ask.now))
    return listed(found)


class NewView(Wish):
    """POST /saved-views; `for`: me, team (which one: `team`, by name) or all."""

    name: str
    query: str
    sort: str = "newest"
    audience: str = Field("me", alias="for")
    team: str | None = None
    tone: int = 1
    position: int = 0


@router.post("/saved-views", operation_id="add_saved_view", **documented(SavedView, status=201))
async def add_saved_view(ask: Asked, wish: NewView) -> Response:
    """A query to keep: for me, my team or all."""
    asked(wish.query)
    team = await _team(ask, wish.team)
    given = {**wish.model_dump(), "team": team}
    definition = views.clean(views.Definition(**given), who=ask.who)
    ident = await ask.write(partial(views.save, definition, who=ask.who, at=ask.now))
    return await _shape(ask, ident, status=201)


class ChangedView(Wish):
    """PATCH /saved-views/{id}; what is not given stays."""

    name: str | None = None
    query: str | None = None
    sort: str | None = None
    audience: str | None = Field(None, alias="for")
    team: str | None = None
    tone: int | None = None
    position: int | None = None


@router.patch("/saved-views/{ident}", operation_id="change_saved_view", **documented(SavedView))
async def change_saved_view(ask: Asked, ident: str, wish: ChangedView) -> Response:
    """Its owner changes a view, administrators those for teams and all."""
    view = number(ident)
    before = await ask.work(partial(views.definition, view, who=ask.who))
    given = wish.given()
    if "query" in given:
        asked(given["query"])
    if "team" in given:
        given["team"] = await _team(ask, given["team"])
    if given.get("audience", "team") != "team":
        given["team"] = None
    definition = views.clean(replace(before, **given), who=ask.who)
    await ask.write(partial(views.change, view, definition, who=ask.who, at=ask.now))
    return await _shape(ask, view)


@router.delete("/saved-views/{ident}", operation_id="remove_saved_view", **documented(None))
async def remove_saved_view(ask: Asked, ident: str) -> Response:
    """The view alone; no conversation changes."""
    view = number(ident)
    await ask.work(partial(views.definition, view, who=ask.who))
    await ask.write(partial(views.drop, view, who=ask.who, at=ask.now))
    return nothing()


async def _team(ask: Ask, name: str | None) -> int | None:
    if name is None:
        return None
    found = await ask.read(
        lambda reader: reader.row("SELECT id FROM people_team WHERE name = %s", (name,))
    )
    if found is None:
        raise Problem(422, "unknown-team", "There is no team of this name.")
    return int(found[0])


async def _shape(ask: Ask, ident: int, *, status: int = 200) -> Response:
    shape = await ask.work(
        lambda: saved_view(DjangoReader(), who=ask.who, ident=ident, now=ask.now)
    )
    return answer(shape, status=status)
