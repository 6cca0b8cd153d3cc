"""A complaint takes who complained off the list, and nobody else (RFC 5965)."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.core.test_complaint import JMRP, arf
from tests.inbound.conftest import Corridor
from tripost.addresses import verp
from tripost.addresses.models import Address
from tripost.inbound import process, returns
from tripost.inbound.lookup import ReadMail
from tripost.inbound.returns import Returned
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.joining.tokens import Holder
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery, Outgoing, Suppression
from tripost.store.blobs import digest
from tripost.store.models import Blob, Conversation, Message

PLAIN = "From: News <news@acme.example>\r\nSubject: News\r\n"
ABUSE = "Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: redacted@aol.example\r\n"


@dataclass
class Sent:
    """A post of news@ that went to two people; the first of them complains."""

    news: Address
    abuse: Address
    first: Subscriber
    second: Subscriber
    copy: Delivery

    @property
    def envelope(self) -> str:
        return verp.sender(
            installation(), address=self.news.pk, delivery=self.copy.pk, domain="acme.example"
        )


@pytest.fixture
def sent(corridor: Corridor) -> Sent:
    world, now = corridor.house.world, corridor.house.now
    news, abuse = world.address("news", mode="list"), world.address("abuse")
    raw = b"Subject: News\r\n\r\nHello\r\n"
    Blob.objects.create(sha256=digest(raw), size=len(raw), data=raw)
    outgoing = Outgoing.objects.create(
        id=new_id(now), address=news, kind="post", base_id=digest(raw), created_at=now,
        envelope_from=news.email, not_before=now,
    )  # fmt: skip
    people, copies = [], []
    for name in ("kim", "lea"):
        one = Subscriber.objects.create(address=news, email=f"{name}@out.example", since=now)
        people.append(one)
        copies.append(
            Delivery.objects.create(
                id=new_id(now), outgoing=outgoing, recipient=one.email, state="sent",
                subscriber_id=one.pk, next_at=now,
            )
        )  # fmt: skip
    return Sent(news, abuse, *people, copies[0])


def check_only_the_first_left(sent: Sent) -> None:
    for one in (sent.first, sent.second, sent.copy):
        one.refresh_from_db()
    assert (sent.first.state, sent.second.state) == ("unsubscribed", "active")
    assert not Suppression.objects.exists(), "a report that proves nothing bars no other list"


def check_the_copy_is_marked(sent: Sent) -> None:
    assert sent.copy.complained_at is not None
    assert sent.copy.unsubscribed_at is None  # one thing counts once
    assert Delivery.objects.filter(complained_at__isnull=False).count() == 1


def test_by_the_envelope_sender(corridor: Corridor, sent: Sent) -> None:
    raw = arf(ABUSE + f"Original-Mail-From: <{sent.envelope}>\r\n", mail=PLAIN)
    assert corridor.receive(raw, sent.abuse) == "bounce"
    check_only_the_first_left(sent)
    check_the_copy_is_marked(sent)
    assert Conversation.objects.get().state == "closed"  # filed, and nobody's work


def test_by_the_return_path_of_microsoft(corridor: Corridor, sent: Sent) -> None:
    raw = JMRP.replace(b"b-aaaa@acme.example", sent.envelope.encode())
    assert corridor.receive(raw, sent.abuse) == "bounce"
    check_only_the_first_left(sent)
    check_the_copy_is_marked(sent)


@pytest.mark.parametrize("by_mail", [False, True])
def test_by_the_link_for_leaving(corridor: Corridor, sent: Sent, by_mail: bool) -> None:
    who = {"email": sent.first.email, "delivery": sent.copy.pk}
    if by_mail:
        address = tokens.leave_by_mail(
            installation(), sent.first.pk, address=sent.news.pk, domain="acme.example", **who
        )
        link = f"mailto:{address}?subject=unsubscribe"
    else:
        link = "https://acme.example/u/" + tokens.leave(installation(), sent.first.pk, **who)
    mail = f"List-Unsubscribe: <https://x.example/u/no>, <{link}>\r\n" + PLAIN
    assert corridor.receive(arf(ABUSE, mail=mail), sent.abuse) == "bounce"
    check_only_the_first_left(sent)
    check_the_copy_is_marked(sent)


def test_a_link_without_a_copy_is_enough(corridor: Corridor, sent: Sent) -> None:
    token = tokens.leave(installation(), sent.first.pk, email=sent.first.email)
    mail = f"List-Unsubscribe: <https://acme.example/u/{token}>\r\n" + PLAIN
    assert corridor.receive(arf(ABUSE, mail=mail), sent.abuse) == "bounce"
    check_only_the_first_left(sent)


def test_twice_is_once(corridor: Corridor, sent: Sent) -> None:
    raw = arf(ABUSE + f"Original-Mail-From: <{sent.envelope}>\r\n", mail=PLAIN)
    corridor.receive(raw, sent.abuse)
    sent.copy.refresh_from_db()
    first = sent.copy.complained_at
    corridor.house.pass_time(minutes=5)
    corridor.receive(raw.replace(b"FW: News", b"FW: FW: News"), sent.abuse)
    check_only_the_first_left(sent)
    assert sent.copy.complained_at == first


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure"])
def test_praise_changes_nothing(corridor: Corridor, sent: Sent, kind: str) -> None:
    fields = f"Feedback-Type: {kind}\r\nOriginal-Mail-From: <{sent.envelope}>\r\n"
    corridor.receive(arf(fields, mail=PLAIN), sent.abuse)
    sent.first.refresh_from_db()
    assert sent.first.state == "active"


def test_a_forged_one_changes_nothing(corridor: Corridor, sent: Sent) -> None:
    local, _, domain = sent.envelope.partition("@")
    forged = f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"
    raw = arf(
        ABUSE + f"Original-Mail-From: <{forged}>\r\nOriginal-Rcpt-To: <kim@out.example>\r\n",
        mail="List-Unsubscribe: <https://acme.example/u/AAAA>\r\n" + PLAIN,
    )
    assert corridor.receive(raw, sent.abuse) != "bounce"
    sent.first.refresh_from_db()
    assert sent.first.state == "active"
    assert not Suppression.objects.exists()


def test_on_the_list_itself_it_is_no_post(corridor: Corridor, sent: Sent) -> None:
    raw = arf(ABUSE + f"Original-Mail-From: <{sent.envelope}>\r\n", mail=PLAIN)
    assert corridor.receive(raw, sent.news) == "bounce"
    check_only_the_first_left(sent)
    assert Outgoing.objects.count() == 1
    assert Message.objects.get().automatic == "report"


@pytest.mark.parametrize(
    ("reporter", "barred"),
    [
        ("abuse@out.example", True), ("FBL@OUT.example", True), ("staff@out.example", True),
        ("", False), ("lea@out.example", False), ("kim@out.example", False),
        ("abuse@fbl.out.example", False), ("abuse@example", False), ("out.example", False),
        ("abuse@evil.example", False), ("abuse@notout.example", False),
        ("abuse@evil.example@out.example", False), ("@out.example", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by_link", [False, True])
def test_only_the_provider_of_the_mailbox_bars_all_lists(
    corridor: Corridor, sent: Sent, reporter: str, barred: bool, by_link: bool
) -> None:
    holder = Holder(sent.first.pk, tokens.mark(sent.first.email), sent.copy.pk)
    nobody = Returned(None if by_link else sent.copy.pk, None, complaint="abuse", holder=holder)
    for said in (nobody, replace(nobody, reporter=reporter)):
        returns.attach(said, at=corridor.house.now)
    sent.first.refresh_from_db()
    assert sent.first.state == "unsubscribed"
    assert [(one.email, one.reason) for one in Suppression.objects.all()] == (
        [("kim@out.example", "complaint")] if barred else []
    )


@pytest.mark.parametrize(
    ("reporter", "verified", "barred"),
    [
        (b"fbl", True, True), (b"fbl", False, False), (b"fbl", None, False),
        (b"lea", True, False),  # a stranger with a mailbox at the same provider
    ],
)  # fmt: skip
def test_who_reports_is_who_proved_it(
    corridor: Corridor,
    sent: Sent,
    reporter: bytes,
    verified: bool | None,
    barred: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def judged(*given: Any, **named: Any) -> ReadMail:
        return replace(ReadMail(*given, **named), verified=verified, believed=verified is True)

    monkeypatch.setattr(process, "ReadMail", judged)
    mail = arf(ABUSE + f"Original-Mail-From: <{sent.envelope}>\r\n", mail=PLAIN)
    raw = re.sub(rb"(?m)^From: .*?\r$", b"From: <" + reporter + b"@out.example>\r", mail, count=1)
    assert corridor.receive(raw, sent.abuse) == "bounce"
    assert Suppression.objects.exists() is barred
