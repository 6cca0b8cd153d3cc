"""One campaign from its draft to everything that came back, and its report says just that."""

import csv
import io
import re
from collections import Counter
from typing import Any

import pytest

from tests.core.test_complaint import arf
from tests.inbound.conftest import letter
from tests.modes.distribution_list.results.conftest import Office
from tripost.modes.distribution_list.models import Segment, Subscriber
from tripost.outbound.models import Outgoing
from tripost.store.models import Conversation, Message

BONN = ["jana", "ole", "pia", "tim", "uta", "vera"]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def refuses_ole(verb: str, argument: str) -> str | None:
    """As a server does where a mailbox is not there."""
    return "550 5.1.1 no such user" if verb == "RCPT" and "ole@" in argument else None


@pytest.fixture
def sent(office: Office) -> tuple[Office, str]:
    """To whom lives in Bonn; uta is not told apart by anything but her address."""
    segment = Segment.objects.create(
        address=office.news, name="Bonn", query="city:Bonn", at=office.now
    )
    office.sink.answer = refuses_ole
    mailing = office.campaign(segment=str(segment.pk), clicks=True)
    office.leave(mailing)
    office.inwards.house.pass_time(minutes=10)
    return office, mailing


def returned(office: Office, name: str) -> bytes:
    """The report that a server sends back hours later (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@example.net\r\nTo: x@acme.example\r\nSubject: Undelivered\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n"
        f"\r\nFinal-Recipient: rfc822; {name}@example.net\r\nAction: failed\r\nStatus: 5.2.1\r\n"
        "Diagnostic-Code: smtp; 550 5.2.1 disabled\r\n--b--\r\n"
    ).encode()


def everything_comes_back(office: Office) -> None:
    """pia's copy bounces, tim complains, uta leaves, jana answers, vera follows the link."""
    pia, tim = office.copy("pia"), office.copy("tim")
    inwards = office.inwards
    bounce = returned(office, "pia")
    [taken] = inwards.accept(bounce, office.news, sender="", recipients=[pia.mail.sender])
    complaint = arf(
        f"Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Mail-From: <{tim.mail.sender}>\r\n",
        mail="From: News <news@acme.example>\r\n",
    )
    inwards.accept(complaint, office.support, sender="fbl@provider.example")
    jana = office.copy("jana")
    answer = letter(
        "Gern, zwei Stück bitte.", message_id="j1@example.net", subject="Re: Neues für Jana",
        author="Jana Weiß <jana@example.net>", In_Reply_To=jana.message_id,
    )  # fmt: skip
    inwards.accept(answer, office.support, sender="jana@example.net")
    inwards.process()
    with inwards.house.client() as program:  # a mail provider: no cookie, no login
        said = program.post(office.copy("uta").one_click, data={"List-Unsubscribe": "One-Click"})
        assert said.status_code == 200
        assert not program.cookies
    with inwards.house.client(**{"User-Agent": BROWSER}) as reader:
        [counted] = re.findall(r'href="https?://[^/]+(/r/[^"]+)"', office.copy("vera").part("html"))
        went = reader.get(counted)
        assert (went.status_code, went.headers["location"]) == (302, "https://acme.example/lager")
    assert taken.intake


def test_each_copy_speaks_to_its_reader(sent: tuple[Office, str]) -> None:
    office, _ = sent
    assert sorted(office.sink.taken()) == [f"{n}@example.net" for n in BONN if n != "ole"]
    assert Counter(to for _, to in office.sink.begun)["ole@example.net"] == 1
    jana, vera = office.copy("jana"), office.copy("vera")
    assert jana.parsed["Subject"] == "Neues für Jana"
    assert "Hallo Jana" in jana.part("html")
    assert "Hallo Jana" in jana.part("plain")
    assert "Neues aus Bonn" in jana.part("plain")
    assert vera.parsed["Subject"] == "Neues für Sie"
    assert "Hallo zusammen" in vera.part("html")
    assert jana.parsed["Reply-To"] == "Acme Support <support@acme.example>"
    assert jana.parsed["From"] == "Acme News <news@acme.example>"
    assert jana.mail.sender != vera.mail.sender
    assert jana.one_click != vera.one_click
    assert len({mail.header("Message-ID")[0] for mail in office.sink.mails}) == 1
    assert b"\x02" not in jana.mail.content, "a place was not filled"


