"""Words as this installation writes them: what a query's words are spelt like in the index."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from tripost.core.compounds import INFLECTIONS, SHORTEST, is_compound, others
from tripost.core.query import And, Field, Node, Or, Words
from tripost.core.terms import query_terms
from tripost.search.learning import known, learned
from tripost.store.reads import Reader

CANDIDATES: Final = 300  # words that begin or end so, looked at per form
MOST: Final = 100  # compounds that a word is looked for in
_REMEMBERED: Final = 2_000  # words

_spelt: OrderedDict[tuple[int, tuple[str, ...]], tuple[str, ...]] = OrderedDict()
_lock = Lock()


def widened(query: And, reader: Reader) -> And:
    """The same query, its words also found inside compounds."""
    return And(tuple(_node(node, reader) for node in query.nodes))


def _node(node: Node, reader: Reader) -> Node:
    match node:
        case Words(text):
            return _words(text, reader)
        case Field("body", str(text)):
            return _words(text, reader)
        case And(nodes):  # not what is excluded: -strom leaves the Stromrechnung there
            return And(tuple(_node(one, reader) for one in nodes))
        case Or(nodes):
            return Or(tuple(_node(one, reader) for one in nodes))
    return node


def _words(text: str, reader: Reader) -> Words:
    return Words(text, tuple(_remembered(forms, reader) for forms in query_terms(text)))


def _remembered(forms: tuple[str, ...], reader: Reader) -> tuple[str, ...]:
    """Until new words are learnt, the answer is the same."""
    key = (learned(reader), forms)
    with _lock:
        found = _spelt.get(key)
    if found is None:
        found = (*forms, *_compounds(forms, reader))
        with _lock:
            _spelt[key] = found
            while len(_spelt) > _REMEMBERED:
                _spelt.popitem(last=False)
    return found


def _compounds(forms: tuple[str, ...], reader: Reader) -> list[str]:
    """Words of the index that are compounds of one of these forms; shorter ones first."""
    parts = [form for form in forms if len(form) >= SHORTEST and _is_plain(form)]
    pairs = [(word, part) for part in parts for word in _candidates(part, reader)]
    halves = sorted({half for word, part in pairs for half in others(word, part)})
    there = known(reader, halves)
    found = {word for word, part in pairs if is_compound(word, part, known=there)}
    return sorted(found - set(forms), key=lambda word: (len(word), word))[:MOST]


def _candidates(part: str, reader: Reader) -> list[str]:
    """Words that begin so, or end so in any case or number: ranges of two indexes. { comes right
    after z."""
    ranges = [("word", part)] + [("mirrored", (part + end)[::-1]) for end in INFLECTIONS]
    sql = " UNION ".join(
        f"SELECT * FROM (SELECT word FROM search_word WHERE {column} > %s AND {column} < %s "
        f"LIMIT {CANDIDATES}) AS r{number}"
        for number, (column, _) in enumerate(ranges)
    )
    values = [value for _, start in ranges for value in (start, start + "{")]
    return [row[0] for row in reader.rows(sql, values)]


def _is_plain(form: str) -> bool:
    return form.isascii() and form.isalpha()
