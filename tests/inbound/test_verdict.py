"""Who may be believed? SPF, DKIM, DMARC and ARC with a DNS of the test's own; real signatures."""

import base64
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from tests.inbound.conftest import Corridor, letter
from tests.names import Record, of_zone, serving, texts
from tripost.core import arc_seal
from tripost.core.authentication import Authentication, from_json
from tripost.core.dkim import Signer, body_hash, load
from tripost.inbound.route import trusts
from tripost.inbound.verdict import Question, Verdicts, verdict
from tripost.kit.dns import Asking, NoAnswer, Resolver, from_txt
from tripost.kit.settings import Settings
from tripost.store.models import Intake, Message

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
RECORD = f"v=DKIM1; k=rsa; p={PUBLIC}"
ZONE = {
    "_dmarc.praxis.example": ["v=DMARC1; p=reject"],
    "_dmarc.strict.example": ["v=DMARC1; p=quarantine; adkim=s; aspf=s"],
    "_dmarc.mild.example": ["v=DMARC1; p=none"],
    "praxis.example": ["v=spf1 ip4:203.0.113.9 -all"],
    "post.praxis.example": ["v=spf1 ip4:203.0.113.9 -all"],
    "strict.example": ["v=spf1 ip4:203.0.113.9 -all"],
    "other.example": ["v=spf1 ip4:203.0.113.9 -all"],
    **{
        f"s._domainkey.{name}": [RECORD]
        for name in ("praxis.example", "evil.example", "mail.strict.example", "sealer.example")
    },
}
RAW = letter(author="Jana <jana@praxis.example>")
THERE, ELSEWHERE = "203.0.113.9", "198.51.100.1"
Txt = Callable[[str], list[str] | None]


def signed(raw: bytes, *, domain: str = "praxis.example") -> bytes:
    return dkim.sign(raw, b"s", domain.encode(), PEM, include_headers=[b"From", b"Subject"]) + raw


def zone(records: Mapping[str, list[str]] = ZONE) -> Txt:
    return lambda name: records.get(name)


def question(
    raw: bytes, *, author: str = "jana@praxis.example", sender: str = "", peer: str = ELSEWHERE
) -> Question:
    return Question(raw=raw, author=author, sender=sender, peer=peer, helo="mx.example")


def judged(case: Question, *, txt: Txt | None = None) -> Authentication:
    return verdict(case, lookup=Asking(from_txt(txt or zone())), at=int(time.time()))


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (question(signed(RAW)), True),
        (question(signed(RAW), author="jana@post.praxis.example"), True),  # relaxed alignment
        (question(RAW), False),  # a policy, and nothing that satisfies it
        (question(signed(RAW).replace(b"Defekte", b"Intakte")), False),
        (question(signed(RAW, domain="evil.example")), False),  # somebody else's signature
        (question(RAW, author="tom@without.example"), None),  # nobody says anything
        (question(b"\0\xff not a mail", author="tom@without.example"), None),
        (question(RAW, sender="jana@praxis.example", peer=THERE), True),  # SPF alone
        (question(RAW, sender="b@post.praxis.example", peer=THERE), True),
        (question(RAW, sender="jana@praxis.example"), False),  # another peer
        (question(RAW, sender="x@other.example", peer=THERE), False),  # passes for another domain
        (question(RAW, author="a@strict.example", sender="a@strict.example", peer=THERE), True),
        (question(signed(RAW, domain="mail.strict.example"), author="a@strict.example"), False),
        (question(RAW, author="a@mild.example"), False),
    ],
    ids=["signed", "subdomain", "bare", "changed", "stranger", "no policy", "noise", "spf",
         "spf of a subdomain", "spf fails", "spf of a stranger", "strict spf", "strict dkim",
         "asks for nothing"],
)  # fmt: skip
def test_the_verdict(case: Question, wanted: bool | None) -> None:
    assert judged(case).verified is wanted


def test_two_policies_count_as_none() -> None:
    twice = {**ZONE, "_dmarc.praxis.example": ["v=DMARC1; p=reject", "v=DMARC1; p=none"]}
    assert judged(question(RAW), txt=zone(twice)).verified is None


def test_a_registry_is_no_organisation() -> None:
    """co.example is a registry: a signature of one of its children is nobody else's."""
    records = {
        "_dmarc.co.example": ["v=DMARC1; p=none; psd=y"],
        "_dmarc.shop.co.example": ["v=DMARC1; p=reject"],
        "s._domainkey.other.co.example": [RECORD],
    }
    raw = signed(RAW, domain="other.co.example")
    assert judged(question(raw, author="a@shop.co.example"), txt=zone(records)).verified is False


def test_it_tells_its_parts() -> None:
    found = judged(question(signed(RAW), sender="jana@praxis.example", peer=THERE))
    assert (found.policy, found.dmarc, found.spf, found.arc) == ("reject", "pass", "pass", "none")
    assert found.signed_by_author
    assert found.results("mx.acme.example") == (
        "mx.acme.example; spf=pass smtp.mailfrom=praxis.example; dkim=pass "
        "header.d=praxis.example header.s=s header.a=rsa-sha256; dmarc=pass "
        "header.from=praxis.example"
    )
    assert from_json(found.as_json()) == found


