"""Who did not get our mail, for good or for now, and which mail was it?"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.automatic import classify
from tripost.core.bounce import Report, read_bounce
from tripost.core.message import parse


def read(raw: bytes) -> Report:
    return read_bounce(raw, parse(raw))


def report(*recipients: str, returned: str = "message/rfc822") -> bytes:
    groups = "\r\n\r\n".join(["Reporting-MTA: dns; mx.x.example", *recipients])
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@x.example",
            "To: bounces@acme.example",
            "Subject: Delivery Status Notification (Failure)",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            "",
            "--b",
            "",
            "Your mail to friend@y.example failed.",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            groups,
            "",
            "--b",
            f"Content-Type: {returned}",
            "",
            "Message-ID: <ours.1@acme.example>",
            "References: <root@acme.example>",
            "Subject: Hello",
            "",
            "--b--",
            "",
        ]
    ).encode()


def group(address: str, action: str, status: str, words: str = "") -> str:
    return "\r\n".join(
        [
            f"Final-Recipient: rfc822; {address}",
            f"Action: {action}",
            f"Status: {status}",
            f"Diagnostic-Code: smtp; {words or status}",
        ]
    )


STATES = [
    ("failed", "5.1.1", "550 5.1.1 user unknown", True),
    ("failed", "5.1.2", "550 no such domain", True),
    ("failed", "5.2.1", "550 mailbox disabled", True),
    ("failed", "5.2.2", "552 5.2.2 mailbox full", False),
    ("failed", "5.3.4", "552 message too big", False),
    ("failed", "5.7.1", "554 5.7.1 looks like spam", False),
    ("failed", "5.0.0", "550 user unknown", True),
    ("failed", "5.0.0", "550 rejected by policy", False),
    ("failed", "4.4.7", "delivery time expired", False),
    ("delayed", "4.4.1", "connection timed out", False),
    ("delivered", "2.0.0", "250 ok", None),
    ("relayed", "2.0.0", "250 ok", None),
]


@pytest.mark.parametrize(("action", "status", "words", "hard"), STATES)
def test_hard_and_soft(action: str, status: str, words: str, hard: bool | None) -> None:
    (one,) = read(report(group("anna@y.example", action, status, words))).failures
    assert (one.recipient, one.action, one.status) == ("anna@y.example", action, status)
    assert one.hard is hard
    assert one.lost == (action == "failed")


def test_a_report_names_all_recipients_and_the_mail_itself() -> None:
    found = read(
        report(group("a@y.example", "failed", "5.1.1"), group("b@y.example", "delayed", "4.4.1"))
    )
    assert [one.recipient for one in found.failures] == ["a@y.example", "b@y.example"]
    assert found.original_id == "ours.1@acme.example"
    assert found.original_references == ("root@acme.example",)
    assert found.standard


def test_the_original_recipient_counts_where_mail_was_forwarded() -> None:
    words = "Original-Recipient: rfc822;team@y.example\r\n" + group(
        "x@z.example", "failed", "5.1.1"
    )
    assert [one.recipient for one in read(report(words)).failures] == ["team@y.example"]


def test_headers_alone_are_enough_to_find_the_mail() -> None:
    raw = report(group("a@y.example", "failed", "5.1.1"), returned="text/rfc822-headers")
    assert read(raw).original_id == "ours.1@acme.example"


QMAIL = b"""\
From: MAILER-DAEMON@x.example
To: bounces@acme.example
Subject: failure notice

Hi. This is the qmail-send program at x.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<friend@y.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 User unknown

--- Below this line is a copy of the message.

Return-Path: <bounces@acme.example>
From: support@acme.example
To: friend@y.example, other@y.example
Message-ID: <ours.2@acme.example>
"""

EXIM = b"""\
From: Mail Delivery System <Mailer-Daemon@x.example>
To: bounces@acme.example
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: a@y.example, b@y.example

A message that you sent could not be delivered to one or more of its recipients.

  a@y.example
    SMTP error from remote mail server: 550 no such user
"""

DELAY = b"""\
From: MAILER-DAEMON@x.example
Subject: Warning: could not send message for past 4 hours

Your message to friend@y.example has been delayed. It will be retried, you do
not need to resend your message.
"""


@pytest.mark.parametrize(
    ("raw", "recipients", "hard", "lost", "original"),
    [
        (QMAIL, ["friend@y.example"], True, True, "ours.2@acme.example"),
        (EXIM, ["a@y.example", "b@y.example"], True, True, ""),
        (DELAY, ["friend@y.example"], False, False, ""),
    ],
)
def test_old_reports(
    raw: bytes, recipients: list[str], hard: bool, lost: bool, original: str
) -> None:
    found = read(raw)
    assert classify(parse(raw), envelope_sender="").kind == "bounce"
    assert [one.recipient for one in found.failures] == recipients
    assert {one.hard for one in found.failures} == {hard}
    assert {one.lost for one in found.failures} == {lost}
    assert found.original_id == original
    assert not found.standard


CORPUS = {
    "multi_address_bounce1": (5, "5.1.1", True),
    "multi_address_bounce2": (5, "5.1.1", True),
    "multipart_report_multiple_status": (1, "5.3.0", False),
    "report_422": (1, "4.2.2", False),
    "report_530": (1, "5.3.0", True),
}


@pytest.mark.parametrize("name", CORPUS)
def test_reports_of_others(name: str, corpora: Path) -> None:
    raw = (corpora / "mime_rubymail" / "multipart_report_emails" / f"{name}.eml").read_bytes()
    found = read(raw)
    count, status, hard = CORPUS[name]
    assert len(found.failures) == count
    assert {(one.status, one.hard) for one in found.failures} == {(status, hard)}
    assert found.original_id


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "groups": lambda n: report(*[group("a@y.example", "failed", "5.1.1")] * (n // 10)),
    "addresses": lambda n: DELAY + b"a@b.example " * n,
    "at signs": lambda n: DELAY + b"@" * n,
    "digits": lambda n: DELAY + b"5." * n,
    "spaces": lambda n: DELAY + b" " * n,
    "dashes": lambda n: DELAY + b"-" * n + b"\n" + b"---\n" * n,
    "tags": lambda n: DELAY.replace(b"\n\n", b"\nContent-Type: text/html\n\n") + b"<" * n,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_report_takes_long(kind: str) -> None:
    raw = HOSTILE[kind](50_000)
    mail = parse(raw)
    started = time.process_time()
    read_bounce(raw, mail)
    assert time.process_time() - started < 1


@given(
    st.lists(st.sampled_from([*QMAIL.split(), b"\n", b"\n\n", b"<", b"@", b"--b"])).map(b" ".join)
)
def test_any_report_is_read(body: bytes) -> None:
    for raw in (QMAIL.partition(b"\n\n")[0] + b"\n\n" + body, report(body.decode())):
        found = read(raw)
        assert all(one.recipient.isprintable() for one in found.failures)
