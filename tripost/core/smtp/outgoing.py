"""A mail as it goes over the wire to a next hop, and what could keep it from going."""

import re
from dataclasses import dataclass, field

from tripost.core.smtp.content import check_canonical, stuffed
from tripost.core.smtp.grammar import is_address
from tripost.core.smtp.replies import Reply

_HEAD_LINE_OF_DOT = b"\r\n."


class Unsendable(ValueError):
    """A mail that must not leave as it is: an address or content that could be read as more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the next hop said it can. `size` in octets, 0 = unlimited. `old`: knows HELO only."""

    pipelining: bool = False
    eight_bit: bool = False
    smtputf8: bool = False
    starttls: bool = False
    size: int = 0
    sizes: bool = False
    auth: frozenset[str] = frozenset()
    old: bool = False

    @classmethod
    def of(cls, text: str) -> "Offer":
        """From the lines of an EHLO reply; the first one is the name of the host."""
        words: dict[str, list[str]] = {}
        for line in text.split("\n")[1:]:
            # "AUTH=LOGIN" is how servers wrote it before RFC 4954; clients still meet it.
            name, *values = line.replace("=", " ").split() or [""]
            words.setdefault(name.upper(), []).extend(values)
        size = words.get("SIZE", [])
        return cls(
            pipelining="PIPELINING" in words,
            eight_bit="8BITMIME" in words,
            smtputf8="SMTPUTF8" in words,
            starttls="STARTTLS" in words,
            sizes="SIZE" in words,
            size=int(size[0]) if size and re.fullmatch(r"[0-9]{1,20}", size[0]) else 0,
            auth=frozenset(word.upper() for word in words.get("AUTH", [])),
        )


@dataclass(frozen=True, slots=True)
class Body:
    """Content checked and dot-stuffed once, for any number of mails. Make it with `prepared`."""

    wire: bytes
    size: int
    eight_bit: bool


def prepared(content: bytes) -> Body:
    """A body, or a whole mail, ready to go behind a head. Raises NotCanonical."""
    return Body(stuffed(content), len(content), not content.isascii())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One mail to one or more recipients in one transaction. Raises Unsendable, NotCanonical.

    `body` is what `prepared` made. `head`, if any, is put in front of it: header lines of their
    own for one subscriber, each ended by CRLF, so that a mail to thousands shares one body.
    """

    sender: str
    recipients: tuple[str, ...]
    body: Body
    head: bytes = b""
    eight_bit: bool = field(init=False)
    smtputf8: bool = field(init=False)

    def __post_init__(self) -> None:
        # The last step before the wire: nothing that could end a command or a mail gets past.
        for address in self.recipients + ((self.sender,) if self.sender else ()):
            if not is_address(address):
                raise Unsendable(f"not an address: {address!r}")
        if not self.recipients:
            raise Unsendable("there is no recipient")
        head = self.head
        if head:
            check_canonical(head)
            if not head.endswith(b"\r\n") or head[:1] == b"." or _HEAD_LINE_OF_DOT in head:
                raise Unsendable("a head must be whole header lines")
        object.__setattr__(self, "eight_bit", self.body.eight_bit or not head.isascii())
        addresses_ascii = self.sender.isascii() and all(r.isascii() for r in self.recipients)
        object.__setattr__(self, "smtputf8", not addresses_ascii)

    @property
    def size(self) -> int:
        """Octets as RFC 1870 counts them."""
        return len(self.head) + self.body.size

    def wire(self) -> bytes:
        """Head, body and the final dot."""
        return self.head + self.body.wire


def obstacle(mail: Outgoing, *, offer: Offer) -> Reply | None:
    """Why this next hop cannot take this mail; None if it can try."""
    if offer.size and mail.size > offer.size:
        # RFC 1870 §6.1: known beforehand, so not sent at all.
        return Reply(552, "5.3.4", f"The next hop takes no more than {offer.size} octets")
    if mail.smtputf8 and not offer.smtputf8:
        return Reply(553, "5.6.7", "The next hop takes no addresses beyond ASCII")  # RFC 6531 §3.2
    if mail.eight_bit and not offer.eight_bit:
        return Reply(554, "5.6.3", "The next hop takes no 8-bit content")  # RFC 6152 §3
    return None


def path_commands(mail: Outgoing, *, offer: Offer) -> list[bytes]:
    """MAIL, one RCPT for each recipient, DATA."""
    first = f"MAIL FROM:<{mail.sender}>"
    if offer.sizes:
        first += f" SIZE={mail.size}"
    if offer.eight_bit and mail.eight_bit:
        first += " BODY=8BITMIME"
    if mail.smtputf8:
        first += " SMTPUTF8"
    commands = [f"{first}\r\n".encode()]
    commands += [f"RCPT TO:<{recipient}>\r\n".encode() for recipient in mail.recipients]
    commands.append(b"DATA\r\n")
    return commands
