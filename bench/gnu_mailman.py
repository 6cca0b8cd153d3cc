"""A private Mailman 3 that personalises each copy; from PyPI, in an environment of its own."""

import os
import smtplib
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import cost
from bench.contest import Told
from bench.counting import Sink, listening
from bench.mails import one
from bench.server import free_ports

VERSION = "3.3.10"
HOW = (
    f"python3 -m venv FOLDER && FOLDER/bin/pip install mailman=={VERSION}, "
    "and TRIPOST_BENCH_MAILMAN=FOLDER"
)
_LIST = "news@lists.test"
_IDLE_RUNNERS = "archive bounces command digest nntp rest retry virgin task".split()  # noqa: SIM905
_CONFIGURATION = """
[mailman]
layout: local
site_owner: root@lists.test
[paths.local]
var_dir: {folder}
bin_dir: {home}/bin
log_dir: {folder}/logs
queue_dir: {folder}/queue
lock_dir: {folder}/locks
data_dir: {folder}/data
cache_dir: {folder}/cache
etc_dir: {folder}/etc
ext_dir: {folder}/ext
messages_dir: {folder}/messages
archive_dir: {folder}/archives
template_dir: {folder}/templates
list_data_dir: {folder}/lists
pid_file: {folder}/master.pid
lock_file: {folder}/locks/master.lck
[mta]
incoming: mailman.mta.null.NullMTA
outgoing: mailman.mta.deliver.deliver
smtp_host: 127.0.0.1
smtp_port: {sink}
lmtp_host: 127.0.0.1
lmtp_port: {lmtp}
[webservice]
port: {web}
hostname: 127.0.0.1
"""


@dataclass(frozen=True, slots=True)
class Mailman:
    """A running instance with one list; `pid` is its master's."""

    lmtp: int
    pid: int


def home() -> Path:
    """Its environment: named, or beside ours."""
    named = os.environ.get("TRIPOST_BENCH_MAILMAN")
    return Path(named) if named else Path(sys.prefix) / "peers" / "mailman"


def available() -> bool:
    """Installed, or installed now."""
    if not _there() and not os.environ.get("TRIPOST_NO_SYSTEM"):
        venv.create(home(), with_pip=True)
        words = [str(home() / "bin/pip"), "install", "-q", f"mailman=={VERSION}"]
        subprocess.run(words, check=False, capture_output=True)
    return _there()


@contextmanager
def running(sink: int, size: int) -> Iterator[Mailman]:
    """An instance whose list has `size` members; ends with the block."""
    with tempfile.TemporaryDirectory(prefix="mailman-") as folder:
        lmtp, web = free_ports(2)
        written = Path(folder) / "mailman.cfg"
        written.write_text(
            _CONFIGURATION.format(folder=folder, home=home(), sink=sink, lmtp=lmtp, web=web)
            + "".join(f"[runner.{name}]\nstart: no\n" for name in _IDLE_RUNNERS)
        )
        _fill(Path(folder), written, size)
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(home() / "bin/master"), "-C", str(written), "--force"],
                stdout=log, stderr=log,
            )  # fmt: skip
            try:
                listening(lmtp)
                yield Mailman(lmtp, process.pid)
            finally:
                process.terminate()  # its master ends its runners
                process.wait(30)


def send(mailman: Mailman, sink: Sink, size: int, *, patience: float, into: Told) -> None:
    """One mail for its list, which has this size."""
    mail = one(0, recipient=_LIST)
    sink.zero()
    spent, began = cost.cpu(mailman.pid), time.time()
    with smtplib.LMTP("127.0.0.1", mailman.lmtp) as line:
        line.sendmail("jana@kunde.example", [_LIST], mail)
        accepted = time.time()
    first, last = sink.wait(size, patience=patience)
    into.rates.append(size / (last - began))
    into.firsts.append(first - accepted)
    into.cpu.append((cost.cpu(mailman.pid) - spent) / size)
    into.memory.append(cost.peak(mailman.pid))


def _fill(folder: Path, written: Path, size: int) -> None:
    """Its own Python makes the list; by standard input, as our folder has an `http.py`."""
    ground = Path(__file__).with_name("gnu_mailman_ground.py").read_text()
    words = [str(home() / "bin/python"), "-", str(written), str(size)]
    done = subprocess.run(
        words, input=ground, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Mailman has no list: {done.stderr.strip()[-300:]}")


def _there() -> bool:
    return (home() / "bin/master").exists()
