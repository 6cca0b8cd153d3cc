"""A question about subscribers as one condition on `s`; nothing a person types becomes SQL."""

from datetime import UTC, datetime
from typing import Final

from tripost.core.query import And, Field, Node, Not, Or, Words, parse
from tripost.modes.distribution_list.segments import fields
from tripost.modes.distribution_list.segments.grammar import grammar
from tripost.modes.distribution_list.segments.ground import Ground, ground
from tripost.people.policies import Actor, actor
from tripost.search.condition import TRUE, Condition, all_of, any_of, negated
from tripost.store.reads import DjangoReader, Reader

_ONCE: Final = datetime(2000, 1, 1, tzinfo=UTC)


def compiled(
    reader: Reader, query: str, *, who: Actor | None, address: int, now: datetime
) -> Condition:
    """Text to condition, as `who` may ask; an empty one is true. Raises BadQuery and nothing
    else. States are the caller's: nobody is left out unless the query says so."""
    if not query.strip():
        return TRUE
    around = ground(reader, who=who, address=address, now=now)
    return condition(read(query, around), ground=around)


def check(query: str, *, address: int, by: int | None = None) -> None:
    """Whether a query can be asked here by this user; raises BadQuery. The moment plays no part."""
    reader = DjangoReader()
    who = actor(reader, user=by) if by is not None else None
    read(query, ground(reader, who=who, address=address, now=_ONCE))


def read(query: str, around: Ground) -> And:
    """The tree; raises BadQuery."""
    return parse(query, grammar=grammar(around))


def condition(node: Node, *, ground: Ground) -> Condition:
    """A tree in SQL, in brackets of its own."""
    found = _condition(node, ground=ground)
    return Condition(f"({found.sql})", found.values)


def _condition(node: Node, *, ground: Ground) -> Condition:
    match node:
        case Words(text):
            return fields.words(text) if text else TRUE
        case Field():
            return fields.condition(node, ground=ground)
        case Not(inner):
            return negated(_condition(inner, ground=ground))
        case And(nodes):
            return all_of([_condition(one, ground=ground) for one in nodes])
        case Or(nodes):
            return any_of([_condition(one, ground=ground) for one in nodes])
