"""A private PostgreSQL for tests: in a temporary folder, on a Unix socket, gone with the run."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path


class NoPostgres(Exception):
    """There is no PostgreSQL server program on this machine."""


def programs() -> Path:
    """The folder with initdb and postgres; raises NoPostgres."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not newest:
        raise NoPostgres
    return newest[-1].parent


def start(*, durable: bool = False) -> str:
    """Start a cluster and return its URL; it is stopped and removed at exit.

    `durable`: with fsync, for measuring; tests go without.
    """
    binaries = programs()
    home = Path(tempfile.mkdtemp(prefix="tripost-pg-"))
    data = home / "data"
    run = _as_ordinary_user(home)
    run(binaries / "initdb", "-D", data, "-U", "tripost", "--auth=trust", "-E", "UTF8", "-N")
    sync = "on" if durable else "off"
    options = f"-k {home} -c listen_addresses='' -c fsync={sync} -c max_connections=60"
    run(binaries / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")

    def stop() -> None:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    run(binaries / "createdb", "-h", home, "-U", "tripost", "tripost")
    return f"postgresql://tripost@{str(home).replace('/', '%2F')}/tripost"


def _as_ordinary_user(home: Path) -> Callable[..., None]:
    """A way to run programs that PostgreSQL accepts: it refuses to run as root."""
    options: dict[str, int] = {}
    if os.geteuid() == 0:
        name = next(n for n in ("postgres", "nobody") if _exists(n))
        user = pwd.getpwnam(name)
        os.chown(home, user.pw_uid, user.pw_gid)
        options = {"user": user.pw_uid, "group": user.pw_gid}

    def run(*command: object) -> None:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=home,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **options,
        )

    return run


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
