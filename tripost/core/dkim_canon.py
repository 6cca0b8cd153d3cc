"""What exactly does a DKIM or ARC signature cover? Fields, tags, canonical forms; all bounded.

Own code and not dkimpy's, whose patterns take quadratic time: 80 kB of blanks held the whole
server for 20 seconds. Here every step is linear, and what no honest signer writes is refused.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

MAX_HEAD: Final = 512 * 1024  # bytes
MAX_FIELDS: Final = 4_000
MAX_SIGNATURE: Final = 16 * 1024  # bytes of one signature field
MAX_NAMES: Final = 500  # in h=

_EMPTY_LINES: Final = tuple(b"\r\n" * number for number in (65_536, 256, 1))
_TABS = bytes.maketrans(b"\t", b" ")
_NAME = re.compile(rb"[!-9;-~]+")  # RFC 5322 §2.2
_TAG = re.compile(rb"[A-Za-z][A-Za-z0-9_]*")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")


class Unsound(ValueError):
    """A head or signature that cannot be checked; says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """A header field: small name, and all its bytes with folds and the last CRLF."""

    name: bytes
    raw: bytes

    @property
    def value(self) -> bytes:
        """All behind the colon."""
        return self.raw.partition(b":")[2]


@dataclass(slots=True)
class Sealed:
    """A mail that carries signatures; hashes of its body are made once."""

    fields: tuple[Field, ...]
    body: bytes
    _hashes: dict[tuple[bytes, int | None], bytes] = field(default_factory=dict)

    def named(self, name: bytes) -> list[Field]:
        """The fields of this (small) name, from the top."""
        return [one for one in self.fields if one.name == name]

    def body_hash(self, kind: bytes, *, length: int | None = None) -> bytes:
        """SHA-256 of the body in its canonical form, of its first `length` bytes if given."""
        key = (kind, length)
        if key not in self._hashes:
            text = relaxed_body(self.body) if kind == b"relaxed" else simple_body(self.body)
            if length is not None and length > len(text):
                raise Unsound("l= is longer than the body")  # RFC 6376 §3.5
            self._hashes[key] = sha256(text[:length]).digest()
        return self._hashes[key]

    def longer_than(self, length: int, *, kind: bytes) -> bool:
        """Whether the body goes on behind what l= covers."""
        text = relaxed_body(self.body) if kind == b"relaxed" else simple_body(self.body)
        return len(text) > length


def sealed(raw: bytes) -> Sealed:
    """Take a mail apart; bare LF counts as a line end. Raises Unsound."""
    text = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if not text or text.startswith(b"\r\n"):
        return Sealed((), text[2:])
    head, _, body = text.partition(b"\r\n\r\n")
    if len(head) > MAX_HEAD:
        raise Unsound("the head is too large")
    fields: list[list[bytes]] = []
    for number, line in enumerate(head.removesuffix(b"\r\n").split(b"\r\n")):
        if line[:1] in (b" ", b"\t"):
            if not fields:
                raise Unsound("the first line of the head is a continuation")
            fields[-1].append(line)
        elif number or not line.startswith(b"From "):  # the first line of a mbox
            fields.append([line])
    if len(fields) > MAX_FIELDS:
        raise Unsound("the head has too many fields")
    return Sealed(tuple(_field(lines) for lines in fields), body)


def _field(lines: list[bytes]) -> Field:
    name, colon, _ = lines[0].partition(b":")
    name = name.rstrip(b" \t")
    if not colon or not _NAME.fullmatch(name):
        raise Unsound("a line of the head has no name")
    return Field(name.lower(), b"\r\n".join(lines) + b"\r\n")


def tags(value: bytes) -> dict[bytes, bytes]:
    """The tag=value list of a signature or key (RFC 6376 §3.2); raises Unsound."""
    found: dict[bytes, bytes] = {}
    specs = value.strip().split(b";")
    if not specs[-1].strip():
        specs.pop()
    for spec in specs:
        name, equals, text = spec.partition(b"=")
        name = name.strip()
        if not equals or not _TAG.fullmatch(name) or name in found:
            raise Unsound("the tags cannot be read")
        found[name] = text.strip()
    return found


