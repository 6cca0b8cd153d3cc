"""A full disk means 4xx, and all is well again when there is room, without a restart (P4)."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.storms.server import Client, Refused, Server, letter

pytestmark = pytest.mark.storm


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB of its own."""
    place = tmp_path / "small"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip(f"cannot mount a small disk here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_full_disk_says_4xx_and_recovers(server: Callable[..., Server], small_disk: Path) -> None:
    one = server(data=small_disk / "data")
    one.start()
    kept: list[str] = []
    client = Client(one.smtp)
    client.deliver(letter("before@disk.example"))
    kept.append("before@disk.example")
    one.drained()
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    ballast.write_bytes(b"\0" * max(0, free - 256 * 1024))
    refused: list[int] = []
    for number in range(60):
        name = f"{number}@disk.example"
        try:
            client.deliver(letter(name, text="x" * 60_000))
            kept.append(name)
        except Refused as no:
            refused.append(no.code)
            client.say("RSET", 250)
            if len(refused) >= 3:
                break
    assert refused, "the disk was never full"
    assert all(400 <= code < 500 for code in refused), refused
    ballast.unlink()
    _deliver_within(client, "after@disk.example", seconds=30)
    kept.append("after@disk.example")
    client.close()
    one.drained()
    stored = [row[0] for row in one.rows("SELECT message_id FROM store_message")]
    assert set(kept) <= set(stored)
    assert len(stored) == len(set(stored))
    assert one.rows("SELECT COUNT(*) FROM store_intake WHERE outcome = 'quarantined'") == [(0,)]
    assert one.doctor().returncode == 0
    assert one.stop() == 0


def _deliver_within(client: Client, name: str, *, seconds: float) -> None:
    """As a sender does that was told 4xx: again and again."""
    end = time.monotonic() + seconds
    while True:
        try:
            client.deliver(letter(name))
        except Refused:
            if time.monotonic() > end:
                raise
            client.say("RSET", 250)
            time.sleep(0.2)
        else:
            return
