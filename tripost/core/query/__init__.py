"""The one query language of search, views and the API: text ⇄ tree, errors that point, completion.

`parse("from:jana (invoice OR rechnung) -is:closed waiting:>4h")` gives a tree of frozen nodes that
`search.compile` turns into SQL with bound values; nothing a person types ever becomes SQL text.
"""

from tripost.core.query.completion import Item, Known, complete
from tripost.core.query.fields import FIELDS, MAIL, FieldKind, FieldSpec, Grammar
from tripost.core.query.lexer import LIMIT, WORDS
from tripost.core.query.nodes import (
    Ago,
    And,
    BadQuery,
    Date,
    Day,
    Field,
    Node,
    Not,
    Or,
    Value,
    Within,
    Words,
    fields_of,
)
from tripost.core.query.parser import DEPTH, parse
from tripost.core.query.printing import printed

__all__ = [
    "DEPTH",
    "FIELDS",
    "LIMIT",
    "MAIL",
    "WORDS",
    "Ago",
    "And",
    "BadQuery",
    "Date",
    "Day",
    "Field",
    "FieldKind",
    "FieldSpec",
    "Grammar",
    "Item",
    "Known",
    "Node",
    "Not",
    "Or",
    "Value",
    "Within",
    "Words",
    "complete",
    "fields_of",
    "parse",
    "printed",
]
