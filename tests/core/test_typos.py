"""What was meant: slips that are common, neighbours that are right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.address import parse_address
from tripost.core.typos import repaired, suggestion


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("a@gmial.com", "a@gmail.com"), ("a@gmal.com", "a@gmail.com"), ("a@gmx.dee", "a@gmx.de"),
        ("a@wbe.de", "a@web.de"), ("a@web.d", "a@web.de"), ("a@gmail.de", "a@gmail.com"),
        ("a@t-onlin.de", "a@t-online.de"), ("a@acme.exmaple", "a@acme.example"),
        ("a@firma.con", "a@firma.com"), ("müller@web.de", "mueller@web.de"),
        ("a@gmx.de", None), ("a@gmx.at", None), ("a@hotmail.it", None), ("a@mail.com", None),
        ("a@mail.de", None), ("a@firma.de", None), ("a@acme.example", None), ("a@me.com", None),
    ],
)  # fmt: skip
def test_a_valid_address_that_looks_wrong(address: str, meant: str | None) -> None:
    assert suggestion(address, usual={"acme.example"}) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("anna@gmail", "anna@gmail.com"), ("anna@gmailcom", "anna@gmail.com"),
        ("anna.gmail.com", "anna@gmail.com"), ("anna@@web.de", "anna@web.de"),
        ("anna @gmx.de", "anna@gmx.de"), ("anna(at)web.de", "anna@web.de"),
        ("anna [at] web [dot] de", "anna@web.de"), ("anna@web..de", "anna@web.de"),
        ('"com" <anna@gmx>', "anna@gmx.com"), ("Anna <anna@gmx,de", "anna@gmx.de"),
        ("anna.@web.de", "anna@web.de"), ("annaqgmx.de", "anna@gmx.de"), ("hallo", None),
        ("anna@", None), ("@web.de", None), ("a@b@c.de", None), ("", None), ("x" * 999, None),
    ],
)  # fmt: skip
def test_a_piece_that_is_no_address(text: str, meant: str | None) -> None:
    assert repaired(text) == meant


@given(st.text('aä@.,<>()" atgmxde', max_size=40))
def test_what_is_suggested_is_an_address(text: str) -> None:
    found = repaired(text)
    assert found is None or parse_address(found) == found
