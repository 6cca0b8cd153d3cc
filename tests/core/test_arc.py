"""Chains of ours hold for us and for dkimpy; what follows a broken one says so (RFC 8617)."""

import dkim as dkimpy
import pytest

from tripost.core import arc
from tripost.core.arc_seal import COVERED, PER_COPY, seal
from tripost.core.dkim import Signer, body_hash, dns_name, dns_record, generate, load

SIGNERS = [
    Signer(domain=domain, selector="s", key=load(generate("rsa")))
    for domain in ("first.example", "second.example", "third.example")
]
ZONE = {dns_name(s.selector, s.domain): [dns_record(s.key)] for s in SIGNERS}
HEAD = b"From: Anna <anna@acme.example>\r\nTo: list@first.example\r\nSubject: Hello\r\n"
BODY = b"Guten Tag\r\n"
RESULTS = "mx.first.example; spf=pass smtp.mailfrom=acme.example; dkim=pass; dmarc=pass"


def sealed_by(
    signer: Signer, head: bytes = HEAD, *, cv: arc.Cv = "none", body: bytes = BODY
) -> bytes:
    return (
        seal(head, bh=body_hash(body), signer=signer, at=1_700_000_000, cv=cv, results=RESULTS)
        + head
    )


def judged(head: bytes, body: bytes = BODY) -> arc.Chain:
    raw = head + b"\r\n" + body
    ours = arc.validate(raw, txt=ZONE.get)
    theirs, _, _ = dkimpy.arc_verify(
        raw, dnsfunc=lambda name, timeout=5: ZONE[name.decode().rstrip(".")][0].encode()
    )
    assert (theirs or b"fail").decode() == ours.result
    return ours


def test_a_chain_of_three() -> None:
    head = HEAD
    for number, signer in enumerate(SIGNERS):
        head = sealed_by(signer, head, cv="pass" if number else "none")
        chain = judged(head)
        assert chain.result == "pass"
    assert chain.sealers == ("first.example", "second.example", "third.example")
    assert chain.results == RESULTS


def test_a_change_breaks_it() -> None:
    head = sealed_by(SIGNERS[0])
    assert judged(head, BODY + b"x\r\n").result == "fail"
    assert judged(head.replace(b"Hello", b"Hallo")).result == "fail"
    assert judged(head.replace(b"dkim=pass", b"dkim=fail")).result == "fail"
    assert judged(b"Subject: another\r\n" + head).result == "fail"


def test_what_each_copy_says_for_itself_is_not_sealed() -> None:
    head = sealed_by(SIGNERS[0])
    for field in (b"List-Unsubscribe: <https://x>", b"List-Unsubscribe-Post: x", b"List-Help: <x>"):
        assert judged(field + b"\r\n" + head).result == "pass"
    assert not PER_COPY & set(COVERED)


def test_a_broken_chain_is_told_once() -> None:
    broken = sealed_by(SIGNERS[0]).replace(b"Hello", b"Hallo")
    told = sealed_by(SIGNERS[1], broken, cv="fail")
    chain = arc.validate(told + b"\r\n" + BODY, txt=ZONE.get)
    assert (chain.result, chain.ended) == ("fail", True)


@pytest.mark.parametrize(
    ("head", "cv"), [(HEAD, "pass"), (sealed_by(SIGNERS[0]), "none")], ids=["bare", "sealed"]
)
def test_no_seal_that_does_not_follow(head: bytes, cv: arc.Cv) -> None:
    assert sealed_by(SIGNERS[1], head, cv=cv) == head


def test_no_more_than_fifty() -> None:
    head = b"ARC-Seal: i=50; a=rsa-sha256; cv=pass\r\n" + HEAD
    assert sealed_by(SIGNERS[0], head, cv="pass") == head


def test_arc_knows_no_ed25519() -> None:
    signer = Signer(domain="first.example", selector="s", key=load(generate("ed25519")))
    with pytest.raises(ValueError, match="RSA"):
        sealed_by(signer)


def test_lines_stay_short_but_for_the_signature() -> None:
    head = sealed_by(SIGNERS[0]).removesuffix(HEAD)
    assert max(len(line) for line in head.split(b"\r\n")) <= 998  # RFC 5322 §2.1.1
    assert not head.startswith(b" ")
    results = "mx.example; " + "; ".join(f"dkim=pass header.d=d{n}.example" for n in range(40))
    long = seal(HEAD, bh=b"x", signer=SIGNERS[0], at=1, cv="none", results=results + "\r\nEvil: x")
    assert b"\r\nEvil" not in long


@pytest.mark.parametrize(
    "fields",
    [
        b"ARC-Seal: i=1\r\n",
        b"ARC-Seal: \r\n",
        b"ARC-Authentication-Results: i=1; x\r\nARC-Authentication-Results: i=1; x\r\n",
        b"ARC-Seal: i=99999\r\n",
        b"ARC-Message-Signature: ;;;\r\n",
        b"".join(b"ARC-Seal: i=%d; a=rsa-sha256\r\n" % n for n in range(1, 60)),
    ],
)
def test_half_a_chain_is_a_broken_one(fields: bytes) -> None:
    assert arc.validate(fields + HEAD + b"\r\n" + BODY, txt=ZONE.get).result == "fail"


def test_a_mail_without_a_chain_has_none() -> None:
    assert arc.validate(HEAD + b"\r\n" + BODY, txt=ZONE.get) == arc.Chain(result="none")
    assert arc.validate(b"\0\xff", txt=ZONE.get).result == "none"
