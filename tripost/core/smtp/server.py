"""What does an SMTP or LMTP server answer to these bytes?"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto

from tripost.core.smtp.actions import (
    Action,
    Ask,
    AskRecipient,
    AskSender,
    Close,
    Deliver,
    Send,
    StartTls,
)
from tripost.core.smtp.commands import Dialogue, Turn
from tripost.core.smtp.content import ContentReader
from tripost.core.smtp.envelope import Peer
from tripost.core.smtp.profile import Profile
from tripost.core.smtp.replies import Reply, one_for_all

_QUESTIONS = (AskSender, AskRecipient)
_READY_TLS = Reply(220, "2.0.0", "Ready to start TLS")
_GO_AHEAD = Reply(354, "", "Go ahead, end with <CRLF>.<CRLF>")
_BYE = Reply(221, "2.0.0", "Bye")
# How much of an overlong command is read to find its end, in lengths of a line.
_PATIENCE = 16


class Phase(Enum):
    """Who is to speak, and what."""

    COMMAND = auto()
    OVERLONG = auto()  # the rest of a line that was refused for its length
    CONTENT = auto()
    WAITING = auto()  # for the answer to an Ask; commands stay in the buffer
    CLOSED = auto()


class ServerSession:
    """One connection, without its socket. Every method answers what is to be done, in order;
    an Ask is always the last action, and nothing more is read until `answer`.

    However the bytes are cut into chunks, the replies and the mails are the same. `crowded`
    says whether a new mail should be put off. Replies to pipelined commands leave together.
    """

    def __init__(
        self,
        peer: Peer,
        *,
        profile: Profile,
        now: Callable[[], datetime],
        crowded: Callable[[], bool] = lambda: False,
    ) -> None:
        self.phase = Phase.COMMAND
        self._profile = profile
        self._limits = profile.limits
        self._now = now
        self._dialogue = Dialogue(peer, profile=profile, crowded=crowded)
        self._buffer = b""
        self._at = 0  # how far the buffer is read
        self._skipped = 0
        self._reader = ContentReader(limit=0)
        self._out: list[bytes] = []
        self._ask: Ask | None = None
        self._errors = self._commands = 0
        self._leaving = False

    @property
    def backlog(self) -> int:
        """Octets of commands that wait. The shell stops reading when they grow."""
        return len(self._buffer) - self._at

    @property
    def held(self) -> int:
        """Octets of a mail in memory that is not answered for yet."""
        if isinstance(self._ask, Deliver):
            return len(self._ask.content)
        return self._reader.held if self.phase is Phase.CONTENT else 0

    @property
    def greeted(self) -> bool:
        """Has the client said who it is?"""
        return self._dialogue.greeted

    def open(self) -> list[Action]:
        """The greeting."""
        protocol = "LMTP" if self._profile.lmtp else "ESMTP"
        self._say(Reply(220, "", f"{self._profile.hostname} {protocol} ready"))
        return self._flush()

    def feed(self, data: bytes) -> list[Action]:
        """Bytes from the client."""
        if self.phase is Phase.CLOSED or isinstance(self._ask, StartTls):
            # RFC 3207 §6: what is said in the clear must not be heard behind TLS.
            return []
        self._buffer = self._buffer + data if self._buffer else data
        return [] if self.phase is Phase.WAITING else self._run()

    def answer(self, *replies: Reply) -> list[Action]:
        """The answer to the last Ask: one reply, or for Deliver one for each recipient."""
        asked, self._ask = self._ask, None
        if asked is None or self.phase is not Phase.WAITING:
            return []  # the connection was given up meanwhile
        self.phase = Phase.COMMAND
        match asked:
            case AskSender():
                self._dialogue.sender_answered(replies[0])
                self._say(replies[0])
            case AskRecipient(recipient=recipient):
                self._dialogue.recipient_answered(recipient, replies[0])
                self._out.append(replies[0].wire())
                if not replies[0].positive:
                    self._spend()  # who only asks for names gets few of them
            case Deliver():
                self._delivered(asked, replies)
            case StartTls():
                raise RuntimeError("StartTls is answered by tls_started")
        return self._run()

    def tls_started(self, description: str) -> list[Action]:
        """TLS is up; `description` is its version and cipher."""
        self._ask = None
        self._buffer, self._at = b"", 0
        self._dialogue.tls_started(description)
        self.phase = Phase.COMMAND
        return self._run()

    def time_out(self) -> list[Action]:
        """The client was silent, or too slow, for too long."""
        return self._dismiss(Reply(421, "4.4.2", "Too slow, closing"))

    def shut_down(self) -> list[Action]:
        """The server stops: a mail in hand may be finished, then the connection ends."""
        self._leaving = True
        if self.phase is Phase.COMMAND and self._dialogue.transaction is None:
            return self._dismiss(Reply(421, "4.3.2", "The server stops, come back soon"))
        return []

    def lost(self) -> None:
        """The client is gone: what it left unread in the buffer was never answered for."""
        self.phase, self._ask = Phase.CLOSED, None
        self._buffer, self._at = b"", 0

    def refuse_content(self, reply: Reply) -> None:
        """Keep no more of the mail that is coming in; `reply` is for its end."""
        if self.phase is Phase.CONTENT and self._reader.refusal is None:
            self._reader.refuse(reply)

    def _run(self) -> list[Action]:
        """As far as the buffer leads."""
        going = True
        while going:
            match self.phase:
                case Phase.COMMAND:
                    going = self._line()
                case Phase.CONTENT:
                    going = self._content()
                case Phase.OVERLONG:
                    going = self._skip()
                case Phase.WAITING | Phase.CLOSED:
                    going = False
        return self._flush()

    def _flush(self) -> list[Action]:
        if self._at:
            self._buffer, self._at = self._buffer[self._at :], 0
        actions: list[Action] = []
        # RFC 2920 §3.2: answers to a pipelined group travel together, so they wait for the last
        # one; but not while a mail is being made durable, and not when nothing more is here.
        if self._out and not isinstance(self._ask, _QUESTIONS):
            actions.append(Send(b"".join(self._out)))
            self._out.clear()
        if self._ask is not None:
            actions.append(self._ask)
        elif self.phase is Phase.CLOSED:
            actions.append(Close())
        return actions

    def _line(self) -> bool:
        """One command. RFC 5321 §2.3.8: lines end with CRLF and nothing else."""
        start, limit = self._at, self._limits.line
        if self._leaving and self._dialogue.transaction is None:
            self._out.append(Reply(421, "4.3.2", "The server stops, come back soon").wire())
            self.phase = Phase.CLOSED
            return False
        end = self._buffer.find(b"\n", start, start + limit)
        if end < 0:
            if self.backlog < limit:
                return False
            self.phase, self._skipped = Phase.OVERLONG, 0
            self._refuse(Reply(500, "5.5.2", "The line is too long"))
            return True
        self._at = end + 1
        if end == start or self._buffer[end - 1] != 13:
            self._bare()
        else:
            self._command(self._buffer[start : end - 1])
        return True

    def _skip(self) -> bool:
        """Reads over the rest of a line that is too long."""
        end = self._buffer.find(b"\n", self._at)
        known = len(self._buffer) if end < 0 else end
        if self._skipped + known - self._at > _PATIENCE * self._limits.line:
            self._end(Reply(421, "4.7.0", "The line does not end, closing"))
            return False
        if end < 0:
            keep = max(self._at, known - 1)  # it may be the CR of the end
            self._skipped += keep - self._at
            self._at = keep
            return False
        bare = end == self._at or self._buffer[end - 1] != 13
        self._at = end + 1
        self.phase = Phase.COMMAND
        if bare:
            self._bare()
        return True

    def _bare(self) -> None:
        # Guessing what a bare LF means is how mails get smuggled; a person at a keyboard is told.
        self._end(Reply(521, "5.5.2", "Lines must end with CR LF, closing"))

    def _command(self, line: bytes) -> None:
        if line[:4].upper() != b"RCPT":
            self._spend()
            if self.phase is Phase.CLOSED:
                return
        meaning = self._dialogue.command(line)
        match meaning:
            case Reply():
                self._say(meaning)
            case AskSender() | AskRecipient():
                self._wait(meaning)
            case Turn.CONTENT:
                self._say(_GO_AHEAD)
                self._reader = ContentReader(limit=self._limits.size)
                self.phase = Phase.CONTENT
            case Turn.TLS:
                self._say(_READY_TLS)
                # RFC 3207 §6: commands sent along in the clear are thrown away.
                self._buffer, self._at = b"", 0
                self._wait(StartTls())
            case Turn.QUIT:
                self._end(_BYE)
            case Turn.FORBIDDEN:
                self._end(Reply(521, "5.7.0", "This is a mail server, closing"))

    def _content(self) -> bool:
        if self._at >= len(self._buffer):
            return False
        data = self._buffer[self._at :] if self._at else self._buffer
        used = self._reader.feed(data)
        self._at = len(self._buffer) if used < 0 else self._at + used
        # Without an end yet, the last two octets may belong to it.
        wire = self._reader.wire - (2 if used < 0 else 0)
        if wire > self._limits.size + self._limits.drain:
            self._end(Reply(552, "5.3.4", "The mail is far too large, closing"))
        elif used >= 0:
            self._content_ended()
        return True

    def _content_ended(self) -> None:
        self.phase = Phase.COMMAND
        reader, self._reader = self._reader, ContentReader(limit=0)
        ask = self._dialogue.delivery(reader.content, at=self._now())
        if reader.refusal is None:
            self._wait(ask)
        else:
            self._delivered(ask, (reader.refusal,))

    def _delivered(self, asked: Deliver, replies: tuple[Reply, ...]) -> None:
        mail, self._dialogue.transaction = self._dialogue.transaction, None
        if any(reply.positive for reply in replies):
            self._errors = self._commands = 0
        if not self._profile.lmtp or mail is None:
            self._say(one_for_all(replies))
            return
        # RFC 2033 §4.2: one reply for each accepted RCPT, in their order.
        names = asked.envelope.recipients
        if len(replies) == 1:
            replies *= len(names)
        each = dict(zip(names, replies, strict=True))
        self._out.extend(each[recipient].wire() for recipient in mail.recipients)

    def _wait(self, ask: Ask) -> None:
        self._ask = ask
        self.phase = Phase.WAITING

    def _spend(self) -> None:
        self._commands += 1
        if self._commands > self._limits.commands:
            self._end(Reply(421, "4.7.0", "Too many commands without a mail, closing"))

    def _say(self, reply: Reply) -> None:
        if reply.permanent:
            self._refuse(reply)
        else:
            self._out.append(reply.wire())

    def _refuse(self, reply: Reply) -> None:
        self._out.append(reply.wire())
        self._errors += 1
        if self._errors > self._limits.errors:
            self._end(Reply(421, "4.7.0", "Too many errors, closing"))

    def _end(self, reply: Reply) -> None:
        self._out.append(reply.wire())
        self.phase = Phase.CLOSED
        self._buffer, self._at = b"", 0

    def _dismiss(self, reply: Reply) -> list[Action]:
        if self.phase is Phase.CLOSED:
            return []
        self._ask = None
        self._end(reply)
        return self._flush()
