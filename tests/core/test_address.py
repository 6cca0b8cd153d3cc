"""What people type and paste as mail addresses, and what is refused with which reason."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.address import (
    BadAddress,
    Person,
    normalise,
    parse_address,
    parse_paste,
    shown_domain,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("anna@acme.example", "anna@acme.example"),
        (" Anna.Ab+x@ACME.Example ", "Anna.Ab+x@acme.example"),
        ("o'neil/x=1@sub.acme.example", "o'neil/x=1@sub.acme.example"),
        ("jürgen@müller.de", "jürgen@xn--mller-kva.de"),
        ("a@straße.de", "a@xn--strae-oqa.de"),
        ("a@acme.example.", "a@acme.example"),
    ],
)
def test_addresses_are_kept_in_one_form(text: str, kept: str) -> None:
    assert parse_address(text) == kept
    assert parse_address(kept) == kept
    assert normalise(text) == kept.lower()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("anna", "no-at"),
        ("a@b@c.de", "two-ats"),
        ("alice@example.org<bob@evil.example>", "two-ats"),
        ("a@b", "no-dot"),
        ("a b@c.de", "space"),
        ("a@c.de\r\nBcc: x@y.de", "control"),
        ("a\x00@c.de", "control"),
        ("a\u202e@c.de", "control"),
        (".a@c.de", "local"),
        ("a..b@c.de", "local"),
        ('"a b"@c.de', "space"),
        ('"ab"@c.de', "local"),
        ("a(c)@c.de", "local"),
        ("a@[127.0.0.1]", "domain"),
        ("a@127.0.0.1", "domain"),
        ("a@-x.de", "domain"),
        ("a@x_y.de", "domain"),
        ("a@x..de", "domain"),
        ("a" * 65 + "@c.de", "too-long"),
        ("a@" + "b" * 64 + ".de", "domain"),
        ("a@" + "b." * 130 + "de", "domain"),
    ],
)
def test_what_is_refused_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadAddress) as refused:
        parse_address(text)
    assert refused.value.reason == reason
    assert refused.value.message


PASTED = """Anna Ab <anna@x.de>, ben@x.de; "Ce, M" <cem@x.de>
Di, Anna <anna2@x.de>
d@x.de,Dana Da
e@x.de\tEva
ANNA@x.de
nix
alice@example.org<bob@evil.example>
- g@x.de h@x.de

a@b
fritz@müller.de Fritz
mailto:i@x.de"""


def test_a_pasted_list_is_sorted() -> None:
    pasted = parse_paste(PASTED)
    assert pasted.valid == (
        Person("anna@x.de", "Anna Ab"),
        Person("ben@x.de"),
        Person("cem@x.de", "Ce, M"),
        Person("anna2@x.de", "Di Anna"),
        Person("d@x.de", "Dana Da"),
        Person("e@x.de", "Eva"),
        Person("g@x.de"),
        Person("h@x.de"),
        Person("fritz@xn--mller-kva.de", "Fritz"),
        Person("i@x.de"),
    )
    assert pasted.duplicate == (Person("ANNA@x.de"),)
    assert [(one.line, one.reason) for one in pasted.refused] == [
        (6, "no-at"),
        (7, "two-ats"),
        (10, "no-dot"),
    ]


@given(st.text())
def test_any_paste_is_sorted_without_error(text: str) -> None:
    for person in parse_paste(text).valid:
        assert parse_address(person.address) == person.address
        assert person.name.isprintable()


@pytest.mark.parametrize("unit", ["a@b.de ", "<", '"', "a,", "a@", "<a@b.de>", "a@b.de\n"])
def test_a_hostile_paste_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            parse_paste((unit * size)[:size])
            best = min(best, time.process_time() - start)
        return best

    assert cost(200_000) < 24 * cost(25_000) + 0.05  # eight times as long; 64 would be quadratic


@pytest.mark.parametrize(
    ("domain", "shown"),
    [
        ("xn--bro-sd-3yae.example", "büro-süd.example"),
        ("acme.example", "acme.example"),
        ("xn--a.example", "xn--a.example"),  # no A-label: left as it is
    ],
)
def test_a_domain_is_shown_as_people_read_it(domain: str, shown: str) -> None:
    assert shown_domain(domain) == shown
