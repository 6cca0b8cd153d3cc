"""The command line as people use it: real processes, plain sentences, exit codes."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storms.server import ROOT, Server

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tripost(tmp_path: Path) -> Run:
    """Runs one command in a data folder of this test."""

    def run(*words: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TRIPOST_")}
        environment = {
            **kept, "TRIPOST_DATA": str(tmp_path / "data"), "TRIPOST_DEMO": "0",
            "COLUMNS": "200", **extra,
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "-m", "tripost.cli.main", *words],
            env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return run


def test_from_nothing_to_a_token(tripost: Run) -> None:
    records = tripost("domain", "add", "Acme.example")
    assert records.returncode == 0, records.stderr
    assert "_domainkey.acme.example\tTXT\tv=DKIM1" in records.stdout
    address = tripost("address", "add", "support@acme.example", "--mode", "inbox")
    assert address.returncode == 0
    assert "nobody reads it yet: give rights at http://127.0.0.1:8000/admin" in address.stdout
    added = tripost(
        "user", "add", "anna@acme.example", "--administrator", "--password", "ein langer Satz"
    )
    assert added.returncode == 0, added.stderr
    token = tripost("token", "create", "anna")
    assert re.fullmatch(r"tp_[0-9a-f]{40}\n", token.stdout), "the secret alone"
    secret = tripost("app-password", "create", "anna@acme.example", "--scope", "imap,smtp")
    assert re.fullmatch(r"tp_[0-9a-f]{40}\n", secret.stdout)
    assert secret.stdout != token.stdout
    told = tripost("doctor").stdout.splitlines()
    assert re.fullmatch(
        r"\d+ rows in the audit; the newest has the hash [0-9a-f]{16,64}….*", told[0]
    )
    about_dns = [line for line in told[1:] if line.startswith("DNS    acme.example: ")]
    assert len(about_dns) == 1, "one line sums up each domain"
    assert told[-1] == "All is well."
    assert "jobs\twaiting" in tripost("queue").stdout


@pytest.mark.parametrize(
    ("words", "extra", "sentence"),
    [
        (("doctor",), {"TRIPOST_DATA": "no/such"}, "TRIPOST_DATA: no/such holds no Tripost"),
        (("queue",), {"TRIPOST_DATA": "no/such"}, "TRIPOST_DATA: no/such holds no Tripost"),
        (("token", "create", "nobody"), {}, "There is no user 'nobody'"),
        (("app-password", "create", "x", "--scope", "ftp"), {}, "--scope: wants imap, smtp, dav"),
        (("address", "add", "nonsense"), {}, "An address has an @"),
        (("serve",), {"TRIPOST_HTTP": "8000"}, "TRIPOST_HTTP: wants host:port"),
        (("serve",), {"TRIPOST_RELAY": "ftp://x"}, "TRIPOST_RELAY: wants smtp://"),
        (("serve",), {"TRIPOST_RELAY": "smtp://a:p@x:y"}, "TRIPOST_RELAY: wants smtp://[user:"),
        (("serve",), {"TRIPOST_MAX_MAIL": "-1"}, "TRIPOST_MAX_MAIL: Input should be greater"),
        (("serve",), {"TRIPOST_BASE_URL": "mail.example"}, "TRIPOST_BASE_URL: wants https://"),
        (("serve",), {"TRIPOST_DATABASE_URL": "mysql://x"}, "TRIPOST_DATABASE_URL: wants postgres"),
        (("serve",), {"TRIPOST_RELAI": "smtp://x:25"}, "did you mean TRIPOST_RELAY?"),
        (("serve",), {"TRIPOST_DATA": "/proc/no"}, "TRIPOST_DATA: cannot use /proc/no"),
        (("serve",), {"TRIPOST_TLS_CERT": "/no.pem"}, "there is no file /no.pem"),
    ],
)
def test_what_is_wrong_is_one_line_that_names_the_fix(
    tripost: Run, words: tuple[str, ...], extra: dict[str, str], sentence: str
) -> None:
    answer = tripost(*words, **extra)
    assert answer.returncode == 2
    assert sentence in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stdout == ""


def test_help_names_every_verb(tripost: Run) -> None:
    shown = tripost("--help").stdout
    for verb in ("serve", "demo", "doctor", "queue", "token", "app-password", "domain", "address"):
        assert verb in shown


@pytest.mark.storm
def test_serving_first_start_second_server_and_stop(
    server: Callable[..., Server],
    tripost: Run,
    tmp_path: Path,
) -> None:
    one = server()
    one.start()
    one.wait_for_port(one.http)
    second = tripost("serve", TRIPOST_DATA=str(one.data))
    assert second.returncode == 2
    assert second.stderr.startswith("Another Tripost server already works on")
    taken = tripost("serve", TRIPOST_HTTP=f"127.0.0.1:{one.http}", TRIPOST_SMTP="127.0.0.1:0",
                    TRIPOST_LMTP="127.0.0.1:0")  # fmt: skip
    assert taken.returncode == 2
    assert taken.stderr.startswith(f"Cannot listen on 127.0.0.1:{one.http}: ")
    assert "set TRIPOST_HTTP" in taken.stderr
    assert one.stop() == 0
    said = one.log.read_text()
    assert "Tripost is ready." in said
    assert "Traceback" not in said


@pytest.mark.storm
def test_an_empty_folder_prints_a_code_and_keeps_only_its_hash(tmp_path: Path) -> None:
    import hashlib

    one = Server(tmp_path / "fresh")
    one.start()
    one.wait_for_port(one.http)
    assert one.stop() == 0
    code = re.search(r"Set-up code: (\S+)", one.log.read_text())
    assert code is not None
    kept = (one.data / "setup-code").read_text().strip()
    assert kept == hashlib.sha256(code[1].encode()).hexdigest()
    assert (one.data / "setup-code").stat().st_mode & 0o077 == 0