def test_the_report_says_what_became_of_each(sent: tuple[Office, str]) -> None:
    office, mailing = sent
    before = office.report(mailing)["mailing"]
    assert (before["state"], before["name"]) == ("sent", "Lager")
    assert before["subject"] == "Neues für Sie"
    assert _numbers(before) == {"recipients": 6, "sent": 5, "failed": 1}
    everything_comes_back(office)
    after = office.report(mailing)
    assert _numbers(after["mailing"]) == {
        "recipients": 6, "sent": 4, "failed": 2, "bounced": 1, "complained": 1,
        "unsubscribed": 1, "answered": 1, "clicked": 1,
    }  # fmt: skip
    assert after["links"] == [
        {"url": "https://acme.example/lager", "people": 1, "clicks": 1, "scanners": 0}
    ]
    assert sum(number for _, number in after["timeline"]) == 4
    _rows_are_right(office, mailing)
    _the_table_is_the_same(office, mailing)


def test_what_comes_back_twice_counts_once(sent: tuple[Office, str]) -> None:
    office, mailing = sent
    everything_comes_back(office)
    once = office.report(mailing)["mailing"]
    everything_comes_back(office)
    assert office.report(mailing)["mailing"] == once


def test_the_answer_is_a_conversation_of_the_inbox(sent: tuple[Office, str]) -> None:
    office, mailing = sent
    everything_comes_back(office)
    found = Message.objects.get(message_id="j1@example.net")
    row = Conversation.objects.get(pk=found.conversation_id)
    assert (row.address_id, row.labels) == (office.support.pk, ["Lager"])
    report = office.report(mailing)["mailing"]
    assert report["conversation"] != str(row.pk)


def test_the_next_one_reaches_who_is_left(sent: tuple[Office, str]) -> None:
    office, _ = sent
    everything_comes_back(office)
    states = dict(Subscriber.objects.values_list("email", "state"))
    assert {n: states[f"{n}@example.net"] for n in ("jana", "tim", "uta", "vera")} == {
        "jana": "active", "tim": "unsubscribed", "uta": "unsubscribed", "vera": "active",
    }  # fmt: skip
    office.sink.mails.clear()
    office.sink.answer = lambda verb, argument: None
    office.leave(office.campaign())
    gone = {"tim@example.net", "uta@example.net"}
    assert gone.isdisjoint(office.sink.taken())
    assert {"jana@example.net", "vera@example.net"} <= set(office.sink.taken())
    assert Outgoing.objects.filter(kind="campaign").count() == 2


def _numbers(mailing: Any) -> dict[str, int]:
    """Those that are not nought."""
    return {key: number for key, number in mailing["totals"].items() if number}


def _rows_are_right(office: Office, mailing: str) -> None:
    rows = office.rows(mailing)
    assert list(rows) == BONN
    assert {name: row["state"] for name, row in rows.items()} == {
        "jana": "sent", "ole": "failed", "pia": "bounced", "tim": "sent", "uta": "sent",
        "vera": "sent",
    }  # fmt: skip
    assert (rows["ole"]["code"], rows["pia"]["code"]) == ("550 5.1.1", "5.2.1")
    assert "no such user" in rows["ole"]["detail"]
    for event, name in (
        ("bounced", "pia"), ("complained", "tim"), ("unsubscribed", "uta"),
        ("answered", "jana"), ("clicked", "vera"),
    ):  # fmt: skip
        assert list(office.rows(mailing, state=event)) == [name], event
        assert [n for n, row in rows.items() if row[f"{event}_at"]] == [name], event
    assert list(office.rows(mailing, q="ERA")) == ["vera"]
    assert list(office.rows(mailing, state="failed")) == ["ole"]


def _the_table_is_the_same(office: Office, mailing: str) -> None:
    with office.inwards.house.client("anna") as anna:
        said = anna.get(f"/api/v1/mailings/{mailing}/recipients.csv")
    assert said.headers["content-type"] == "text/csv; charset=utf-8"
    text = said.content.decode("utf-8-sig")
    lines = {row["address"]: row for row in csv.DictReader(io.StringIO(text))}
    rows = office.rows(mailing)
    assert [one.partition("@")[0] for one in lines] == list(rows)
    for name, row in rows.items():
        line = lines[f"{name}@example.net"]
        wanted = {key: value or "" for key, value in row.items()}
        if name == "tim":
            wanted["name"] = "'=HYPERLINK(1)"  # no spreadsheet computes it
        assert line == wanted
