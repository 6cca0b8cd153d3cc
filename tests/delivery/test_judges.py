"""Do others' servers believe our copies? mailauth and dkimpy judge what the corridor sends.

One author for each step of core/rewriting.py; a copy that was changed on the way must fail.
"""

import base64
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

import dkim as dkimpy
import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from tests.core.campaign.test_campaign import built as campaign
from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.delivery.test_posts import news, send
from tripost.addresses import actions, queries
from tripost.addresses.models import Domain
from tripost.core import arc_seal, dkim
from tripost.inbound.verdict import Question, verdict
from tripost.kit.dns import Asking, from_txt
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import Frozen, ListSettings, Subscriber
from tripost.outbound.models import Outgoing
from tripost.people.models import Right
from tripost.store.blobs import digest
from tripost.store.models import Blob, Intake, Message

APP = Path(__file__).parents[2] / "web" / "app"
KEY = dkim.load(dkim.generate("rsa"))
ED = dkim.load(dkim.generate("ed25519"))
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
SEED = base64.b64encode(ED.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
POLICIES = {
    "_dmarc.acme.example": ["v=DMARC1; p=reject"],
    "_dmarc.praxis.example": ["v=DMARC1; p=reject"],
    "_dmarc.mild.example": ["v=DMARC1; p=none"],
    "r._domainkey.praxis.example": [dkim.dns_record(KEY)],
    "e._domainkey.praxis.example": [dkim.dns_record(ED)],
}
Verdict = dict[str, Any]


def node() -> str:
    """As `make` finds it: the wheel's, or one of version 22 or later."""
    own = Path(sys.prefix) / "node" / "bin" / "node"
    found = str(own) if own.exists() else shutil.which("node")
    if found is None or not (APP / "node_modules" / "mailauth").is_dir():
        pytest.skip("node or its mailauth is not installed (make install)")
    return found


def judged(mails: list[bytes], zone: dict[str, list[str]]) -> list[Verdict]:
    asked = {
        "mails": [base64.b64encode(one).decode() for one in mails],
        "zone": zone,
        "at": str(APP / "package.json"),
    }
    done = subprocess.run(
        [node(), str(Path(__file__).with_name("judge.mjs"))],
        input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[Verdict] = json.loads(done.stdout)
    return found


def by_dkimpy(mail: bytes, zone: dict[str, list[str]]) -> list[bool]:
    """Each signature, and at the end the chain."""

    def txt(name: bytes, timeout: float = 5) -> bytes:
        return zone[name.decode().rstrip(".")][0].encode()

    number = mail.partition(b"\r\n\r\n")[0].count(b"DKIM-Signature:")
    results = []
    for index in range(number):
        try:
            results.append(bool(dkimpy.DKIM(mail).verify(idx=index, dnsfunc=txt)))
        except dkimpy.DKIMException:
            results.append(False)
    return [*results, dkimpy.arc_verify(mail, dnsfunc=txt)[0] == b"pass"]


@dataclass
class Stage:
    """A list, its zone as a resolver sees it, and posts through the real corridor."""

    house: House
    zone: dict[str, list[str]]
    address: Any

    def copy(self, raw: bytes, *, author: str, **settings: str) -> bytes:
        """What a subscriber gets of this post; what was found on arrival is found for real."""
        if settings:
            ListSettings.objects.create(address=self.address, **settings)
        asked = Question(raw=raw, author=author, sender="", peer="198.51.100.7", helo="x.example")
        at = int(self.house.moment.timestamp())
        origin = verdict(asked, lookup=Asking(from_txt(self.zone.get)), at=at)
        ours = author.endswith("@acme.example")
        outgoing = send(
            self.house, self.address, raw=raw, from_address=author, from_name="Jana",
            verified=True if ours else origin.verified,
        )  # fmt: skip
        row = Message.objects.get(outgoing=outgoing)
        Intake.objects.create(
            id=new_id(self.house.moment), received_at=self.house.moment, channel="smtp",
            sender="", recipient=self.address.email, address_id=self.address.pk,
            blob_id=digest(raw), size=len(raw), fingerprint=digest(raw), outcome="post",
            trace={} if ours else {"origin": origin.as_json()}, message_id=row.pk,
            conversation_id=row.conversation_id,
        )  # fmt: skip
        sink = self.house.run(sink=Sink(), until=lambda: self.house.count("sent") == 1)
        return sink.mails[0].content


@pytest.fixture
def stage(house: House) -> Stage:
    house.moment = datetime.now(UTC)  # the judges have no clock but the real one
    house.world.now = house.moment
    address = news(house, 1)
    keys = actions.new_keys()
    domain = address.domain_id
    Domain.objects.filter(pk=domain).update(dkim_rsa=keys.rsa, dkim_ed25519=keys.ed25519)
    records = queries.records_of(house.look, domain=domain, base_url="https://mail.acme.example")
    zone = POLICIES | {one.name: [one.value] for one in records if one.purpose == "sign"}
    return Stage(house, zone, address)


def letter(author: str) -> bytes:
    date = format_datetime(datetime.now(UTC))
    return (
        f"From: Jana <{author}>\r\nTo: news@acme.example\r\nSubject: Wartung\r\nDate: {date}\r\n"
        f"Message-ID: <p1@{author.partition('@')[2]}>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag,\r\n\r\nam Samstag.\r\n"
    ).encode()


def signed(algorithm: str) -> bytes:
    """As most servers sign: what stands there, without forbidding more."""
    raw = letter("jana@praxis.example")
    rsa = algorithm == "rsa"
    names = [b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type"]
    return (
        dkimpy.sign(
            raw, b"r" if rsa else b"e", b"praxis.example", PEM if rsa else SEED,
            canonicalize=(b"relaxed", b"relaxed"), include_headers=names,
            signature_algorithm=b"rsa-sha256" if rsa else b"ed25519-sha256",
        )
        + raw
    )  # fmt: skip


OURS = [["acme.example", "rsa-sha256", "pass"], ["acme.example", "ed25519-sha256", "pass"]]


def changed(mail: bytes) -> list[bytes]:
    """The body, what stands in the head, and what somebody added to it (PROMISES P46)."""
    return [
        mail.replace(b"am Samstag", b"am Sonntag"),
        mail + b"More.\r\n",
        mail.replace(b"Subject: ", b"Subject: Re: "),
        mail.replace(b"\r\nSubject: ", b"\r\nSubject: Win\r\nSubject: ", 1),
        mail.replace(b"\r\nTo: ", b"\r\nTo: you@x.example\r\nTo: ", 1),
        mail.replace(b"\r\nFrom: ", b"\r\nFrom: Eve <eve@evil.example>\r\nFrom: ", 1),
    ]


def check(
    stage: Stage, mail: bytes, *, author: str, dmarc: str, policy: str = "reject",
    theirs: tuple[list[str], ...] = (),
) -> None:  # fmt: skip
    """Both judges believe the copy, and none that was changed."""
    good, *bad = judged([mail, *changed(mail)], stage.zone)
    assert sorted(good["dkim"]) == sorted([*OURS, *theirs])
    own = {result for domain, result in good["late"] if domain == "acme.example"}
    assert own.isdisjoint({"pass"})  # after eight days nobody can send it once more
    assert (good["arc"], good["dmarc"], good["policy"]) == ("pass", dmarc, policy)
    assert [parseaddr(one)[1] or one for one in good["from"]] == [author]
    assert by_dkimpy(mail, stage.zone) == [True] * (3 + len(theirs))
    for number, found in enumerate(bad):
        # What we sign forbids additions; what others sign often covers only what was there.
        asked = [one for one in found["dkim"] if one[0] == "acme.example" or number < 3]
        assert {result for _, _, result in asked}.isdisjoint({"pass"})
        assert found["arc"] == "fail"
        assert found["dmarc"] != "pass" or (theirs and number in (3, 4))
    for number, one in enumerate(changed(mail)):
        *signatures, chain = by_dkimpy(one, stage.zone)
        assert not chain
        assert not any(signatures[:2] if number >= 3 else signatures)
    other_link = mail.replace(b"/u/", b"/u/x", 1)
    assert by_dkimpy(other_link, stage.zone)[:2] == [False, False]


@pytest.mark.parametrize("algorithm", ["rsa", "ed25519"])
def test_the_author_own_signature_is_kept(stage: Stage, algorithm: str) -> None:
    mail = stage.copy(signed(algorithm), author="jana@praxis.example")
    theirs = ["praxis.example", f"{algorithm}-sha256", "pass"]
    check(stage, mail, author="jana@praxis.example", dmarc="pass", theirs=(theirs,))
    assert b"\r\nSender:" not in mail


def test_one_of_ours_is_signed_as_their_domain(stage: Stage) -> None:
    mail = stage.copy(letter("anna@acme.example"), author="anna@acme.example", prefix="[News]")
    check(stage, mail, author="anna@acme.example", dmarc="pass")
    assert b"\r\nSender: " in mail


@pytest.mark.parametrize(
    ("author", "dmarc", "policy"),
    [("tom@mild.example", "fail", "none"), ("tom@no.example", "none", "")],
)
def test_whose_domain_asks_for_nothing_is_shown(
    stage: Stage, author: str, dmarc: str, policy: str
) -> None:
    mail = stage.copy(letter(author), author=author, footer="Abmelden ist leicht")
    check(stage, mail, author=author, dmarc=dmarc, policy=policy)
    assert b"\r\nSender: " in mail


def test_else_the_list_writes_via(stage: Stage) -> None:
    mail = stage.copy(signed("rsa"), author="jana@praxis.example", prefix="[News]")
    check(stage, mail, author="news@acme.example", dmarc="pass")
    assert b"Reply-To: Jana <jana@praxis.example>" in mail
    # A broken signature is worth less than none.
    assert (mail.count(b"DKIM-Signature:"), b"; d=praxis.example" in mail) == (2, False)


def test_a_chain_of_a_forwarder_goes_on(stage: Stage) -> None:
    """Their change broke the author's signature; their seal and ours stand together."""
    head, _, body = signed("rsa").replace(b"Wartung", b"[Forum] Wartung").partition(b"\r\n\r\n")
    sealer = dkim.Signer(domain="forum.example", selector="r", key=KEY)
    stage.zone["r._domainkey.forum.example"] = [dkim.dns_record(KEY)]
    at = int(stage.house.moment.timestamp())
    seal = arc_seal.seal(
        head + b"\r\n", bh=dkim.body_hash(body), signer=sealer, at=at, cv="none",
        results="mx.forum.example; dkim=pass header.d=praxis.example; dmarc=pass",
    )  # fmt: skip
    mail = stage.copy(seal + head + b"\r\n\r\n" + body, author="jana@praxis.example")
    check(stage, mail, author="news@acme.example", dmarc="pass")
    assert b"ARC-Authentication-Results: i=2; acme.example;" in mail
    assert b"arc=pass" in mail


def test_every_copy_of_a_campaign_is_believed(stage: Stage) -> None:
    """Its body differs by recipient, so each copy has a hash of its own."""
    address, house = stage.address, stage.house
    base = campaign("Neues für {{first_name|Sie}}", clicks=True)
    Blob.objects.create(sha256=digest(base.raw), size=len(base.raw), data=base.raw)
    mail = house.world.mail(address)
    house.world.address(address.email.partition("@")[0], anna=int(Right.READ | Right.MANAGE))
    outgoing = Outgoing.objects.create(
        id=new_id(house.moment), address=address, kind="campaign", base_id=digest(base.raw),
        message_id=mail.message, conversation_id=mail.conversation, envelope_from=address.email,
        author=house.world.user("anna"), created_at=house.moment, not_before=house.moment, total=2,
        expanded=False, draft={"slots": [one.kept() for one in base.slots], "links": base.links},
    )  # fmt: skip
    for name in ("Jana Weiß", "Ole"):
        who = Subscriber.objects.create(
            address=address, email=f"{name[:3].lower()}@out.example", name=name, since=house.moment
        )
        Frozen.objects.create(
            outgoing=outgoing, subscriber=who, email=who.email, not_before=house.moment
        )
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 2)
    mails = [one.content for one in sink.mails]
    assert len({one.partition(b"\r\n\r\n")[2] for one in mails}) == 2
    for found in judged(mails, stage.zone):
        assert (sorted(found["dkim"]), found["dmarc"]) == (sorted(OURS), "pass")
    for one in judged([one.replace(b"Los", b"los") for one in mails], stage.zone):
        assert {result for _, _, result in one["dkim"]} == {"fail"}
    for one in mails:
        assert by_dkimpy(one, stage.zone)[:2] == [True, True]


def test_a_signature_that_forbids_list_fields_is_not_kept(stage: Stage) -> None:
    """Another Tripost signs with List-Id oversigned: our copy would break it, so we do not try."""
    raw = letter("jana@praxis.example")
    head, _, body = raw.partition(b"\r\n\r\n")
    signer = dkim.Signer(domain="praxis.example", selector="r", key=KEY)
    at = int(stage.house.moment.timestamp())
    signature = dkim.sign(head + b"\r\n", bh=dkim.body_hash(body), signers=[signer], at=at)
    mail = stage.copy(signature + raw, author="jana@praxis.example")
    check(stage, mail, author="news@acme.example", dmarc="pass")
