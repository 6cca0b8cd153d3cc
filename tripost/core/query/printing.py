"""Tree to text: what `parse` reads as the same tree again."""

from tripost.core.query import values
from tripost.core.query.fields import MAIL, Grammar
from tripost.core.query.nodes import And, Field, Node, Not, Or, Words


def printed(query: And, *, grammar: Grammar = MAIL) -> str:
    """A query as a person would type it."""
    return " ".join(_one(node, grammar) for node in query.nodes)


def _one(node: Node, grammar: Grammar) -> str:
    match node:
        case Words(text=text):
            return _quoted(text)
        case Field(name, value, op):
            written = values.written(grammar.fields[name], value)
            return f"{name}:{'' if op == '=' else op}{_quoted(written, field=True)}"
        case Not(inner):
            return f"-{_one(inner, grammar)}"
        case And(nodes):
            return f"({' '.join(_one(one, grammar) for one in nodes)})"
        case Or(nodes):
            return f"({' OR '.join(_choice(one, grammar) for one in nodes)})"


def _choice(node: Node, grammar: Grammar) -> str:
    """A side of an OR needs no brackets of its own."""
    if isinstance(node, And):
        return " ".join(_one(one, grammar) for one in node.nodes)
    return _one(node, grammar)


def _quoted(text: str, *, field: bool = False) -> str:
    """In quotation marks where a word alone would be read otherwise."""
    bare = text and not any(c.isspace() or c in "()" for c in text)
    if field:
        return text if bare and text[0] not in "<>" else f'"{text}"'
    plain = bare and ":" not in text and text != "OR" and text[0] != "-"
    return text if plain else f'"{text}"'
