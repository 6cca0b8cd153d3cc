"""One mail to many subscribers: ours against a bare client, Postfix, mlmmj and Mailman, in turns.

Time counts from handing over the one mail until the sink has taken the last copy. Ours goes in by
SMTP and out by relay, with a durable row, a sender and a way out of its own for each subscriber.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from statistics import median

from bench import cost, fanout_ours, gnu_mailman, mlmmj, postfix
from bench.contest import Run, Told, in_turns
from bench.counting import Sink
from bench.measure import Row

# Few for the slow peers, many for the rates, very many once: what grows with the list?
_SIZES = os.environ.get("TRIPOST_BENCH_FANOUT", "1000,10000,100000").split(",")
FEW, MANY, MOST = (int(n) for n in _SIZES)
ROUNDS = int(os.environ.get("TRIPOST_BENCH_ROUNDS", "3"))
SLOW_ROUNDS = 1  # a list program takes most of a minute for a thousand
LINES = 16  # over which Postfix is fed
PATIENCE = 300.0  # seconds for one send
FIRST_SECONDS = 2.0
GROWTH_MB = 100.0
OURS, BARE, FED, ALIAS, MLMMJ, MAILMAN = (
    "ours", "bare client", "Postfix fed one by one", "Postfix alias (one body for all)",
    "mlmmj", "Mailman personalised",
)  # fmt: skip
GOALS = {BARE: 0.4, FED: 5.0, ALIAS: 1.0, MLMMJ: 50.0, MAILMAN: 50.0}


def rows() -> list[Row]:
    """The rows of the table."""
    with closing(Sink()) as sink:
        many = _many(sink)
        done = [*compared(many, size=MANY, what="unsigned"), first_copy(many[OURS], size=MANY)]
        for signing in ("ed25519", "rsa"):
            signed = in_turns(_pair(sink, signing), MANY, rounds=ROUNDS, warm=FEW)
            done += compared(signed, size=MANY, what=signing)
        most = _most(sink)
        done += compared(most, size=MOST, what="unsigned")
        if most[OURS].memory and many[OURS].memory:
            done.append(growth(many[OURS], most[OURS]))
        done += compared(_few(sink), size=FEW, what="unsigned")
    return done


def compared(seen: Mapping[str, Told], *, size: int, what: str) -> list[Row]:
    """A row for ours against each other one that came through."""
    mine = seen[OURS]
    return [
        Row(
            job=f"list of {size:,}, {what}",
            ours=f"{mine.rate:,.0f}/s",
            peer=f"{name} {other.rate:,.0f}/s",
            ratio=mine.rate / other.rate,
            goal=GOALS[name],
            unit="",
            figures=_figures(mine, other),
        )
        for name, other in seen.items()
        if name != OURS and other.rates and mine.rates
    ]


def first_copy(mine: Told, *, size: int) -> Row:
    """From the 250 after DATA until the next hop has the first copy whole."""
    seconds = median(mine.firsts)
    return Row(
        job="first copy after the 250 for the mail",
        ours=f"{seconds:.2f} s",
        peer=f"{FIRST_SECONDS:.0f} s",
        ratio=FIRST_SECONDS / seconds,
        goal=1.0,
        unit="s",
        figures={f"slowest, {size:,} recipients": max(mine.firsts)},
    )


def growth(many: Told, most: Told) -> Row:
    """What ten times as many subscribers cost in memory: server, reader and carrier at their
    peaks."""
    more = max(max(most.memory) - max(many.memory), 0.1)
    return Row(
        job=f"memory from {MANY:,} to {MOST:,}",
        ours=f"{more:.0f} MB more",
        peer=f"{GROWTH_MB:.0f} MB",
        ratio=GROWTH_MB / more,
        goal=1.0,
        unit="MB",
        figures={f"{MANY:,}": max(many.memory), f"{MOST:,}": max(most.memory)},
    )


def _figures(mine: Told, other: Told) -> dict[str, float]:
    """What is no ratio; only what was measured."""
    seen: dict[str, list[float]] = {
        "our CPU a copy (µs)": [1e6 * one for one in mine.cpu],
        "its CPU a copy (µs)": [1e6 * one for one in other.cpu],
        "first copy after (s)": mine.firsts,
        "its first copy after (s)": other.firsts,
        "our slowest run (/s)": [min(mine.rates)],
        "our fastest run (/s)": [max(mine.rates)],
    }
    return {name: median(values) for name, values in seen.items() if values}


def _pair(sink: Sink, signing: str) -> dict[str, Run]:
    """Ours and the bare client, who sign the same way."""
    return {
        OURS: lambda size, into: fanout_ours.send(
            sink, size, signing=signing, patience=PATIENCE, into=into
        ),
        BARE: lambda size, into: _bare(sink, size, signing, into=into),
    }


def _many(sink: Sink) -> dict[str, Told]:
    with ExitStack() as running:
        others = running.enter_context(_postfix(sink, (FEW, MANY)))
        return in_turns(_pair(sink, "none") | others, MANY, rounds=ROUNDS, warm=FEW)


def _most(sink: Sink) -> dict[str, Told]:
    """Once, and Postfix only with its alias: one by one it would take minutes."""
    with ExitStack() as running:
        others = running.enter_context(_postfix(sink, (MOST,)))
        others.pop(FED, None)
        return in_turns(_pair(sink, "none") | others, MOST, rounds=1)


def _few(sink: Sink) -> dict[str, Told]:
    """Ours and the two list programs."""
    contestants = _pair(sink, "none")
    contestants.pop(BARE)
    with ExitStack() as running:
        if mlmmj.available():
            contestants[MLMMJ] = lambda size, into: mlmmj.send(
                sink, size, patience=PATIENCE, into=into
            )
        else:
            _missing("mlmmj", mlmmj.HOW)
        contestants |= running.enter_context(_mailman(sink))
        return in_turns(contestants, FEW, rounds=SLOW_ROUNDS)


@contextmanager
def _postfix(sink: Sink, sizes: tuple[int, ...]) -> Iterator[dict[str, Run]]:
    """Its two ways, where it is installed."""
    if not postfix.available():
        _missing("Postfix", postfix.HOW)
        yield {}
        return
    with postfix.running(sink.port, sizes) as its:
        yield {
            FED: partial(_fed, its, sink),
            ALIAS: lambda size, into: postfix.to_list(
                its, sink, size, patience=PATIENCE, into=into
            ),
        }


@contextmanager
def _mailman(sink: Sink) -> Iterator[dict[str, Run]]:
    """The same of Mailman."""
    if not gnu_mailman.available():
        _missing("Mailman", gnu_mailman.HOW)
        yield {}
        return
    with gnu_mailman.running(sink.port, FEW) as its:
        yield {
            MAILMAN: lambda size, into: gnu_mailman.send(
                its, sink, size, patience=PATIENCE, into=into
            )
        }


def _fed(its: postfix.Postfix, sink: Sink, size: int, into: Told) -> None:
    """A mail of its own for each recipient, made elsewhere: what a list before Postfix does."""
    sink.zero()
    spent = cost.cpu(its.pid)
    told = _client(its.port, size, "none", lines=LINES)
    first, last = sink.wait(size, patience=PATIENCE)
    into.rates.append(size / (last - told["began"]))
    into.firsts.append(first - told["began"])
    into.cpu.append((cost.cpu(its.pid) - spent) / size)


def _bare(sink: Sink, size: int, signing: str, *, into: Told) -> None:
    sink.zero()
    told = _client(sink.port, size, signing)
    into.rates.append(size / told["seconds"])
    into.cpu.append(told["cpu"] / size)


def _client(port: int, size: int, signing: str, *, lines: int = 8) -> dict[str, float]:
    words = [sys.executable, "-m", "bench.raw_fanout", str(port), str(size), signing, str(lines)]
    done = subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _missing(who: str, how: str) -> None:
    print(f"    {who} is not here and so not measured; to have it: {how}", flush=True)
