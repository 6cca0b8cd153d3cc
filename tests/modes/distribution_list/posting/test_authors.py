"""What is known about an author comes from what was found when their mail arrived."""

import pytest

from tests.inbound.conftest import Corridor, letter
from tests.inbound.conftest import corridor as corridor
from tests.inbound.test_verdict import ELSEWHERE, ZONE, signed, zone
from tripost.addresses.models import Address
from tripost.core.rewriting import Facts
from tripost.inbound.verdict import Verdicts
from tripost.kit.dns import NoAnswer, from_txt
from tripost.modes.distribution_list.posting import authors
from tripost.store.models import Message
from tripost.store.reads import DjangoReader

NEWS = "news@acme.example"


@pytest.fixture
def news(corridor: Corridor) -> Address:
    corridor.processor._verdicts = Verdicts(from_txt(zone()))
    address = corridor.house.world.address("news", mode="list")
    address.posting = "anyone"
    address.save(update_fields=["posting"])
    return address


def known() -> authors.Author:
    message = Message.objects.latest("id").pk
    return authors.of(
        DjangoReader(), message, hosts=lambda domain: domain == "acme.example", email=NEWS
    )


def test_a_signed_post_from_outside(corridor: Corridor, news: Address) -> None:
    raw = signed(letter(author="Jana <jana@praxis.example>", Reply_To="Kim <kim@praxis.example>"))
    corridor.receive(raw, news, peer=ELSEWHERE)
    found = known()
    assert found.facts == Facts(
        name="Jana", address="jana@praxis.example", believed=True, policy="reject", signed=True
    )
    assert found.wishes == (("Kim", "kim@praxis.example"),)
    assert found.signers == {"praxis.example"}
    assert found.origin is not None


def test_two_authors_are_none(corridor: Corridor, news: Address) -> None:
    raw = signed(letter(author="Jana <jana@praxis.example>"))
    corridor.receive(
        raw.replace(b"To: ", b"From: eve@evil.example\r\nTo: ", 1), news, peer=ELSEWHERE
    )
    assert (known().facts.believed, known().facts.signed) == (False, False)


def test_what_nobody_asked_is_not_known(corridor: Corridor, news: Address) -> None:
    corridor.receive(letter(author="Anna <anna@acme.example>"), news)
    found = known()
    assert (found.facts.ours, found.facts.policy, found.origin) == (True, None, None)
    assert authors.of(DjangoReader(), None, hosts=bool, email=NEWS).facts.address == ""


def expected(news: Address, author: str, *, silent: bool = False) -> Facts:
    def txt(name: str) -> list[str] | None:
        if silent:
            raise NoAnswer(name)
        return ZONE.get(name)

    return authors.expected(
        DjangoReader(), address=news.pk, email=NEWS, author=author,
        hosts=lambda domain: domain == "acme.example", lookup=from_txt(txt),
    )  # fmt: skip


def test_a_preview_asks_and_remembers(corridor: Corridor, news: Address) -> None:
    assert expected(news, "jana@praxis.example").signed is False
    raw = signed(letter(author="Jana <jana@praxis.example>"))
    corridor.receive(raw, news, peer=ELSEWHERE)
    assert expected(news, "Jana@Praxis.example ") == Facts(
        name="Jana", address="jana@praxis.example", believed=True, policy="reject", signed=True,
        untouched=True,
    )  # fmt: skip
    assert expected(news, "tom@mild.example").policy == "none"
    assert expected(news, "tom@mild.example", silent=True).policy is None
    assert expected(news, "anna@acme.example").believed
