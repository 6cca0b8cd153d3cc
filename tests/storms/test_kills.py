"""Law 1 under SIGKILL: what was answered with 250 is there, exactly once."""

import random
import threading
import time
from collections.abc import Callable, Sequence

import pytest

from tests.storms.server import Client, Refused, Server, letter

pytestmark = pytest.mark.storm
SENDERS = 4


class Sender(threading.Thread):
    """Delivers one mail after the other; repeats each until somebody says 250."""

    def __init__(self, port: int, *, number: int, done: threading.Event) -> None:
        super().__init__(daemon=True)
        self._port, self._number, self._done = port, number, done
        self.acknowledged: list[str] = []

    def run(self) -> None:
        client: Client | None = None
        count = 0
        mail = self._mail(count)
        while not self._done.is_set():
            try:
                client = client or Client(self._port)
                client.deliver(mail)  # the same bytes at every try, as a mail server repeats them
            except (OSError, Refused):
                client = None
                time.sleep(0.02)
                continue
            self.acknowledged.append(self._message_id(count))
            count += 1
            mail = self._mail(count)
        if client is not None:
            client.close()

    def _message_id(self, count: int) -> str:
        return f"{self._number}.{count}@storm.example"

    def _mail(self, count: int) -> bytes:
        text = f"mail {count}" if count else "x" * random.randrange(20_000)
        return letter(self._message_id(count), text=text)


def _something_more(senders: Sequence[Sender]) -> None:
    """Wait until another mail was acknowledged, half a minute at most."""
    before = sum(len(one.acknowledged) for one in senders)
    until = time.monotonic() + 30
    while sum(len(one.acknowledged) for one in senders) == before and time.monotonic() < until:
        time.sleep(0.01)


def test_every_acknowledged_mail_is_there_exactly_once(
    server: Callable[..., Server], soak: bool
) -> None:
    one = server()
    one.start()
    done = threading.Event()
    senders = [Sender(one.smtp, number=n, done=done) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    kills = 200 if soak else 20
    for number in range(kills):
        if number % 2:  # however busy the machine is: half of the kills come into the work
            _something_more(senders)
        time.sleep(random.uniform(0.0, 0.5))
        one.kill()
        one.start()
    done.set()
    for sender in senders:
        sender.join(60)
    one.drained()
    acknowledged = [mid for sender in senders for mid in sender.acknowledged]
    assert len(acknowledged) >= kills // 2, "the storm was too still to prove anything"
    stored = [row[0] for row in one.rows("SELECT message_id FROM store_message")]
    assert sorted(set(stored)) == sorted(stored), "a mail is there twice"
    assert set(acknowledged) <= set(stored), "an acknowledged mail is lost"
    outcomes = {row[0] for row in one.rows("SELECT DISTINCT outcome FROM store_intake")}
    assert outcomes == {"new"}
    assert one.rows("SELECT COUNT(*) FROM store_intake")[0][0] == len(stored)
    report = one.doctor()
    assert report.returncode == 0, report.stdout + report.stderr
    assert one.stop() == 0
