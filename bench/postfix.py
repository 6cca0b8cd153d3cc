"""A private Postfix between us and the sink, as Debian ships it; it needs root.

It takes one mail for a list (alias with `:include:`, 50 recipients a copy, one body for all) or
many mails for one recipient each, and sends all of it on to the sink.
"""

import os
import shutil
import smtplib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import cost
from bench.contest import Told
from bench.counting import Sink, listening
from bench.mails import one
from bench.server import free_ports

HOW = "apt-get install postfix, and run as root"
_LIST = "list{size}@lists.test"
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
myhostname = bench.test
mydestination = lists.test
alias_maps = texthash:{folder}/etc/aliases
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
message_size_limit = 60000000
mailbox_size_limit = 0
local_recipient_maps =
default_transport = smtp:[127.0.0.1]:{sink}
smtp_host_lookup = native
smtp_dns_support_level = disabled
maillog_file = {folder}/data/maillog
maillog_file_prefixes = {folder}
biff = no
"""
_MASTER = """
127.0.0.1:{port} inet n - n - 200 smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True)
class Postfix:
    """A running instance; `pid` is its master's."""

    port: int
    pid: int


def available() -> bool:
    """Installed, or installed now."""
    if not _there() and os.geteuid() == 0 and not os.environ.get("TRIPOST_NO_SYSTEM"):
        _install()
    return _there() and os.geteuid() == 0


@contextmanager
def running(sink: int, sizes: tuple[int, ...]) -> Iterator[Postfix]:
    """An instance with one list for each of `sizes`; ends with the block."""
    with tempfile.TemporaryDirectory(prefix="postfix-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        for name in ("etc", "queue", "data"):
            (folder / name).mkdir()
        shutil.chown(folder / "data", "postfix")
        (port,) = free_ports(1)
        places = {"folder": folder, "sink": sink, "port": port}
        (folder / "etc/main.cf").write_text(_MAIN.format(**places))
        (folder / "etc/master.cf").write_text(_MASTER.format(**places))
        _lists(folder / "etc", sizes)
        _do(folder, "start")
        try:
            listening(port)
            yield Postfix(port, int((folder / "queue/pid/master.pid").read_text()))
        finally:
            _do(folder, "stop")


def to_list(postfix: Postfix, sink: Sink, size: int, *, patience: float, into: Told) -> None:
    """One mail for the list of this size."""
    to = _LIST.format(size=size)
    sink.zero()
    spent, began = cost.cpu(postfix.pid), time.time()
    with smtplib.SMTP("127.0.0.1", postfix.port) as line:
        line.sendmail("jana@kunde.example", [to], one(0, recipient=to))
        accepted = time.time()
    first, last = sink.wait(size, patience=patience)
    into.rates.append(size / (last - began))
    into.firsts.append(first - accepted)
    into.cpu.append((cost.cpu(postfix.pid) - spent) / size)


def _lists(etc: Path, sizes: tuple[int, ...]) -> None:
    aliases = ""
    for size in sizes:
        members = etc / f"members{size}"
        members.write_text("".join(f"user{n}@member.test\n" for n in range(size)))
        aliases += f"list{size} :include:{members}\n"
    (etc / "aliases").write_text(aliases)


def _do(folder: Path, what: str) -> None:
    done = subprocess.run(
        ["postfix", "-c", str(folder / "etc"), what],
        env=os.environ | {"PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"},
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"postfix {what}: {done.stderr.strip()}")


def _there() -> bool:
    return Path("/usr/sbin/postfix").exists() and Path("/usr/lib/postfix/sbin/master").exists()


def _install() -> None:
    """Debian's package; RUNLEVEL=1 keeps it from starting a service of its own."""
    if shutil.which("apt-get") is None:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    chosen = "postfix postfix/main_mailer_type select No configuration"
    subprocess.run(["debconf-set-selections"], input=chosen, text=True, check=False)
    for words in (["update"], ["install", "-y", "--no-install-recommends", "postfix"]):
        subprocess.run(
            ["apt-get", "-qq", *words], env=environment, check=False, capture_output=True
        )
