"""Plain text, HTML, RTF and mails in mails."""

import re
from typing import Final

from tripost.core.attachment_text.unreadable import Unreadable
from tripost.core.message import parse
from tripost.core.message.charset import decode, named_in_html
from tripost.core.to_text import to_text

BYTES: Final = 4  # of one character at most


def text(data: bytes, *, limit: int) -> str:
    """In whatever charset; a file of zeros and noise that calls itself text has no words."""
    some = data[: limit * BYTES]
    wide = some.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in some[:4096] and not wide:
        raise Unreadable("not a text")
    if wide:
        return some.decode("utf-16", "replace")
    if len(some) < len(data):
        # A character cut in two would make the rest look like another charset.
        some = some[: some.rfind(b" ") + 1] or some
    return decode(some, "")


def html(data: bytes, *, limit: int) -> str:
    """As people read it."""
    some = data[: 2 * limit * BYTES]
    return to_text(decode(some, named_in_html(some), html=True))


def mail(data: bytes, *, limit: int) -> str:
    """Its subject, people and text; not what is attached to it in turn."""
    found = parse(data)
    people = " ".join(f"{one.name} {one.address}" for one in (*found.from_, *found.to, *found.cc))
    said = found.text or (to_text(found.html) if found.html else "")
    return f"{found.subject}\n{people}\n{said}"[:limit]


_RTF: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})"  # a byte in the document's code page
    rb"|\\u(-?\d{1,6})[ ]?\??"  # a UTF-16 unit, with its stand-in
    rb"|\\([a-z]{1,32})(-?\d{1,10})?[ ]?"  # a control word
    rb"|\\([^a-z])"
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)"
)
_ASIDE: Final = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata",
     b"datastore", b"latentstyles", b"listtable", b"listoverridetable", b"generator", b"xmlnstbl",
     b"rsidtbl", b"mmathPr")
)  # fmt: skip
_BREAKS: Final = frozenset((b"par", b"line", b"tab", b"cell", b"row", b"sect", b"page"))


def rtf(data: bytes, *, limit: int) -> str:
    """RTF 1.9: groups that are no text are left out. Linear."""
    found: list[str] = []
    size = depth = 0
    aside: int | None = None  # the depth of the group that is left out
    for part in _RTF.finditer(data):
        byte, unit, word, _, sign, brace, run = part.groups()
        if brace == b"{":
            depth += 1
        elif brace == b"}":
            aside = None if aside is not None and depth <= aside else aside
            depth -= 1
        elif aside is not None:
            continue
        elif word in _ASIDE or sign == b"*":
            aside = depth
        else:
            piece = _piece(byte=byte, unit=unit, word=word, sign=sign, run=run)
            found.append(piece)
            size += len(piece)
            if size >= limit:
                break
    return "".join(found).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _piece(
    *, byte: bytes | None, unit: bytes | None, word: bytes | None, sign: bytes | None,
    run: bytes | None,
) -> str:  # fmt: skip
    if byte:
        return bytes.fromhex(byte.decode()).decode("cp1252", "replace")
    if unit:
        return chr(int(unit) % 65_536)
    if word:
        return "\n" if word in _BREAKS else ""
    if sign:
        return " " if sign == b"~" else sign.decode("cp1252", "replace")
    return run.decode("cp1252", "replace") if run else ""
