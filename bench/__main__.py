"""`make bench`: every row, or those named: `python -m bench parse list`."""

import sys
from importlib import import_module
from pathlib import Path

from bench.measure import Row, save, table

ROWS = (
    "parse", "listing", "http", "accept", "screen", "broadcast", "team", "browser", "find",
    "fanout", "segments",
)  # fmt: skip


def main(names: list[str]) -> int:
    """Run the rows one after the other; prints the table, keeps the JSON."""
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        print(f"There is no row {', '.join(unknown)}; there are {', '.join(ROWS)}.")
        return 2
    done: list[Row] = []
    for name in names or ROWS:
        print(f"measuring {name} …", flush=True)
        done += import_module(f"bench.{name}").rows()
    print(table(done))
    print(f"kept in {save(done, folder=Path(__file__).parent / 'results')}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
