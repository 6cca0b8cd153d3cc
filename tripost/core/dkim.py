"""Sign what leaves: DKIM by RFC 6376, with RSA-2048 and Ed25519 (RFC 8463).

The hash of a body is made once and shared by all copies; per recipient only the header is
signed. Nothing is signed twice over: `l=` is never written, `x=` always.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final, Literal

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from tripost.core.dkim_canon import blanks_as_one, last_line_end

Algorithm = Literal["rsa", "ed25519"]
PrivateKey = RSAPrivateKey | Ed25519PrivateKey

MAX_LIFE: Final = 7 * 24 * 3600  # seconds a signature may stay valid (PROMISES L24)
RSA_BITS: Final = 2048  # RFC 8301 §3.2

# Named once more than they occur, so that none can be added later (RFC 6376 §8.15).
OVERSIGNED: Final = (
    b"from",
    b"sender",
    b"reply-to",
    b"to",
    b"cc",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
    b"list-id",
    b"list-post",
    b"list-help",
    b"list-owner",
    b"list-subscribe",
    b"list-unsubscribe",
    b"list-unsubscribe-post",  # RFC 8058 §4: must be covered
    b"list-archive",
)
# Signed as often as they occur; others may be added on the way.
_SIGNED = frozenset({b"auto-submitted", b"precedence", b"feedback-id", b"content-language"})

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


class BadHead(ValueError):
    """A header block that must not be signed; says why."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A domain's key with its selector. `life`: seconds until x=."""

    domain: str
    selector: str
    key: PrivateKey
    life: int = MAX_LIFE

    def __post_init__(self) -> None:
        if not 0 < self.life <= MAX_LIFE:
            raise ValueError(f"a signature lives for 1 to {MAX_LIFE} seconds")
        if not _NAME.fullmatch(self.domain) or not _NAME.fullmatch(self.selector):
            raise ValueError("domain and selector are written in small A-labels")


def generate(algorithm: Algorithm) -> str:
    """Return a new private key as PEM (PKCS #8, not encrypted)."""
    key: PrivateKey
    if algorithm == "rsa":
        key = generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    else:
        key = Ed25519PrivateKey.generate()
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode("ascii")


def load(pem: str) -> PrivateKey:
    """Return the key of a PEM text; raises ValueError if it is none that DKIM knows."""
    key = serialization.load_pem_private_key(pem.encode("ascii"), password=None)
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise ValueError("DKIM signs with RSA or Ed25519")
    return key


def dns_name(selector: str, domain: str) -> str:
    """Return the name under which the public key is looked up (RFC 6376 §3.6.2.1)."""
    return f"{selector}._domainkey.{domain}"


def dns_record(key: PrivateKey) -> str:
    """Return the text of the TXT record (RFC 6376 §3.6.1; RFC 8463 §4.2 for Ed25519)."""
    if isinstance(key, RSAPrivateKey):
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return f"v=DKIM1; k=rsa; p={_b64(public)}"
    public = key.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    return f"v=DKIM1; k=ed25519; p={_b64(public)}"


def body_hash(body: bytes) -> bytes:
    """Return the base64 bh= of a body with CRLF line ends, canonicalised relaxed (§3.4.4)."""
    text = blanks_as_one(body).replace(b" \r\n", b"\r\n")
    end = len(text) - (text[-1:] == b" ")
    end = last_line_end(text, end=end)
    digest = sha256(text[:end])
    if end:
        digest.update(b"\r\n")
    return base64.b64encode(digest.digest())


def sign(head: bytes, *, bh: bytes, signers: Sequence[Signer], at: int) -> bytes:
    """Return the DKIM-Signature lines to put before `head`, one per signer.

    `head`: header lines with CRLF, with or without the empty line; `at`: seconds since 1970.
    Raises BadHead for line ends that are not CRLF or a missing From.
    """
    names, signed = _selected(_fields(head))
    h = b":".join(names)
    return b"".join(_signature(s, h=h, signed=signed, bh=bh, at=at) for s in signers)


def _fields(head: bytes) -> list[tuple[bytes, bytes]]:
    """Return (small name, relaxed line) of every header field."""
    lines = head.removesuffix(b"\r\n").removesuffix(b"\r\n").split(b"\r\n")
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if b"\r" in line or b"\n" in line or b"\0" in line:
            raise BadHead("a header line holds a bare CR, LF or NUL")
        if line[:1] in (b" ", b"\t"):
            if not fields:
                raise BadHead("the first header line is a continuation")
            name, value = fields[-1]
            fields[-1] = (name, value + line)
            continue
        raw, colon, value = line.partition(b":")
        if not colon or not raw:
            raise BadHead("a header line has no name")
        fields.append((raw.rstrip(b" \t").lower(), value))
    return [(name, _relaxed(name, value)) for name, value in fields]


def _relaxed(name: bytes, value: bytes) -> bytes:
    # RFC 6376 §3.4.2. bytes.split() knows VT and FF as blanks too, hence not that.
    return name + b":" + blanks_as_one(value).strip(b" ") + b"\r\n"


def _selected(fields: Iterable[tuple[bytes, bytes]]) -> tuple[list[bytes], bytes]:
    """Return the names for h= and the lines in that order, from the bottom up (§5.4.2)."""
    lines: dict[bytes, list[bytes]] = {}
    for name, line in fields:
        lines.setdefault(name, []).append(line)
    if b"from" not in lines:
        raise BadHead("there is no From to sign")
    names: list[bytes] = []
    signed: list[bytes] = []
    for name in OVERSIGNED:
        found = lines.get(name)
        names.append(name)
        if found:
            names += [name] * len(found)
            signed += found[::-1]
    for name in _SIGNED & lines.keys():
        names += [name] * len(lines[name])
        signed += lines[name][::-1]
    return names, b"".join(signed)


def _signature(signer: Signer, *, h: bytes, signed: bytes, bh: bytes, at: int) -> bytes:
    rsa = isinstance(signer.key, RSAPrivateKey)
    tags = b"v=1; a=%s; c=relaxed/relaxed; d=%s; s=%s;\r\n t=%d; x=%d; h=%s;\r\n bh=%s;\r\n b=" % (
        b"rsa-sha256" if rsa else b"ed25519-sha256",
        signer.domain.encode("ascii"),
        signer.selector.encode("ascii"),
        at,
        at + signer.life,
        _folded(h),
        bh,
    )
    own = _relaxed(b"dkim-signature", tags.replace(b"\r\n", b""))[:-2]  # RFC 6376 §3.7
    value = base64.b64encode(_raw_signature(signer.key, signed + own))
    wrapped = b"\r\n ".join(value[n : n + 72] for n in range(0, len(value), 72))
    return b"DKIM-Signature: " + tags + wrapped + b"\r\n"


@lru_cache(maxsize=256)
def _folded(h: bytes) -> bytes:
    """Fold h= at its colons (RFC 6376 §3.5: FWS is allowed around them)."""
    lines, line = [], b""
    for name in h.split(b":"):
        if len(line) + len(name) > 70:
            lines.append(line)
            line = b""
        line += name + b":"
    return b"\r\n ".join([*lines, line])[:-1]


def _raw_signature(key: PrivateKey, data: bytes) -> bytes:
    if isinstance(key, RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(sha256(data).digest())  # RFC 8463 §3: Ed25519 signs the SHA-256


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
