"""One mail to many subscribers: ours against a bare client that keeps nothing, in turns.

Time counts from handing over the one mail until the sink has taken the last copy. Ours goes in by
SMTP and out by relay, with a durable row, a sender and a way out of its own for each subscriber.
"""

import json
import os
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil

from bench.mails import one
from bench.measure import Row
from bench.server import BINARY, free_ports

SIZES = tuple(int(n) for n in os.environ.get("TRIPOST_BENCH_FANOUT", "10000,100000").split(","))
ROUNDS = int(os.environ.get("TRIPOST_BENCH_ROUNDS", "3"))
SIGNING = ("none", "ed25519", "rsa")
ENOUGH = {"none": 100_000, "ed25519": 10_000, "rsa": 10_000}
PATIENCE = 300.0  # seconds for one send


@dataclass
class Told:
    """What was seen of one contestant: recipients a second, seconds to the first, peak MB."""

    rates: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The median."""
        return median(self.rates) if self.rates else 0.0


class Sink:
    """The counting next hop, in a process of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._process = subprocess.Popen([sys.executable, "-m", "bench.sink", str(port)])
        _listening(port)

    def ask(self, verb: str) -> list[str]:
        """XSTAT or XZERO."""
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            file = line.makefile("rb")
            file.readline()
            line.sendall(verb.encode() + b"\r\n")
            return file.readline().decode().split()[1:]

    def wait(self, number: int) -> tuple[float, float]:
        """(first, last) once `number` recipients were taken."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            taken, _, first, last = self.ask("XSTAT")
            if int(taken) >= number:
                assert int(taken) == number, f"{taken} instead of {number}"
                return float(first), float(last)
            time.sleep(0.02 if number < 20_000 else 0.1)
        raise TimeoutError(f"{self.ask('XSTAT')[0]} of {number} after {PATIENCE} s")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


def rows() -> list[Row]:
    """The rows of the table."""
    (port,) = free_ports(1)
    sink = Sink(port)
    done: list[Row] = []
    try:
        for size in SIZES:
            for signing in SIGNING:
                if size <= ENOUGH[signing]:
                    done.append(_against_raw(sink, size, signing))
    finally:
        sink.close()
    return done


def _against_raw(sink: Sink, size: int, signing: str) -> Row:
    """Ours and the bare client in turns."""
    mine, bare = Told(), Told()
    for number in range(ROUNDS + 1):
        ours(sink, size if number else 1000, signing, into=mine if number else Told())
        raw(sink, size if number else 1000, signing, into=bare if number else Told())
    return Row(
        job=f"list of {size:,}, {'unsigned' if signing == 'none' else signing}",
        ours=f"{mine.rate:,.0f}/s",
        peer=f"bare client {bare.rate:,.0f}/s",
        ratio=mine.rate / bare.rate,
        goal=0.4,
        unit="",
        figures={
            "first delivery after (s)": median(mine.firsts),
            "server and carrier at their peak (MB)": max(mine.memory),
            "our CPU a copy (µs)": median(mine.cpu) * 1e6,
            "rate": mine.rate,
        },
    )


def raw(sink: Sink, size: int, signing: str, *, into: Told) -> None:
    """One run of the bare client."""
    sink.ask("XZERO")
    words = [sys.executable, "-m", "bench.raw_fanout", str(sink.port), str(size), signing]
    told = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    into.rates.append(size / told["seconds"])
    into.cpu.append(told["cpu"] / size)


def ours(sink: Sink, size: int, signing: str, *, into: Told) -> None:
    """One send of ours, on a fresh server."""
    with _serving(sink.port, size, signing) as (pid, smtp):
        sink.ask("XZERO")
        mail = one(0, recipient="news@acme.example")
        before = sum(_spent(one) for one in _tree(pid))
        began = time.time()
        with smtplib.SMTP("127.0.0.1", smtp) as line:
            line.sendmail("jana@kunde.example", ["news@acme.example"], mail)
        first, last = sink.wait(size)
        into.rates.append(size / (last - began))
        into.firsts.append(first - began)
        tree = _tree(pid)
        into.memory.append(sum(_peak(one) for one in tree))
        into.cpu.append((sum(_spent(one) for one in tree) - before) / size)


@contextmanager
def _serving(relay: int, size: int, signing: str) -> Iterator[tuple[int, int]]:
    """(pid, SMTP port) of a server whose list is full."""
    with tempfile.TemporaryDirectory(prefix="tripost-fanout-") as folder:
        http, smtp, lmtp = free_ports(3)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TRIPOST_")}
        environment = kept | {
            "TRIPOST_DATA": folder,
            "TRIPOST_DEMO": "0",
            "TRIPOST_RELAY": f"smtp://127.0.0.1:{relay}",
            "TRIPOST_HTTP": f"127.0.0.1:{http}",
            "TRIPOST_SMTP": f"127.0.0.1:{smtp}",
            "TRIPOST_LMTP": f"127.0.0.1:{lmtp}",
            "TRIPOST_DNS": "127.0.0.1:9",
        }
        words = [sys.executable, "-m", "bench.fanout_ground", str(size), signing]
        subprocess.run(words, env=environment, check=True)
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen([BINARY, "serve"], env=environment, stdout=log, stderr=log)
            try:
                _listening(smtp)
                yield process.pid, smtp
            finally:
                process.terminate()
                process.wait(60)


def _listening(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on {port}")


def _tree(pid: int) -> list[psutil.Process]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def _spent(process: psutil.Process) -> float:
    """Seconds of CPU."""
    user, system = process.cpu_times()[:2]
    return float(user + system)


def _peak(process: psutil.Process) -> float:
    """MB of memory at its peak."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
