"""What a digest looks like: an index, then each post as a mail of its own with its text. Pure.

The same posts give the same bytes, so that a digest that is made in several steps stays one mail.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tripost.core.compose import BadHeader, Letter, compose, harmless
from tripost.modes.distribution_list.posting.settings import Settings

MOST: Final = 100  # posts in one digest
TEXT: Final = 40_000  # characters of one post
WHOLE: Final = 1_500_000  # characters of all of them

_ID: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,400}@[A-Za-z0-9.-]{1,253}", re.ASCII)

_WORDS: Final = {
    "de": {
        "subject": "{list}: {number} Mails",
        "subject_one": "{list}: eine Mail",
        "index": "In dieser Sammlung:",
        "files": "Anhänge: {files}",
        "read": "Im Archiv: {link}",
        "cut": "[gekürzt]",
        "more": "{number} weitere sind zu viele für eine Sammlung.",
    },
    "en": {
        "subject": "{list}: {number} mails",
        "subject_one": "{list}: one mail",
        "index": "In this digest:",
        "files": "Attachments: {files}",
        "read": "In the archive: {link}",
        "cut": "[cut]",
        "more": "{number} more are too many for one digest.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A post as the digest tells it; `id` is its outgoing's."""

    id: int
    subject: str
    author_name: str
    author_address: str
    message_id: str
    at: datetime
    text: str
    files: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    archived: bool = False


def build(
    posts: Sequence[Told], *, listing: Settings, language: str, due: datetime, base_url: str
) -> bytes:
    """The mail, canonical and 7-bit, all but what each copy gets of its own."""
    words = _WORDS["de" if language.startswith("de") else "en"]
    mark = _mark(posts, listing=listing, language=language, due=due)
    shown, left = posts[:MOST], len(posts) - MOST
    room = WHOLE
    parts = []
    for one in shown:
        text = one.text[: min(TEXT, room)]
        room = max(0, room - len(text))
        public = listing.archive == "public" and one.archived and _is_public(one, listing)
        link = f"{base_url}/a/{listing.email}/{one.id}" if public else ""
        parts.append(_letter(one, text, listing=listing, words=words, link=link))
    outer, inner = f"=_list_{mark}", f"=_digest_{mark}"
    head, index = _frame(shown, left, listing=listing, words=words, due=due, mark=mark)
    if listing.archive == "public":
        head += f"List-Archive: <{base_url}/a/{listing.email}>\r\n".encode()
    digest = b"".join(f"--{inner}\r\n\r\n".encode() + part + b"\r\n" for part in parts)
    return b"".join(
        (
            head,
            f'Content-Type: multipart/mixed; boundary="{outer}"\r\n\r\n'.encode(),
            f"--{outer}\r\n".encode(), index, b"\r\n",
            f'--{outer}\r\nContent-Type: multipart/digest; boundary="{inner}"\r\n\r\n'.encode(),
            digest, f"--{inner}--\r\n".encode(),
            f"--{outer}--\r\n".encode(),
        )
    )  # fmt: skip


def _frame(
    shown: Sequence[Told],
    left: int,
    *,
    listing: Settings,
    words: dict[str, str],
    due: datetime,
    mark: str,
) -> tuple[bytes, bytes]:
    """The head with the blank line cut off, and the part with the index."""
    name = harmless(listing.name or listing.email)
    number = len(shown) + max(left, 0)
    subject = words["subject" if number > 1 else "subject_one"]
    lines = [words["index"], ""]
    for place, one in enumerate(shown, 1):
        by = harmless(one.author_name) or one.author_address.partition("@")[0]
        lines.append(f"{place}. {harmless(one.subject)} ({by})")
    if left > 0:
        lines += ["", words["more"].format(number=left)]
    if listing.footer.strip():
        lines += ["", "-- ", listing.footer.strip()]
    raw = compose(
        Letter(
            from_=(name, listing.email),
            to=((name, listing.email),),
            subject=subject.format(list=name, number=number)[:200],
            text="\n".join(lines) + "\n",
            date=due,
            message_id=f"digest-{mark}@{listing.email.rpartition('@')[2]}",
            headers=(
                ("List-Id", f"<{listing.email.replace('@', '.')}>"),  # RFC 2919 §2
                ("List-Post", f"<mailto:{listing.email}>"),
                ("Precedence", "list"),
                ("X-Loop", listing.email),
            ),
        )
    )
    head, _, body = raw.partition(b"\r\n\r\n")
    outer: list[bytes] = []
    part: list[bytes] = []
    for field in re.split(rb"\r\n(?![ \t])", head):
        (part if field.lower().startswith(b"content-") else outer).append(field)
    return (
        b"\r\n".join(outer) + b"\r\n",
        b"\r\n".join(part) + b"\r\n\r\n" + body,
    )


def _is_public(one: Told, listing: Settings) -> bool:
    """Whether the archive shows it to everybody (archive/queries.py)."""
    return listing.public_since is None or one.at >= listing.public_since


def _letter(
    one: Told, text: str, *, listing: Settings, words: dict[str, str], link: str = ""
) -> bytes:
    """One post: its own head, its text, the names of its files, where it can be read whole."""
    if len(text) < len(one.text):
        text += f"\n{words['cut']}"
    if one.files:
        files = ", ".join(harmless(name) for name in one.files)
        text = f"{text.rstrip()}\n\n{words['files'].format(files=files)}"
    if link:
        text = f"{text.rstrip()}\n\n{words['read'].format(link=link)}"
    name = harmless(one.author_name)
    for address in (one.author_address, listing.email):
        letter = Letter(
            from_=(name, address),
            to=((harmless(listing.name), listing.email),),
            subject=harmless(one.subject),
            text=text.rstrip() + "\n",
            date=one.at,
            message_id=_message_id(one, listing),
        )
        try:
            raw = compose(letter)
        except BadHeader:
            continue
        if raw.isascii():  # an address beyond ASCII would make all of it UTF-8 (RFC 6532)
            return raw
    raise AssertionError("the list's own address can always stand in a header")


def _message_id(one: Told, listing: Settings) -> str:
    """The post's own, so that answers find it; what is none gets ours."""
    if _ID.fullmatch(one.message_id):
        return one.message_id
    return f"post-{one.id}@{listing.email.rpartition('@')[2]}"


def _mark(posts: Sequence[Told], *, listing: Settings, language: str, due: datetime) -> str:
    said = f"{listing.address} {due.isoformat()} {language} {[one.id for one in posts]}"
    return hashlib.sha256(said.encode()).hexdigest()[:24]
