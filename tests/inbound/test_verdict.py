"""Who may be believed? DMARC with a DNS of the test's own; real signatures, no network."""

import base64
from collections.abc import Mapping
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

from tests.inbound.conftest import letter
from tripost.inbound.route import trusts
from tripost.inbound.verdict import NoAnswer, Question, Txt, Verdicts, verdict
from tripost.kit.settings import Settings

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
ZONE = {
    "_dmarc.praxis.example": ["v=DMARC1; p=reject"],
    "s._domainkey.praxis.example": [f"v=DKIM1; k=rsa; p={PUBLIC}"],
    "s._domainkey.evil.example": [f"v=DKIM1; k=rsa; p={PUBLIC}"],
}
RAW = letter(author="Jana <jana@praxis.example>")


def signed(raw: bytes, *, domain: str = "praxis.example") -> bytes:
    return dkim.sign(raw, b"s", domain.encode(), PEM, include_headers=[b"From", b"Subject"]) + raw


def zone(records: Mapping[str, list[str]] = ZONE) -> Txt:
    return lambda name: records.get(name)


def question(raw: bytes, *, author: str = "jana@praxis.example") -> Question:
    return Question(raw=raw, author=author, sender="", peer="203.0.113.9", helo="mx.example")


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
    ],
    ids=["signed", "subdomain", "bare", "changed", "stranger", "no policy", "noise"],
)
def test_the_verdict(case: Question, wanted: bool | None) -> None:
    assert verdict(case, txt=zone()) is wanted


def test_two_policies_count_as_none() -> None:
    twice = {**ZONE, "_dmarc.praxis.example": ["v=DMARC1; p=reject", "v=DMARC1; p=none"]}
    assert verdict(question(RAW), txt=zone(twice)) is None


def test_a_registry_is_no_organisation() -> None:
    """co.example is a registry: a signature of one of its children is nobody else's."""
    records = {
        "_dmarc.co.example": ["v=DMARC1; p=none; psd=y"],
        "_dmarc.shop.co.example": ["v=DMARC1; p=reject"],
        "s._domainkey.other.co.example": ZONE["s._domainkey.evil.example"],
    }
    raw = signed(RAW, domain="other.co.example")
    assert verdict(question(raw, author="a@shop.co.example"), txt=zone(records)) is False


async def test_without_an_answer_nothing_is_known() -> None:
    def silent(name: str) -> list[str] | None:
        raise NoAnswer(name)

    assert await Verdicts(txt=silent).judge(question(signed(RAW))) is None
    assert await Verdicts(txt=zone()).judge(replace(question(RAW), author="")) is None
    assert await Verdicts(txt=zone()).judge(question(signed(RAW))) is True


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
