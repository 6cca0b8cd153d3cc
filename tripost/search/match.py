"""What the full-text index is asked: a boolean of words, in the language of each database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from tripost.core.query import And, Field, Node, Or, Value, Words
from tripost.core.terms import fold, query_terms
from tripost.search.condition import Condition

_TOKEN: Final = re.compile(r"[0-9A-Za-z\u0080-\U0010ffff]+")  # as FTS5's ascii tokenizer cuts
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """`all` of these (or one of these): a word is its forms, one of which suffices; a form ends in
    * when longer words count too."""

    parts: tuple["Match | tuple[str, ...]", ...]
    all: bool = True


def of(node: Node) -> Match | None:
    """Words, and what is made of words alone with AND and OR; None: not for the index alone."""
    match node:
        case Words(text, forms):
            return _said(forms or query_terms(text))
        case Field("body", str(text)):
            return _said(query_terms(text))
        case And(nodes) | Or(nodes):
            parts = [of(one) for one in nodes]
            known = tuple(part for part in parts if part is not None)
            if not known or len(known) < len(parts):
                return None
            return Match(known, all=isinstance(node, And))
    return None


def of_text(value: Value) -> Match | None:
    """A piece of a name, an address or a file, to be looked at more closely after. Its last word
    may go on in the index; before others it is left out: the end of an address is everywhere."""
    words = list(dict.fromkeys(fold(w) for w in _WORD.findall(str(value).lower())))
    if len(words) == 1:
        return Match(((f"{words[0]}*",),))
    return Match(tuple((word,) for word in words[:-1])) if words else None


def both(parts: Sequence[Match | None]) -> Match | None:
    """All of those that there are."""
    known = tuple(part for part in parts if part is not None)
    if len(known) < 2:
        return known[0] if known else None
    return Match(known)


def indexed(wanted: Match, *, entry: str) -> Condition:
    """The index has the words for the entry that the column `entry` names."""
    key, words, value = question(wanted)
    return Condition(
        f"EXISTS (SELECT 1 FROM search_index WHERE search_index.{key} = {entry} AND {words})",
        (value,),
    )


def question(wanted: Match) -> tuple[str, str, str]:
    """The key of the index, the condition on it, and its value, in the dialect at hand."""
    if connection.vendor == "sqlite":
        return "rowid", "search_index MATCH %s", _fts5(wanted)
    return "id", "search_index.terms @@ %s::tsquery", _tsquery(wanted)


def _said(wanted: tuple[tuple[str, ...], ...]) -> Match | None:
    return Match(wanted) if wanted else None


def _fts5(part: Match | tuple[str, ...]) -> str:
    if isinstance(part, Match):
        return "(" + (" AND " if part.all else " OR ").join(map(_fts5, part.parts)) + ")"
    return "(" + " OR ".join(map(_literal, part)) + ")"


def _literal(form: str) -> str:
    """FTS5 §3: a string in double quotes is taken literally. A form that the tokenizer takes
    apart (a folded ligature) must not become a phrase: the index keeps no places."""
    star = " *" if form.endswith("*") else ""
    pieces = _TOKEN.findall(form.rstrip("*"))
    return "(" + " AND ".join(f'"{piece}"{star}' for piece in pieces) + ")"


def _tsquery(part: Match | tuple[str, ...]) -> str:
    if isinstance(part, Match):
        return "(" + (" & " if part.all else " | ").join(map(_tsquery, part.parts)) + ")"
    return "(" + " | ".join(f"'{f.rstrip('*')}'{':*' * f.endswith('*')}" for f in part) + ")"
