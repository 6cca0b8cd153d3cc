"""Mails that nobody here wrote, through SMTP into a real server: one outcome each, none lost."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.storms.server import ROOT, Client, Server, stuffed

pytestmark = pytest.mark.storm


def mails(corpora: Path) -> list[Path]:
    """Every mail file of the two MIME collections."""
    found = sorted(corpora.glob("mime_*/**/*.eml"))
    assert len(found) >= 200, "the collections are not whole"
    return found


def test_every_mail_has_one_outcome_and_its_own_bytes(
    corpora: Path,
    server: Callable[..., Server],
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
    _each_opens_is_answered_and_found(one)
    report = one.doctor()
    assert report.returncode == 0, report.stdout + report.stderr
    assert "Traceback" not in one.log.read_text()
    assert one.stop() == 0


def _each_opens_is_answered_and_found(one: Server) -> None:
    """As Anna, over the API: the thread, the HTML view, the raw bytes, an answer, a search."""
    secret = subprocess.run(
        [sys.executable, "-m", "tripost.cli.main", "token", "create", "anna"],
        env=one.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    ).stdout.strip()  # fmt: skip
    with httpx.Client(
        base_url=f"http://127.0.0.1:{one.http}/api/v1",
        headers={"Authorization": f"Bearer {secret}"},
        timeout=30,
    ) as anna:
        found = answered = 0
        for row in list(_conversations(anna)):
            whole = anna.get(f"/conversations/{row['id']}").raise_for_status().json()
            for mail in whole["messages"]:
                _opens(anna, mail)
            found += _is_found(anna, whole)
            answered += _answers(anna, whole)
        print("corpora: answered", answered, "found", found)
        assert found >= 190, "nearly every mail says something that can be looked for"


def _conversations(anna: httpx.Client) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        params = {"limit": 50} | ({"cursor": cursor} if cursor else {})
        page = anna.get("/conversations", params=params).raise_for_status().json()
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def _opens(anna: httpx.Client, mail: dict[str, Any]) -> None:
    anna.get(f"/messages/{mail['id']}/raw").raise_for_status()
    view = anna.get(f"/messages/{mail['id']}/view", params={"full": 1}).raise_for_status()
    assert "<script" not in view.text.lower()
    for file in mail["attachments"]:
        anna.get(file["url"].removeprefix("/api/v1")).raise_for_status()


def _is_found(anna: httpx.Client, whole: dict[str, Any]) -> bool:
    """By the longest word of what it says; a mail without any word cannot be looked for."""
    mail = whole["messages"][0]
    runs = re.findall(r"[^\W_]+", f"{mail['subject']} {mail['visible']}")
    words = [run for run in runs if run.isalpha() and 3 <= len(run) <= 40]
    if not words:
        return False
    cursor: str | None = None
    while True:
        params = {"q": max(words, key=len), "limit": 50} | ({"cursor": cursor} if cursor else {})
        page = anna.get("/search", params=params).raise_for_status().json()
        if whole["id"] in [hit["id"] for hit in page["items"]]:
            return True
        cursor = page["next"]
        assert cursor, f"{max(words, key=len)!r} does not find {mail['subject']!r}"


def _answers(anna: httpx.Client, whole: dict[str, Any]) -> bool:
    """201 with a recipient; without one it says so and the answer works once somebody is named."""
    answer: dict[str, Any] = {"text": "Danke, ist da.", "seen_up_to": whole["seen_up_to"]}
    if not whole["reply_to"] and not whole["reply_cc"]:
        refused = anna.post(f"/conversations/{whole['id']}/replies", json=answer)
        assert refused.json()["code"] == "no-recipient"
        answer["to"] = [{"address": "jana@praxis-weiss.example", "name": ""}]
    sent = anna.post(f"/conversations/{whole['id']}/replies", json=answer)
    assert sent.status_code == 201, (whole["subject"], whole["reply_to"], sent.text)
    return True
