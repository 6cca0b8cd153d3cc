"""mlmmj as Debian ships it: its sender alone, which makes one mail per subscriber for the sink."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from bench.contest import Told
from bench.counting import Sink
from bench.mails import one

HOW = "apt-get install mlmmj"
_BINARY = "mlmmj-send"
_FOLDERS = (
    "incoming", "queue", "queue/discarded", "archive", "text", "subconf", "unsubconf", "bounce",
    "control", "moderation", "subscribers.d", "digesters.d", "requeue", "nomailsubs.d",
)  # fmt: skip


def available() -> bool:
    """Installed, or installed now."""
    if there() is None and os.geteuid() == 0 and not os.environ.get("TRIPOST_NO_SYSTEM"):
        _install()
    return there() is not None


def send(sink: Sink, size: int, *, patience: float, into: Told) -> None:
    """One mail with a sender of its own for each, as it does by itself; the mail is kept in
    memory, which is its faster way."""
    with tempfile.TemporaryDirectory(prefix="mlmmj-") as made:
        mail = ground(Path(made), size=size, relay=sink.port)
        binary = there()
        assert binary is not None
        sink.zero()
        began = time.time()
        process = subprocess.Popen([binary, "-L", made, "-m", str(mail)], stderr=subprocess.DEVNULL)
        try:
            first, last = sink.wait(size, patience=patience)
        finally:
            if process.poll() is None:
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
    into.rates.append(size / (last - began))
    into.firsts.append(first - began)


def ground(folder: Path, *, size: int, relay: int) -> Path:
    """A list with `size` subscribers; returns the file of the mail to send."""
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    (folder / "index").write_text("0\n")
    members = "".join(f"user{n}@member.test\n" for n in range(size))
    (folder / "subscribers.d/u").write_text(members)
    control = {
        "listaddress": "news@lists.test",
        "owner": "owner@lists.test",
        "relayhost": "127.0.0.1",
        "smtpport": str(relay),
        "memorymailsize": "1000000",
    }
    for name, value in control.items():
        (folder / "control" / name).write_text(value + "\n")
    mail = folder / "mail.eml"
    mail.write_bytes(one(0, recipient="news@lists.test").replace(b"\r\n", b"\n"))
    return mail


def there() -> str | None:
    """Its sender."""
    return shutil.which(_BINARY)


def _install() -> None:
    if shutil.which("apt-get") is None:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "mlmmj"]):
        subprocess.run(
            ["apt-get", "-qq", *words], env=environment, check=False, capture_output=True
        )
