"""The mail of a campaign: built once, with marks where each copy differs."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import unescape
from typing import Final

from tripost.core.campaign.blocks import Brand, Content
from tripost.core.campaign.nesting import without_comments
from tripost.core.campaign.page import to_html
from tripost.core.campaign.slots import Slot, Template, clean, encoded, has_variables, mark
from tripost.core.campaign.variables import Place, replaced
from tripost.core.to_text import to_text

_IN_ADDRESS = re.compile(r"""(\b(?:href|src|background)\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)
# Possessive: what an attribute quotes may look like a tag, and is not tried again (PROMISES P31).
_LINK = re.compile(r"<a\b(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*>", re.IGNORECASE)
_COUNTED = re.compile(r"(\shref\s*=\s*)\"(https?://[^\"]*)\"", re.IGNORECASE)
_BLANK: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a campaign. `message_id` without <>; `reply_to`: name and address, when
    answers shall not go to the list."""

    list_name: str
    list_email: str
    subject: str
    preheader: str
    message_id: str
    at: datetime
    language: str
    reply_to: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """`raw`: the whole mail with its marks. `slots`: what they stand for, by number. `links`: the
    addresses of counted links, by number. `html`, `text`: the same with variables, for previews."""

    raw: bytes
    slots: tuple[Slot, ...]
    links: tuple[str, ...]

    def copy(self, values: Mapping[str, str]) -> bytes:
        """The mail of one recipient, without the fields of a list."""
        head, blank, body = self.raw.partition(b"\r\n\r\n")
        filled_head, filled_body = Template(head, body, self.slots).fill(values)
        return filled_head + blank + filled_body


def make(content: Content, heading: Heading, *, brand: Brand, clicks: bool = False) -> Base:
    """Raises BadContent. `clicks`: links of the web are counted (but never the way out)."""
    page = to_html(content, brand=brand, language=heading.language, preheader=heading.preheader)
    slots = _Slots()
    page = _with_slots_in_addresses(clean(page), slots)
    text = _text(page)  # before links are counted: in plain words they stand as they are
    links: list[str] = []
    if clicks:
        page = _counted(page, slots, links)
    page = replaced(page, lambda place: slots.put(place, "html"))
    boundary = f"=_tripost_{hashlib.sha256(page.encode()).hexdigest()[:24]}"
    plain = replaced(text, lambda place: slots.put(place, "text"))
    body = b"".join(
        (
            _part("plain", encoded(plain), boundary),
            _part("html", encoded(page), boundary),
            f"--{boundary}--\r\n".encode("ascii"),
        )
    )
    return Base(
        raw=_head(heading, boundary, slots) + b"\r\n" + body,
        slots=tuple(slots.all),
        links=tuple(links),
    )


class _Slots:
    """Each different place once."""

    def __init__(self) -> None:
        self.all: list[Slot] = []
        self._known: dict[Slot, int] = {}

    def put(self, place: Place, where: str) -> str:
        """The mark for a variable there."""
        said = place.fallback or ""
        if where != "text":
            said = unescape(said)  # it stood in a page; who fills it in escapes it once
        return self.mark(Slot(place.name, said, where))  # type: ignore[arg-type]

    def mark(self, slot: Slot) -> str:
        """The mark for a slot."""
        if slot not in self._known:
            self._known[slot] = len(self.all)
            self.all.append(slot)
        return mark(self._known[slot])


def _with_slots_in_addresses(page: str, slots: _Slots) -> str:
    def inside(found: re.Match[str]) -> str:
        return found[1] + replaced(found[2], lambda place: slots.put(place, "url"))

    return _IN_ADDRESS.sub(inside, page)


def _counted(page: str, slots: _Slots, links: list[str]) -> str:
    def count(found: re.Match[str]) -> str:
        target = unescape(found[2])
        if "\x02" in target:  # differs by person: the place itself says where it leads
            return found[0]
        if target not in links:
            links.append(target)
        return f'{found[1]}"{slots.mark(Slot(str(links.index(target)), target, "link"))}"'

    return _LINK.sub(lambda link: _COUNTED.sub(count, link[0], count=1), page)


def _text(page: str) -> str:
    """What the page says, with the addresses of its links behind their words."""
    marked = re.sub(r"\"(\x02\d+\x03)\"", r'"https://\1"', page)
    text = to_text(without_comments(marked), links=True)
    lines = (line.rstrip() for line in text.replace("https://\x02", "\x02").split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _part(kind: str, content: bytes, boundary: str) -> bytes:
    head = (
        f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode("ascii") + content + b"\r\n"


def _head(heading: Heading, boundary: str, slots: _Slots) -> bytes:
    mail = EmailMessage(policy=SMTP)
    local, _, domain = heading.list_email.rpartition("@")
    sender = Address(heading.list_name, local, domain)
    mail["From"] = sender
    mail["To"] = sender
    name, answers = heading.reply_to
    if answers and answers != heading.list_email:
        local, _, domain = answers.rpartition("@")
        mail["Reply-To"] = Address(name, local, domain)
    if not has_variables(heading.subject):
        mail["Subject"] = clean(heading.subject)
    mail["Date"] = format_datetime(heading.at)
    mail["Message-ID"] = f"<{heading.message_id}>"
    head = mail.as_bytes().removesuffix(b"\r\n")
    if has_variables(heading.subject):
        slot = Slot("", clean(heading.subject), "subject")
        head += f"Subject: {slots.mark(slot)}\r\n".encode("ascii")
    return head + (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{boundary}"\r\n'
    ).encode("ascii")
