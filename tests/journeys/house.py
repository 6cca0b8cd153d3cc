"""The house the journeys walk through: a real `tripost serve`, and the world around it."""

import asyncio
import email
import email.policy
import re
import smtplib
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx

from tests.delivery.sink import Mail, Sink
from tests.storms.server import Client, Server

PASSWORD = "tripost-demo"
DOORS = 8  # for many mails at once
Sender = tuple[str, str]  # name and mail address
JANA: Sender = ("Jana Fuchs", "jana@praxis.example")
Found = TypeVar("Found")


class Relay:
    """The next hop, on a loop of its own in a thread; keeps every mail it is given."""

    def __init__(self) -> None:
        self.sink = Sink()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.sink.__aenter__(), self._loop).result(10)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.sink.port}"

    def mails(self, subject: str) -> list[Mail]:
        """All that left so far with this in the subject."""
        return [mail for mail in self.sink.mails if subject in str(read(mail)["Subject"])]

    def mail(self, subject: str) -> tuple[Mail, EmailMessage]:
        """The one that leaves with this in the subject, as soon as it has."""
        found = until(lambda: self.mails(subject), f"a mail about {subject!r} leaves")
        return found[0], read(found[0])

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self.sink.__aexit__(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)


@dataclass
class House:
    """One data folder, its server, and a relay."""

    server: Server
    relay: Relay
    _cookies: dict[str, httpx.Cookies] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.http}"

    def api(self, who: str, method: str, path: str, json: object = None) -> Any:
        """What this person's own program would do; for what a journey takes as given."""
        with httpx.Client(base_url=self.url, cookies=self.cookies(who), timeout=20) as client:
            headers = {"Origin": self.url}
            answer = client.request(method, f"/api/v1{path}", json=json, headers=headers)
            assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
            return answer.json() if answer.content else None

    def cookies(self, who: str) -> httpx.Cookies:
        """A session of this person, signed in once by the form."""
        if who not in self._cookies:
            with httpx.Client(base_url=self.url, timeout=20) as client:
                client.get("/sign-in/")
                form = {
                    "username": who,
                    "password": PASSWORD,
                    "csrfmiddlewaretoken": client.cookies["csrftoken"],
                }
                answer = client.post("/sign-in/", data=form, headers={"Origin": self.url})
                assert answer.status_code == 302, answer.text[:500]
                self._cookies[who] = client.cookies
        return self._cookies[who]

    def address(self, name: str) -> dict[str, Any]:
        """An address as anna sees it."""
        items = self.api("anna", "GET", "/addresses")["items"]
        return next(one for one in items if one["address"].startswith(f"{name}@"))

    def gets(self, raw: bytes, *, to: str = "support", sender: str = "jana@praxis.example") -> None:
        """A mail arrives at the door for strangers; returns when it was accepted."""
        client = Client(self.server.smtp)
        client.deliver(raw, to=f"{to}@acme.example", sender=sender)
        client.close()

    def mail(self, subject: str, text: str = "Guten Tag!", *, to: str = "support",
             by: Sender = JANA, answers: str = "", html: str = "", cc: str = "",
             file: bytes = b"") -> str:  # fmt: skip
        """Jana writes, or whoever it is; returns the Message-ID."""
        letter = written(subject, text, to=to, by=by)
        if answers:
            letter["In-Reply-To"] = letter["References"] = answers
        if cc:
            letter["Cc"] = cc
        if html:
            letter.add_alternative(html, subtype="html")
        if file:
            letter.add_attachment(
                file, maintype="application", subtype="octet-stream", filename="beilage.bin"
            )
        self.gets(bytes(letter), to=to, sender=by[1])
        return str(letter["Message-ID"])

    def mails(self, subjects: Sequence[str], *, to: str = "support") -> None:
        """Many at once, by the door for our own programs (LMTP); returns when all are there."""

        def bring(some: Sequence[str]) -> None:
            with smtplib.LMTP("127.0.0.1", self.server.lmtp) as door:
                for subject in some:
                    letter = written(subject, "Guten Tag!", to=to, by=JANA)
                    door.sendmail(JANA[1], [f"{to}@acme.example"], bytes(letter))

        with ThreadPoolExecutor(DOORS) as doors:
            list(doors.map(bring, (subjects[n::DOORS] for n in range(DOORS))))
        self.server.drained()

    def conversation(self, subject: str, *, who: str = "anna") -> dict[str, Any]:
        """The row of a conversation by its subject, as soon as it is there."""
        query = urlencode({"q": f'subject:"{subject}"'})

        def look() -> Any:
            items = self.api(who, "GET", f"/search?{query}")["items"]
            return next((one for one in items if one["subject"] == subject), None)

        return dict(until(look, f"{subject!r} is found"))


def written(subject: str, text: str, *, to: str, by: Sender) -> EmailMessage:
    """A letter to one of our addresses; its Message-ID tells subject and text apart."""
    letter = EmailMessage(policy=email.policy.SMTP)
    letter["From"] = formataddr(by)
    letter["To"] = f"{to}@acme.example"
    letter["Subject"] = subject
    letter["Message-ID"] = f"<{abs(hash((subject, text)))}@praxis.example>"
    letter["Date"] = email.utils.localtime()
    letter.set_content(text)
    return letter


def read(mail: Mail) -> EmailMessage:
    """A mail that left, parsed by the standard library."""
    found = email.message_from_bytes(mail.content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def text_of(mail: EmailMessage) -> str:
    """Its plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def until(look: Callable[[], Found], what: str, *, seconds: float = 20) -> Found:
    """What `look` finds, as soon as it finds anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"in vain: {what}")


def started(data: Path, *, relay: Relay | None, demo: bool = True) -> Server:
    """A server on free ports that answers; its relay is ours, or none."""
    extra = {"TRIPOST_DEMO": "1" if demo else "0"}
    if relay is not None:
        extra["TRIPOST_RELAY"] = relay.url
    server = Server(data, extra)
    server.start()
    server.wait_for_port(server.http)
    until(lambda: _healthy(server), "GET /health answers 200", seconds=60)
    return server


def _healthy(server: Server) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{server.http}/health", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def set_up_code(server: Server) -> str:
    """The one-time code a fresh server printed."""
    found = until(
        lambda: re.search(r"Set-up code: (\S+)", server.log.read_text()), "a code is printed"
    )
    assert found is not None
    return found[1]
