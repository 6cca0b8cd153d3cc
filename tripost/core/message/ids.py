"""Message-IDs and the addresses in List-* fields, without their angle brackets."""

import re

from tripost.core.message.limits import MAX_FIELD, MAX_ID, MAX_REFERENCES
from tripost.core.message.words import Decoder, harmless

_ONE = re.compile(rb"\s{0,9}<([!-;=?-~]{1,998})>\s{0,9}")  # what nearly every Message-ID is


def ids(raw: bytes, *, decoder: Decoder) -> tuple[str, ...]:
    """The ids of a field, RFC 5322 §3.6.4: all, or of very many the first and the last fifty.

    Text without brackets counts when it is one word (Message-ID, In-Reply-To of old programs).
    """
    if one := _ONE.fullmatch(raw):
        return (one[1].decode("ascii"),)
    if len(raw) > MAX_FIELD:
        half = MAX_FIELD // 2
        raw = raw[:half].rpartition(b"<")[0] + b" " + raw[-half:]
    line = decoder.line(raw)
    if "=?" in line:  # some gateways encode References as if it were a text
        line = decoder.words(line)
    found = [one for one in (_usable(text) for text in _bracketed(line)) if one]
    if not found and "<" not in line:
        found = [word for word in map(_usable, line.split()) if "@" in word]
        if not found and (alone := _usable(line)) and " " not in alone:
            found = [alone]
    if len(found) > MAX_REFERENCES:
        found = [found[0], *found[1 - MAX_REFERENCES :]]
    return tuple(found)


def _bracketed(line: str) -> list[str]:
    """What stands between < and >; split, since a pattern would be quadratic on `<<<<`."""
    pieces = line.split("<")[1:]
    return [piece.partition(">")[0] for piece in pieces if ">" in piece]


def _usable(text: str) -> str:
    text = harmless(text)
    return text if 0 < len(text) <= MAX_ID else ""


def urls(raw: bytes, *, decoder: Decoder) -> tuple[str, ...]:
    """The addresses of List-Unsubscribe and List-Post (RFC 2369 §2), web and mailto only."""
    line = decoder.line(raw).replace("\n", "")
    found = [text.strip() for text in _bracketed(line)]
    wanted = ("http:", "https:", "mailto:")
    return tuple(
        text for text in found[:50] if text.lower().startswith(wanted) and text.isprintable()
    )


def list_id(raw: bytes, *, decoder: Decoder) -> str:
    """RFC 2919 §3: the part in brackets; lists that forget them are taken at their word."""
    line = decoder.line(raw)
    found = _bracketed(line)
    return harmless(found[-1] if found else line)[:255]
