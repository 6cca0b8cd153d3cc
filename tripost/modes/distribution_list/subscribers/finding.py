"""What the search field, the segment and the state of the subscribers' page ask for together."""

from dataclasses import dataclass
from datetime import datetime

from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.subscribers.queries import SHOWN, STATES
from tripost.people.policies import Actor
from tripost.search.condition import Condition, all_of, any_of, like
from tripost.store.reads import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`q`: words or fields of segments; `segment`: the id of a saved one; `state`: one state."""

    q: str = ""
    segment: str = ""
    state: str = ""


def wanted(reader: Reader, asked: Asked, *, who: Actor, address: int, now: datetime) -> Condition:
    """A condition on `s`. Raises a Problem for a query that cannot be read, Hidden for a segment
    that is not there."""
    if asked.state and asked.state not in STATES:
        raise BadInput("bad-state", f"A state is one of {', '.join(STATES)}.")
    shown = (asked.state,) if asked.state else SHOWN
    places = ", ".join(["%s"] * len(shown))
    parts = [Condition(f"s.state IN ({places})", shown)]
    parts += [any_of([like("s.email", word), like("s.name", word)]) for word in asked.q.split()]
    return all_of(parts)
