"""What does a subscriber's copy of a post look like? Pure; nothing of it is stored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr
from typing import Final

from tripost.core.rewriting import NAME_LENGTH, Shown
from tripost.core.smtp.content import canonical

# Ours to write, or nobody's business but the author's (receipts would report 1,000 readers to
# them). Signatures go too: From or Reply-To change, and a broken signature is worth less than none.
_DROPPED: Final = frozenset(
    b"""from sender reply-to bcc resent-bcc return-path errors-to precedence
    delivered-to x-original-to
    dkim-signature domainkey-signature authentication-results x-google-dkim-signature
    disposition-notification-to disposition-notification-options return-receipt-to
    return-receipt-requested x-confirm-reading-to generate-delivery-report x-pmrqc
    list-id list-post list-help list-subscribe list-unsubscribe list-unsubscribe-post list-owner
    list-archive x-unsubscribe""".split()
)
# Where the author's own signature is to hold, these stay as the author wrote them.
_SIGNED: Final = frozenset((b"from", b"sender", b"reply-to", b"dkim-signature"))
_ONCE: Final = frozenset((b"subject", b"date", b"message-id", b"to", b"cc", b"mime-version"))
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote the post, how that is shown (core/rewriting.py), and where answers go."""

    name: str
    address: str
    reply_to: tuple[tuple[str, str], ...]
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list as its copies show it."""

    email: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all copies of a post share: `head` without the fields of one copy, and `body` with
    the blank line before it. `from_domain` says whose key signs: the author's where that is ours,
    else the list's."""

    head: bytes
    body: bytes
    from_domain: str


def frame(raw: bytes, *, listing: Listing, author: Author, message_id: str, at: datetime) -> Frame:
    """Prepare a post for its copies; `message_id` (without <>) and `at` fill what it lacks."""
    head, body = split(canonical(raw))
    kept = _SIGNED if author.shown.step == "keeps" else frozenset()
    fields = list(_kept(head, dropped=_DROPPED - kept))
    names = {name for name, _ in fields}
    sender = author.address if author.shown.step == "ours" else listing.email
    ours = _our_fields(listing, author)
    if b"message-id" not in names:
        ours.append(("Message-ID", f"<{message_id}>"))
    if b"date" not in names:
        ours.append(("Date", format_datetime(at)))
    if b"to" not in names and b"cc" not in names:
        ours.append(("To", _named(listing.name, listing.email)))
    return Frame(
        head=b"".join(field for _, field in fields) + _written(ours),
        body=body,
        from_domain=sender.rpartition("@")[2].lower(),
    )


def copy_fields(leave_url: str) -> bytes:
    """The fields of one subscriber: leave with one click (RFC 8058), no login."""
    return _written(
        [
            ("List-Unsubscribe", f"<{leave_url}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ("List-Help", f"<{leave_url}>"),
        ]
    )


def split(raw: bytes) -> tuple[bytes, bytes]:
    """A canonical mail: its head with the last CRLF, and the rest with the blank line before."""
    if raw.startswith(b"\r\n"):
        return b"", raw
    head, blank, body = raw.partition(b"\r\n\r\n")
    if not blank:
        return raw, b"\r\n"
    return head + b"\r\n", b"\r\n" + body


def list_id(email: str) -> str:
    """RFC 2919 §2: news@acme.example is news.acme.example."""
    return email.lower().replace("@", ".")


def _our_fields(listing: Listing, author: Author) -> list[tuple[str, str]]:
    shown = author.shown
    by: list[tuple[str, str]] = []
    answers: tuple[tuple[str, str], ...] = ()
    if shown.step != "keeps":
        by.append(("From", _named(shown.name, shown.address)))
        if shown.keeps_author and author.address.lower() != listing.email:
            # RFC 5322 §3.6.2: the list is who sent it, the author is who wrote it.
            by.append(("Sender", _named(listing.name, listing.email)))
        answers = author.reply_to or (((author.name, author.address),) if author.address else ())
    replies = ",\r\n ".join(_named(name, address) for name, address in answers if address)
    return [
        *by,
        *([("Reply-To", replies)] if replies else []),
        ("List-Id", f"{_phrase(listing.name)} <{list_id(listing.email)}>"),
        ("List-Post", f"<mailto:{listing.email}>"),
        ("Precedence", "list"),
        ("X-Loop", listing.email),
    ]


def _kept(head: bytes, *, dropped: frozenset[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The author's fields that stay, folds and all, each with its name in lower case."""
    seen: set[bytes] = set()
    for field in re.split(rb"(?<=\n)(?![ \t])", head):
        found = _FIELD.match(field)
        if found is None:
            continue  # the "From " line of a mbox, or rubbish: nothing a reader would miss
        name = found[1].lower()
        if name in dropped or name.startswith(b"x-tripost-") or name in seen & _ONCE:
            continue
        seen.add(name)
        yield name, field


def _written(fields: list[tuple[str, str]]) -> bytes:
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in fields)


def _named(name: str, address: str) -> str:
    """A mailbox for a header, its name encoded by RFC 2047 where needed; never a line break.

    An address beyond ASCII stays UTF-8 (RFC 6532).
    """
    address = "".join(c for c in address if c.isprintable() and c not in '<>,;" ')
    phrase = _phrase(name)
    return f"{phrase} <{address}>" if phrase else address


def _phrase(name: str) -> str:
    clean = _clean(name)[: 2 * NAME_LENGTH + 5]
    return formataddr((clean, "x@x")).removesuffix("<x@x>").strip() if clean else ""


def _clean(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
