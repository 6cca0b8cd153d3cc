"""Build a mail of ours, canonical: CRLF only, 7-bit safe, no header a person could smuggle in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Any

REFERENCES_KEPT = 50
MAX_HEADER = 998  # characters a person may put into one header
Named = tuple[str, str]  # name, address


class BadHeader(ValueError):
    """Text that cannot stand in a header; `field` names which."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; `cid` makes it an inline part of the HTML."""

    name: str
    content_type: str
    data: bytes
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be built. Ids without angle brackets; `date` aware; `html` "" = text only."""

    from_: Named
    to: tuple[Named, ...]
    subject: str
    text: str
    date: datetime
    message_id: str
    html: str = ""
    sender: Named | None = None  # RFC 5322 §3.6.2: who really wrote, on behalf of From
    cc: tuple[Named, ...] = ()
    reply_to: tuple[Named, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def compose(letter: Letter) -> bytes:
    """The mail as bytes; raises BadHeader for CR, LF, NUL or anything that is not text."""
    plain = all(
        address.isascii() for _, address in (letter.from_, *letter.to, *letter.cc, *letter.reply_to)
    )
    mail = EmailMessage(policy=SMTP if plain else SMTPUTF8)
    _address_headers(mail, letter)
    mail["Subject"] = _checked("subject", letter.subject)
    mail["Date"] = format_datetime(letter.date)
    mail["Message-ID"] = f"<{_checked('message-id', letter.message_id)}>"
    if letter.in_reply_to:
        mail["In-Reply-To"] = f"<{_checked('in-reply-to', letter.in_reply_to)}>"
    if letter.references:
        kept = shortened(letter.references)
        mail["References"] = " ".join(f"<{_checked('references', r)}>" for r in kept)
    for name, value in letter.headers:
        mail[_checked("header name", name)] = _checked(name, value)
    _body(mail, letter)
    return mail.as_bytes()


def shortened(references: tuple[str, ...]) -> tuple[str, ...]:
    """The first id, which is the thread's root, and the newest ones."""
    if len(references) <= REFERENCES_KEPT:
        return references
    return (references[0], *references[-(REFERENCES_KEPT - 1) :])


def reply_subject(subject: str) -> str:
    """`Re: …`, once; control characters that came encoded are shown as blanks."""
    clean = harmless(subject)
    return clean if clean[:3].lower() in ("re:", "aw:") else f"Re: {clean}".strip()


def harmless(text: str) -> str:
    """A stranger's text made fit for a header: control characters become single blanks."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(shown.split())[: MAX_HEADER - 10]


def _address_headers(mail: EmailMessage, letter: Letter) -> None:
    mail["From"] = _named("from", (letter.from_,))
    if letter.sender is not None:
        mail["Sender"] = _named("sender", (letter.sender,))
    for field, people in (("To", letter.to), ("Cc", letter.cc), ("Reply-To", letter.reply_to)):
        if people:
            mail[field] = _named(field.lower(), people)


def _named(field: str, people: Iterable[Named]) -> list[Address]:
    named = []
    for name, address in people:
        _checked(field, address)
        local, at, domain = address.rpartition("@")
        if not at or not local or not domain:
            raise BadHeader(field, f"{address!r} is not a mail address")
        try:
            named.append(Address(_checked(field, name), local, domain))
        except (ValueError, IndexError):
            raise BadHeader(field, f"{address!r} is not a mail address") from None
    return named


def _checked(field: str, text: str) -> str:
    """`text`, when it holds no control character: one would begin a header of its own."""
    if any(ord(c) < 32 or ord(c) == 127 or c in "\u0085\u2028\u2029" for c in text):
        raise BadHeader(field, "line breaks and control characters cannot stand here")
    if len(text) > MAX_HEADER * 100:
        raise BadHeader(field, "too long")
    return text


def _body(mail: EmailMessage, letter: Letter) -> None:
    mail.set_content(_lines(letter.text), charset="utf-8", cte="quoted-printable")
    if letter.html:
        mail.add_alternative(
            _lines(letter.html), subtype="html", charset="utf-8", cte="quoted-printable"
        )
    page = mail.get_body(preferencelist=("html",)) if letter.html else None
    for file in letter.files:
        if file.cid and isinstance(page, EmailMessage):
            # RFC 2387, RFC 2392 §2: a picture of the HTML stands beside it, named by Content-ID.
            cid = f"<{_checked('content-id', file.cid)}>"
            page.add_related(file.data, **_described(file), disposition="inline", cid=cid)
        else:
            mail.add_attachment(file.data, **_described(file), disposition="attachment")


def _described(file: File) -> dict[str, Any]:
    """Type and name of a file; what would be a mail of its own or several is plain bytes."""
    main, _, sub = _checked("content-type", file.content_type).partition("/")
    if not main.isalnum() or not sub or main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    return {
        "maintype": main,
        "subtype": sub.split(";")[0].strip(),
        "filename": _checked("attachment name", file.name),
    }


def _lines(text: str) -> str:
    """Text with one kind of line end, NUL removed: nothing bare leaves (RFC 5322 §2.3)."""
    return "\n".join(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
