"""Who wants no more of our mail, in the forms that providers say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.complaint import Complaint, read_complaint
from tripost.core.message import parse

VERP = "b-aaaa@acme.example"
LINK = "https://acme.example/u/token"
MAIL = (
    f"Return-Path: <{VERP}>\r\nMessage-ID: <post-1@acme.example>\r\nFrom: News <news@acme.example>"
    f"\r\nTo: news@acme.example\r\nList-Unsubscribe: <{LINK}>,\r\n <mailto:leave-x@acme.example>"
    "\r\nSubject: News\r\n"
)


def arf(fields: str, *, mail: str = MAIL, returned: str = "message/rfc822") -> bytes:
    return (
        "From: <feedback@provider.example>\r\nTo: abuse@acme.example\r\nSubject: FW: News\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report;"
        ' boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n'
        f"--b\r\nContent-Type: message/feedback-report\r\n\r\n{fields}\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\n{mail}\r\nHello\r\n--b--\r\n"
    ).encode()


JMRP = (
    "From: staff@hotmail.com\r\nTo: abuse@acme.example\r\n"
    "Subject: complaint about message from 192.0.2.1\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n"
    f"X-HmXmrOriginalRecipient: <kim@hotmail.example>\r\n{MAIL}\r\nHello\r\n--b--\r\n"
).encode()
FORWARD = JMRP.replace(b"complaint about message from 192.0.2.1", b"Look at this")


def read(raw: bytes) -> Complaint | None:
    return read_complaint(raw, parse(raw))


def test_a_report_by_the_standard() -> None:
    """RFC 5965, Appendix B.2."""
    found = read(
        arf(
            "Feedback-Type: abuse\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\n"
            "Original-Mail-From: <somespammer@example.net>\r\n"
            "Original-Rcpt-To: <user@example.com>\r\nOriginal-Rcpt-To: <user2@example.com>\r\n"
            "Arrival-Date: Thu, 8 Mar 2005 14:00:00 EDT\r\nSource-IP: 192.0.2.1\r\n"
        )
    )
    assert found is not None
    assert found.unwanted
    assert found.senders == ("somespammer@example.net", VERP)
    assert found.recipients == ("user@example.com", "user2@example.com")
    assert found.links == (LINK, "mailto:leave-x@acme.example")
    assert found.message_id == "post-1@acme.example"


def test_who_complained_may_be_hidden() -> None:
    found = read(
        arf("Feedback-Type: abuse\r\nVersion: 0.1\r\nOriginal-Rcpt-To: redacted@aol.com\r\n")
    )
    assert found is not None
    assert (found.recipients, found.senders) == (("redacted@aol.com",), (VERP,))


def test_the_head_alone_is_enough() -> None:
    found = read(arf("Feedback-Type: abuse\r\nVersion: 1\r\n", returned="text/rfc822-headers"))
    assert found is not None
    assert found.links[0] == LINK


def test_microsoft_has_a_form_of_its_own() -> None:
    found = read(JMRP)
    assert found is not None
    assert (found.kind, found.unwanted) == ("abuse", True)
    assert (found.recipients, found.senders) == (("kim@hotmail.example",), (VERP,))


@pytest.mark.parametrize(
    ("kind", "unwanted"),
    [("abuse", True), ("Abuse ", True), ("opt-out", True), ("fraud", True), ("virus", True),
     ("not-spam", False), ("auth-failure", False), ("other", False), ("dmarc", False)],
)  # fmt: skip
def test_not_every_report_complains(kind: str, unwanted: bool) -> None:
    found = read(arf(f"Feedback-Type: {kind}\r\nVersion: 1\r\n"))
    assert found is not None
    assert found.unwanted is unwanted


@pytest.mark.parametrize(
    "raw",
    [MAIL.encode() + b"\r\nHello", FORWARD, b"", b"\0", b"Content-Type: multipart/report\r\n\r\n"],
    ids=["a mail", "forwarded as attachment", "nothing", "noise", "no parts"],
)
def test_what_is_no_complaint(raw: bytes) -> None:
    assert read(raw) is None


@given(st.binary(max_size=300))
def test_noise_in_a_report_is_read(noise: bytes) -> None:
    raw = arf("NOISE", mail="NOISE").replace(b"NOISE", noise)
    found = read(raw)
    assert found is None or len(found.senders) <= 41
