"""Leaving a list by mail, through the whole corridor: with a token at once, without one after a
click; machines and forged names get no answer."""

from email import message_from_bytes, policy
from typing import Any

import pytest

from tests.inbound.conftest import Corridor
from tripost.addresses.models import Address
from tripost.addresses.queries import resolve
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.models import Consent, Subscriber
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Conversation
from tripost.store.reads import DjangoReader

RAW = (
    "From: Jana <{author}>\r\nTo: <{to}>\r\nSubject: unsubscribe\r\nMessage-ID: <{id}@x>\r\n"
    "Date: Mon, 23 Nov 2026 09:30:00 +0000\r\n{more}\r\nunsubscribe\r\n"
)
STRANGE_PEER = "203.0.113.9"  # nothing from there is believed


@pytest.fixture
def news(corridor: Corridor) -> Address:
    return corridor.house.world.address("news", mode="list")


@pytest.fixture
def jana(corridor: Corridor, news: Address) -> Subscriber:
    return Subscriber.objects.create(
        address=news, email="jana@x.example", since=corridor.house.now, language="de"
    )


def ask(
    corridor: Corridor,
    news: Address,
    recipient: str,
    *,
    author: str = "jana@x.example",
    more: str = "",
    **how: Any,
) -> None:
    """A mail to this recipient, which the door finds to be for the list."""
    assert resolve(DjangoReader(), recipient) == news.pk
    raw = RAW.format(author=author, to=recipient, id=Conversation.objects.count(), more=more)
    how.setdefault("sender", author)
    corridor.accept(raw.encode(), news, recipients=[recipient], **how)
    assert corridor.process()[-1][0] == "automatic"
    assert not Outgoing.objects.filter(kind="post").exists()


def answers() -> list[Any]:
    found = Outgoing.objects.filter(kind="notice").select_related("base").order_by("id")
    return [message_from_bytes(bytes(one.base.data), policy=policy.default) for one in found]


def tokened(jana: Subscriber, *, delivery: int = 0) -> str:
    return tokens.leave_by_mail(
        installation(), jana.pk, address=jana.address_id, email=jana.email, delivery=delivery,
        domain="acme.example",
    )  # fmt: skip


@pytest.mark.parametrize("more", ["", "Auto-Submitted: auto-generated\r\n", "Precedence: bulk\r\n"])
def test_the_token_of_a_copy_is_enough(
    corridor: Corridor, news: Address, jana: Subscriber, more: str
) -> None:
    recipient = tokened(jana)
    assert len(recipient.partition("@")[0]) <= 64
    ask(corridor, news, recipient.upper(), author="helper@y.example", more=more, peer=STRANGE_PEER)
    jana.refresh_from_db()
    assert jana.state == "unsubscribed"
    assert Consent.objects.get().detail == {"how": "mail"}
    assert answers() == []


def test_an_automatic_answer_to_it_is_no_wish(
    corridor: Corridor, news: Address, jana: Subscriber
) -> None:
    ask(corridor, news, tokened(jana), more="Auto-Submitted: auto-replied\r\n")
    jana.refresh_from_db()
    assert jana.state == "active"


def test_the_report_says_which_mail_made_them_go(
    corridor: Corridor, news: Address, jana: Subscriber
) -> None:
    from tripost.store.blobs import digest
    from tripost.store.models import Blob

    now = corridor.house.now
    Blob.objects.create(sha256=digest(b"x"), size=1, data=b"x")
    mail = Outgoing.objects.create(id=1, address=news, kind="post", base_id=digest(b"x"),
                                   created_at=now, not_before=now)  # fmt: skip
    copy = Delivery.objects.create(id=2, outgoing=mail, recipient=jana.email, next_at=now,
                                   state="sent")  # fmt: skip
    raw = RAW.format(author="j@x.example", to="x", id=1, more="")
    corridor.accept(raw.encode(), news, recipients=[tokened(jana, delivery=copy.pk)])
    corridor.process()
    copy.refresh_from_db()
    assert copy.unsubscribed_at == now


@pytest.mark.parametrize(
    "recipient", ["news-unsubscribe@acme.example", "News+Unsubscribe@acme.example"]
)
def test_a_bare_request_is_answered_with_a_link(
    corridor: Corridor, news: Address, jana: Subscriber, recipient: str
) -> None:
    ask(corridor, news, recipient, peer=STRANGE_PEER)
    jana.refresh_from_db()
    assert jana.state == "active", "From can be forged"
    [mail] = answers()
    assert mail["To"] == "jana@x.example"
    assert f"/u/{tokens.leave(installation(), jana.pk, email=jana.email)}" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("author", "how"),
    [
        ("jana@x.example", {"more": "Auto-Submitted: auto-replied\r\n"}),
        ("jana@x.example", {"more": "Precedence: bulk\r\n"}),
        ("jana@x.example", {"more": "List-Id: <other.x.example>\r\n"}),
        ("jana@x.example", {"sender": ""}),
        ("jana@x.example", {"sender": "mailer-daemon@x.example"}),
        ("no-reply@x.example", {}),
        ("news@acme.example", {}),
        ("stranger@y.example", {"peer": STRANGE_PEER}),
    ],
)
def test_no_answer_to_machines_ourselves_and_names_that_may_be_forged(
    corridor: Corridor, news: Address, jana: Subscriber, author: str, how: dict[str, Any]
) -> None:
    ask(corridor, news, "news-unsubscribe@acme.example", author=author, **how)
    assert answers() == []


def test_who_is_not_on_it_hears_so_when_it_is_really_them(
    corridor: Corridor, news: Address
) -> None:
    ask(corridor, news, "news-unsubscribe@acme.example", author="somebody@y.example")
    [mail] = answers()
    assert "somebody@y.example" in mail.get_content()
    assert "http" not in mail.get_content()


def test_ten_requests_bring_three_answers_a_day(
    corridor: Corridor, news: Address, jana: Subscriber
) -> None:
    for number in range(10):
        raw = RAW.format(author=jana.email, to="x", id=number, more="")
        corridor.accept(raw.encode(), news, recipients=["news-unsubscribe@acme.example"],
                        sender=jana.email)  # fmt: skip
    corridor.process()
    assert len(answers()) == 3


@pytest.mark.parametrize(
    "recipient",
    ["office-unsubscribe@acme.example", "none-unsubscribe@acme.example",
     "leave-" + "a" * 55 + "@acme.example", "leave-@acme.example", "leave-ü@acme.example",
     "mod-aaaa@acme.example"],
)  # fmt: skip
def test_what_is_no_list_of_ours_is_refused_at_the_door(
    corridor: Corridor, news: Address, recipient: str
) -> None:
    corridor.house.world.address("office", mode="mailbox")
    assert resolve(DjangoReader(), recipient) is None


def test_a_token_counts_only_at_its_own_domain(
    corridor: Corridor, news: Address, jana: Subscriber
) -> None:
    assert resolve(DjangoReader(), tokened(jana).replace("@acme", "@other")) is None


def test_an_alias_that_looks_like_a_token_stays_an_address(
    corridor: Corridor, news: Address
) -> None:
    from tripost.addresses.models import Alias

    Alias.objects.create(email="leave-planning@acme.example", address=news)
    raw = RAW.format(author="jana@x.example", to="x", id=1, more="")
    corridor.accept(raw.encode(), news, recipients=["leave-planning@acme.example"])
    assert corridor.process()[-1][0] == "held"