def test_a_seal_is_a_note() -> None:
    """Whoever forwards breaks the signature; the seal tells what they saw, and proves nothing."""
    raw = signed(RAW)
    head, _, body = raw.replace(b"Defekte", b"[Liste] Defekte").partition(b"\r\n\r\n")
    signer = Signer(domain="sealer.example", selector="s", key=load(PEM.decode()))
    seal = arc_seal.seal(
        head + b"\r\n", bh=body_hash(body), signer=signer, at=int(time.time()), cv="none",
        results="mx.sealer.example; dkim=pass header.d=praxis.example; dmarc=pass",
    )  # fmt: skip
    found = judged(question(seal + head + b"\r\n\r\n" + body))
    assert (found.dmarc, found.arc, found.sealers) == ("fail", "pass", ("sealer.example",))
    assert found.arc_results.endswith("dkim=pass header.d=praxis.example; dmarc=pass")


def test_a_trusted_peer_is_not_asked_about() -> None:
    found = judged(replace(question(RAW, sender="jana@praxis.example"), trusted=True))
    assert (found.spf, found.policy, found.trusted) == ("", "reject", True)


SILENT = ["_dmarc.praxis.example", "s._domainkey.praxis.example", "praxis.example"]


@pytest.mark.parametrize("silent", SILENT)
async def test_without_an_answer_nothing_is_known(silent: str) -> None:
    def txt(name: str) -> list[str] | None:
        if name == silent:
            raise NoAnswer(name)
        return ZONE.get(name)

    raw = signed(RAW).replace(b"Defekte", b"Intakte") if silent != SILENT[1] else signed(RAW)
    asked = question(raw, sender="jana@praxis.example")
    found = await Verdicts(from_txt(txt)).judge(asked)
    assert (found.verified, found.dmarc) == (None, "temperror")


async def test_no_author_no_verdict() -> None:
    assert (await Verdicts(from_txt(zone())).judge(replace(question(RAW), author=""))).domain == ""
    assert (await Verdicts(from_txt(zone())).judge(question(signed(RAW)))).verified is True


def test_a_stranger_costs_only_so_much() -> None:
    asked: list[str] = []

    def txt(name: str) -> list[str] | None:
        asked.append(name)
        return [RECORD]

    lines = b"".join(
        b"DKIM-Signature: v=1; a=rsa-sha256; d=d%d.example; s=s; h=from; bh=AAAA; b=AAAA\r\n" % n
        for n in range(200)
    )
    sets = b"".join(b"ARC-Seal: i=%d; a=rsa-sha256; cv=pass; d=x; s=s; b=AA\r\n" % n
                    for n in range(1, 51))  # fmt: skip
    judged(question(lines + sets + RAW), txt=txt)
    assert len(asked) <= 80
    assert sum("_domainkey" in name for name in asked) <= 5


@pytest.fixture
def resolver() -> Iterator[Resolver]:
    records: dict[str, tuple[Record, ...]] = {name: texts(*values) for name, values in ZONE.items()}
    records["mail.example"] = (*texts("v=spf1 a mx -all"), ("A", THERE), ("MX", "5 mx.example."))
    records["mx.example"] = (("A", ELSEWHERE), ("CNAME", "x.example."))
    with serving(of_zone(records)) as server:
        yield Resolver(server=server)


def test_a_real_resolver_asks_all_that(resolver: Resolver) -> None:
    asking = Asking(resolver)
    here = question(signed(RAW), sender="jana@praxis.example", peer=THERE)
    found = verdict(here, lookup=asking, at=int(time.time()))
    assert (found.spf, found.dmarc, found.policy) == ("pass", "pass", "reject")
    for peer, wanted in ((THERE, "pass"), (ELSEWHERE, "pass"), ("203.0.113.10", "fail")):
        case = question(RAW, author="a@mail.example", sender="a@mail.example", peer=peer)
        assert verdict(case, lookup=asking, at=0).spf == wanted


def test_what_was_found_lies_with_the_mail(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    corridor.processor._verdicts = Verdicts(from_txt(zone()))
    assert corridor.receive(signed(RAW), support, peer=ELSEWHERE) == "new"
    row = Intake.objects.get()
    assert row.trace["peer"] == ELSEWHERE
    found = from_json(row.trace["origin"])
    assert (found.dmarc, found.policy, found.signed_by_author) == ("pass", "reject", True)
    assert Message.objects.get().verified is True


@pytest.mark.parametrize(
    ("mode", "author", "asked"),
    [
        ("list", "jana@praxis.example", True),
        ("list", "anna@acme.example", False),  # ours: nothing depends on a policy
        ("inbox", "jana@praxis.example", False),
    ],
)
def test_who_posts_through_our_own_relay_is_asked_for_the_policy(
    corridor: Corridor, mode: str, author: str, asked: bool
) -> None:
    address = corridor.house.world.address("news", mode=mode)
    corridor.processor._verdicts = Verdicts(from_txt(zone()))
    corridor.receive(letter(author=author), address)
    trace = Intake.objects.get().trace
    assert ("origin" in trace) is asked
    if asked:
        assert (from_json(trace["origin"]).policy, from_json(trace["origin"]).trusted) == (
            "reject", True,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("peer", "trusted"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True),
        ("203.0.113.9", False), ("2001:db8::1", False), ("", False), ("unix", False),
        ("fe80::1%eth0", False),
    ],
)  # fmt: skip
def test_which_peers_are_trusted(peer: str, trusted: bool) -> None:
    assert trusts(Settings().trusted_networks, peer) is trusted
