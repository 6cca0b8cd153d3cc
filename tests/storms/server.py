"""A real `tripost serve` in a folder of its own, to be killed at will; and a blunt SMTP client."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
SUPPORT = "support@acme.example"

_WORLD = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tripost.config.settings"
from tripost.kit.settings import settings
from tripost.store.ground import make_folder, migrate
make_folder(settings()); django.setup(); migrate()
from tripost.addresses.models import Address, Domain
from tripost.people.models import Grant, User
domain = Domain.objects.create(name="acme.example")
anna = User.objects.create(address="anna@acme.example", name="Anna", role="administrator")
for local, mode in (("support", "inbox"), ("office", "mailbox"), ("news", "list")):
    address = Address.objects.create(
        email=f"{local}@acme.example", domain=domain, name=local, mode=mode)
    Grant.objects.create(user=anna, address=address, rights=15)
"""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One data folder, one server at a time on the same ports."""

    data: Path
    extra: dict[str, str] = field(default_factory=dict)
    database: str = ""  # URL of a PostgreSQL database; without, SQLite
    prefix: Sequence[str] = ()  # strace and its options
    smtp: int = field(default_factory=free_port)
    lmtp: int = field(default_factory=free_port)
    http: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of this server see."""
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("TRIPOST_")},
            "TRIPOST_DATA": str(self.data),
            "TRIPOST_DEMO": "0",
            "TRIPOST_HTTP": f"127.0.0.1:{self.http}",
            "TRIPOST_SMTP": f"127.0.0.1:{self.smtp}",
            "TRIPOST_LMTP": f"127.0.0.1:{self.lmtp}",
            **({"TRIPOST_DATABASE_URL": self.database} if self.database else {}),
            **self.extra,
        }

    @property
    def log(self) -> Path:
        """What the server said on both outputs, over all its lives."""
        return self.data.parent / f"{self.data.name}.log"

    def make_world(self) -> None:
        """acme.example with three addresses and Anna."""
        subprocess.run(
            [sys.executable, "-c", _WORLD], env=self.environment, cwd=ROOT, check=True, timeout=60
        )

    def start(self) -> None:
        """Returns when SMTP answers."""
        command = [*self.prefix, sys.executable, "-m", "tripost.cli.main", "serve"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_for_port(self.smtp)

    def wait_for_port(self, port: int, *, seconds: float = 60) -> None:
        """Until someone listens there; raises with the server's log."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the server did not start:\n" + self.log.read_text()[-4000:])

    def kill(self) -> None:
        """As if the power of this one process had gone."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        if self.process is None or self.process.poll() is not None:
            return self.process.returncode if self.process else 0
        asked = psutil.Process(self.process.pid)
        # strace keeps signals to itself; the server is its child.
        (asked.children()[0] if self.prefix else asked).send_signal(signal.SIGTERM)
        try:
            return self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def rows(self, sql: str, *params: object) -> list[tuple[object, ...]]:
        """Look into the database from outside."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(sql.replace("?", "%s"), params).fetchall()  # type: ignore[arg-type]
        connection = sqlite3.connect(self.data / "tripost.sqlite3", timeout=20)
        try:
            return connection.execute(sql, params).fetchall()
        finally:
            connection.close()

    def drained(self, *, seconds: float = 60) -> None:
        """Until every accepted mail has its outcome."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.rows("SELECT COUNT(*) FROM store_intake WHERE outcome = 'pending'")[0][0] == 0:
                return
            time.sleep(0.1)
        raise AssertionError("mails stay pending:\n" + self.log.read_text()[-4000:])

    def doctor(self) -> "subprocess.CompletedProcess[str]":
        """`tripost doctor`, run beside the server."""
        return subprocess.run(
            [sys.executable, "-m", "tripost.cli.main", "doctor"],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip


class Refused(Exception):
    """The server said no; `code` is its reply."""

    def __init__(self, line: bytes) -> None:
        super().__init__(line.decode("ascii", "replace"))
        self.code = int(line[:3] or b"0")


class Client:
    """SMTP, word by word, so that a test sees exactly which answer it got."""

    def __init__(self, port: int, *, timeout: float = 20) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self._file = self._socket.makefile("rb")
        self.expect(220)
        self.say("EHLO client.example", 250)

    def say(self, line: str, code: int) -> bytes:
        """One command; raises Refused for any other answer."""
        self._socket.sendall(line.encode() + b"\r\n")
        return self.expect(code)

    def expect(self, code: int) -> bytes:
        """The last line of the answer."""
        while True:
            line = self._file.readline()
            if not line:
                raise ConnectionError("the line was cut")
            if line[3:4] != b"-":
                if int(line[:3]) != code:
                    raise Refused(line)
                return line

    def deliver(self, raw: bytes, *, to: str = SUPPORT, sender: str = "jana@example.net") -> bytes:
        """Returns the 250 line: from here on the mail must never be lost."""
        self.say(f"MAIL FROM:<{sender}>", 250)
        self.say(f"RCPT TO:<{to}>", 250)
        self.say("DATA", 354)
        self._socket.sendall(stuffed(raw) + b".\r\n")
        return self.expect(250)

    def close(self) -> None:
        """Without a word."""
        self._file.close()
        self._socket.close()


def stuffed(raw: bytes) -> bytes:
    """Dots doubled, CRLF at the end."""
    raw = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    return (b"." + raw if raw.startswith(b".") else raw).replace(b"\r\n.", b"\r\n..")


def letter(message_id: str, *, text: str = "Guten Tag!", subject: str = "Frage") -> bytes:
    """A small mail with this Message-ID."""
    return (
        f"From: Jana <jana@example.net>\r\nTo: {SUPPORT}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{message_id}>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n\r\n{text}\r\n"
    ).encode()
