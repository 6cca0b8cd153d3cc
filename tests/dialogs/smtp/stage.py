"""A server session with a small room behind it, for dialogues and properties."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

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
        self.contents: list[bytes] = []
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
                    self.contents.append(action.content)
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
