"""What does a corridor that is killed with SIGKILL lose or double?"""

import asyncio
import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.delivery.sink import Sink

pytestmark = pytest.mark.storm
ROOT = Path(__file__).resolve().parent.parent.parent
MAILS = 120


async def child(data: Path, port: int, *words: str) -> asyncio.subprocess.Process:
    environment = os.environ | {
        "TRIPOST_DATA": str(data),
        "TRIPOST_RELAY": f"smtp://127.0.0.1:{port}",
        "TRIPOST_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tripost.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.kill_child", *words,
        cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip


class Killer:
    """Kills the running child when the relay hears or has said a certain thing."""

    def __init__(self, *, verb: str, after: int) -> None:
        self.verb = verb
        self.countdown = after
        self.process: asyncio.subprocess.Process | None = None
        self.kills = 0

    def hear(self, verb: str, argument: str) -> str | None:
        """Kill before the answer is written: the child never learns it."""
        if verb != self.verb or self.process is None:
            return None
        self.countdown -= 1
        if self.countdown == 0:
            self.process.kill()
            self.kills += 1
        return None


async def storm(data: Path, killers: list[Killer], *, relays: int) -> Sink:
    current: list[Callable[[str, str], str | None]] = [lambda verb, argument: None]
    sink = Sink(answer=lambda verb, argument: current[0](verb, argument))
    async with sink, asyncio.timeout(120):
        assert await (await child(data, sink.port, "prepare", str(MAILS))).wait() == 0
        for killer in killers:
            killer.process = await child(data, sink.port, "run", str(relays))
            current[0] = killer.hear
            await killer.process.wait()
            assert killer.kills == 1  # it did not simply finish before its turn came
        last = await child(data, sink.port, "run", str(relays))
        current[0] = lambda verb, argument: None
        assert await last.wait() == 0
    return sink


def outcomes(data: Path) -> Counter[str]:
    with sqlite3.connect(data / "tripost.sqlite3") as database:
        assert database.execute(
            "SELECT COUNT(*) FROM outbound_delivery WHERE state = 'sent'"
        ).fetchone() == (MAILS,)
        return Counter(row[0] for row in database.execute("SELECT outcome FROM outbound_attempt"))


def test_a_kill_between_the_answer_and_our_record_repeats_that_mail_and_counts_it(
    tmp_path: Path,
) -> None:
    """The relay has taken it and says so into the void: same Message-ID again, counted."""
    killers = [Killer(verb="DOT", after=n) for n in (1, 7, 20)]
    sink = asyncio.run(storm(tmp_path / "data", killers, relays=4))
    got = Counter(sink.taken())
    doubled = sum(got.values()) - len(got)
    counted = outcomes(tmp_path / "data")
    assert len(got) == MAILS
    assert 3 <= doubled <= 3 * 4  # at most one for each connection and kill
    assert doubled <= counted["unknown"]
    assert {mail.header("Message-ID")[0] for mail in sink.mails} == {"<one@acme.example>"}


def test_a_kill_between_two_mails_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """A connection begins its next mail only once the last one is written down."""
    moments = (("MAIL", 1), ("MAIL", 15), ("EHLO", 1), ("MAIL", 40))
    killers = [Killer(verb=verb, after=after) for verb, after in moments]
    sink = asyncio.run(storm(tmp_path / "data", killers, relays=1))
    assert sorted(sink.taken()) == [f"c{n:03}@example.net" for n in range(MAILS)]
    assert outcomes(tmp_path / "data")["sent"] == MAILS
