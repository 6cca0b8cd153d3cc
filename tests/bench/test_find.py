"""The bench of search and views runs on a small ground and finds what it measures."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_short_run() -> None:
    """In a process of its own: the ground sets up Django for itself."""
    code = (
        "from bench import find\n"
        "for row in find.rows():\n"
        "    assert row.figures, row\n"
        "    assert all(value >= 0 for value in row.figures.values()), row\n"
        "    print(row.job)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TRIPOST_BENCH_CONVERSATIONS": "300"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = done.stdout.strip().splitlines()
    assert told[-2:] == ["search over 300 messages", "view with counts, 300 conversations"]
