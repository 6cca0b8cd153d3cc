"""Is a word a German compound of another: Lieferschein of Schein, Rechnungsnummer of Rechnung?

Judged by the words that an installation knows, not by a dictionary: what the other half is must be
a word there too, or the stem of a verb. Words come as `core.terms` folds and stems them.
"""

from collections.abc import Collection, Iterator
from typing import Final

SHORTEST: Final = 4  # letters of the word that is looked for
OTHER: Final = 3  # letters of the other half
PLAIN: Final = 6  # letters of an ending so long that the half before it need not be known
PLAIN_OTHER: Final = 4  # letters of that half
_LINKS: Final = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")  # Fugenelemente
INFLECTIONS: Final = ("", "e", "en", "er", "n", "s", "es", "ern")
_VERBS: Final = ("", "n", "en", "e", "ung")  # Liefer- of liefern, Miet- of Miete
_SYLLABLES: Final = frozenset(
    ("ver", "vor", "auf", "aus", "bei", "ein", "ent", "zer", "mit", "nach", "unter", "uber",
     "durch", "wieder", "hin", "her", "los", "weg", "fort", "zuruck", "ueber", "gegen", "wider",
     "miss", "anti", "inter", "super", "pro", "des", "der", "die", "das", "den", "dem", "und",
     "ich", "sie", "wir", "ihr", "ist", "con", "com", "pre", "non", "sub", "dis", "mis", "per",
     "ant")
)  # fmt: skip
"""Words and prefixes that make another word, not a compound: Vertrag is no Trag."""


def others(word: str, part: str) -> tuple[str, ...]:
    """What would have to be known for `word` to be a compound with `part`; () when it is none."""
    return tuple(dict.fromkeys(_others(word, part)))


def is_compound(word: str, part: str, *, known: Collection[str]) -> bool:
    """Whether another half is known, or the ending is long enough to speak for itself."""
    if len(part) >= PLAIN:
        for head in _heads(word, part):
            if len(head) >= PLAIN_OTHER and head not in _SYLLABLES:
                return True
    return any(other in known for other in _others(word, part))


def _heads(word: str, part: str) -> Iterator[str]:
    """What stands before the part, in whatever case or number: Stromrechnung-en."""
    for ending in INFLECTIONS:
        if word.endswith(part + ending):
            yield word[: -len(part + ending)]


def _others(word: str, part: str) -> Iterator[str]:
    if len(part) < SHORTEST or len(word) < len(part) + OTHER:
        return
    for head in _heads(word, part):
        for link in _LINKS:
            if head.endswith(link):
                bare = head[: len(head) - len(link)]
                yield from _likely(bare, _VERBS if not link else ("",))
    if word.startswith(part):
        tail = word[len(part) :]
        for link in _LINKS:
            if tail.startswith(link) and len(tail) - len(link) >= SHORTEST:
                yield from _likely(tail[len(link) :], ("",))


def _likely(half: str, endings: tuple[str, ...]) -> Iterator[str]:
    if len(half) >= OTHER and half not in _SYLLABLES:
        for ending in endings:
            yield half + ending
