"""What does a subscriber's copy look like?"""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.core.rewriting import Facts, decide
from tripost.core.smtp.content import check_canonical
from tripost.modes.distribution_list import render

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LIST = render.Listing(email="news@acme.example", name="Acme Neues")


def author(
    name: str, address: str, *, ours: bool, reply_to: tuple[tuple[str, str], ...] = ()
) -> render.Author:
    facts = Facts(name=name, address=address, ours=ours, believed=ours)
    shown = decide(facts, list_name=LIST.name, list_email=LIST.email)
    return render.Author(name=name, address=address, reply_to=reply_to, shown=shown)


ANNA = author("Anna Ärger", "anna@acme.example", ours=True)
GAST = author('Gast, "G."', "gast@fremd.example", ours=False)
POST = (
    b"Return-Path: <anna@acme.example>\r\n"
    b"DKIM-Signature: v=1; d=acme.example;\r\n\tb=abc\r\n"
    b"Received: from laptop by mail.acme.example\r\n"
    b"From: Anna <anna@acme.example>\r\nTo: news@acme.example\r\nBcc: geheim@acme.example\r\n"
    b"Subject: Wartung\r\n am Samstag\r\nMessage-ID: <p1@acme.example>\r\n"
    b"Date: Mon, 23 Nov 2026 09:30:00 +0000\r\n"
    b"Disposition-Notification-To: anna@acme.example\r\nReturn-Receipt-To: anna@acme.example\r\n"
    b"List-Id: <fremd.example>\r\nList-Unsubscribe: <https://evil.example/>\r\nPrecedence: bulk\r\n"
    b"X-Loop: old@other.example\r\nX-Tripost-Approved: yes\r\nSubject: second\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHallo\r\n.alle\r\n"
)


def copy(raw: bytes, by: render.Author, now: datetime) -> tuple[Message, bytes]:
    made = render.frame(raw, listing=LIST, author=by, message_id="post-1@acme.example", at=now)
    whole = render.copy_fields("https://mail.acme.example/u/TOKEN") + made.head + made.body
    check_canonical(whole)
    return message_from_bytes(whole), whole


def test_the_headers_of_a_copy(now: datetime) -> None:
    mail, whole = copy(POST, ANNA, now)
    assert mail["List-Id"] == "Acme Neues <news.acme.example>"
    assert mail["List-Post"] == "<mailto:news@acme.example>"
    assert mail["List-Unsubscribe"] == "<https://mail.acme.example/u/TOKEN>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Help"] == "<https://mail.acme.example/u/TOKEN>"
    assert mail["Precedence"] == "list"
    assert mail.get_all("X-Loop") == ["old@other.example", "news@acme.example"]
    assert mail["Sender"] == "Acme Neues <news@acme.example>"
    assert parseaddr(str(make_header(decode_header(mail["Reply-To"]))))[1] == "anna@acme.example"
    assert whole.endswith(b"\r\n\r\nHallo\r\n.alle\r\n")


@pytest.mark.parametrize("name", ["From", "Reply-To", "List-Id", "List-Unsubscribe", "Precedence"])
def test_what_may_stand_once_stands_once(name: str, now: datetime) -> None:
    for by in (ANNA, GAST):
        assert len(copy(POST, by, now)[0].get_all(name) or []) == 1


@pytest.mark.parametrize(
    "name",
    [
        "DKIM-Signature", "Bcc", "Disposition-Notification-To", "Return-Receipt-To",
        "Return-Path", "X-Tripost-Approved",
    ],
)  # fmt: skip
def test_what_subscribers_must_not_get(name: str, now: datetime) -> None:
    assert copy(POST, ANNA, now)[0][name] is None


def test_what_the_author_wrote_stays_as_it_was(now: datetime) -> None:
    mail, whole = copy(POST, ANNA, now)
    assert b"Subject: Wartung\r\n am Samstag\r\n" in whole
    assert len(mail.get_all("Subject") or []) == 1
    assert mail["Message-ID"] == "<p1@acme.example>"
    assert mail["Received"] == "from laptop by mail.acme.example"


def test_a_stranger_writes_via_the_list_and_gets_the_answers(now: datetime) -> None:
    mail, _ = copy(POST, GAST, now)
    assert parseaddr(mail["From"]) == ('Gast, "G." via Acme Neues', "news@acme.example")
    assert parseaddr(mail["Reply-To"]) == ('Gast, "G."', "gast@fremd.example")
    assert mail["Sender"] is None


def test_where_the_author_wants_answers_they_go(now: datetime) -> None:
    answers = (("Büro", "buero@fremd.example"), ("", "zwei@fremd.example"))
    asks = author("Gast", "gast@fremd.example", ours=False, reply_to=answers)
    mail, _ = copy(POST, asks, now)
    assert str(make_header(decode_header(mail["Reply-To"]))) == (
        "Büro <buero@fremd.example>, zwei@fremd.example"
    )


def test_a_mail_without_anything_still_becomes_a_copy(now: datetime) -> None:
    mail, whole = copy(b"\nnur Text\rmit nackten\nEnden", GAST, now)
    assert mail["Message-ID"] == "<post-1@acme.example>"
    assert mail["To"] == "Acme Neues <news@acme.example>"
    assert mail["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert whole.endswith(b"\r\n\r\nnur Text\r\nmit nackten\r\nEnden\r\n")


@given(name=st.text(max_size=80), address=st.text(max_size=40), raw=st.binary(max_size=300))
def test_nothing_in_a_post_begins_a_header_of_its_own(name: str, address: str, raw: bytes) -> None:
    stranger = author(name, address, ours=False, reply_to=((name, address),))
    evil = render.Listing(email="news@acme.example", name=name)
    made = render.frame(raw, listing=evil, author=stranger, message_id="x@y", at=NOW)
    check_canonical(made.head + made.body)
    assert b"\r\n\r\n" not in made.head
    assert made.head.count(b"\r\nFrom:") + made.head.startswith(b"From:") == 1
    assert b"\r\n." not in b"\r\n" + made.head


def test_written_as_the_list_itself_it_needs_no_sender(now: datetime) -> None:
    answers = (("Anna", "anna@acme.example"),)
    itself = author("Acme Neues", "news@acme.example", ours=True, reply_to=answers)
    mail, _ = copy(POST, itself, now)
    assert (mail["From"], mail["Sender"]) == ("Acme Neues <news@acme.example>", None)
    assert mail["Reply-To"] == "Anna <anna@acme.example>"
