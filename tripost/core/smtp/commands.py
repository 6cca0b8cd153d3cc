"""What does each command mean at this point of the conversation?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from tripost.core.smtp.actions import AskRecipient, AskSender, Deliver
from tripost.core.smtp.content import too_large
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.grammar import Path, SyntaxProblem, controls, mail_path, rcpt_path
from tripost.core.smtp.profile import Profile
from tripost.core.smtp.replies import Reply


class Turn(Enum):
    """What happens to the stream behind a command."""

    CONTENT = auto()
    TLS = auto()
    QUIT = auto()
    FORBIDDEN = auto()


Meaning = Reply | Turn | AskSender | AskRecipient

_OK = Reply(250, "2.0.0", "OK")
_SENDER_OK = Reply(250, "2.1.0", "Sender OK")
# Written into a mail form or a web page, these make a browser talk to a mail server.
_NOT_SMTP = frozenset((b"GET", b"POST", b"PUT", b"CONNECT", b"OPTIONS", b"HOST:", b"USER-AGENT:"))
_BODIES = frozenset(("7BIT", "8BITMIME"))


@dataclass(slots=True)
class Transaction:
    """A mail on its way: from MAIL to the end of its content. `recipients` may repeat."""

    sender: str
    smtputf8: bool
    body8bit: bool
    recipients: list[str] = field(default_factory=list)


class Dialogue:
    """The state of the conversation: greeting, TLS, transaction. Knows nothing of bytes."""

    def __init__(self, peer: Peer, *, profile: Profile, crowded: Callable[[], bool]) -> None:
        self.transaction: Transaction | None = None
        self.tls = ""
        self._peer = peer
        self._profile = profile
        self._crowded = crowded
        self._helo = ""
        self._extended = False
        self._asked: Transaction | None = None

    @property
    def greeted(self) -> bool:
        return bool(self._helo)

    def command(self, line: bytes) -> Meaning:
        """The meaning of one line, without its CRLF."""
        if controls(line):
            return Reply(500, "5.5.2", "A command must not hold control characters")
        verb, _, argument = line.partition(b" ")
        verb = verb.upper()
        if verb in _NOT_SMTP:
            return Turn.FORBIDDEN
        known = _COMMANDS.get(verb)
        if known is None:
            return Reply(500, "5.5.1", "Unknown command")
        try:
            return known(self, argument)
        except SyntaxProblem as problem:
            return problem.reply

    def sender_answered(self, reply: Reply) -> None:
        if reply.positive:
            self.transaction = self._asked
        self._asked = None

    def recipient_answered(self, recipient: str, reply: Reply) -> None:
        if reply.positive and self.transaction is not None:
            self.transaction.recipients.append(recipient)

    def tls_started(self, description: str) -> None:
        # RFC 3207 §4.2: all that was said before TLS is forgotten.
        self.tls = description
        self.transaction = None
        self._helo, self._extended = "", False

    def delivery(self, content: bytes, *, at: datetime) -> Deliver:
        """The mail of this transaction. Each recipient is named once, however often asked for."""
        mail = self.transaction
        assert mail is not None
        return Deliver(
            envelope=Envelope(
                sender=mail.sender,
                recipients=tuple(dict.fromkeys(mail.recipients)),
                peer=self._peer,
                helo=self._helo,
                tls=self.tls,
                smtputf8=mail.smtputf8,
                body8bit=mail.body8bit,
                protocol=self._protocol(mail),
                received_at=at,
            ),
            content=content,
        )

    def _protocol(self, mail: Transaction) -> str:
        # RFC 3848 and RFC 6531 §4.3: the words that may follow "with" in a trace line.
        base = "LMTP" if self._profile.lmtp else ("ESMTP" if self._extended else "SMTP")
        if mail.smtputf8:
            base = "UTF8LMTP" if self._profile.lmtp else "UTF8SMTP"
        return base + ("S" if self.tls and self._extended else "")

    def _ehlo(self, argument: bytes) -> Meaning:
        if self._profile.lmtp:
            return Reply(500, "5.5.1", "This is LMTP, say LHLO")
        return self._introduced(argument)

    def _lhlo(self, argument: bytes) -> Meaning:
        if not self._profile.lmtp:
            return Reply(500, "5.5.1", "This is SMTP, say EHLO")
        return self._introduced(argument)

    def _introduced(self, argument: bytes) -> Meaning:
        self._named(argument)
        self._extended = True
        profile = self._profile
        offers = [profile.hostname, "PIPELINING", f"SIZE {profile.limits.size}"]
        if profile.starttls and not self.tls:
            offers.append("STARTTLS")
        offers += ["ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"]
        return Reply(250, "", "\n".join(offers))

    def _helo_old(self, argument: bytes) -> Meaning:
        if self._profile.lmtp:
            return Reply(500, "5.5.1", "This is LMTP, say LHLO")
        self._named(argument)
        self._extended = False
        return Reply(250, "", self._profile.hostname)

    def _named(self, argument: bytes) -> None:
        name = argument.strip()
        if not name or b" " in name or len(name) > 255:
            raise SyntaxProblem(Reply(501, "5.5.4", "Say your host name behind the command"))
        # RFC 5321 §4.1.4: a new greeting ends what was begun, like RSET.
        self.transaction = None
        self._helo = name.decode("utf-8", "backslashreplace")

    def _mail(self, argument: bytes) -> Meaning:
        if not self._helo:
            return Reply(
                503, "5.5.1", "Say " + ("LHLO" if self._profile.lmtp else "EHLO") + " first"
            )
        if self.transaction is not None:
            return Reply(503, "5.5.1", "A mail is already begun")
        path = mail_path(argument)
        begun, size = self._begun(path)
        limit = self._profile.limits.size
        if size > limit:
            # RFC 1870 §6.1.
            return Reply(552, "5.3.4", too_large(limit))
        if self._crowded():
            return Reply(452, "4.3.1", "Too much mail is in hand, try again soon")
        if self._profile.ask_sender:
            self._asked = begun
            return AskSender(sender=path.address, size=size)
        self.transaction = begun
        return _SENDER_OK

    def _begun(self, path: Path) -> tuple[Transaction, int]:
        """The transaction that MAIL asks for, and its announced size."""
        given = dict(path.parameters) if self._extended else {}
        size = given.pop("SIZE", "0")
        body = given.pop("BODY", "7BIT").upper()
        utf8 = given.pop("SMTPUTF8", None)
        if given or (path.parameters and not self._extended):
            name = next(iter(given or path.parameters))
            raise SyntaxProblem(Reply(555, "5.5.4", f"The parameter {name} is not known here"))
        # RFC 1870 §3: up to 20 digits.
        if not (size.isascii() and size.isdigit() and len(size) <= 20):
            raise SyntaxProblem(Reply(501, "5.5.4", "SIZE wants a number"))
        if body not in _BODIES:
            raise SyntaxProblem(Reply(501, "5.5.4", "BODY is 7BIT or 8BITMIME"))
        if utf8:
            raise SyntaxProblem(Reply(501, "5.5.4", "SMTPUTF8 has no value"))
        if utf8 is None and not path.address.isascii():
            # RFC 6531 §3.5.
            raise SyntaxProblem(Reply(553, "5.6.7", "Such an address needs SMTPUTF8"))
        return Transaction(path.address, utf8 is not None, body == "8BITMIME"), int(size)

    def _rcpt(self, argument: bytes) -> Meaning:
        mail = self.transaction
        if mail is None:
            return Reply(503, "5.5.1", "Say MAIL first")
        path = rcpt_path(argument)
        if path.parameters:
            name = next(iter(path.parameters))
            return Reply(555, "5.5.4", f"The parameter {name} is not known here")
        if not mail.smtputf8 and not path.address.isascii():
            return Reply(553, "5.6.7", "Such an address needs SMTPUTF8")
        if len(mail.recipients) >= self._profile.limits.recipients:
            # RFC 5321 §4.5.3.1.10.
            return Reply(452, "4.5.3", "Too many recipients, send the rest in another mail")
        return AskRecipient(recipient=path.address, sender=mail.sender)

    def _data(self, argument: bytes) -> Meaning:
        if argument:
            return Reply(501, "5.5.4", "DATA stands alone")
        if self.transaction is None:
            return Reply(503, "5.5.1", "Say MAIL and RCPT first")
        if not self.transaction.recipients:
            # RFC 2033 §4.2 wants 503 in LMTP, RFC 2920 §3.1 suggests 554 in SMTP.
            return Reply(503 if self._profile.lmtp else 554, "5.5.1", "No recipient was accepted")
        return Turn.CONTENT

    def _rset(self, argument: bytes) -> Meaning:
        if argument:
            return Reply(501, "5.5.4", "RSET stands alone")
        self.transaction = None
        return _OK

    def _noop(self, argument: bytes) -> Meaning:
        return _OK

    def _vrfy(self, argument: bytes) -> Meaning:
        # RFC 5321 §3.5.3: neither confirm nor deny to strangers.
        if not argument:
            return Reply(501, "5.5.4", "VRFY wants an address")
        return Reply(252, "2.5.2", "Cannot tell; send a mail and see")

    def _help(self, argument: bytes) -> Meaning:
        return Reply(214, "2.0.0", "RFC 5321 says it all")

    def _quit(self, argument: bytes) -> Meaning:
        return Reply(501, "5.5.4", "QUIT stands alone") if argument else Turn.QUIT

    def _starttls(self, argument: bytes) -> Meaning:
        if not self._profile.starttls:
            return Reply(502, "5.5.1", "TLS is not offered")
        if self.tls:
            return Reply(503, "5.5.1", "TLS is on already")
        return Reply(501, "5.5.4", "STARTTLS stands alone") if argument else Turn.TLS

    def _not_offered(self, argument: bytes) -> Meaning:
        return Reply(502, "5.5.1", "This command is not offered here")


_COMMANDS: dict[bytes, Callable[[Dialogue, bytes], Meaning]] = {
    b"EHLO": Dialogue._ehlo,
    b"LHLO": Dialogue._lhlo,
    b"HELO": Dialogue._helo_old,
    b"MAIL": Dialogue._mail,
    b"RCPT": Dialogue._rcpt,
    b"DATA": Dialogue._data,
    b"RSET": Dialogue._rset,
    b"NOOP": Dialogue._noop,
    b"VRFY": Dialogue._vrfy,
    b"HELP": Dialogue._help,
    b"QUIT": Dialogue._quit,
    b"STARTTLS": Dialogue._starttls,
    # The submission door will answer AUTH with an exchange of its own (RFC 4954): one more Turn.
    b"AUTH": Dialogue._not_offered,
    b"EXPN": Dialogue._not_offered,
    b"BDAT": Dialogue._not_offered,
}
