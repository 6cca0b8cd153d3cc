"""Contestants that send one mail to many, in turns, and what was seen of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Told:
    """Per run: recipients a second, seconds to the first copy, peak MB, CPU seconds a copy."""

    rates: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The median of all runs; 0: there was none."""
        return median(self.rates) if self.rates else 0.0


# Runs once with so many recipients and tells what was seen.
Run = Callable[[int, Told], None]


def in_turns(
    contestants: Mapping[str, Run], size: int, *, rounds: int, warm: int = 0
) -> dict[str, Told]:
    """Each round has every contestant once. `warm`: recipients of a round before that is not
    counted. Who fails is out, with a word, and keeps what was seen before."""
    seen = {name: Told() for name in contestants}
    out: set[str] = set()
    for number in range(0 if warm else 1, rounds + 1):
        for name, run in contestants.items():
            if name in out:
                continue
            try:
                run(size if number else warm, seen[name] if number else Told())
            except (OSError, RuntimeError, AssertionError) as wrong:  # TimeoutError is an OSError
                print(f"    {name} is out at {size:,}: {wrong}", flush=True)
                out.add(name)
    return seen
