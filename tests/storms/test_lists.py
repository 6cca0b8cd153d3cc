"""A mail to a whole list, while the server is killed again and again: everyone gets it once."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable

import psutil
import pytest

from tests.delivery.sink import Sink
from tests.storms.server import ROOT, Client, Server, free_port

pytestmark = pytest.mark.storm
LINES = 16  # connections of the carrier
POST = (
    b"From: Jana <jana@kunde.example>\r\nTo: news@acme.example\r\nSubject: An alle\r\n"
    b"Message-ID: <an-alle@kunde.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n\r\nHallo\r\n"
)
Strike = Callable[[Server], None]


class Relay(threading.Thread):
    """A next hop in a thread of its own that outlives the servers; `strikes` fall as the copy with
    that number is taken, before anybody hears of it."""

    def __init__(self, *, strikes: dict[int, Callable[[], None]]) -> None:
        super().__init__(daemon=True)
        self.port = free_port()
        self.strikes = strikes
        self.struck = 0
        self.sink = Sink(answer=self._hear, listen=self.port)
        self._up = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._number = 0

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        self._again = asyncio.Event()
        while not self._end.is_set():
            async with self.sink:
                self._up.set()
                self._again.clear()
                await self._again.wait()
            await asyncio.sleep(0.3)  # the relay is away for a moment

    def begin(self) -> int:
        """Start; its port."""
        self.start()
        assert self._up.wait(10)
        return self.port

    def restart(self) -> None:
        """Close the door and all connections, and open again."""
        self._again.set()

    def end(self) -> None:
        """For good."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._loop.call_soon_threadsafe(self._again.set)
        self.join(10)

    def _hear(self, verb: str, argument: str) -> str | None:
        if verb == "DOT":
            self._number += 1
            strike = self.strikes.pop(self._number, None)
            if strike is not None:
                self.struck += 1
                strike()
        return None


def full(server: Server, number: int) -> None:
    """news@acme.example with so many subscribers, open to anyone."""
    environment = server.environment | {"DJANGO_SETTINGS_MODULE": "tripost.config.settings"}
    subprocess.run(
        [sys.executable, "-m", "bench.fanout_ground", str(number), "none"],
        env=environment, cwd=ROOT, check=True, timeout=120,
    )  # fmt: skip


def kill_server(server: Server) -> None:
    """SIGKILL to the server and all that is in its group; its carrier is not."""
    assert server.process is not None
    os.killpg(server.process.pid, signal.SIGKILL)


def kill_all(server: Server) -> None:
    """SIGKILL to everything that belongs to it."""
    assert server.process is not None
    root = psutil.Process(server.process.pid)
    for one in (*root.children(recursive=True), root):
        one.kill()


def storm(server: Server, number: int, *, strikes: list[Strike], relay_restarts: int = 0) -> Relay:
    """Post to `number` subscribers; the strikes fall evenly over the send. Returns the relay once
    every copy is settled."""
    step = number // (len(strikes) + relay_restarts + 1)
    relay = Relay(strikes={})
    falls: list[Callable[[], None]] = [lambda s=strike: s(server) for strike in strikes]
    for place in range(relay_restarts):
        falls.insert(len(falls) * (place + 1) // (relay_restarts + 1), relay.restart)
    relay.strikes = {step * (at + 1): fall for at, fall in enumerate(falls)}
    server.extra = {"TRIPOST_RELAY": f"smtp://127.0.0.1:{relay.begin()}",
                    "TRIPOST_DNS": "127.0.0.1:9"}  # fmt: skip
    full(server, number)
    server.start()
    client = Client(server.smtp)
    client.deliver(POST, to="news@acme.example", sender="jana@kunde.example")
    client.close()
    # A killed server needs up to 20 seconds to come back on a machine that is at work.
    until = time.monotonic() + 120 + number / 50 + 20 * len(strikes)
    while time.monotonic() < until:
        assert server.process is not None
        if server.process.poll() is not None:
            server.start()
        done = server.rows("SELECT finished_at FROM outbound_outgoing WHERE kind = 'post'")
        if done and done[0][0] is not None:
            return relay
        time.sleep(0.05)
    raise AssertionError("not finished:\n" + server.log.read_text()[-4000:])


def states(server: Server) -> dict[object, object]:
    return dict(server.rows("SELECT state, COUNT(*) FROM outbound_delivery GROUP BY state"))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [25, 2000])
def test_killed_servers_lose_and_double_no_copy(
    server: Callable[..., Server], soak: bool, number: int, database: str
) -> None:
    """The carrier outlives its server for a moment: it finishes what it has on its lines."""
    one = server(world=False, database=database)
    number = 100_000 if soak and number > 25 else number
    kills = 20 if soak and number > 25 else 5
    relay = storm(one, number, strikes=[kill_server] * kills, relay_restarts=1 if soak else 0)
    assert relay.struck == kills + (1 if soak else 0)
    got = Counter(relay.sink.taken())
    assert got.most_common(1)[0][1] == 1, [r for r, times in got.items() if times > 1][:5]
    assert got.keys() == {f"user{n}@member.test" for n in range(number)}
    assert states(one) == {"sent": number}
    assert one.rows("SELECT copies, total, sent FROM outbound_outgoing WHERE kind = 'post'") == [
        (number, number, number)
    ]
    relay.end()
    assert one.stop() == 0


def test_when_the_carrier_is_killed_too_only_mails_on_the_wire_are_in_doubt(
    server: Callable[..., Server], soak: bool, database: str
) -> None:
    """The relay has said 250 into the void: nobody can know. One mail of each connection at most,
    each of them counted; all others once."""
    one = server(world=False, database=database)
    number, kills = (10_000, 20) if soak else (1000, 3)
    relay = storm(one, number, strikes=[kill_all] * kills)
    assert relay.struck == kills
    got = Counter(relay.sink.taken())
    doubled = sum(got.values()) - len(got)
    assert len(got) == number
    assert kills <= doubled <= kills * LINES  # the mail that was struck is always one of them
    [(counted,)] = one.rows("SELECT COUNT(*) FROM outbound_attempt WHERE outcome = 'unknown'")
    assert isinstance(counted, int)
    assert doubled <= counted <= kills * LINES
    assert {mail.header("Message-ID")[0] for mail in relay.sink.mails} == {
        "<an-alle@kunde.example>"
    }
    assert states(one) == {"sent": number}
    relay.end()
    assert one.stop() == 0
