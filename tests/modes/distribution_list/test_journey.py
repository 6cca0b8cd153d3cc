"""A post by a stranger, from SMTP to SMTP, in a real server: held, asked about, approved by an
answer, copied as the list wants it, and answered into an inbox."""

import asyncio
import json
import smtplib
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from tests.delivery.sink import Mail, Sink
from tests.storms.conftest import server as server
from tests.storms.server import ROOT, SUPPORT, Server

NEWS, ANNA, GUEST = "news@acme.example", "anna@acme.example", "gast@fremd.example"


class Relay:
    """A sink in a loop of its own."""

    def __init__(self) -> None:
        self.sink = Sink()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._run(self.sink.__aenter__())

    def close(self) -> None:
        self._run(self.sink.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def wait_for(self, wanted: Callable[[Mail], bool], *, number: int = 1) -> list[EmailMessage]:
        """Until so many mails of this kind have come."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = [mail for mail in list(self.sink.mails) if wanted(mail)]
            if len(found) >= number:
                return [_read(mail) for mail in found]
            time.sleep(0.05)
        raise AssertionError([(m.recipients, m.header("Subject")) for m in self.sink.mails])


def _read(mail: Mail) -> EmailMessage:
    made = message_from_bytes(mail.content, policy=policy.SMTP)
    assert isinstance(made, EmailMessage)
    return made


@pytest.fixture
def relay() -> Iterator[Relay]:
    made = Relay()
    yield made
    made.close()


class Door:
    """What people do from outside."""

    def __init__(self, server: Server) -> None:
        self.server = server
        command = [sys.executable, "-m", "tripost.cli.main", "token", "create", "anna"]
        made = subprocess.run(
            command, env=server.environment, cwd=ROOT, check=True, capture_output=True, timeout=60
        )
        self.token = made.stdout.decode().strip().splitlines()[-1]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.http}/api/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def mail(self, sender: str, to: str, subject: str, text: str, **fields: str) -> None:
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, to, subject
        for name, value in fields.items():
            made[name.replace("_", "-")] = value
        made.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.server.smtp, timeout=30) as smtp:
            smtp.send_message(made, from_addr=sender, to_addrs=[to])


def test_from_a_strangers_post_to_an_answer_in_the_inbox(
    server: Callable[..., Server], relay: Relay
) -> None:
    house = server(extra={"TRIPOST_RELAY": f"smtp://127.0.0.1:{relay.sink.port}?tls=none"})
    house.start()
    door = Door(house)
    people = [f"s{number}@example.net" for number in range(3)]
    wish = {
        "prefix": "[News]", "footer": "Acme GmbH, Berlin", "posting": "team",
        "reply_to": "inbox", "reply_inbox": SUPPORT,
    }  # fmt: skip
    door.ask("PUT", f"/addresses/{NEWS}/list", wish)
    door.ask(
        "POST", f"/addresses/{NEWS}/subscribers", {"subscribers": [{"address": p} for p in people]}
    )

    door.mail(GUEST, NEWS, "Einladung", "Kommt alle!", Message_ID="<p1@fremd.example>")
    [notice] = relay.wait_for(lambda mail: mail.recipients == [ANNA])
    assert notice["Subject"] == "Approve? Einladung"
    back = notice["Reply-To"].addresses[0].addr_spec
    assert house.rows("SELECT COUNT(*) FROM outbound_outgoing WHERE kind = 'post'") == [(0,)]
    door.mail(ANNA, back, "Re: Approve?", "freigeben", In_Reply_To=notice["Message-ID"])

    copies = relay.wait_for(lambda mail: mail.recipients[0] in people, number=3)
    for copy in copies:
        assert copy["Subject"] == "[News] Einladung"
        assert [one.addr_spec for one in copy["Reply-To"].addresses] == [SUPPORT]
        assert "<news.acme.example>" in copy["List-Id"]
        assert copy["Message-ID"] == "<p1@fremd.example>"
        assert copy["List-Unsubscribe"]
        text, footer = copy.iter_parts()
        assert isinstance(text, EmailMessage)
        assert isinstance(footer, EmailMessage)
        assert text.get_content().strip() == "Kommt alle!"
        assert footer.get_content().strip() == "Acme GmbH, Berlin"
    relay.wait_for(lambda mail: mail.header("Subject") == ["Approved: Einladung"])
    door.mail(ANNA, back, "Re: Approve?", "ablehnen", In_Reply_To=notice["Message-ID"])
    relay.wait_for(lambda mail: mail.header("Subject") == ["Decided already: Einladung"])

    for number in (0, 1):
        door.mail(
            people[number], SUPPORT, "Re: [News] Einladung", "Wann denn?",
            In_Reply_To="<p1@fremd.example>",
        )  # fmt: skip
    house.drained()
    found = door.ask("GET", f"/conversations?address={SUPPORT}")["items"]
    assert sorted(one["labels"] for one in found) == [["Einladung"]] * 2
    answered = house.rows(
        "SELECT recipient FROM outbound_delivery WHERE answered_at IS NOT NULL ORDER BY recipient"
    )
    assert answered == [(people[0],), (people[1],)]
    assert house.stop() == 0
