"""A saved reply is filled once, safely, and says what it lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.filling import NAMES, Filled, fill, first_name

VALUES = {"contact.name": "Jana Weiß", "contact.first_name": "", "me.name": "<Anna> & Co"}


@pytest.mark.parametrize(
    ("text", "filled", "missing"),
    [
        ("Hallo {{contact.name}}!", "Hallo Jana Weiß!", ()),
        ("{{ contact.name | da }}", "Jana Weiß", ()),
        ("Hallo {{contact.first_name|zusammen}}", "Hallo zusammen", ()),
        ("{{contact.first_name}}", "{{contact.first_name}}", ("contact.first_name",)),
        ("{{contact.first_name|}}", "{{contact.first_name|}}", ("contact.first_name",)),
        ("{{nonsense}} {{nonsense}}", "{{nonsense}} {{nonsense}}", ("nonsense",)),
        ("{{me.name}}", "<Anna> & Co", ()),
        ("{ {contact.name} } {{}}", "{ {contact.name} } {{}}", ()),
        ("", "", ()),
    ],
)
def test_names_are_put_in_their_places(text: str, filled: str, missing: tuple[str, ...]) -> None:
    assert fill(text, values=VALUES) == Filled(filled, missing)


def test_in_html_a_name_is_never_markup() -> None:
    html = fill("<p>{{me.name}} {{contact.first_name|<b>du</b>}}</p>", values=VALUES, html=True)
    assert html.text == "<p>&lt;Anna&gt; &amp; Co <b>du</b></p>"


def test_a_value_is_not_filled_again() -> None:
    assert fill("{{me.name}}", values={"me.name": "{{contact.name}}"}).text == "{{contact.name}}"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Jana Weiß", "Jana"),
        ("Weiß, Jana", "Jana"),
        ("Frau Dr. Jana Weiß", "Jana"),
        ("Jana", "Jana"),
        ("J. Weiß", ""),
        ("jana@praxis.example", ""),
        ("", ""),
        ("Herr", ""),
        ("Weiß,", "Weiß"),
    ],
)
def test_the_first_name_of_somebody(name: str, first: str) -> None:
    assert first_name(name) == first


@given(st.text(), st.dictionaries(st.sampled_from(NAMES), st.text(max_size=20)))
def test_nothing_breaks_it_and_html_values_bring_no_tags(text: str, values: dict[str, str]) -> None:
    plain = fill(text, values=values)
    assert bool(plain.missing) <= ("{{" in text)
    named = "".join(f"{{{{{name}|-}}}}" for name in NAMES)
    assert "<" not in fill(named, values=values, html=True).text
