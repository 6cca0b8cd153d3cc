"""While somebody types a query, what fits is offered in the right place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.query import BadQuery, Known, complete, parse

KNOWN = Known(
    colleagues=(("ben@acme.example", "Ben Brandt"),),
    people=(("jana@praxis.example", "Jana Weiß"),),
    addresses=(("support@acme.example", "Support"), ("office@acme.example", "Office")),
    labels=("Reklamation", "sehr eilig"),
    teams=("Technik",),
    statuses=("Beim Drucker",),
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fro|", "from:"),
        ("-la|", "-label:"),
        ("x fi|", "x filename:"),
        ("from:jan|", "from:jana@praxis.example "),
        ("from:weiß|", "from:jana@praxis.example "),
        ("label:seh|", 'label:"sehr eilig" '),
        ('label:"seh|', 'label:"sehr eilig" '),
        ("in:off|", "in:office@acme.example "),
        ("assigned:be|", "assigned:ben@acme.example "),
        ("is:unr|", "is:unread "),
        ("(team:te|) x", "(team:Technik ) x"),
        ("waiting:>4|", "waiting:>4h "),
        ("status:be|", 'status:"Beim Drucker" '),
        ("due:ov|", "due:overdue "),
        ("after:ges|", "after:gestern "),
    ],
)
def test_the_best_fit_comes_first(typed: str, first: str) -> None:
    at = typed.index("|")
    text = typed.replace("|", "", 1)
    item = complete(text, at, KNOWN)[0]
    assert text[: item.start] + item.insert + text[item.end :] == first


def test_nothing_typed_offers_all_fields() -> None:
    assert {item.kind for item in complete("", 0, KNOWN)} == {"field"}
    assert complete("nowayfield", 10, KNOWN) == []
    assert complete("https://x", 9, KNOWN) == []


@given(st.text(alphabet='isfrom:-()"< OR'), st.integers(-3, 40))
def test_any_text_and_place_is_answered(text: str, at: int) -> None:
    for item in complete(text, at, KNOWN):
        assert 0 <= item.start <= item.end <= len(text)
        if item.kind != "field":
            try:
                parse(item.insert)
            except BadQuery as wrong:
                raise AssertionError(item) from wrong
