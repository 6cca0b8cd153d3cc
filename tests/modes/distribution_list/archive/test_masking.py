"""Addresses in a public text are of no use to whoever collects them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.modes.distribution_list.archive.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("anna@acme.example", "anna@…"),
        ("Fragen an <anna@acme.example>, danke.", "Fragen an <anna@…>, danke."),
        ("Ende: anna@acme.example.", "Ende: anna@…."),
        ("a@b.c,d@e.f;g@h.i", "a@…,d@…;g@…"),
        ("jörg@bücher.example und x＠y.example", "jörg@… und x@…"),
        ("mailto:a+b@x.example?subject=hi", "mailto:a+b@…"),
        ("kein Klammeraffe", "kein Klammeraffe"),
        ("um 10 @ Halle 3", "um 10@… 3"),
        ("", ""),
    ],
)
def test_the_domain_goes(text: str, shown: str) -> None:
    assert masked(text) == shown


@given(st.text(max_size=80), st.emails(), st.text(max_size=80))
def test_no_domain_stays_behind_its_sign(before: str, email: str, after: str) -> None:
    shown = masked(f"{before} {email} {after}")
    local, _, domain = email.rpartition("@")
    plain = not set("\"(),:;<>@[]' ") & set(local)
    if plain and len(local) <= 64 and domain not in before and domain not in after:
        assert f"@{domain}" not in shown


def test_a_text_made_to_be_slow_is_not() -> None:
    assert masked("a" * 500_000)
    assert masked("a@" * 100_000)
