"""Does the server keep to the conversations written down in this folder, however they are cut?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogs.smtp.stage import Cut, Stage, lines, octets, whole

FOLDER = Path(__file__).parent


def _unescaped(text: str) -> bytes:
    return re.sub(
        rb"\\(x[0-9a-f]{2}|[rn0\\])",
        lambda found: {b"r": b"\r", b"n": b"\n", b"0": b"\0", b"\\": b"\\"}.get(
            found[1], bytes.fromhex(found[1][1:].decode()) if found[1][:1] == b"x" else b""
        ),
        text.encode("utf-8"),
    )


def _steps(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, colon, rest = line.partition(":")
            assert colon, line
            assert mark in ("P", "C", "C~", "S", "M", "D", "T", "X"), line
            yield mark, rest.removeprefix(" ")


def _expected(steps: list[tuple[str, str]], at: int) -> tuple[list[str], list[str], bool, int]:
    said, mails, closed = [], [], False
    while at < len(steps) and steps[at][0] in ("S", "M", "D", "X"):
        mark, rest = steps[at]
        if mark == "S":
            said.append(rest)
        elif mark == "X":
            closed = True
        else:
            mails.append(f"{mark}: {rest}")
        at += 1
    return said, mails, closed, at


@pytest.mark.parametrize("cut", [whole, lines, octets], ids=lambda cut: cut.__name__)
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_server_keeps_to_the_dialogue(path: Path, cut: Cut) -> None:
    steps = list(_steps(path))
    stage = Stage([word for mark, rest in steps if mark == "P" for word in rest.split()])
    steps = [step for step in steps if step[0] != "P"]
    at = 0
    while at < len(steps):
        said = b""
        while at < len(steps) and steps[at][0] in ("C", "C~"):
            said += _unescaped(steps[at][1]) + (b"\r\n" if steps[at][0] == "C" else b"")
            at += 1
        stage.say(said, cut)
        if at < len(steps) and steps[at][0] == "T":
            stage.start_tls()
            at += 1
            continue
        replies, mails, closed, at = _expected(steps, at)
        assert stage.heard.decode("ascii").split("\r\n") == [*replies, ""]
        assert "\n".join(stage.mails) == "\n".join(mails)
        assert stage.closed is closed
        stage.heard, stage.mails = b"", []


def test_there_are_dialogues() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 12
