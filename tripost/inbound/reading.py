"""All that is derived from the raw bytes of a mail; pure, and done in the reader process."""

import re
import struct
from datetime import datetime
from typing import Final

import msgspec

from tripost.core import automatic
from tripost.core.bounce import read_bounce
from tripost.core.complaint import read_complaint
from tripost.core.message import Mailbox, ParsedMessage, parse
from tripost.core.quote import fold
from tripost.core.searched import searched
from tripost.core.snippet import snippet
from tripost.core.terms import terms
from tripost.core.thread import base_subject
from tripost.core.to_text import to_text

HEADER: Final = struct.Struct(">I")  # the length of a frame between server and reader
SUBJECT: Final = (
    998  # characters kept of a header text (as a line may have octets, RFC 5322 §2.1.1)
)
NAME: Final = 320
TEXT: Final = 1_000_000  # characters of text kept beside the raw mail; the raw mail has the rest
ANSWERS: Final = 10  # ids of In-Reply-To
PEOPLE: Final = 1000  # of one header field; more are in the raw mail
# RFC 2156 (MIXER), registered in RFC 4021; some programs write the last one in two words.
SENSITIVE: Final = frozenset(
    ("personal", "private", "company-confidential", "company confidential")
)
# Some delivery reports call themselves a receipt (Dovecot over quota), or bulk mail (MDaemon):
# then only whoever writes like a daemon is read, for newsletters are many.
MAY_RETURN: Final = frozenset(("bounce", "receipt"))
_DAEMON: Final = re.compile(r"daemon|postmaster|mail ?delivery|mail ?system", re.IGNORECASE)
_FETCHES: Final = re.compile(r"(?:src|background|srcset|poster)\s*=|url\s*\(")
_FETCHING: Final = ("src", "background", "poster", "url")  # found 50 times as fast as the pattern

People = list[tuple[str, str]]


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A mail to be read, with its envelope sender ("" = null sender)."""

    raw: bytes
    sender: str


class Part(msgspec.Struct, frozen=True, array_like=True):
    """An attachment as `conversations.append.PartRow` wants it."""

    path: str
    name: str
    content_type: str
    cid: str
    inline: bool
    size: int
    offset: int
    length: int
    encoding: str


class Bounce(msgspec.Struct, frozen=True, array_like=True):
    """What a delivery report says about our mail; `hard`: it never arrives."""

    code: str  # RFC 3463, "5.1.1"
    text: str
    hard: bool


class Complaint(msgspec.Struct, frozen=True, array_like=True):
    """Somebody calls a mail of ours unwanted; `senders` and `links` may be ours and tell which."""

    kind: str
    senders: list[str]
    links: list[str]


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """What a mail says, ready to be filed. Texts carry no NUL."""

    subject: str
    base_subject: str
    message_id: str
    in_reply_to: list[str]
    references: list[str]
    from_name: str
    from_address: str
    to: People
    cc: People
    reply_to: People
    date: datetime | None
    visible: str
    folded: str
    snippet: str
    terms: str
    has_html: bool
    remote_content: bool
    parts: list[Part]
    automatic: str
    warnings: list[str]
    list_id: str
    loops: list[str]  # addresses that a header says this mail went through
    bounce: Bounce | None
    sensitive: bool = False  # its sender asks that only few see it
    complaint: Complaint | None = None


def read(task: Task) -> Reading:
    """Never raises for what a mail says; only for what the machine cannot give."""
    mail = parse(task.raw)
    text = mail.text or (to_text(mail.html) if mail.html else "")
    kind = automatic.classify(mail, envelope_sender=task.sender).kind or ""
    piles = fold(text[:TEXT])
    author = mail.from_[0] if mail.from_ else Mailbox("", "")
    visible = _clean(piles.visible)
    return Reading(
        subject=mail.subject[:SUBJECT],
        base_subject=base_subject(mail.subject[:SUBJECT]),
        message_id=mail.message_id[:SUBJECT],
        in_reply_to=[one[:SUBJECT] for one in mail.in_reply_to[:ANSWERS]],
        references=[one[:SUBJECT] for one in mail.references],
        from_name=author.name[:NAME],
        from_address=author.address.lower()[:NAME],
        to=_people(mail.to),
        cc=_people(mail.cc),
        reply_to=_people(mail.reply_to),
        date=_believable(mail.date),
        visible=visible,
        folded=_clean(piles.folded),
        snippet=snippet(visible),
        terms=terms(searched(mail, text)),
        has_html=bool(mail.html),
        remote_content=_remote(mail.html),
        parts=[
            Part(
                one.path, one.filename[:500], one.content_type[:200], one.cid[:500], one.inline,
                one.size, one.offset, one.length, one.encoding[:20],
            )
            for one in mail.attachments
        ],
        automatic=kind,
        warnings=list(mail.warnings),
        list_id=mail.list_id.lower(),
        loops=_loops(mail),
        bounce=_bounce(task.raw, mail, kind=kind) if _may_return(kind, task, author) else None,
        sensitive=mail.field("Sensitivity").strip().lower() in SENSITIVE,
        complaint=_complaint(task.raw, mail),
    )  # fmt: skip


def _people(some: tuple[Mailbox, ...]) -> People:
    return [(one.name[:NAME], one.address[:NAME]) for one in some[:PEOPLE]]


def _believable(date: datetime | None) -> datetime | None:
    """A Date header that both databases can keep; the raw mail has what it really says."""
    return date if date is not None and 1970 <= date.year <= 2200 else None


def _may_return(kind: str, task: Task, author: Mailbox) -> bool:
    if kind != "bulk":
        return kind in MAY_RETURN
    return not task.sender or bool(_DAEMON.search(f"{author.name[:NAME]} {author.address[:NAME]}"))


def _bounce(raw: bytes, mail: ParsedMessage, *, kind: str) -> Bounce | None:
    """The gravest of what a delivery report says; one copy has one recipient."""
    report = read_bounce(raw, mail, guess=kind == "bounce")
    lost = [one for one in report.failures if one.lost]
    if not lost:
        return None
    worst = max(lost, key=lambda one: bool(one.hard))
    return Bounce(worst.status, worst.detail or "The mail came back", bool(worst.hard))


def _complaint(raw: bytes, mail: ParsedMessage) -> Complaint | None:
    found = read_complaint(raw, mail)
    if found is None or not found.unwanted:
        return None
    return Complaint(found.kind, list(found.senders), list(found.links))


def _clean(text: str) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return text.replace("\0", "") if "\0" in text else text


def _remote(html: str) -> bool:
    """Would showing it ask another server for something?"""
    low = html.lower()
    return any(word in low for word in _FETCHING) and _FETCHES.search(low) is not None


def _loops(mail: ParsedMessage) -> list[str]:
    return [
        value.decode("ascii", "replace").strip().lower() for value in mail.raw_fields("X-Loop")
    ][:20]
