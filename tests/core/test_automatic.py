"""Machines are told from people, and never answered by one."""

import pytest

from tripost.core.automatic import classify, may_answer_automatically
from tripost.core.message import ParsedMessage, parse

PERSON = "From: Carla <carla@x.example>\r\nTo: support@acme.example\r\nSubject: Hello\r\n"
REPORT = "\r\n".join(
    [
        "From: MAILER-DAEMON@x.example",
        "Subject: Undelivered",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "",
        "Sorry",
        "--b",
        "Content-Type: {kind}",
        "",
        "Reporting-MTA: dns; x.example",
        "--b--",
        "",
    ]
)


def mail(fields: str, *, body: str = "text") -> ParsedMessage:
    return parse(f"{fields}\r\n{body}\r\n".encode())


CASES = [
    (PERSON, "carla@x.example", None),
    (PERSON + "Auto-Submitted: no\r\n", "carla@x.example", None),
    (PERSON + "Auto-Submitted: NO (a person)\r\n", "carla@x.example", None),
    (PERSON + "Auto-Submitted: no\r\nPrecedence: bulk\r\n", "carla@x.example", None),
    (PERSON + "Auto-Submitted: auto-replied (vacation)\r\n", "carla@x.example", "auto-reply"),
    (PERSON + "Auto-Submitted: auto-generated\r\n", "carla@x.example", "bulk"),
    (PERSON + "Auto-Submitted: auto-notified; owner-email=a\r\n", "carla@x.example", "bulk"),
    (PERSON + "X-Autoreply: yes\r\n", "carla@x.example", "auto-reply"),
    (PERSON + "Precedence: auto_reply\r\n", "carla@x.example", "auto-reply"),
    (PERSON + "Precedence: bulk\r\n", "carla@x.example", "bulk"),
    (PERSON + "Precedence: list\r\n", "carla@x.example", "list"),
    (PERSON + "List-Id: <news.x.example>\r\n", "news-bounces@x.example", "list"),
    (PERSON + "List-Unsubscribe: <https://x.example/u>\r\n", "a@x.example", "bulk"),
    (PERSON, "", "auto-reply"),
    (PERSON + "Return-Path: <>\r\n", None, "auto-reply"),
    (PERSON + "Content-Type: text/calendar; method=REQUEST\r\n", "carla@x.example", "calendar"),
    ("From: carla@x.example\r\nSubject: Abwesenheitsnotiz: Hello\r\n", "a@x.example", "auto-reply"),
    ("From: carla@x.example\r\nSubject: Out of Office: Re: Hi\r\n", "a@x.example", "auto-reply"),
    ("From: carla@x.example\r\nSubject: My vacation photos\r\n", "a@x.example", None),
    ("From: carla@x.example\r\nSubject: Returned mail?\r\n", "carla@x.example", None),
    ("From: MAILER-DAEMON@x.example\r\nSubject: Returned mail\r\n", "", "bounce"),
    ("From: MAILER-DAEMON@x.example\r\nSubject: \r\n", "", "bounce"),
    ("From: x@y.example\r\nSubject: Undeliverable: Hi\r\n", "", "bounce"),
    ("From: x@y.example\r\nX-Failed-Recipients: a@b.example\r\n", "a@x.example", "bounce"),
]


@pytest.mark.parametrize(("fields", "sender", "kind"), CASES)
def test_kinds(fields: str, sender: str | None, kind: str | None) -> None:
    found = classify(mail(fields), envelope_sender=sender)
    assert found.kind == kind
    assert bool(found.reason) == found.by_machine or "auto-submitted: no" in found.reason


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("message/delivery-status", "bounce"),
        ("message/disposition-notification", "receipt"),
        ("message/feedback-report", "report"),
    ],
)
def test_reports_are_told_apart_by_their_parts(part: str, kind: str) -> None:
    raw = REPORT.format(kind=part).encode()
    assert classify(parse(raw), envelope_sender="").kind == kind


ANSWERED = [
    (PERSON, "carla@x.example", True),
    (PERSON + "Auto-Submitted: no\r\n", "carla@x.example", True),
    (PERSON, None, True),
    (PERSON, "", False),
    (PERSON + "List-Id: <news.x.example>\r\n", "carla@x.example", False),
    (PERSON, "owner-news@x.example", False),
    (PERSON, "news-request@x.example", False),
    (PERSON, "no-reply@x.example", False),
    (PERSON, "MAILER-DAEMON@x.example", False),
    (PERSON, "bounces+carla=x@y.example", False),
    (PERSON, "support@acme.example", False),
    (PERSON + "X-Auto-Response-Suppress: OOF, AutoReply\r\n", "carla@x.example", False),
    (PERSON + "X-Auto-Response-Suppress: RN\r\n", "carla@x.example", True),
    (PERSON + "X-Loop: support@acme.example\r\n", "carla@x.example", False),
    (PERSON + "From: second@x.example\r\n", "carla@x.example", False),
    ("Subject: from nobody\r\n", "carla@x.example", False),
    ("From: noreply@x.example\r\nSubject: a\r\n", "carla@x.example", False),
    ("From: support@acme.example\r\nSubject: a\r\n", "carla@x.example", False),
]


@pytest.mark.parametrize(("fields", "sender", "may"), ANSWERED)
def test_who_may_get_an_automatic_answer(fields: str, sender: str | None, may: bool) -> None:
    ours = frozenset({"support@acme.example"})
    assert may_answer_automatically(mail(fields), envelope_sender=sender, ours=ours) is may
