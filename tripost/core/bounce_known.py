"""Old reports of known programs, by the detectors of flufl.bounce; bounded, for strangers' text.

The detectors search line by line with patterns that are quadratic in a line's length. So they see
the fields they ask for and short pieces of the text, never more.
"""

import email.parser
import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from flufl.bounce import all_failures

from tripost.core.message.model import ParsedMessage

HEAD_FIELDS: Final = (
    b"from", b"to", b"subject", b"content-type", b"x-mailer", b"mime-version",
    b"content-description",
)  # fmt: skip
FIELD: Final = 1_000  # bytes of one
TEXT: Final = 16 * 1024  # bytes of the body
LINE: Final = 240  # bytes of a line of it
WORD: Final = 120  # an address that is longer is none of ours
MARKS: Final = 8  # brackets in a line: each costs a search to its end

_FIELD = re.compile(rb"^([!-9;-~]{1,60}):")
_LONG = re.compile(rb"\S{121,}")
_BLANKS = re.compile(rb"[ \t\f\v]{5,}")
_MARK = re.compile(rb"[<\"'\[,>]")


def known(raw: bytes, parsed: ParsedMessage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Recipients that a known program reports: for now, and for good. Never raises."""
    try:
        mail: Message = email.parser.BytesParser().parsebytes(bounded(raw, parsed))
        later, gone = all_failures(mail)
    except Exception:
        # Detectors and email.parser read what strangers write; a report neither can read names
        # nobody. RecursionError and LookupError have been seen.
        return (), ()
    return _named(later), _named(gone)


def _named(found: frozenset[bytes]) -> tuple[str, ...]:
    """Addresses; some programs cut them for privacy, and those name nobody."""
    return tuple(
        sorted(
            one.decode("ascii", "replace")
            for one in found
            if one.count(b"@") == 1 and b"..." not in one
        )
    )


def bounded(raw: bytes, parsed: ParsedMessage) -> bytes:
    """The mail as the detectors see it: its telling fields, and text in short lines."""
    text = raw[: TEXT * 8].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, _, body = text.partition(b"\n\n")
    if not parsed.root.children and parsed.text:
        body = parsed.text[:TEXT].encode("utf-8", "replace")
    lines = (_line(line) for line in body[:TEXT].split(b"\n"))
    return b"".join(_fields(head)) + b"\n" + b"\n".join(lines)


def _fields(head: bytes) -> Iterator[bytes]:
    seen: set[bytes] = set()
    for field in re.split(rb"\n(?![ \t])", head):
        found = _FIELD.match(field)
        name = found[1].lower() if found else b""
        if name in HEAD_FIELDS and name not in seen:
            seen.add(name)
            yield b" ".join(field[:FIELD].split()) + b"\n"


def _line(line: bytes) -> bytes:
    if line[:30].lower().startswith(b"content-transfer-encoding:"):
        return b"X-Encoding: none"  # decoded, lines would be as long as the text
    short = _BLANKS.sub(b"    ", line[: LINE * 4])[:LINE]
    if len(short) > WORD:
        short = _LONG.sub(b"-", short)
    return short if len(_MARK.findall(short)) <= MARKS else _MARK.sub(b" ", short)
