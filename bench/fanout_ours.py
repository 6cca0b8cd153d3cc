"""One mail to a list of ours: a fresh `tripost serve`, at rest before the mail is handed over."""

import os
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import cost, empty_zone
from bench.contest import Told
from bench.counting import Sink, listening
from bench.mails import one
from bench.server import BINARY, free_ports

REST_SECONDS = 15.0  # the most it is waited for
LIST = "news@acme.example"


def send(sink: Sink, size: int, *, signing: str, patience: float, into: Told) -> None:
    """Time runs from the beginning of the hand-over; the first copy is timed from our 250."""
    with _serving(sink.port, size, signing) as (pid, smtp):
        _at_rest(pid)
        sink.zero()
        spent, began = cost.cpu(pid), time.time()
        with smtplib.SMTP("127.0.0.1", smtp) as line:
            line.sendmail("jana@kunde.example", [LIST], one(0, recipient=LIST))
            accepted = time.time()  # sendmail returns with the answer to the end of DATA
        first, last = sink.wait(size, patience=patience)
        into.rates.append(size / (last - began))
        into.firsts.append(first - accepted)
        into.cpu.append((cost.cpu(pid) - spent) / size)
        into.memory.append(cost.peak(pid))


def _at_rest(pid: int) -> None:
    """What a start costs is over: within half a second it used less than 2 % of a core."""
    until = time.monotonic() + REST_SECONDS
    before = cost.cpu(pid)
    while time.monotonic() < until:
        time.sleep(0.5)
        now = cost.cpu(pid)
        if now - before <= 0.01:
            return
        before = now
    print(f"    the server was not at rest after {REST_SECONDS:.0f} s", flush=True)


@contextmanager
def _serving(relay: int, size: int, signing: str) -> Iterator[tuple[int, int]]:
    """(pid, SMTP port) of a server whose list is full."""
    with tempfile.TemporaryDirectory(prefix="tripost-fanout-") as folder, \
            empty_zone.answering() as zone:  # fmt: skip
        http, smtp, lmtp = free_ports(3)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TRIPOST_")}
        environment = kept | {
            "TRIPOST_DATA": folder,
            "TRIPOST_DEMO": "0",
            "TRIPOST_RELAY": f"smtp://127.0.0.1:{relay}",
            "TRIPOST_HTTP": f"127.0.0.1:{http}",
            "TRIPOST_SMTP": f"127.0.0.1:{smtp}",
            "TRIPOST_LMTP": f"127.0.0.1:{lmtp}",
            "TRIPOST_DNS": zone,
        }
        words = [sys.executable, "-m", "bench.fanout_ground", str(size), signing]
        subprocess.run(words, env=environment, check=True)
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen([BINARY, "serve"], env=environment, stdout=log, stderr=log)
            try:
                listening(smtp)
                yield process.pid, smtp
            finally:
                process.terminate()
                process.wait(60)
