"""Words as the search index keeps them: folded, and stemmed in German and English.

One normaliser for both databases, so that both find the same (STACK.md, Search).
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

import Stemmer

WORD_LIMIT = 64  # characters; longer runs are no words
WORDS_LIMIT = 20_000  # words of one text that are indexed
RUN_LIMIT = 2_000  # characters without a blank
TEXT_LIMIT = 2_000_000  # characters

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_german = Stemmer.Stemmer("german", 0)
_english = Stemmer.Stemmer("english", 0)


def terms(text: str) -> str:
    """All index terms of a text, separated by blanks.

    Each word stands as itself and as its German and English stem; Chinese, Japanese and Korean
    runs stand as pairs of characters.
    """
    runs = dict.fromkeys(islice(text[:TEXT_LIMIT].lower().split(), WORDS_LIMIT))
    return " ".join(filter(None, map(_indexed, runs)))


@lru_cache(maxsize=200_000)
def _indexed(run: str) -> str:
    """The forms of all words between two blanks: most runs of a mail have been seen before."""
    if len(run) > RUN_LIMIT:
        return ""  # encoded data, not words
    found = (form for w in _WORD.findall(run) if len(w) <= WORD_LIMIT for form in forms(w))
    return " ".join(dict.fromkeys(found))


def query_terms(text: str) -> tuple[tuple[str, ...], ...]:
    """What must be found for these words: for each word, the forms of which one suffices."""
    wanted: list[tuple[str, ...]] = []
    for word in _WORD.findall(text.lower()):
        if len(word) > WORD_LIMIT:
            continue
        if _CJK.search(word):
            wanted += [(pair,) for pair in forms(word)]
        else:
            wanted.append(forms(word))
    return tuple(dict.fromkeys(wanted))


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """A lower-case word as it is indexed: folded, German stem, English stem; each once."""
    if _CJK.search(word):
        return _pairs(word)
    folded = fold(word)
    # The German stemmer knows umlauts only before they are folded away.
    german = fold(_german.stemWord(word))
    found = dict.fromkeys((folded, german, _english.stemWord(folded)))
    if not word.isascii():
        # Müller is Muller to one and Mueller to another: both find him.
        found[fold(word.translate(_SPELT_OUT))] = None
    return tuple(found)


def fold(word: str) -> str:
    """Without accents: straße → strasse, café → cafe, größe → grosse."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    # Only letters and digits: some signs come apart into several words, or with a full stop.
    return "".join(c for c in apart if c.isalnum()).lower() or word


def _pairs(run: str) -> tuple[str, ...]:
    if len(run) < 2:
        return (run,)
    return tuple(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
