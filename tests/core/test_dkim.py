"""Our signatures are checked by dkimpy: they hold, and no change survives them (PROMISES P46)."""

import base64
import hashlib
import re
from collections.abc import Callable

import dkim as dkimpy
import pytest
from dkim.canonicalization import Relaxed
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.dkim import (
    MAX_LIFE,
    BadHead,
    Signer,
    body_hash,
    dns_name,
    dns_record,
    generate,
    load,
    sign,
)

KEYS = {name: load(generate(name)) for name in ("rsa", "ed25519")}
SIGNERS = tuple(
    Signer(domain="acme.example", selector=f"t-{name}", key=key) for name, key in KEYS.items()
)
ZONE = {
    (dns_name(s.selector, s.domain) + ".").encode(): dns_record(s.key).encode() for s in SIGNERS
}
NOW = 1_900_000_000
SLACK = 36_000  # seconds dkimpy forgives a clock


HEAD = (
    b"From: Acme Support <support@acme.example>\r\nTo: anna@example.org\r\n"
    b"Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=\r\n\tfolded  line \r\n"
    b"Date: Mon, 23 Nov 2026 09:30 +0000\r\n"
    b"Message-ID: <1@acme.example>\r\nList-Unsubscribe: <https://acme.example/u/1>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
)
BODY = b"Guten Tag,\r\n\r\nzwei  Blanks\tTab \r\n\r\n\r\n"


def signed(head: bytes = HEAD, body: bytes = BODY, *, at: int = NOW) -> list[bytes]:
    """One mail per signer, each with its own signature alone."""
    bh = body_hash(body)
    return [sign(head, bh=bh, signers=[s], at=at) + head + body for s in SIGNERS]


def holds(mail: bytes, *, monkey: pytest.MonkeyPatch, now: int = NOW) -> bool:
    monkey.setattr(dkimpy.time, "time", lambda: now)
    return bool(dkimpy.verify(mail, dnsfunc=lambda name, timeout=5: ZONE.get(name)))


def test_dkimpy_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    for mail in signed():
        assert holds(mail, monkey=monkeypatch)


def test_two_signatures_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = sign(HEAD, bh=body_hash(BODY), signers=SIGNERS, at=NOW) + HEAD + BODY
    monkeypatch.setattr(dkimpy.time, "time", lambda: NOW)
    checked = dkimpy.DKIM(mail)
    for index in range(2):
        assert checked.verify(index, dnsfunc=lambda name, timeout=5: ZONE.get(name))


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.replace(b"\r\nTo:", b"\r\nSubject: other\r\nTo:"),
        lambda m: m.replace(b"\r\nTo:", b"\r\nFrom: evil@acme.example\r\nTo:"),
        lambda m: m.replace(b"\r\nTo:", b"\r\nCc: more@example.org\r\nTo:"),
        lambda m: m.replace(b"\r\nTo:", b"\r\nReply-To: evil@example.org\r\nTo:"),
        lambda m: m.replace(b"\r\nTo:", b"\r\nList-Id: <x.example>\r\nTo:"),
        lambda m: m.replace(b"\r\nTo: anna", b"\r\nTo: hanna"),
        lambda m: m.replace(b"text/plain", b"text/html"),
        lambda m: m.replace(b"/u/1", b"/u/2"),
        lambda m: m + b"appended\r\n",
        lambda m: m.replace(b"zwei", b"drei"),
    ],
)
def test_no_change_survives(
    change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for mail in signed():
        assert change(mail) != mail
        assert not holds(change(mail), monkey=monkeypatch)


def test_blanks_may_change_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for mail in signed():
        other = mail.replace(b"zwei  Blanks\tTab \r\n", b"zwei Blanks Tab\r\n") + b"\r\n\r\n"
        assert holds(other, monkey=monkeypatch)


def test_a_signature_ends_after_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    for mail in signed():
        assert holds(mail, monkey=monkeypatch, now=NOW + MAX_LIFE - 1)
        assert not holds(mail, monkey=monkeypatch, now=NOW + MAX_LIFE + SLACK + 1)
        assert b" l=" not in mail
    with pytest.raises(ValueError, match="lives"):
        Signer(domain="acme.example", selector="t", key=KEYS["rsa"], life=MAX_LIFE + 1)


def test_lines_stay_short_and_ascii() -> None:
    for mail in signed():
        header = mail[: mail.index(b"\r\nFrom:")]
        assert max(map(len, header.split(b"\r\n"))) <= 98
        assert header.isascii()
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", header)


@given(st.lists(st.sampled_from([b" ", b"\t", b"\r\n", b"a", "ü".encode(), b"."])).map(b"".join))
def test_the_body_is_hashed_as_dkimpy_does(body: bytes) -> None:
    body += b"\r\n"  # what leaves always ends a line; dkimpy keeps a blank where it does not
    theirs = Relaxed.canonicalize_body(body)
    if theirs == b"\r\n":
        theirs = b""  # RFC 6376 §3.4.4: a body of empty lines alone is empty; erratum 1377
    assert body_hash(body) == base64.b64encode(hashlib.sha256(theirs).digest())


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@b\nTo: c@d\r\n",
        b"From: a@b\rTo: c@d\r\n",
        b"From: a\0@b\r\n",
        b"To: c@d\r\n",
        b" From: a@b\r\n",
        b"From: a@b\r\nnothing\r\n",
    ],
)
def test_a_head_that_is_not_canonical_is_not_signed(head: bytes) -> None:
    with pytest.raises(BadHead):
        sign(head, bh=body_hash(b""), signers=SIGNERS, at=NOW)
