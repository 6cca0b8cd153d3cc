"""What a mail says, once it has been read: frozen, and every offset points into its raw bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tripost.core.message.words import Decoder


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A person in a header. `address` is "" when the header names nobody that mail can reach."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the MIME tree; `raw[start:body]` is its header, `raw[body:end]` its content.

    `path` is the IMAP section (RFC 9051 §6.4.5.1): "1.2"; a multipart that is the whole content
    of a message is "TEXT", and of the message attached at 2, "2.TEXT".
    """

    path: str
    content_type: str  # "text/plain", lower case; what it means here, defaults applied
    start: int
    body: int
    end: int
    encoding: str = "7bit"  # lower case: 7bit, 8bit, binary, base64, quoted-printable, uuencode
    charset: str = ""
    disposition: str = ""  # inline, attachment, or ""
    filename: str = ""
    cid: str = ""
    children: tuple["Part", ...] = ()

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in the order of the mail."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.children))


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is not text to read: `raw[offset:offset + length]` is its encoded content."""

    path: str
    offset: int
    length: int
    filename: str
    content_type: str
    cid: str
    inline: bool
    encoding: str
    size: int  # bytes once decoded; exact for well-formed content, else within a few bytes


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A mail as it is shown, threaded and searched. Texts carry no control characters."""

    subject: str
    from_: tuple[Mailbox, ...]
    sender: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    bcc: tuple[Mailbox, ...]
    date: datetime | None  # aware, in the sender's zone
    message_id: str  # without angle brackets; "" when there is none
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]  # the first and the last fifty
    list_id: str
    list_unsubscribe: tuple[str, ...]  # addresses of the web and mailto:
    list_post: tuple[str, ...]
    fields: tuple[tuple[bytes, bytes], ...]  # every header field, as it came, folds kept
    text: str  # plain text to read, lines end with \n; "" when there is only HTML
    html: str  # NOT sanitised
    attachments: tuple[Attachment, ...]
    root: Part
    warnings: tuple[str, ...]  # codes: display-name-address, several-from, broken-from, …

    def raw_field(self, name: str) -> bytes | None:
        """The first field of that name, as it came (without its name), or None."""
        wanted = name.lower().encode("ascii", "replace")
        return next((value for key, value in self.fields if key.lower() == wanted), None)

    def raw_fields(self, name: str) -> tuple[bytes, ...]:
        """All fields of that name, in the order of the header."""
        wanted = name.lower().encode("ascii", "replace")
        return tuple(value for key, value in self.fields if key.lower() == wanted)

    def field(self, name: str) -> str:
        """The first field of that name as one harmless line; "" when it is missing."""
        value = self.raw_field(name)
        return Decoder().text(value) if value else ""
