"""What people type becomes a tree, or an error that points at the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.query import And, BadQuery, Field, Not, Or, Words, parse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", And(())),
        ("rechnung", And((Words("rechnung"),))),
        ("rechnung tisch", And((Words("rechnung"), Words("tisch")))),
        ('"neue platte" x', And((Words("neue platte"), Words("x")))),
        ("from:jana", And((Field("from", "jana"),))),
        ('subject:"defekte lieferung"', And((Field("subject", "defekte lieferung"),))),
        ("-is:closed", And((Not(Field("is", "closed")),))),
        ("IS:Open", And((Field("is", "open"),))),
        ("a OR b", And((Or((And((Words("a"),)), And((Words("b"),)))),))),
        ("https://x.example", And((Words("https://x.example"),))),
        ("- x", And((Words("-"), Words("x")))),
    ],
)
def test_a_query_becomes_a_tree(text: str, wanted: And) -> None:
    assert parse(text) == wanted


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("is:nonsense", 0, "is:nonsense"),
        ("a (b", 2, "("),
        ("a) b", 1, ")"),
        ('x "never closed', 2, '"never closed'),
        ("from:", 0, "from:"),
        ("a OR", 2, "OR"),
        ("OR a", 0, "OR"),
        ("a -(", 3, "("),
    ],
)
def test_an_error_points_at_the_word(text: str, position: int, word: str) -> None:
    with pytest.raises(BadQuery) as wrong:
        parse(text)
    assert (wrong.value.position, wrong.value.word) == (position, word)


def test_too_much_is_refused() -> None:
    for text in ("x " * 70, "(" * 20 + "x", "x" * 3000):
        with pytest.raises(BadQuery):
            parse(text)


@given(st.text(alphabet='ab:-()"OR is'))
def test_any_text_is_a_tree_or_a_bad_query(text: str) -> None:
    position = 0
    try:
        parse(text)
    except BadQuery as wrong:
        position = wrong.position
    assert 0 <= position <= len(text)
