"""Does somebody else's DKIM verifier believe what really left?"""

import re
from datetime import UTC, datetime

import dkim as dkimpy
import pytest

from tests.delivery.conftest import House
from tests.delivery.sink import Mail, Sink
from tests.delivery.test_posts import RAW, news, send
from tripost.addresses import actions, queries
from tripost.addresses.models import Domain
from tripost.core.dkim import generate
from tripost.kit.secrets import Secrets, installation
from tripost.outbound.models import Delivery


@pytest.fixture
def zone(house: House) -> dict[bytes, bytes]:
    """The domain with real keys, and its TXT records as a resolver would answer them."""
    house.moment = datetime.now(UTC)  # the verifier has no clock but the real one
    house.world.now = house.moment
    keys = actions.new_keys()
    domain = house.world.address("support", anna=3).domain
    Domain.objects.filter(pk=domain.pk).update(dkim_rsa=keys.rsa, dkim_ed25519=keys.ed25519)
    records = queries.records_of(house.look, domain=domain.pk, base_url="https://mail.acme.example")
    return {f"{r.name}.".encode(): r.value.encode() for r in records if r.purpose == "sign"}


def verified(mail: Mail, zone: dict[bytes, bytes], *, content: bytes | None = None) -> list[bool]:
    """Each signature of a mail, judged by dkimpy."""
    number = len(re.findall(rb"(?m)^DKIM-Signature:", mail.content))
    verifier = dkimpy.DKIM(content or mail.content)
    return [_believed(verifier, n, zone) for n in range(number)]


def _believed(verifier: dkimpy.DKIM, number: int, zone: dict[bytes, bytes]) -> bool:
    try:
        return bool(verifier.verify(idx=number, dnsfunc=lambda name, timeout=5: zone[name]))
    except dkimpy.ValidationError:
        return False


def test_an_answer_carries_both_signatures(house: House, zone: dict[bytes, bytes]) -> None:
    house.answer("jana@praxis-weiss.example")
    [mail] = house.run(sink=Sink(), until=lambda: house.count("sent") == 1).mails
    assert verified(mail, zone) == [True, True]
    algorithms = re.findall(rb"a=([a-z0-9-]+)", b" ".join(mail.content.split(b"\r\n")[:30]))
    assert algorithms == [b"rsa-sha256", b"ed25519-sha256"]


def test_every_copy_of_a_post_is_signed_with_its_own_link(
    house: House, zone: dict[bytes, bytes]
) -> None:
    send(house, news(house, 5))
    mails = house.run(sink=Sink(), until=lambda: house.count("sent") == 5).mails
    for mail in mails:
        assert verified(mail, zone) == [True, True]
        forged = mail.content.replace(b"/u/", b"/evil/", 1)
        assert verified(mail, zone, content=forged) == [False, False]
    assert len({mail.header("DKIM-Signature")[0] for mail in mails}) == 5


def test_a_second_from_or_another_body_breaks_it(house: House, zone: dict[bytes, bytes]) -> None:
    house.answer("jana@praxis-weiss.example")
    [mail] = house.run(sink=Sink(), until=lambda: house.count("sent") == 1).mails
    for change in (b"From: Boss <boss@acme.example>\r\n", b"Subject: anderes\r\n"):
        assert verified(mail, zone, content=change + mail.content) == [False, False]
    assert verified(mail, zone, content=mail.content + b"mehr\r\n") == [False, False]


def test_a_strangers_post_is_signed_by_the_list(house: House, zone: dict[bytes, bytes]) -> None:
    raw = RAW.replace(b"anna@acme.example", b"gast@fremd.example")
    send(house, news(house, 1), raw=raw, from_address="gast@fremd.example", verified=True)
    [mail] = house.run(sink=Sink(), until=lambda: house.count("sent") == 1).mails
    assert mail.header("From") == ["Anna via Acme News <news@acme.example>"]
    assert verified(mail, zone) == [True, True]


def test_keys_that_cannot_be_read_hold_the_mail_back(house: House) -> None:
    """Fail closed: nothing leaves unsigned because a key was lost."""
    house.answer("jana@praxis-weiss.example")
    Domain.objects.update(dkim_rsa=Secrets("another installation").encrypt("x"))
    sink = house.run(sink=Sink(), until=lambda: house.count("deferred") == 1)
    assert sink.mails == []
    assert "key" in Delivery.objects.get().detail
    Domain.objects.update(dkim_rsa=installation().encrypt(generate("rsa")))
    house.later(minutes=30)
    assert len(house.run(sink=Sink(), until=lambda: house.count("sent") == 1).mails) == 1
