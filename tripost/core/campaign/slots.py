"""A mail with places to fill for each recipient: only the places are written anew, all else is
the same bytes for a hundred thousand copies."""

import html as markup
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from email.header import Header
from typing import Any, Literal
from urllib.parse import quote

from tripost.core.campaign.variables import URLS, Place, places, replaced

Where = Literal["text", "html", "url", "subject", "link"]
LINE = 75  # characters of a quoted-printable line before the "=" (RFC 2045 §6.7)
_MARK = re.compile(rb"\x02(\d{1,4})\x03")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place. `where` says how a value is written there: "subject" holds a whole header value
    with its variables in `fallback`; "link" is a counted link, its number in `name`."""

    name: str
    fallback: str = ""
    where: Where = "text"

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def mark(number: int) -> str:
    """What stands in the bytes for slot `number`; no text from outside can hold it (clean)."""
    return f"\x02{number}\x03"


def clean(text: str) -> str:
    """Without the characters that are ours, and without NUL."""
    return text.translate({0: None, 2: None, 3: None})


def encoded(text: str) -> bytes:
    """Quoted-printable with marks left whole, each on a line of its own (RFC 2045 §6.7).

    Lines end in CRLF, and none begins with a dot: nothing has to be stuffed (RFC 5321 §4.5.2).
    """
    pieces = re.split(r"(\x02\d{1,4}\x03)", text)
    out = []
    for piece in pieces:
        if piece.startswith("\x02"):
            out.append(f"=\r\n{piece}=\r\n".encode("ascii"))
        elif piece:
            out.append(_quoted(piece))
    return b"".join(out)


def _quoted(text: str) -> bytes:
    """RFC 2045 §6.7: also safe where a line is broken right after."""
    latin = text.replace("\r\n", "\n").encode("utf-8").decode("latin-1")
    lines = []
    for line in latin.split("\n"):
        wire = "".join(_octet(c) for c in line)
        lines.append(_broken(wire))
    return "\r\n".join(lines).encode("ascii")


def _octet(char: str) -> str:
    plain = char in "\t " or ("!" <= char <= "~" and char != "=")
    return char if plain else f"={ord(char):02X}"


def _broken(wire: str) -> str:
    """Soft line breaks; no line ends in a blank, none begins with a dot."""
    if wire and wire[-1] in "\t ":
        wire = f"{wire[:-1]}={ord(wire[-1]):02X}"
    out = []
    while True:
        if wire.startswith("."):
            wire = f"=2E{wire[1:]}"
        if len(wire) <= LINE:
            out.append(wire)
            return "=\r\n".join(out)
        cut = LINE
        if "=" in (found := wire[cut - 2 : cut]):
            cut -= 2 - found.index("=")
        out.append(wire[:cut])
        wire = wire[cut:]


class Template:
    """A mail cut at its marks. Head and body are filled apart, because the head is signed."""

    __slots__ = ("_body", "_head", "_slots", "fixed")

    def __init__(self, head: bytes, body: bytes, slots: Sequence[Slot]) -> None:
        self._slots = tuple(slots)
        self._head = _MARK.split(head)
        self._body = _MARK.split(body)
        self.fixed = len(self._body) == 1  # the body is the same for all

    @classmethod
    def kept(cls, head: bytes, body: bytes, slots: Iterable[Mapping[str, Any]]) -> "Template":
        """With slots as JSON kept them."""
        return cls(head, body, [Slot(**slot) for slot in slots])

    def fill(self, values: Mapping[str, str]) -> tuple[bytes, bytes]:
        """Head and body for one recipient. `values`: by name of variable; of a counted link
        `link.<number>` → its address. What has no value says its fallback."""
        said = [_said(slot, values) for slot in self._slots]
        return _joined(self._head, said), _joined(self._body, said)


def _joined(pieces: list[bytes], said: list[bytes]) -> bytes:
    out = list(pieces)
    out[1::2] = [said[int(number)] for number in pieces[1::2]]
    return b"".join(out)


def _said(slot: Slot, values: Mapping[str, str]) -> bytes:
    if slot.where == "subject":
        return subject(slot.fallback, values)
    if slot.where == "link":
        return _quoted(markup.escape(values[f"link.{slot.name}"]))
    value = one_line(values.get(slot.name, "")) or slot.fallback
    if slot.where == "html":
        value = markup.escape(value)
    elif slot.where == "url":
        value = markup.escape(value if slot.name in URLS else quote(value, safe=""))
    return _quoted(value)


def subject(template: str, values: Mapping[str, str]) -> bytes:
    """A header value, folded and encoded (RFC 2047), from words with variables."""
    text = one_line(replaced(template, lambda place: _value(place, values)))
    if text.isascii() and len(text) < LINE - len("Subject: "):
        return text.encode("ascii")
    folded = Header(text, "utf-8" if not text.isascii() else "ascii", header_name="Subject")
    return folded.encode(linesep="\r\n").encode("ascii")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Plain words with their variables filled, for a preview or the text of a subject."""
    return replaced(text, lambda place: _value(place, values))


def has_variables(text: str) -> bool:
    """Whether anything in it differs by recipient."""
    return bool(places(text))


def one_line(text: str) -> str:
    """A value can begin no line, no header and no mark."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _value(place: Place, values: Mapping[str, str]) -> str:
    return one_line(values.get(place.name, "")) or (place.fallback or "")
