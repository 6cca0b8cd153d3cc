"""Row "list of 50 out of 1,000,000": our query against the barest SQL with the same columns."""

import sqlite3
from time import perf_counter
from typing import TYPE_CHECKING

from bench.ground import BARE, Ground, grounds
from bench.measure import Contestant, Row, in_turns, percentile

if TYPE_CHECKING:
    from collections.abc import Callable


def rows() -> list[Row]:
    """One row for each size: SQL, rights and row building against SQL alone."""
    return [_row(ground) for ground in grounds()]


def _row(ground: Ground) -> Row:
    from tripost.conversations.queries import Wanted, page
    from tripost.people.policies import actor
    from tripost.store.reads import SqliteReader

    raw = sqlite3.connect(f"file:{ground.database}?mode=ro", uri=True)
    reader = SqliteReader(ground.database)
    who = actor(reader, user=ground.user)
    assert who is not None
    values = (ground.user, ground.address)
    one = Wanted(address=ground.address, view="open")
    works: dict[str, Callable[[], object]] = {
        "raw SQL": lambda: raw.execute(BARE, values).fetchall(),
        "one address": lambda: page(reader, who=who, wanted=one),
        "all addresses": lambda: page(reader, who=who, wanted=Wanted(view="open")),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    contestants = [Contestant(name, _timed(work, times[name]), 300) for name, work in works.items()]
    in_turns(contestants)
    reader.close()
    raw.close()
    figures: dict[str, float] = {}
    for contestant in contestants:
        name = contestant.name
        figures[f"{name}: CPU us"] = contestant.cpu_each
        figures[f"{name}: p95 us"] = percentile(times[name], share=0.95) * 1e6
    return Row(
        job=f"list of 50 of {ground.count:,}: query",
        ours="raw SQL",
        peer="ours, one address (CPU)",
        ratio=figures["raw SQL: CPU us"] / figures["one address: CPU us"],
        goal=1 / 1.5,
        unit="",
        figures=figures,
        note=(
            "A third of ours is making fifty rows into shapes (1.6 us each). Next: write the "
            "JSON of a row straight from its columns."
        ),
    )


def _timed(work: "Callable[[], object]", kept: list[float]) -> "Callable[[int], None]":
    def run(count: int) -> None:
        for _ in range(count):
            began = perf_counter()
            work()
            kept.append(perf_counter() - began)

    return run
