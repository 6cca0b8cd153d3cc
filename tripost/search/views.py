"""Save, change and drop views: one verb, one transaction, one Change each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.core.query import BadQuery, parse
from tripost.kit.entered import BadInput, Conflict, one_line
from tripost.kit.ids import new_id
from tripost.people.models import Right
from tripost.people.policies import Actor, Forbidden, Hidden
from tripost.search import members
from tripost.search.models import View
from tripost.store.changes import record

SORTS: Final = ("newest", "oldest", "waiting", "due", "wakes", "priority")
AUDIENCES: Final = ("me", "team", "all")
NAME: Final = 120  # characters
TONES: Final = 12
MOST: Final = 200  # views of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a view is; `team` by id, for the audience "team"."""

    name: str
    query: str
    sort: str = "newest"
    audience: str = "me"
    team: int | None = None
    tone: int = 1
    position: int = 0


def clean(wish: Definition, *, who: Actor) -> Definition:
    """Kept clean, or refused. Raises BadInput, Forbidden. Pure."""
    try:
        parse(wish.query)
    except BadQuery as wrong:
        raise BadInput("bad-query", wrong.message) from None
    if wish.sort not in SORTS:
        raise BadInput("bad-sort", f"A view is sorted by one of {', '.join(SORTS)}.")
    if wish.audience not in AUDIENCES:
        raise BadInput("bad-audience", "A view is for me, a team or all.")
    if (wish.audience == "team") is (wish.team is None):
        raise BadInput("bad-team", "A view for a team names the team, others name none.")
    if not 1 <= wish.tone <= TONES:
        raise BadInput("bad-tone", f"A tone is a number from 1 to {TONES}.")
    if not 0 <= wish.position <= 32_767:
        raise BadInput("bad-position", "A position is a number from 0 to 32767.")
    if wish.audience == "team" and wish.team not in who.teams and not who.is_administrator:
        raise Forbidden("member of the team")
    if wish.audience == "all" and not _may_publish(who):
        raise Forbidden(Right.MANAGE.label)
    name = one_line(wish.name, limit=NAME, code="bad-name", what="The name of a view")
    query = " ".join(wish.query.split())
    return Definition(
        name=name,
        query=query,
        sort=wish.sort,
        audience=wish.audience,
        team=wish.team,
        tone=wish.tone,
        position=wish.position,
    )


def _may_publish(who: Actor) -> bool:
    """For all: administrators, and who looks after an address."""
    return who.is_administrator or any(bits & Right.MANAGE for bits in who.rights.values())


def save(wish: Definition, *, who: Actor, at: datetime) -> int:
    """A new view; its members are found by the follower. Raises Conflict."""
    if View.objects.filter(owner_id=who.id).count() >= MOST:
        raise Conflict("too-many", f"One person can have {MOST} views.")
    made = View.objects.create(id=new_id(at), owner_id=who.id, **_columns(wish))
    record("views.changed", at=at, actor=who.id)
    return int(made.pk)


def change(ident: int, wish: Definition, *, who: Actor, at: datetime) -> None:
    """Make it that. Raises Hidden, Forbidden."""
    view = _own(ident, who=who)
    if view.query != wish.query:
        members.forget(ident)
    View.objects.filter(pk=ident).update(**_columns(wish))
    record("views.changed", at=at, actor=who.id)


def drop(ident: int, *, who: Actor, at: datetime) -> None:
    """It is no more; the conversations stay as they are. Raises Hidden, Forbidden."""
    _own(ident, who=who).delete()
    record("views.changed", at=at, actor=who.id)


def definition(ident: int, *, who: Actor) -> Definition:
    """What it is now, for a change of a part. Raises Hidden, Forbidden."""
    view = _own(ident, who=who)
    return Definition(
        name=view.name,
        query=view.query,
        sort=view.sort,
        audience="all" if view.shared else "me" if view.team_id is None else "team",
        team=view.team_id,
        tone=view.tone,
        position=view.position,
    )


def _own(ident: int, *, who: Actor) -> View:
    """Its owner changes a view; administrators also those for teams and all."""
    view = View.objects.filter(pk=ident).first()
    if view is None:
        raise Hidden
    if view.owner_id == who.id:
        return view
    common = view.shared or view.team_id is not None
    if common and who.is_administrator:
        return view
    if view.shared or view.team_id in who.teams:
        raise Forbidden("owner")
    raise Hidden


def _columns(wish: Definition) -> dict[str, Any]:
    return {
        "name": wish.name,
        "query": wish.query,
        "sort": wish.sort,
        "shared": wish.audience == "all",
        "team_id": wish.team,
        "tone": wish.tone,
        "position": wish.position,
    }
