"""What the search field, the segment and the state of the subscribers' page ask for together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tripost.core.query import And, fields_of
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.segments import compile as segments
from tripost.modes.distribution_list.segments.ground import ground
from tripost.modes.distribution_list.segments.queries import query_of
from tripost.modes.distribution_list.subscribers.queries import SHOWN, STATES
from tripost.people.policies import Actor
from tripost.search.condition import Condition, all_of
from tripost.store.reads import Reader

LIMIT: Final = 4_000  # characters of a query on the wire; what it may have is core.query's


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`q`: words or fields of segments; `segment`: the id of a saved one; `state`: one state."""

    q: str = ""
    segment: str = ""
    state: str = ""


def wanted(reader: Reader, asked: Asked, *, who: Actor, address: int, now: datetime) -> Condition:
    """A condition on `s`. Raises BadQuery, BadInput, and Hidden for a segment that is not there.
    Who was taken off is shown only where `state` or a query names a state."""
    if asked.state and asked.state not in STATES:
        raise BadInput("bad-state", f"A state is one of {', '.join(STATES)}.")
    around = ground(reader, who=who, address=address, now=now)
    texts = [asked.q]
    if asked.segment:
        texts.append(query_of(reader, asked.segment, address=address))
    trees = [segments.read(text, around) for text in texts if text.strip()]
    shown: tuple[str, ...] = (asked.state,) if asked.state else SHOWN
    if not asked.state and any(names_state(tree) for tree in trees):
        shown = STATES
    places = ", ".join(["%s"] * len(shown))
    parts = [Condition(f"s.state IN ({places})", shown)]
    return all_of([*parts, *(segments.condition(tree, ground=around) for tree in trees)])


def names_state(query: And) -> bool:
    """Whether a query asks for a state by its name."""
    return any(field.name == "state" and asked for field, asked in fields_of(query))
