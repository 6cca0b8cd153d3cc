"""Which policy holds for a domain, and who speaks for it (RFC 9989)."""

import pytest

from tripost.core.dmarc import aligned, policy

ZONE = {
    "_dmarc.acme.example": ["v=DMARC1; p=reject; sp=quarantine"],
    "_dmarc.own.acme.example": ["v=DMARC1; p=none"],
    "_dmarc.apart.acme.example": ["v=DMARC1; p=none; psd=n"],
    "_dmarc.try.example": ["v=DMARC1; p=reject; t=y"],
    "_dmarc.odd.example": ["v=DMARC1; p=maybe"],
    "_dmarc.notes.example": ["some text", "v=DMARC1;p=quarantine", "v=spf1 -all"],
    "_dmarc.old.example": ["V=DMARC1 ; P=Reject ; ADKIM=S"],
    "_dmarc.wrong.example": ["v=DMARC2; p=reject"],
    "_dmarc.co.example": ["v=DMARC1; p=reject; psd=y"],
    "_dmarc.a.b.c.d.e.f.g.h.i.j.deep.example": ["v=DMARC1; p=reject"],
    "_dmarc.deep.example": ["v=DMARC1; p=quarantine"],
}


@pytest.mark.parametrize(
    ("domain", "home", "wish"),
    [
        ("acme.example", "acme.example", "reject"),
        ("Acme.Example.", "acme.example", "reject"),
        ("post.acme.example", "acme.example", "quarantine"),
        ("own.acme.example", "acme.example", "none"),
        ("apart.acme.example", "apart.acme.example", "none"),
        ("x.apart.acme.example", "apart.acme.example", "none"),
        ("try.example", "try.example", "quarantine"),
        ("odd.example", "odd.example", "none"),
        ("notes.example", "notes.example", "quarantine"),
        ("old.example", "old.example", "reject"),
        ("wrong.example", "wrong.example", ""),
        ("nothing.example", "nothing.example", ""),
        ("shop.co.example", "shop.co.example", "reject"),
        ("a.shop.co.example", "shop.co.example", "reject"),
        ("a.b.c.d.e.f.g.h.i.j.deep.example", "deep.example", "reject"),
        ("z.b.c.d.e.f.g.h.i.j.deep.example", "deep.example", "quarantine"),
    ],
)
def test_what_a_domain_asks(domain: str, home: str, wish: str) -> None:
    found = policy(domain, txt=ZONE.get)
    assert (found.home, found.wish, found.found) == (home, wish, wish != "")


@pytest.mark.parametrize(
    ("author", "other", "strict", "speaks"),
    [
        ("acme.example", "acme.example", True, True),
        ("acme.example", "post.acme.example", False, True),
        ("acme.example", "post.acme.example", True, False),
        ("post.acme.example", "acme.example", False, True),
        ("post.acme.example", "other.acme.example", False, True),
        ("acme.example", "apart.acme.example", False, False),  # an organisation of its own
        ("acme.example", "evilacme.example", False, False),
        ("acme.example", "example", False, False),
        ("shop.co.example", "other.co.example", False, False),
        ("shop.co.example", "co.example", False, False),
    ],
)
def test_who_speaks_for_a_domain(author: str, other: str, strict: bool, speaks: bool) -> None:
    found = policy(author, txt=ZONE.get)
    assert aligned(other, of=found, strict=strict, txt=ZONE.get) is speaks


def test_a_walk_asks_eight_times_at_most() -> None:
    asked: list[str] = []

    def txt(name: str) -> list[str] | None:
        asked.append(name)
        return None

    policy(".".join("abcdefghijklmnop"), txt=txt)
    assert len(asked) == 8
