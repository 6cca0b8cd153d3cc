"""Compounds are known by their halves; words that only look like one are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.compounds import is_compound, others

KNOWN = frozenset(
    (
        "abschluss",
        "ant",
        "antwort",
        "auto",
        "dienst",
        "esse",
        "haus",
        "jahr",
        "kranken",
        "kunde",
        "liefer",
        "lieferung",
        "miete",
        "nummer",
        "papier",
        "rechn",
        "rechnung",
        "schreib",
        "schreiben",
        "strom",
        "tisch",
        "tonne",
        "vertrag",
    )
)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("lieferschein", "schein"),
        ("stromrechnung", "rechnung"),
        ("stromrechn", "rechn"),
        ("stromrechnungen", "rechnung"),
        ("lieferscheins", "schein"),
        ("rechnungsnummer", "rechnung"),
        ("kundendienst", "dienst"),
        ("kundendienst", "kunde"),
        ("krankenhaus", "haus"),
        ("schreibtisch", "tisch"),
        ("papiertonne", "tonne"),
        ("mietvertrag", "vertrag"),
        ("jahresabschluss", "jahr"),
        ("retourenschein", "schein"),
    ],
)
def test_a_compound(word: str, part: str) -> None:
    assert is_compound(word, part, known=KNOWN)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("antwort", "wort"),
        ("automatisch", "tisch"),
        ("praktisch", "tisch"),
        ("erschein", "schein"),
        ("abrechnung", "rechnung"),
        ("hausten", "haus"),
        ("rechnung", "rechnung"),
        ("lieferschein", "ein"),
    ],
)
def test_no_compound(word: str, part: str) -> None:
    assert not is_compound(word, part, known=KNOWN)


@given(st.text("abens", max_size=14), st.text("abens", max_size=6))
def test_any_words_are_judged(word: str, part: str) -> None:
    halves = others(word, part)
    assert all(len(half) >= 3 for half in halves)
    assert is_compound(word, part, known=halves) or not halves
