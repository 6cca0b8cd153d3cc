"""What were the bytes before they were made fit for mail? RFC 2045 §6, and uuencode."""

import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

from tripost.core.message.limits import MAX_UUENCODED
from tripost.core.message.words import unbase64

_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,1000})\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]{0,100}\r?$", re.MULTILINE)
_KNOWN = {"7bit", "8bit", "binary", "base64", "quoted-printable", "uuencode"}
_WORDS = re.compile(rb"[a-z0-9-]+")


@lru_cache(maxsize=256)
def encoding(raw: bytes) -> str:
    """The name of a Content-Transfer-Encoding; what nobody knows is taken as it stands."""
    match = _WORDS.search(raw.lower())
    name = match[0].decode("ascii") if match else "7bit"
    if name in _KNOWN:
        return name
    if name.startswith(("x-uue", "uue")):
        return "uuencode"
    if name in {"quotedprintable", "quoted", "qp", "x-quoted-printable"}:
        return "quoted-printable"
    if name in {"b64", "x-base64", "base-64"}:
        return "base64"
    return "8bit"


def decode(data: bytes, name: str) -> bytes:
    """Undo a transfer encoding; never raises, keeps what cannot be decoded."""
    if name == "base64":
        return unbase64(data)
    if name == "quoted-printable":
        return binascii.a2b_qp(data)
    if name == "uuencode":
        return uudecode(data)
    return data


def decoded_size(raw: bytes, start: int, end: int, name: str) -> int:
    """How many bytes `decode` gives, without decoding megabytes to learn it."""
    length = end - start
    if name == "base64":
        breaks = raw.count(b"\n", start, end) + raw.count(b"\r", start, end)
        tail = raw[max(start, end - 8) : end]
        return max(0, (length - breaks) * 3 // 4 - tail.count(b"="))
    if name in {"quoted-printable", "uuencode"}:
        return len(decode(raw[start:end], name))
    return length


@dataclass(frozen=True, slots=True)
class Uuencoded:
    """A file inside a text, from its `begin` line to the end of its `end` line."""

    start: int
    end: int
    filename: bytes


def uuencoded(raw: bytes, start: int, end: int) -> list[Uuencoded]:
    """Files that old programs put between the lines of a text; offsets into raw."""
    found: list[Uuencoded] = []
    if raw.find(b"begin", start, end) < 0:
        return found
    while len(found) < MAX_UUENCODED and (begin := _UU_BEGIN.search(raw, start, end)):
        start = begin.end()
        if _looks_encoded(raw, start, end):
            last = _UU_END.search(raw, start, end)
            if last is None:  # nor will any later one find its end
                break
            start = last.end()
            found.append(Uuencoded(begin.start(), last.end(), begin[1].strip()))
    return found


def _looks_encoded(raw: bytes, start: int, end: int) -> bool:
    """Does the first line have the length that its first sign announces?"""
    stop = raw.find(b"\n", start, end)
    line = raw[start : stop if stop >= 0 else end].rstrip(b"\r")
    if not line:
        return False
    announced = (line[0] - 32) & 63
    needed = (announced + 2) // 3 * 4
    return 0 < announced <= 45 and needed - 4 < len(line) - 1 <= needed + 2


def uudecode(data: bytes) -> bytes:
    """The file between begin and end; a broken line gives what can be read of it."""
    begin = _UU_BEGIN.search(data)
    body = data[begin.end() :] if begin else data
    out: list[bytes] = []
    for line in body.split(b"\n"):
        line = line.rstrip(b"\r")
        if line.strip() == b"end" or line in {b"`", b" "}:
            break
        if line:
            out.append(_uuline(line))
    return b"".join(out)


def _uuline(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Trailing signs from programs that count otherwise: only what the first sign announces.
        needed = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:needed])
        except binascii.Error:
            return b""
