"""Mails that nobody here wrote, through SMTP into a real server: one outcome each, none lost."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storms.conftest import server  # noqa: F401 a fixture
from tests.storms.server import Client, Server, stuffed

pytestmark = pytest.mark.storm


def mails(corpora: Path) -> list[Path]:
    """Every mail file of the two MIME collections."""
    found = sorted(corpora.glob("mime_*/**/*.eml"))
    assert len(found) >= 200, "the collections are not whole"
    return found


def test_every_mail_has_one_outcome_and_its_own_bytes(
    corpora: Path,
    server: Callable[..., Server],  # noqa: F811
) -> None:
    one = server()
    one.start()
    client = Client(one.smtp, timeout=60)
    sent = set()
    files = mails(corpora)
    for number, file in enumerate(files):
        raw = file.read_bytes()
        client.deliver(raw, sender=f"sender-{number}@example.net")
        # DATA ends with CRLF; everything before it is kept byte for byte (law 3).
        sent.add(hashlib.sha256(raw if raw.endswith(b"\r\n") else raw + b"\r\n").hexdigest())
        assert stuffed(raw)
    client.close()
    one.drained(seconds=120)
    assert one.rows("SELECT COUNT(*) FROM store_intake")[0][0] == len(files)
    outcomes = dict(one.rows("SELECT outcome, COUNT(*) FROM store_intake GROUP BY outcome"))
    print("corpora:", outcomes)
    assert set(outcomes) <= {"new", "follow-up", "automatic", "bounce", "duplicate"}
    assert len(files) - len(sent) == outcomes.get("duplicate", 0)
    assert {row[0] for row in one.rows("SELECT sha256 FROM store_blob")} == sent
    report = one.doctor()
    assert report.returncode == 0, report.stdout + report.stderr
    assert "Traceback" not in one.log.read_text()
    assert one.stop() == 0
