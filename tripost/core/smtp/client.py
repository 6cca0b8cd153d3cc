"""What does a client say to hand mails to a next hop, and what became of each recipient?"""

import re
from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

from tripost.core.smtp.actions import Close, Send, StartTls
from tripost.core.smtp.login import LoginFailed, first_step, next_step
from tripost.core.smtp.outgoing import Offer, Outgoing, obstacle, path_commands
from tripost.core.smtp.replies import BadReply, Reply, ReplyReader


class Tls(Enum):
    """How much the next hop must offer."""

    NONE = auto()
    OPPORTUNISTIC = auto()
    REQUIRED = auto()
    IMPLICIT = auto()  # the connection is TLS from its first byte


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The account at a relay."""

    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to talk to one next hop. `hostname` is ours, for EHLO; ValueError if it is none."""

    hostname: str
    tls: Tls = Tls.OPPORTUNISTIC
    login: Login | None = None
    lmtp: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9._:\[\]-]+", self.hostname):
            raise ValueError(f"not a host name: {self.hostname!r}")


@dataclass(frozen=True, slots=True)
class Ready:
    """The session takes a mail now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a mail: one reply for each recipient, in their order. `uncertain`: the
    connection was lost after the whole mail was sent, so it may have arrived all the same."""

    replies: tuple[Reply, ...]
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The session cannot take (more) mails; the reply, or our words for it, says why."""

    reply: Reply


Step = Send | StartTls | Close | Ready | Outcome | Failed


class Phase(Enum):
    """What the next reply answers."""

    GREETING = auto()
    EHLO = auto()
    STARTTLS = auto()
    TLS = auto()  # the shell shakes hands
    AUTH = auto()
    READY = auto()
    ENVELOPE = auto()
    CONTENT = auto()
    QUIT = auto()
    CLOSED = auto()


# RFC 5321 §4.5.3.2, in seconds.
_PATIENCE = {Phase.CONTENT: 600, Phase.QUIT: 30, Phase.READY: 0, Phase.CLOSED: 0}


class ClientSession:
    """One connection to a next hop, without its socket. One mail at a time, many in a row:
    connect, feed until Ready, `send`, feed until Outcome and Ready, `send` … `quit`.

    With PIPELINING (RFC 2920) the whole envelope is one write, the content the second.
    """

    def __init__(self, manner: Manner) -> None:
        self.phase = Phase.GREETING
        self.offer = Offer()
        self._manner = manner
        self._encrypted = manner.tls is Tls.IMPLICIT
        self._reader = ReplyReader()
        self._mail: Outgoing | None = None
        self._unsent: deque[bytes] = deque()  # commands that wait, without PIPELINING
        self._got: list[Reply] = []
        self._finals: list[Reply] = []
        self._steps: list[Step] = []
        self._login_sent = 0
        self._dirty = False  # a refused transaction may still be open at the other side

    @property
    def patience(self) -> int:
        """Seconds to wait for the next reply; 0 = nothing is awaited (RFC 5321 §4.5.3.2)."""
        return _PATIENCE.get(self.phase, 300)

    @property
    def dirty(self) -> bool:
        """Whether the next mail begins with RSET, because the last one was refused half-way."""
        return self._dirty

    def feed(self, data: bytes) -> list[Step]:
        """Bytes from the next hop."""
        if self.phase is Phase.CLOSED:
            return []
        try:
            replies = self._reader.feed(data)
        except BadReply as problem:
            self._fail(Reply(451, "4.5.0", f"The next hop does not speak SMTP: {problem}"))
            return self._taken()
        for reply in replies:
            self._reply(reply)
        if self._reader.pending and any(isinstance(step, StartTls) for step in self._steps):
            self._slipped_in()
        return self._taken()

    def send(self, mail: Outgoing) -> list[Step]:
        """Begins a mail; only when Ready. What cannot be sent has its Outcome at once."""
        if self.phase is not Phase.READY:
            raise RuntimeError("a mail can only begin when the session is ready")
        why = obstacle(mail, offer=self.offer)
        if why is not None:
            return [Outcome(replies=(why,) * len(mail.recipients)), Ready()]
        commands = path_commands(mail, offer=self.offer)
        if self._dirty:
            commands.insert(0, b"RSET\r\n")
        self._mail, self._got, self._finals = mail, [], []
        self.phase = Phase.ENVELOPE
        if self.offer.pipelining:
            return [Send(b"".join(commands))]
        self._unsent.extend(commands)
        return [Send(self._unsent.popleft())]

    def tls_started(self) -> list[Step]:
        """TLS is up and the certificate is to our liking: introduce us again (RFC 3207 §4.2)."""
        self._encrypted = True
        self._reader = ReplyReader()
        self._hello()
        return self._taken()

    def quit(self) -> list[Step]:
        """A polite end, when Ready."""
        if self.phase is not Phase.READY:
            self._close()
        else:
            self.phase = Phase.QUIT
            self._steps.append(Send(b"QUIT\r\n"))
        return self._taken()

    def lost(self, why: str = "The connection was lost") -> list[Step]:
        """The connection ended, timed out or never was."""
        if self.phase is Phase.QUIT:
            self._close()
        elif self.phase is not Phase.CLOSED:
            self._fail(Reply(451, "4.4.2", why))
        return self._taken()

    def _taken(self) -> list[Step]:
        steps, self._steps = self._steps, []
        return steps

    def _reply(self, reply: Reply) -> None:
        if self.phase is Phase.CLOSED:
            return
        if reply.code == 421 and self.phase is not Phase.QUIT:
            self._fail(reply, said=True)  # RFC 5321 §3.8: the other side closes
            return
        match self.phase:
            case Phase.GREETING:
                self._hello() if reply.code == 220 else self._fail(reply)
            case Phase.EHLO:
                self._introduced(reply)
            case Phase.STARTTLS:
                self._tls_answered(reply)
            case Phase.AUTH:
                self._login_answered(reply)
            case Phase.ENVELOPE:
                self._envelope_reply(reply)
            case Phase.CONTENT:
                self._content_reply(reply)
            case Phase.QUIT:
                self._close()
            case Phase.TLS:
                self._slipped_in()
            case Phase.READY:
                self._fail(Reply(451, "4.5.0", f"The next hop speaks unasked: {reply.text}"))

    def _slipped_in(self) -> None:
        # RFC 3207 §6: words in the clear behind the answer to STARTTLS are not the next hop's.
        self._steps.clear()
        self._fail(Reply(451, "4.7.0", "Something was said between STARTTLS and TLS"))

    def _hello(self) -> None:
        self.phase = Phase.EHLO
        verb = "LHLO" if self._manner.lmtp else "EHLO"
        self._steps.append(Send(f"{verb} {self._manner.hostname}\r\n".encode("ascii")))

    def _introduced(self, reply: Reply) -> None:
        if reply.code != 250:
            self._hello_old(reply)
            return
        self.offer = Offer.of(reply.text)
        manner = self._manner
        wanted = manner.tls in (Tls.OPPORTUNISTIC, Tls.REQUIRED) and not self._encrypted
        if wanted and self.offer.starttls:
            self.phase = Phase.STARTTLS
            self._steps.append(Send(b"STARTTLS\r\n"))
        elif wanted and manner.tls is Tls.REQUIRED:
            self._fail(Reply(451, "4.7.4", "The next hop offers no TLS, but TLS is required"))
        elif manner.login is not None:
            self._log_in(manner.login)
        else:
            self._ready()

    def _hello_old(self, reply: Reply) -> None:
        # RFC 5321 §3.2: a server of the last century knows HELO; our demands stay.
        plain = self._manner.tls is not Tls.REQUIRED and self._manner.login is None
        if not reply.permanent or self._manner.lmtp or not plain or self.offer.old:
            self._fail(reply)
            return
        self.offer = Offer(old=True)
        self.phase = Phase.EHLO
        self._steps.append(Send(f"HELO {self._manner.hostname}\r\n".encode("ascii")))

    def _tls_answered(self, reply: Reply) -> None:
        if reply.code == 220:
            self.phase = Phase.TLS
            self._steps.append(StartTls())
        elif self._manner.tls is Tls.REQUIRED:
            self._fail(Reply(451, "4.7.4", f"The next hop refuses TLS: {reply.text}"))
        elif self._manner.login is not None:
            self._log_in(self._manner.login)
        else:
            self._ready()

    def _log_in(self, login: Login) -> None:
        self.phase, self._login_sent = Phase.AUTH, 0
        if not self._encrypted and self._manner.tls is not Tls.NONE:
            # Who strips STARTTLS on the way must not get a password for it.
            self._fail(Reply(454, "4.7.0", "The next hop offers no TLS; no password without it"))
            return
        try:
            line = first_step(login.user, login.password, mechanisms=self.offer.auth)
        except LoginFailed as problem:
            self._fail(Reply(454, "4.7.0", str(problem)))
            return
        self._steps.append(Send(line))

    def _login_answered(self, reply: Reply) -> None:
        login = self._manner.login
        if reply.code == 235:
            self._ready()
        elif reply.code == 334 and login is not None and self._login_sent < 2:
            self._login_sent += 1
            self._steps.append(Send(next_step(login.user, login.password, step=self._login_sent)))
        else:
            self._fail(reply)

    def _ready(self) -> None:
        self.phase = Phase.READY
        self._steps.append(Ready())

    def _envelope_reply(self, reply: Reply) -> None:
        """Replies to (RSET,) MAIL, RCPT … RCPT, DATA, in this order."""
        mail = self._mail
        assert mail is not None
        if self._dirty:
            self._dirty = False  # this was for RSET, which nobody may refuse
        else:
            self._got.append(reply)
            if len(self._got) == len(mail.recipients) + 2:
                self._data_answered(mail)
                return
        if self._unsent and not self._hopeless(mail):
            self._steps.append(Send(self._unsent.popleft()))

    def _hopeless(self, mail: Outgoing) -> bool:
        """Step by step: is there no use in going on? Then the mail is over."""
        got = self._got
        if not got or (got[0].positive and len(got) <= len(mail.recipients)):
            return False
        if got[0].positive and any(reply.positive for reply in got[1:]):
            return False
        self._unsent.clear()
        self._over(mail, final=got[0])
        return True

    def _data_answered(self, mail: Outgoing) -> None:
        data = self._got[-1]
        accepted = sum(reply.positive for reply in self._got[1:-1])
        if data.code != 354:
            self._over(mail, final=data if data.code >= 400 else _confused(data))
        elif accepted and self._got[0].positive:
            self.phase = Phase.CONTENT
            self._steps.append(Send(mail.wire()))
        else:
            # RFC 2920 §3.1: DATA was let in though nobody gets the mail: send an empty one, and
            # believe no success.
            self.phase = Phase.CONTENT
            self._steps.append(Send(b".\r\n"))

    def _content_reply(self, reply: Reply) -> None:
        mail = self._mail
        assert mail is not None
        self._finals.append(reply)
        # RFC 2033 §4.2: LMTP has one reply for each accepted recipient.
        accepted = sum(reply.positive for reply in self._got[1:-1])
        if len(self._finals) >= (max(accepted, 1) if self._manner.lmtp else 1):
            self._over(mail, final=reply)

    def _over(self, mail: Outgoing, *, final: Reply) -> None:
        self._dirty = self.phase is not Phase.CONTENT
        self._mail = None
        self._steps.append(Outcome(replies=self._fates(mail, final)))
        self._ready()

    def _fates(self, mail: Outgoing, final: Reply) -> tuple[Reply, ...]:
        """The reply that decided over each recipient."""
        got = self._got
        if got and not got[0].positive:
            return (got[0],) * len(mail.recipients)
        asked = got[1 : len(mail.recipients) + 1]
        finals = iter(self._finals if self._manner.lmtp else ())
        return tuple(
            asked[at] if at < len(asked) and not asked[at].positive else next(finals, final)
            for at in range(len(mail.recipients))
        )

    def _fail(self, reply: Reply, *, said: bool = False) -> None:
        """The end. `said`: the reply is the next hop's own answer, not our guess."""
        mail, self._mail = self._mail, None
        if mail is not None:
            unknown = self.phase is Phase.CONTENT and not said
            self._steps.append(Outcome(replies=self._fates(mail, reply), uncertain=unknown))
        self._steps.append(Failed(reply))
        self._close()

    def _close(self) -> None:
        self.phase = Phase.CLOSED
        self._steps.append(Close())


def _confused(reply: Reply) -> Reply:
    return Reply(451, "4.5.0", f"The next hop answered DATA with {reply.code} {reply.text}")
