"""A real `tripost serve` in a temporary folder, and commands beside it."""

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BINARY = str(Path(sys.executable).parent / "tripost")
DOMAIN = "acme.example"
START = 60.0  # seconds until the doors are open


@dataclass(frozen=True, slots=True)
class Server:
    """A running one; `pid` is the server's, whose readers are its children."""

    folder: Path
    pid: int
    http: int
    smtp: int
    lmtp: int

    def database(self) -> sqlite3.Connection:
        """Its file, for looking only."""
        path = self.folder / "tripost.sqlite3"
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)


def command(folder: Path, *words: str, database: str = "") -> str:
    """Run one `tripost` command on a data folder; its output."""
    environment = _environment(folder, database=database)
    done = subprocess.run(
        [BINARY, *words], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@contextmanager
def serving(*addresses: str, folder: Path | None = None, database: str = "") -> Iterator[Server]:
    """Made, filled with a domain and inboxes, started, and ended again.

    `database`: URL of a PostgreSQL; "" = SQLite in the folder.
    """
    with tempfile.TemporaryDirectory(prefix="tripost-bench-") as made:
        place = folder or Path(made)
        if addresses:
            command(place, "domain", "add", DOMAIN, database=database)
        for one in addresses:
            command(place, "address", "add", one, database=database)
        http, smtp, lmtp = free_ports(3)
        process = subprocess.Popen(
            [BINARY, "serve"],
            env=_environment(place, database=database)
            | {
                "TRIPOST_HTTP": f"127.0.0.1:{http}",
                "TRIPOST_SMTP": f"127.0.0.1:{smtp}",
                "TRIPOST_LMTP": f"127.0.0.1:{lmtp}",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            _wait_for(process)
            yield Server(place, process.pid, http, smtp, lmtp)
        finally:
            process.terminate()
            process.wait(30)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on at this moment."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    found = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return found


def _environment(folder: Path, *, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRIPOST_")}
    there = {"TRIPOST_DATABASE_URL": database} if database else {}
    return kept | there | {"TRIPOST_DATA": str(folder), "TRIPOST_DEMO": "0"}


def _wait_for(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    deadline = time.monotonic() + START
    for line in process.stdout:
        if line.startswith("Tripost is ready"):
            return
        if time.monotonic() > deadline:
            break
    raise RuntimeError("tripost serve did not get ready")
