"""Does the server keep to the conversations written down in this folder, however they are cut?"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tripost.core.smtp.actions import (
    Action,
    AskRecipient,
    AskSender,
    Close,
    Deliver,
    Send,
    StartTls,
)
from tripost.core.smtp.envelope import Peer
from tripost.core.smtp.profile import Limits, Profile
from tripost.core.smtp.replies import Reply
from tripost.core.smtp.server import ServerSession

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Cut = Callable[[bytes], Iterator[bytes]]


def whole(data: bytes) -> Iterator[bytes]:
    yield data


def lines(data: bytes) -> Iterator[bytes]:
    yield from data.splitlines(keepends=True)


def octets(data: bytes) -> Iterator[bytes]:
    yield from (data[at : at + 1] for at in range(len(data)))


class Stage:
    """A server session with a small room behind it; notes what happens as dialogue lines."""

    def __init__(self, words: list[str]) -> None:
        self.heard = b""
        self.mails: list[str] = []
        self.closed = False
        self.tls_wanted = False
        self.session = ServerSession(
            Peer("192.0.2.1", 4711), profile=_profile(words), now=lambda: NOW
        )
        self.perform(self.session.open())

    def say(self, data: bytes, cut: Cut) -> None:
        for piece in cut(data):
            self.perform(self.session.feed(piece))

    def start_tls(self) -> None:
        assert self.tls_wanted
        self.tls_wanted = False
        self.perform(self.session.tls_started("TLSv1.3 TEST"))

    def perform(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Send(data):
                    self.heard += data
                case Close():
                    self.closed = True
                case StartTls():
                    self.tls_wanted = True
                case AskSender():
                    self.perform(self.session.answer(Reply(250, "2.1.0", "Sender OK")))
                case AskRecipient(recipient=recipient):
                    self.perform(self.session.answer(_admission(recipient)))
                case Deliver():
                    self.mails.append(_told(action))
                    self.perform(self.session.answer(*_fates(action)))


def _profile(words: list[str]) -> Profile:
    profile = Profile(hostname="mx.test")
    for word in words:
        name, mark, value = word.partition("=")
        if mark:
            profile = replace(profile, limits=replace(profile.limits, **{name: int(value)}))
        else:
            profile = replace(profile, **{name: True})
    assert isinstance(profile.limits, Limits)
    return profile


def _admission(recipient: str) -> Reply:
    match recipient.partition("@")[0]:
        case "nobody":
            return Reply(550, "5.1.1", "No such address")
        case "later":
            return Reply(450, "4.2.0", "Come back later")
    return Reply(250, "2.1.5", "Recipient OK")


def _fates(action: Deliver) -> list[Reply]:
    if action.envelope.sender.startswith("trouble@"):
        return [Reply(451, "4.3.0", "Trouble on our side, try again later")]
    return [
        Reply(452, "4.2.2", "Full") if name.startswith("full@") else Reply(250, "2.0.0", "Stored")
        for name in action.envelope.recipients
    ]


def _told(action: Deliver) -> str:
    mail = action.envelope
    told = f"M: from=<{mail.sender}> to={','.join(mail.recipients)} with={mail.protocol}"
    told += f" helo={mail.helo}" + (" smtputf8" if mail.smtputf8 else "")
    return told + (" 8bit" if mail.body8bit else "") + "\nD: " + _escaped(action.content)


def _escaped(content: bytes) -> str:
    return repr(content)[2:-1].replace("\\'", "'")


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
