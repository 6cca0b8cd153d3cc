"""Law 1: what the writer has answered lies on the disk, one sync for each commit."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMITS = 25
_CHILD = f"""
import django
from tripost.kit.bus import Bus
from tripost.kit.settings import settings
from tripost.store import ground
ground.make_folder(settings())
django.setup()
ground.migrate()
from django.db import connection
from tripost.store.changes import next_modseq
from tripost.store.writer import Writer

def modes():
    with connection.cursor() as cursor:
        return [
            cursor.execute(f"PRAGMA {{name}}").fetchone()[0]
            for name in ("synchronous", "journal_mode")
        ]

writer = Writer(Bus())
writer.start()
print(*writer.submit(modes).result(), flush=True)
open("begin", "w").close()
for _ in range({COMMITS}):
    writer.submit(next_modseq).result()
open("end", "w").close()
writer.stop()
"""


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRIPOST_")}
    return kept | {
        "TRIPOST_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "tripost.config.settings",
    }


def test_the_writers_connection_waits_for_the_disk(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        cwd=tmp_path, env=_environment(tmp_path), check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.split() == ["2", "wal"]  # 2 is FULL (sqlite.org/pragma.html)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_every_commit_syncs_the_log(tmp_path: Path) -> None:
    """Seen from the kernel: between two marks, at least one sync of the WAL per commit."""
    trace = tmp_path / "trace"
    words = ["strace", "-f", "-y", "-o", str(trace), "-e", "trace=fsync,fdatasync,openat"]
    subprocess.run(
        [*words, sys.executable, "-c", _CHILD],
        cwd=tmp_path, env=_environment(tmp_path), check=True, capture_output=True,
    )  # fmt: skip
    told = trace.read_text()
    between = told[told.index('"begin"') : told.index('"end"')]
    synced = re.findall(r"f(?:data)?sync\(\d+<[^>]*tripost\.sqlite3-wal>\)", between)
    assert len(synced) >= COMMITS
