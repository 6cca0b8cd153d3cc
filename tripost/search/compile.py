"""Nodes to SQL: a condition on conversations (alias `c`), values bound, for both databases.

What stands side by side at the top and speaks of a mail or note (words, from:, to:, filename:,
larger: …) must be true of one and the same entry: `from:jana rechnung` is a mail from Jana that
says so. Everything else, and whatever stands in OR or after `-`, is true of the conversation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tripost.core.query import And, Field, Node, Not, Or, Words, fields_of
from tripost.search import entries, fields, match
from tripost.search.condition import TRUE, Condition, all_of, any_of, negated
from tripost.search.meaning import Meaning

OUT_OF_SIGHT: Final = ("spam", "trash", "merged")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query taken apart: `entry` on one entry (alias `e`, its mail `m`), `words` for the index,
    `conversation` on the row. `narrow`: words that a conversation found must have in its entries,
    good for asking the index first when there are no others."""

    conversation: Condition
    entry: Condition
    words: match.Match | None
    narrow: match.Match | None

    @property
    def of_entry(self) -> bool:
        """Whether some entry has to be found."""
        return self.words is not None or self.entry is not TRUE


def compiled(query: And, *, meaning: Meaning) -> Compiled:
    """The parts of a query, for whoever finds entries by it."""
    top = list(_flat(query))
    mail = [node for node in top if _speaks_of_an_entry(node)]
    rest = [node for node in top if not _speaks_of_an_entry(node)]
    conversation = [_condition(node, meaning=meaning) for node in rest]
    return Compiled(
        conversation=all_of([_in_sight(query), *conversation]),
        entry=all_of([entries.condition(n) for n in mail if isinstance(n, Field)]),
        words=match.both([_words(node) for node in mail]),
        narrow=match.both([_narrowing(node) for node in rest]),
    )


def condition(query: And, *, meaning: Meaning) -> Condition:
    """The whole query as one condition on conversations, for lists and views."""
    parts = compiled(query, meaning=meaning)
    if not parts.of_entry:
        return parts.conversation
    return all_of([parts.conversation, _some_entry(parts.entry, parts.words)])


def _flat(node: And) -> Iterable[Node]:
    for one in node.nodes:
        if isinstance(one, And):
            yield from _flat(one)
        else:
            yield one


def _speaks_of_an_entry(node: Node) -> bool:
    return match.of(node) is not None or (isinstance(node, Field) and node.name in entries.FIELDS)


def _narrowing(node: Node) -> match.Match | None:
    """These words are in the index with the mails of whatever they are true of."""
    if isinstance(node, Field) and node.name in ("subject", "participant"):
        return match.of_text(node.value)
    return None


def _words(node: Node) -> match.Match | None:
    if isinstance(node, Field):
        return match.of_text(node.value) if node.name in entries.TEXTS else match.of(node)
    return match.of(node)


def _in_sight(query: And) -> Condition:
    """Spam, trash and what was merged away are found only by name."""
    named = {
        field.value
        for field, asked in fields_of(query)
        if asked and field.name in ("is", "state")
    }  # fmt: skip
    hidden = [state for state in OUT_OF_SIGHT if state not in named]
    return fields.not_in_states(hidden) if hidden else TRUE


def _condition(node: Node, *, meaning: Meaning) -> Condition:
    """A node as a condition on the conversation alone."""
    match_ = match.of(node)
    if match_ is not None:
        return _some_entry(TRUE, match_)
    match node:
        case Words():
            return TRUE  # only signs: looked for nowhere
        case Field(name):
            if name in entries.FIELDS:
                return _some_entry(entries.condition(node), None)
            return fields.condition(node, meaning=meaning)
        case Not(inner):
            return negated(_condition(inner, meaning=meaning))
        case And(nodes):
            return all_of(_each(nodes, meaning=meaning))
        case Or(nodes):
            return any_of(_each(nodes, meaning=meaning))


def _each(nodes: Sequence[Node], *, meaning: Meaning) -> list[Condition]:
    return [_condition(node, meaning=meaning) for node in nodes]


def _some_entry(entry: Condition, words: match.Match | None) -> Condition:
    """The conversation has an entry like this."""
    found = match.indexed(words, entry="e.id") if words is not None else TRUE
    wanted = all_of([found, entry])
    return Condition(
        "EXISTS (SELECT 1 FROM store_entry e LEFT JOIN store_message m ON m.id = e.message_id "
        f"WHERE e.conversation_id = c.id AND {wanted.sql})",
        wanted.values,
    )
