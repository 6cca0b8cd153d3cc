"""A private Dovecot that takes mail over LMTP, as Debian ships it; None where it cannot be had."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.server import free_ports

_CONFIGURATION = """
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/log
protocols = lmtp
listen = 127.0.0.1
ssl = no
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
mail_home = {folder}/mail/%n
mail_location = {kind}:~/{kind}
passdb {{
  driver = static
  args = nopassword=y
}}
userdb {{
  driver = static
  args = allow_all_users=yes uid={user} gid={group} home={folder}/mail/%n
}}
service lmtp {{
  inet_listener lmtp {{
    port = {port}
  }}
  process_min_avail = 4
  process_limit = 200
}}
namespace inbox {{
  inbox = yes
}}
"""
_OWNER = "mail"  # exists on every Debian


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running instance; any recipient is taken. `pid` is the master of its process tree."""

    kind: str
    port: int
    pid: int


def available() -> bool:
    """Installed, or installed now: that needs root on a Debian-like machine."""
    if _binary() is None and os.geteuid() == 0 and not os.environ.get("TRIPOST_NO_SYSTEM"):
        _install()
    return _binary() is not None and os.geteuid() == 0  # it wants to change its user


@contextmanager
def running(kind: str) -> Iterator[Dovecot]:
    """One instance with mailboxes of a `kind`: maildir or mdbox. Ends with the block."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        for name in ("base", "state", "mail"):
            (folder / name).mkdir()
        owner = pwd.getpwnam(_OWNER)
        os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
        (port,) = free_ports(1)
        written = folder / "dovecot.conf"
        written.write_text(
            _CONFIGURATION.format(
                folder=folder, kind=kind, port=port, user=owner.pw_uid, group=owner.pw_gid
            )
        )
        binary = _binary()
        assert binary is not None
        subprocess.run([binary, "-c", str(written)], check=True)
        try:
            yield Dovecot(kind, port, _master(folder))
        finally:
            subprocess.run([binary, "-c", str(written), "stop"], check=False)


def _master(folder: Path) -> int:
    file = folder / "base" / "master.pid"
    for _ in range(100):
        if file.exists() and (text := file.read_text().strip()):
            return int(text)
        time.sleep(0.05)
    raise RuntimeError(f"Dovecot did not start: {(folder / 'log').read_text()}")


def _binary() -> str | None:
    if not Path("/usr/lib/dovecot/lmtp").exists():
        return None
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")


def _install() -> None:
    """Debian's packages; RUNLEVEL=1 keeps them from starting a service of their own."""
    if shutil.which("apt-get") is None:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "dovecot-lmtpd"]):
        subprocess.run(
            ["apt-get", "-qq", *words], env=environment, check=False, capture_output=True
        )
