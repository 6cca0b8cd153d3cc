"""Which states can a query find? So that a search walks the work in hand and not all the years."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from tripost.core.query import And, Field

_TO_DO: Final = frozenset(("new", "open"))
_EVERY: Final = frozenset(("new", "open", "waiting", "snoozed", "closed", "spam", "trash"))
_OF: Final = MappingProxyType(
    {"open": _TO_DO, "unassigned": _TO_DO, "mine": _TO_DO | {"waiting"}}
    | {state: frozenset((state,)) for state in _EVERY - _TO_DO | {"new"}}
)


def states_of(query: And) -> tuple[str, ...] | None:
    """The states that everything found must be in, or None when the query does not say. Pure."""
    found: frozenset[str] | None = None
    for field in _asked(query):
        if field.name == "is" or (field.name == "state" and str(field.value) != "open"):
            named = _OF.get(str(field.value))
        else:
            named = frozenset(("open",)) if field.name == "state" else None
        if named is not None:
            found = named if found is None else found & named
    return None if found is None else tuple(sorted(found))


def _asked(query: And) -> Iterable[Field]:
    """The fields that must all be true: not those in OR, not those after a minus."""
    for node in query.nodes:
        if isinstance(node, And):
            yield from _asked(node)
        elif isinstance(node, Field):
            yield node
