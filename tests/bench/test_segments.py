"""The bench of segments runs on a small list and finds what the barest SQL finds."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_short_run(tmp_path: Path) -> None:
    """In a process of its own: the ground sets up Django for itself."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.segments"],
        cwd=ROOT,
        env={
            **os.environ,
            "TRIPOST_BENCH_SUBSCRIBERS": "300",
            "TRIPOST_DATA": str(tmp_path),
            "TRIPOST_DEMO": "0",
            "TRIPOST_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "tripost.config.settings",
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["p95"].keys() == told["bare"].keys()
    assert all(took > 0 for took in told["p95"].values())
