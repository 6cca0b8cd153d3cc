"""The one query language: words, quotes, `-`, OR, brackets and `field:value` (PEERS.md).

`parse("from:jana (invoice OR rechnung) -is:closed")` gives a tree of frozen nodes that `search`
compiles with bound values; nothing a person types ever becomes SQL text.
"""

from dataclasses import dataclass

FIELDS = ("from", "to", "subject", "in", "is")
STATES = ("open", "waiting", "snoozed", "closed", "unassigned", "mine", "unread", "confidential")
LIMIT = 2_000  # characters
NODES = 60  # words and fields of one query
DEPTH = 10  # brackets


class BadQuery(Exception):
    """What is wrong, and where: `position` in characters, the `word` it points at."""

    def __init__(self, position: int, word: str, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.word = word
        self.message = message


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must all be there; quoted ones were meant to stand together."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`, e.g. from:jana."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """`-x`"""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; an empty one finds everything."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them."""

    nodes: tuple["Node", ...]


Node = Words | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word | ( | ) | or | minus
    text: str
    position: int


def parse(text: str) -> And:
    """The tree of a query; raises BadQuery."""
    if len(text) > LIMIT:
        raise BadQuery(LIMIT, "", f"A search may have {LIMIT} characters.")
    tokens = _tokens(text)
    if sum(t.kind == "word" for t in tokens) > NODES:
        raise BadQuery(0, "", f"A search may have {NODES} words.")
    node, rest = _either(tokens, 0, depth=0)
    if rest < len(tokens):
        raise BadQuery(tokens[rest].position, ")", "This bracket closes nothing.")
    return node if isinstance(node, And) else And((node,))


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            tokens.append(_Token(char, char, at))
            at += 1
        elif char == "-" and at + 1 < len(text) and not text[at + 1].isspace():
            tokens.append(_Token("minus", "-", at))
            at += 1
        else:
            word, end = _word(text, at)
            tokens.append(_Token("or" if word == "OR" else "word", word, at))
            at = end
    return tokens


def _word(text: str, start: int) -> tuple[str, int]:
    """A run up to a blank or bracket; a quoted stretch belongs to it."""
    at = start
    while at < len(text) and not text[at].isspace() and text[at] not in "()":
        if text[at] == '"':
            end = text.find('"', at + 1)
            if end < 0:
                raise BadQuery(at, text[at:], "This quotation mark is never closed.")
            at = end
        at += 1
    return text[start:at], at


def _either(tokens: list[_Token], at: int, *, depth: int) -> tuple[Node, int]:
    """x OR y OR …"""
    choices = []
    while True:
        node, at = _all(tokens, at, depth=depth)
        choices.append(node)
        if at >= len(tokens) or tokens[at].kind != "or":
            break
        if not node.nodes or at + 1 >= len(tokens):
            raise BadQuery(tokens[at].position, "OR", "OR stands between two things.")
        at += 1
    return (choices[0] if len(choices) == 1 else Or(tuple(choices))), at


def _all(tokens: list[_Token], at: int, *, depth: int) -> tuple[And, int]:
    nodes: list[Node] = []
    while at < len(tokens) and tokens[at].kind not in ("or", ")"):
        node, at = _one(tokens, at, depth=depth)
        nodes.append(node)
    return And(tuple(nodes)), at


def _one(tokens: list[_Token], at: int, *, depth: int) -> tuple[Node, int]:
    token = tokens[at]
    if token.kind == "minus":
        if at + 1 >= len(tokens) or tokens[at + 1].kind in ("or", ")", "minus"):
            raise BadQuery(token.position, "-", "After - comes what must not be there.")
        node, at = _one(tokens, at + 1, depth=depth)
        return Not(node), at
    if token.kind == "(":
        if depth >= DEPTH:
            raise BadQuery(token.position, "(", f"Brackets may stand {DEPTH} deep.")
        node, after = _either(tokens, at + 1, depth=depth + 1)
        if after >= len(tokens):
            raise BadQuery(token.position, "(", "This bracket is never closed.")
        return node, after + 1
    return _leaf(token), at + 1


def _leaf(token: _Token) -> Node:
    name, colon, value = token.text.partition(":")
    if not colon or name.lower() not in FIELDS:
        return Words(token.text.replace('"', " ").strip())
    name, value = name.lower(), value.replace('"', " ").strip()
    if not value:
        raise BadQuery(token.position, token.text, f"After {name}: something must follow.")
    if name == "is" and value.lower() not in STATES:
        raise BadQuery(token.position, token.text, f"is: takes one of {', '.join(STATES)}.")
    return Field(name, value.lower() if name == "is" else value)
