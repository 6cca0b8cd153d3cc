"""Cuts a query into words, brackets, OR and minus; each knows its place."""

from dataclasses import dataclass
from typing import Final

from tripost.core.query.nodes import BadQuery

LIMIT: Final = 2_000  # characters
WORDS: Final = 60  # words and fields of one query


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: word, (, ), or, minus."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """The pieces of a query in order; raises BadQuery."""
    if len(text) > LIMIT:
        word = text[LIMIT:].split(maxsplit=1)[:1]
        raise BadQuery(
            LIMIT,
            word[0][:40] if word else "",
            "too-long",
            f"A search may have {LIMIT} characters.",
        )
    found: list[Token] = []
    words = at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, at = _next(text, at)
        words += token.kind == "word"
        if words > WORDS:
            raise BadQuery(
                token.position, token.text, "too-many-words", f"A search may have {WORDS} words."
            )
        found.append(token)
    return found


def _next(text: str, at: int) -> tuple[Token, int]:
    char = text[at]
    if char in "()":
        return Token(char, char, at), at + 1
    if char == "-" and at + 1 < len(text) and not text[at + 1].isspace():
        return Token("minus", "-", at), at + 1
    end = word_end(text, at)
    if end is None:
        quote = text.index('"', at)
        raise BadQuery(
            quote, text[quote:], "unclosed-quote", "This quotation mark is never closed."
        )
    word = text[at:end]
    return Token("or" if word == "OR" else "word", word, at), end


def word_end(text: str, start: int) -> int | None:
    """Where a word ends: at a blank or bracket; a quoted stretch belongs to it. None: its
    quotation mark is never closed."""
    at = start
    while at < len(text) and not text[at].isspace() and text[at] not in "()":
        if text[at] == '"':
            end = text.find('"', at + 1)
            if end < 0:
                return None
            at = end
        at += 1
    return at
