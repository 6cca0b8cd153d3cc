"""What a value becomes: numbers and days as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.attribute import KINDS, BadValue, cleaned


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        ("text", "  a \t b ", "a b"), ("text", "", None), ("text", 5, "5"), ("text", None, None),
        ("number", "1.234,5", 1234.5), ("number", "1,234.5", 1234.5), ("number", "1,5", 1.5),
        ("number", "1.234.567", 1234567), ("number", "-3", -3), ("number", "1 000", 1000),
        ("number", 7, 7), ("number", 7.25, 7.25), ("number", "", None), ("number", "0012", 12),
        ("date", "2026-11-23", "2026-11-23"), ("date", "3.2.2026", "2026-02-03"),
        ("date", "2026/1/2", "2026-01-02"), ("date", "2026-01-02 00:00:00", "2026-01-02"),
        ("choice", "voll", "Voll"),
    ],
)  # fmt: skip
def test_what_is_kept(kind: str, value: object, wanted: object) -> None:
    found = cleaned(value, kind=kind, choices=("Frei", "Voll"))
    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("number", "alt", "bad-number"), ("number", "1.23.4", "bad-number"),
        ("number", True, "bad-number"), ("number", "1e5", "bad-number"),
        ("number", float("nan"), "bad-number"), ("number", 10**400, "bad-number"),
        ("date", "31.2.2026", "bad-date"), ("date", "23.11.26", "bad-date"),
        ("date", "2026-13-01", "bad-date"), ("choice", "Halb", "unknown-choice"),
        ("text", "a\0b", "bad-text"), ("text", "\ud800", "bad-text"),
        ("text", "x" * 501, "bad-text"), ("text", ["x"], "bad-text"),
        ("choice", {}, "unknown-choice"),
    ],
)  # fmt: skip
def test_what_is_refused(kind: str, value: object, reason: str) -> None:
    with pytest.raises(BadValue) as wrong:
        cleaned(value, kind=kind, choices=("Frei", "Voll"))
    assert wrong.value.reason == reason


@given(
    kind=st.sampled_from(KINDS),
    value=st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none(), st.booleans()),
)
def test_what_is_kept_is_kept_again_as_it_is(kind: str, value: object) -> None:
    try:
        once = cleaned(value, kind=kind, choices=("a", "b"))
    except BadValue:
        return
    assert cleaned(once, kind=kind, choices=("a", "b")) == once
