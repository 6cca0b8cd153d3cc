"""Text to tree, by recursive descent; every error points at a word."""

import re
from difflib import get_close_matches
from typing import Final

from tripost.core.query import values
from tripost.core.query.fields import MAIL, Grammar
from tripost.core.query.lexer import Token, tokens
from tripost.core.query.nodes import And, BadQuery, Field, Node, Not, Or, Words

DEPTH: Final = 10  # brackets
_NAME: Final = re.compile(r"[a-z_]{3,14}", re.ASCII)
_OPERATOR: Final = re.compile(r"<=|>=|<|>")


def parse(text: str, *, grammar: Grammar = MAIL) -> And:
    """The tree of a query; raises BadQuery and nothing else."""
    found = tokens(text)
    node, rest = _either(found, 0, depth=0, grammar=grammar)
    if rest < len(found):
        raise BadQuery(found[rest].position, ")", "stray-bracket", "This bracket closes nothing.")
    return node if isinstance(node, And) else And((node,))


def _either(found: list[Token], at: int, *, depth: int, grammar: Grammar) -> tuple[Node, int]:
    """x OR y OR …"""
    choices = []
    while True:
        node, at = _all(found, at, depth=depth, grammar=grammar)
        choices.append(node)
        more = at < len(found) and found[at].kind == "or"
        nothing = not node.nodes or at + 1 >= len(found)
        if (more and nothing) or _ends_in_or(found, at, choices):
            place = found[at if more else at - 1].position
            raise BadQuery(place, "OR", "dangling-or", "OR stands between two things.")
        if not more:
            break
        at += 1
    return (choices[0] if len(choices) == 1 else Or(tuple(choices))), at


def _ends_in_or(found: list[Token], at: int, choices: list[And]) -> bool:
    """`(a OR )`: after the last OR comes nothing."""
    return len(choices) > 1 and not choices[-1].nodes and found[at - 1].kind == "or"


def _all(found: list[Token], at: int, *, depth: int, grammar: Grammar) -> tuple[And, int]:
    nodes: list[Node] = []
    while at < len(found) and found[at].kind not in ("or", ")"):
        node, at = _one(found, at, depth=depth, grammar=grammar)
        nodes.append(node)
    return And(tuple(nodes)), at


def _one(found: list[Token], at: int, *, depth: int, grammar: Grammar) -> tuple[Node, int]:
    token = found[at]
    if token.kind == "minus":
        if at + 1 >= len(found) or found[at + 1].kind in ("or", ")", "minus"):
            raise BadQuery(
                token.position, "-", "dangling-minus", "After - comes what must not be there."
            )
        node, at = _one(found, at + 1, depth=depth, grammar=grammar)
        return Not(node), at
    if token.kind == "(":
        if depth >= DEPTH:
            raise BadQuery(token.position, "(", "too-deep", f"Brackets may stand {DEPTH} deep.")
        node, after = _either(found, at + 1, depth=depth + 1, grammar=grammar)
        if after >= len(found):
            raise BadQuery(token.position, "(", "unclosed-bracket", "This bracket is never closed.")
        return node, after + 1
    return _leaf(token, grammar), at + 1


def _leaf(token: Token, grammar: Grammar) -> Node:
    name, colon, rest = token.text.partition(":")
    spec = grammar.fields.get(name.lower())
    if spec is None or not colon:
        if colon:
            _mistyped(token, name=name.lower(), rest=rest, grammar=grammar)
        return Words(_plain(token.text))
    operator = _OPERATOR.match(rest) if spec.compares else None
    op = operator.group() if operator else "="
    text = _plain(rest[len(operator.group()) if operator else 0 :])
    if not text:
        raise BadQuery(
            token.position, token.text, "empty-value", f"After {spec.name}: something must follow."
        )
    try:
        value = values.read(spec, text)
    except values.BadValue as wrong:
        raise BadQuery(token.position, token.text, wrong.reason, wrong.message) from None
    if op != "=" and value in spec.words:
        raise BadQuery(
            token.position, token.text, "not-comparable", f"{value} is not more or less than else."
        )
    return Field(spec.name, value, op)


def _mistyped(token: Token, *, name: str, rest: str, grammar: Grammar) -> None:
    """`form:jana` is no field and was hardly meant as a word; `https://…` was."""
    if '"' in name or rest.startswith("//"):
        return
    near = get_close_matches(name, grammar.fields, n=1, cutoff=0.74)
    if not grammar.strict and not (rest and near and _NAME.fullmatch(name)):
        return
    meant = f" Did you mean {near[0]}:?" if near else ""
    raise BadQuery(
        token.position,
        token.text,
        "unknown-field",
        f'There is no field "{name}".{meant} Quoted, it is a word.',
    )


def _plain(text: str) -> str:
    """Without quotation marks, single blanks."""
    return " ".join(text.replace('"', " ").split())
