"""Law 1 for the power cord: between the end of a mail and its 250 the disk has it (strace)."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storms.server import Client, Server, letter

pytestmark = pytest.mark.storm
MAILS = 30
CALLS = "fsync,fdatasync,read,recvfrom,write,writev,sendto,sendmsg"
_LINE = re.compile(r"^(?:\d+ )?(?P<at>\d+\.\d+) (?P<call>.*)$")


def _strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.skipif(not _strace_works(), reason="strace is not installed or not allowed")
@pytest.mark.parametrize("size", [200, 400_000], ids=["in the database", "in a file"])
def test_a_sync_lies_between_the_end_of_a_mail_and_its_250(
    server: Callable[..., Server], tmp_path: Path, size: int
) -> None:
    trace = tmp_path / "trace"
    one = server(
        prefix=["strace", "-f", "-ttt", "-s", "48", "-e", f"trace={CALLS}", "-o", str(trace)]
    )
    one.start()
    client = Client(one.smtp, timeout=60)
    for number in range(MAILS if size < 1000 else 5):
        text = f"{number} " + ("Zeile mit Text\r\n" * (size // 16))
        client.deliver(letter(f"{number}@sync.example", text=text))
    client.close()
    one.stop()
    asked = answered = synced_since = 0
    for line in trace.read_text(errors="replace").splitlines():
        call = re.sub(r"^\d+ +\d+\.\d+ ", "", line)
        if re.search(r"(write|writev|sendto|sendmsg)\(.*354 Go ahead", call):
            asked += 1
            synced_since = 0
        elif re.search(r"(fsync|fdatasync)(\(\d+\)| resumed>\)) += 0", call):
            synced_since += 1
        elif re.search(r"(write|writev|sendto|sendmsg)\(.*250 2\.0\.0 ", call):
            answered += 1
            assert synced_since >= (1 if size < 1000 else 3), line  # file, folders, database
    assert asked == answered >= 5
