"""What the views of the list show, and in which order: conditions in SQL, walked along an index."""

from dataclasses import dataclass
from typing import Any, Final

from tripost.kit.entered import BadInput
from tripost.people.policies import Actor, Visible
from tripost.search.fields import UNREAD
from tripost.store.models.conversation import OUT_OF_SIGHT, TO_DO, State

PUT_AWAY: Final = (
    "c.last_content <= COALESCE((SELECT m.archived_up_to FROM store_readmark m "
    "WHERE m.conversation_id = c.id AND m.user_id = %s AND m.archived_up_to > 0), -1)"
)
"""Archived by this person, and nothing newer has come."""
_HERE: Final = f"c.state NOT IN ({', '.join(repr(str(s)) for s in OUT_OF_SIGHT)})"
_SEEN: Final = tuple(state for state in State if state not in OUT_OF_SIGHT)
_ACTIVE: Final = (*TO_DO, State.WAITING)
_MARKED: Final = (
    "c.id IN (SELECT m.conversation_id FROM store_readmark m WHERE m.user_id = %s AND m.{})"
)


@dataclass(frozen=True, slots=True)
class View:
    """`states`: one walk each, () = whatever is in sight; `condition` with `asks` times the
    asker's id; `personal`: it is found by what the asker has, not by address."""

    states: tuple[str, ...] = ()
    condition: str = ""
    asks: int = 0
    personal: bool = False
    sort: str = "newest"


VIEWS: Final[dict[str, View]] = {
    "all": View(),
    "open": View(TO_DO),
    "mine": View(_ACTIVE, f"c.assignee_id = %s AND NOT ({PUT_AWAY})", 2, personal=True),
    "unassigned": View(TO_DO, "c.assignee_id IS NULL"),
    "waiting": View((State.WAITING,)),
    "later": View((State.SNOOZED,), sort="wakes"),
    "closed": View((State.CLOSED,)),
    "unread": View(TO_DO, UNREAD, 1),
    "due": View((*_ACTIVE, State.SNOOZED), "c.due_at IS NOT NULL", sort="due"),
    "drafts": View(
        (),
        "c.id IN (SELECT d.conversation_id FROM store_draft d WHERE d.author_id = %s "
        "AND d.conversation_id IS NOT NULL)",
        1,
        personal=True,
    ),
    "mentions": View(
        (),
        "c.state <> 'closed' AND c.id IN (SELECT n.conversation_id FROM store_mention n "
        f"WHERE n.user_id = %s) AND NOT ({PUT_AWAY})",
        2,
        personal=True,
    ),
    "followed": View((), f"{_MARKED.format('followed')} AND NOT ({PUT_AWAY})", 2, personal=True),
    "starred": View((), _MARKED.format("starred"), 1, personal=True),
    "spam": View((State.SPAM,)),
    "trash": View((State.TRASH,)),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a sorted list: rows with `condition`, along `key`. `along`: its index begins with
    the view's states if it has some ("state"), always with a state ("each state"), or with the
    key itself and the state is looked at on the way ("key")."""

    condition: str
    key: str
    down: bool
    along: str = "state"

    @property
    def order(self) -> str:
        """ORDER BY, without its limit."""
        way = "DESC" if self.down else "ASC"
        return f" ORDER BY {self.key} {way}, c.id {way}"

    @property
    def after(self) -> str:
        """The rows behind a place: its key twice, then its id."""
        than = "<" if self.down else ">"
        return f" AND {self.key} {than}= %s AND ({self.key} {than} %s OR c.id {than} %s)"


_ACTIVITY: Final = "c.last_activity_at"
# SQLite takes a partial index only where its condition stands word for word.
_RARE: Final = " AND NOT (c.priority = 0)"
SORTS: Final[dict[str, tuple[Stretch, ...]]] = {
    "newest": (Stretch("", _ACTIVITY, down=True),),
    "oldest": (Stretch("", _ACTIVITY, down=False),),
    "waiting": (
        Stretch("c.waiting_since IS NOT NULL", "c.waiting_since", down=False, along="key"),
        Stretch("c.waiting_since IS NULL", _ACTIVITY, down=True),
    ),
    "due": (
        Stretch("c.due_at IS NOT NULL", "c.due_at", down=False, along="key"),
        Stretch("c.due_at IS NULL", _ACTIVITY, down=True),
    ),
    "wakes": (
        Stretch("c.snoozed_until IS NOT NULL", "c.snoozed_until", down=False, along="key"),
        Stretch("c.snoozed_until IS NULL", _ACTIVITY, down=True),
    ),
    "priority": tuple(
        Stretch(f"c.priority = {level}{index}", _ACTIVITY, down=True, along="each state")
        for level, index in ((2, _RARE), (1, _RARE), (0, ""), (-1, _RARE))
    ),
}
"""Stretch by stretch, each along its own index: what waits longest (is due or wakes first) and
then what does not wait, newest first; urgent, high, normal, low."""


def view_of(name: str) -> View:
    """Raises BadInput."""
    try:
        return VIEWS[name]
    except KeyError:
        raise BadInput("bad-view", f"A view is one of {', '.join(VIEWS)}.") from None


def sort_of(name: str | None, *, view: View) -> tuple[Stretch, ...]:
    """The order asked for, or the view's own; raises BadInput."""
    try:
        return SORTS[name or view.sort]
    except KeyError:
        raise BadInput("bad-sort", f"A sort is one of {', '.join(SORTS)}.") from None


def conditions(view: View, *, stretch: Stretch, who: Actor) -> list[Visible]:
    """The view as conditions that share no conversation and are one index each."""
    asked: tuple[Any, ...] = (who.id,) * view.asks
    narrow = f" AND {view.condition}" if view.condition else ""
    states = view.states or (_SEEN if stretch.along == "each state" else ())
    if not states:
        return [Visible(f"{_HERE}{narrow}", asked)]
    if stretch.along == "key":
        # An expression, so that the state does not choose the index.
        some = ", ".join(f"'{state}'" for state in states)
        return [Visible(f"c.state || '' IN ({some}){narrow}", asked)]
    return [Visible(f"c.state = '{state}'{narrow}", asked) for state in states]
