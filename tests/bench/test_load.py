"""The load generator speaks SMTP as the standard wants it, and measures what it says."""

import asyncio
import threading
from collections.abc import Iterator
from email import message_from_bytes

import pytest

from bench.load import Refused, Target, send, wire
from bench.mails import again, many
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.profile import Profile
from tripost.core.smtp.replies import Reply
from tripost.servers.smtp.base import SmtpServer

RECIPIENT = "support@acme.example"


class Door:
    """A real door of ours on a loop of its own; keeps what it was given."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.answer = Reply(250, "2.0.0", "kept")
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._end: asyncio.Event | None = None

    def __enter__(self) -> "Door":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._end is not None
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    async def _run(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = SmtpServer(
            Profile(hostname="mx.acme.example", lmtp=True), admits=self._admits, accept=self._accept
        )
        await server.start("127.0.0.1", port=0)
        self.port = server.port
        self._ready.set()
        await self._end.wait()
        await server.stop()

    async def _admits(self, recipient: str, sender: str, peer: Peer) -> Reply:
        return Reply(250, "2.1.5", "welcome")

    async def _accept(self, envelope: Envelope, raw: bytes) -> Reply:
        self.taken.append(raw)
        return self.answer


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as made:
        yield made


@pytest.mark.parametrize("connections", [1, 4, 50])
def test_every_mail_arrives_once_and_whole(door: Door, connections: int) -> None:
    mails = [b"Subject: %d\r\n\r\n.dot\r\n..dots\r\nno end" % number for number in range(20)]
    result = send(
        Target(door.port, True, RECIPIENT), [wire(m) for m in mails], connections=connections
    )
    assert sorted(door.taken) == sorted(mail + b"\r\n" for mail in mails)
    assert len(result.each) == 20
    assert 0 < max(result.each) <= result.seconds


def test_a_refusal_is_no_measurement(door: Door) -> None:
    door.answer = Reply(451, "4.3.0", "not now")
    with pytest.raises(Refused, match="451"):
        send(Target(door.port, True, RECIPIENT), [wire(b"a\r\n\r\nb\r\n")], connections=1)


def test_mails_of_another_run_differ_only_in_their_id() -> None:
    made = many(2, recipient=RECIPIENT)
    first, second = again(made, count=4, run=1), again(made, count=4, run=2)
    ids = [message_from_bytes(mail)["Message-ID"] for mail in first + second]
    assert len(set(ids)) == 8
    assert len({mail.split(b"\r\n\r\n", 1)[1] for mail in first + second}) == 2
