"""Tree to text: what `parse` reads as the same tree again."""

from tripost.core.query import values
from tripost.core.query.fields import FIELDS
from tripost.core.query.nodes import And, Field, Node, Not, Or, Words


def printed(query: And) -> str:
    """A query as a person would type it."""
    return " ".join(map(_one, query.nodes))


def _one(node: Node) -> str:
    match node:
        case Words(text=text):
            return _quoted(text)
        case Field(name, value, op):
            written = values.written(FIELDS[name], value)
            return f"{name}:{'' if op == '=' else op}{_quoted(written, field=True)}"
        case Not(inner):
            return f"-{_one(inner)}"
        case And(nodes):
            return f"({' '.join(map(_one, nodes))})"
        case Or(nodes):
            return f"({' OR '.join(map(_choice, nodes))})"


def _choice(node: Node) -> str:
    """A side of an OR needs no brackets of its own."""
    return " ".join(map(_one, node.nodes)) if isinstance(node, And) else _one(node)


def _quoted(text: str, *, field: bool = False) -> str:
    """In quotation marks where a word alone would be read otherwise."""
    bare = text and not any(c.isspace() or c in "()" for c in text)
    if field:
        return text if bare and text[0] not in "<>" else f'"{text}"'
    plain = bare and ":" not in text and text != "OR" and text[0] != "-"
    return text if plain else f'"{text}"'