def unblanked(value: bytes) -> bytes:
    """A value in which white space means nothing, without it."""
    return b"".join(value.split())


def decoded(value: bytes) -> bytes:
    """Base64 that may be folded; raises Unsound."""
    text = unblanked(value)
    if not _BASE64.fullmatch(text) or len(text) % 4:
        raise Unsound("a value is no base64")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Unsound("a value is no base64") from None


def names(value: bytes, *, blanks: bool = False) -> tuple[bytes, ...]:
    """The small names of h=; `blanks`: one may be left out. Raises Unsound."""
    found = tuple(one.strip().lower() for one in value.split(b":"))
    if blanks:
        found = tuple(filter(None, found))
    if len(found) > MAX_NAMES or not all(_NAME.fullmatch(one) for one in found):
        raise Unsound("h= cannot be read")
    return found


def signed_bytes(mail: Sealed, signature: Field, *, h: Sequence[bytes], kind: bytes) -> bytes:
    """The fields that h= names, from the bottom up (§5.4.2), and the signature without b=."""
    left: dict[bytes, list[Field]] = {}
    for one in mail.fields:
        left.setdefault(one.name, []).append(one)
    out = []
    for name in h:
        some = left.get(name)
        if some:
            out.append(canonical(some.pop(), kind=kind))
    return b"".join(out) + canonical(without_b(signature), kind=kind).removesuffix(b"\r\n")


def canonical(one: Field, *, kind: bytes) -> bytes:
    """RFC 6376 §3.4.1 and §3.4.2."""
    return relaxed(one.name, one.value) if kind == b"relaxed" else one.raw


def relaxed(name: bytes, value: bytes) -> bytes:
    """`name:value` and CRLF, unfolded, blanks as one (§3.4.2)."""
    return name + b":" + blanks_as_one(value.replace(b"\r\n", b"")).strip(b" ") + b"\r\n"


def blanks_as_one(text: bytes) -> bytes:
    """Every run of blanks and tabs as one blank. Each pass halves a run and is one call of C: a
    pattern would hold the interpreter for seconds on 50 MB of tabs and letters in turns."""
    if b"\t" in text:
        text = text.translate(_TABS)
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text


def without_b(signature: Field) -> Field:
    """As it was when it was signed: b= without its value and the blanks around it (§3.7)."""
    head, _, value = signature.raw.removesuffix(b"\r\n").partition(b":")
    specs = value.split(b";")
    for index, spec in enumerate(specs):
        name, equals, _ = spec.partition(b"=")
        if equals and name.strip() == b"b":
            specs[index] = name + equals
    return Field(signature.name, head + b":" + b";".join(specs) + b"\r\n")


def relaxed_body(body: bytes) -> bytes:
    """RFC 6376 §3.4.4; a body of empty lines alone is empty."""
    text = blanks_as_one(body).replace(b" \r\n", b"\r\n").removesuffix(b" ")
    return _closed(text) if text.strip(b"\r\n") else b""


def simple_body(body: bytes) -> bytes:
    """RFC 6376 §3.4.3: an empty body is one CRLF."""
    return _closed(body)


def _closed(text: bytes) -> bytes:
    return text[: last_line_end(text, end=len(text))] + b"\r\n"


def last_line_end(text: bytes, *, end: int) -> int:
    """Where the empty lines at the end begin; in large steps, for there may be millions."""
    for unit in _EMPTY_LINES:
        while end >= len(unit) and text.endswith(unit, 0, end):
            end -= len(unit)
    return end


def joined(fields: Iterable[Field]) -> bytes:
    """Their relaxed forms one after another."""
    return b"".join(relaxed(one.name, one.value) for one in fields)
