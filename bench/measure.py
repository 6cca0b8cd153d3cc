"""Runs contestants in turns and reports medians: work per second of wall and of CPU time."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROUNDS = 5
LOOKS = 20


@dataclass
class Contestant:
    """`run(n)` does n units of work. It returns (CPU seconds, wall seconds) where it knows better
    than the clocks of this process: because the work is done in another one."""

    name: str
    run: Callable[[int], tuple[float, float] | None]
    units: int
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Median units per second."""
        return statistics.median(self.rates)

    @property
    def cpu_each(self) -> float:
        """Median CPU microseconds per unit."""
        return statistics.median(self.cpu) * 1e6


@dataclass(frozen=True)
class Row:
    """One row of the table: what was measured against what, and the goal as a ratio.

    `note`: what keeps it from the goal and what comes next; shown where the goal is missed.
    """

    job: str
    ours: str
    peer: str
    ratio: float
    goal: float
    unit: str
    figures: dict[str, float]
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal was reached."""
        return self.ratio >= self.goal


def in_turns(contestants: list[Contestant], *, rounds: int = ROUNDS) -> None:
    """Each round runs every contestant once; the first, unmeasured round warms up."""
    for number in range(rounds + 1):
        for one in contestants:
            cpu0, began = time.process_time(), time.perf_counter()
            told = one.run(one.units if number else max(1, one.units // 10))
            spent, took = told or (time.process_time() - cpu0, time.perf_counter() - began)
            if number:
                one.rates.append(one.units / took)
                one.cpu.append(spent / one.units)


def percentile(values: list[float], *, share: float) -> float:
    """The value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def table(rows: list[Row]) -> str:
    """The rows as text."""
    lines = [f"{'job':44} {'ours / peer':38} {'ratio':>8} {'goal':>7}  met"]
    for row in rows:
        met = "yes" if row.met else "NO"
        pair = f"{row.ours} / {row.peer}"
        lines.append(f"{row.job:44} {pair:38} {row.ratio:8.2f} {row.goal:7.2f}  {met}")
        lines += [f"    {name:40} {value:12.1f} {row.unit}" for name, value in row.figures.items()]
        if row.note and not row.met:
            lines.append(f"    {row.note}")
    return "\n".join(lines)


def save(rows: list[Row], *, folder: Path) -> Path:
    """The same as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    target.write_text(json.dumps([asdict(row) | {"met": row.met} for row in rows], indent=1))
    return target


def looks(work: Callable[[], object]) -> list[float]:
    """Wall seconds of each of twenty goes at it, after one to warm up."""
    work()
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times
