"""Row "accept durably": 250 after fsync, and complete, against Dovecot's LMTP in turns."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count

import psutil

from bench import cost, dovecot
from bench.load import Target, send, wire
from bench.mails import again, many
from bench.measure import Contestant, Row, in_turns, percentile
from bench.server import Server, serving

_RAW = (
    "Measured alone, a mail costs 25 us for hash and row and 175 us to be made durable eight at a "
    "time, some 60 % of it COMMIT; protocol and loop were not measured apart. Next: one "
    "append-only file for fresh mails, synced per group, the rows following in batches."
)
_COMPLETE = (
    "Measured alone: reading 590 us, filing 440 (170 of it the index, 97 COMMIT), durable 175. "
    "Next: cheaper folding and terms, an index without its own copy of the terms."
)
RECIPIENT = "support@acme.example"
MAILS = {16: 1000, 1: 250}  # connections → mails of a run
PATIENCE = 120.0  # seconds


@dataclass
class Runs:
    """Makes contestants; no mail is ever sent twice."""

    mails: list[bytes]
    numbers: Iterator[int] = field(default_factory=count)
    each: dict[str, list[float]] = field(default_factory=dict)

    def wires(self, number: int) -> list[bytes]:
        """So many mails that nobody has seen, ready for the line."""
        run = next(self.numbers)
        return [wire(mail) for mail in again(self.mails, count=number, run=run)]

    def dovecot(self, one: dovecot.Dovecot, *, connections: int) -> Contestant:
        """Dovecot answers when the mail is in the mailbox: raw and complete are one."""

        def run(number: int) -> tuple[float, float]:
            wires = self.wires(number)
            box = f"box{next(self.numbers)}@{one.kind}.example"
            used = cost.cpu(one.pid)
            took = send(Target(one.port, True, box), wires, connections=connections).seconds
            return cost.cpu(one.pid) - used, took

        return _contestant(f"dovecot {one.kind}", run, connections=connections)

    def raw(self, server: Server, *, connections: int, lmtp: bool = True) -> Contestant:
        """250 after fsync, the reading held back; it is caught up with before the next run."""
        name = f"250 over {'LMTP' if lmtp else 'SMTP'}"
        port = server.lmtp if lmtp else server.smtp

        def run(number: int) -> tuple[float, float]:
            wires = self.wires(number)
            with _readers_held(server):
                used = cost.cpu(server.pid)
                result = send(Target(port, lmtp, RECIPIENT), wires, connections=connections)
                used = cost.cpu(server.pid) - used
            _settled(server)
            self.each.setdefault(f"{name}, {connections}", []).extend(result.each)
            return used, result.seconds

        return _contestant(name, run, connections=connections)

    def complete(self, server: Server, *, connections: int) -> Contestant:
        """Until no row of the ledger is pending: threaded, searchable, on the screen."""

        def run(number: int) -> tuple[float, float]:
            wires = self.wires(number)
            used, began = cost.cpu(server.pid), time.perf_counter()
            send(Target(server.lmtp, True, RECIPIENT), wires, connections=connections)
            _settled(server)
            return cost.cpu(server.pid) - used, time.perf_counter() - began

        return _contestant("complete", run, connections=connections)


def _contestant(
    name: str, run: Callable[[int], tuple[float, float]], *, connections: int
) -> Contestant:
    return Contestant(f"{name}, {connections}", run, MAILS[connections])


@contextmanager
def _readers_held(server: Server) -> Iterator[None]:
    """The processes that read mail stand still: what is measured is the door alone."""
    readers = psutil.Process(server.pid).children()
    for one in readers:
        one.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for one in readers:
            one.send_signal(signal.SIGCONT)


def _settled(server: Server) -> None:
    """Wait until every accepted mail has its outcome."""
    database = server.database()
    deadline = time.monotonic() + PATIENCE
    while database.execute(
        "SELECT 1 FROM store_intake WHERE outcome = 'pending' LIMIT 1"
    ).fetchone():
        if time.monotonic() > deadline:
            raise TimeoutError("mails stay pending")
        time.sleep(0.002)
    lost = database.execute(
        "SELECT count(*) FROM store_intake WHERE outcome = 'quarantined'"
    ).fetchone()[0]
    database.close()
    if lost:
        raise RuntimeError(f"{lost} mails were quarantined: nothing is measured so")


def rows() -> list[Row]:
    """Four rows: raw and complete, with 16 connections and with one."""
    runs = Runs(many(int(os.environ.get("TRIPOST_BENCH_MAILS", "400")), recipient=RECIPIENT))
    with ExitStack() as stack:
        server = stack.enter_context(serving(RECIPIENT))
        kinds = ("maildir", "mdbox") if dovecot.available() else ()
        peers = [stack.enter_context(dovecot.running(kind)) for kind in kinds]
        made: list[Row] = []
        for connections in MAILS:
            ours = [
                runs.raw(server, connections=connections),
                runs.raw(server, connections=connections, lmtp=False),
                runs.complete(server, connections=connections),
            ]
            theirs = [runs.dovecot(one, connections=connections) for one in peers]
            in_turns([*ours, *theirs])
            made += _rows(ours, theirs, connections=connections, each=runs.each)
    return made


def _rows(
    ours: list[Contestant],
    theirs: list[Contestant],
    *,
    connections: int,
    each: dict[str, list[float]],
) -> list[Row]:
    figures: dict[str, float] = {}
    for one in (*ours, *theirs):
        figures[f"{one.name}: mails/s"] = one.rate
        figures[f"{one.name}: CPU us a mail"] = one.cpu_each
    for name, times in each.items():
        if name.endswith(f", {connections}"):
            figures[f"{name}: p95 us until 250"] = percentile(times, share=0.95) * 1e6
    raw, _, complete = ours
    best = max(theirs, key=lambda one: one.rate, default=None)
    rate, spent = (best.rate, best.cpu_each) if best else (float("nan"), float("nan"))
    named = best.name if best else "no Dovecot here: skipped"
    ends = f"{connections} connection{'s' if connections > 1 else ''}"
    goal = {16: 1.7, 1: 1.2}[connections]
    return [
        Row(f"250 after fsync, {ends}", raw.name, named, raw.rate / rate, 5.0, "", figures, _RAW),
        Row(
            f"complete, {ends}", complete.name, named, complete.rate / rate, goal, "", {}, _COMPLETE
        ),
        Row(
            f"complete, {ends}: CPU saved", "dovecot's", "ours (CPU a mail)",
            spent / complete.cpu_each, 2.0, "", {}, _COMPLETE,
        ),
    ]  # fmt: skip
