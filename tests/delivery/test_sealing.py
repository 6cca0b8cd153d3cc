"""What our seal on a post says, and when we say nothing."""

import time

from tripost.core import arc
from tripost.core.authentication import Authentication, Signature
from tripost.core.dkim import Signer, dns_name, dns_record, generate, load
from tripost.delivery.sealing import seal

RSA = Signer(domain="acme.example", selector="r", key=load(generate("rsa")))
ED = Signer(domain="acme.example", selector="e", key=load(generate("ed25519")))
ZONE = {dns_name(s.selector, s.domain): [dns_record(s.key)] for s in (RSA, ED)}
HEAD = b"From: Jana via News <news@acme.example>\r\nSubject: Hello\r\n"
BODY = b"Guten Tag\r\n"
FOUND = Authentication(
    domain="praxis.example", policy="reject", dmarc="pass", spf="fail", spf_domain="praxis.example",
    signatures=(Signature(domain="praxis.example", selector="s", result="pass", aligned=True),),
)  # fmt: skip


def made(
    origin: Authentication | None = FOUND,
    head: bytes = HEAD,
    signers: tuple[Signer, ...] = (ED, RSA),
) -> bytes:
    at = int(time.time())
    server = "acme.example"
    lines = seal(head, body=BODY, signers=signers, origin=origin, server=server, at=at)
    return lines + head


def judged(head: bytes) -> arc.Chain:
    return arc.validate(head + b"\r\n" + BODY, txt=ZONE.get)


def test_it_says_what_was_found() -> None:
    chain = judged(made())
    assert (chain.result, chain.sealers) == ("pass", ("acme.example",))
    assert chain.results == (
        "acme.example; spf=fail smtp.mailfrom=praxis.example; dkim=pass header.d=praxis.example "
        "header.s=s; dmarc=pass header.from=praxis.example"
    )


def test_of_one_of_ours_it_says_that() -> None:
    assert judged(made(origin=None)).results == "acme.example; x-trusted=pass"


def test_a_chain_goes_on() -> None:
    first = made()
    second = made(Authentication(domain="x.example", arc="pass"), first)
    assert (judged(second).result, len(judged(second).sealers)) == ("pass", 2)
    assert judged(second).results.endswith("arc=pass")


def test_a_broken_chain_is_called_broken() -> None:
    broken = made().replace(b"Hello", b"Hallo")
    assert judged(made(Authentication(domain="x.example", arc="fail"), broken)).ended


def test_nothing_is_said_about_what_nobody_looked_at() -> None:
    first = made()
    assert made(None, first) == first
    assert made(FOUND, first) == first  # "none" was found, and a chain stands there: no
    assert made(signers=(ED,)) == HEAD  # RFC 8617 §4.1.3: RSA alone
    assert made(signers=()) == HEAD
    assert made(head=b"no name\r\n") == b"no name\r\n"
