"""Does a DKIM signature hold (RFC 6376, RFC 8301, RFC 8463)? Pure: keys come from a look-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tripost.core.dkim_canon import (
    MAX_SIGNATURE,
    Field,
    Sealed,
    Unsound,
    decoded,
    names,
    sealed,
    signed_bytes,
    tags,
    unblanked,
)

MIN_BITS: Final = 1024  # RFC 8301 §3.2
MAX_BITS: Final = 8192  # what a stranger's key may cost us
MAX_KEYS: Final = 4  # TXT records under one name that are looked at
SLACK: Final = 3600  # seconds a clock may be wrong
ALGORITHMS: Final = {b"rsa-sha256": b"rsa", b"ed25519-sha256": b"ed25519"}  # RFC 8301: no SHA-1
_KINDS: Final = (b"simple", b"relaxed")

Txt = Callable[[str], list[str] | None]  # None: no such record; it may raise, and that is passed on
PublicKey = RSAPublicKey | Ed25519PublicKey
Result = Literal["pass", "fail", "permerror"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One signature: whose it is, and whether it holds; `why` not."""

    domain: str
    selector: str
    result: Result
    why: str = ""
    algorithm: str = ""
    names: tuple[str, ...] = ()  # what h= covers
    oversigned: tuple[str, ...] = ()  # names that h= has more often than the mail


def verify(raw: bytes, *, txt: Txt, at: int, limit: int = 5) -> tuple[Checked, ...]:
    """Check the first `limit` signatures from the top; `at`: seconds since 1970.

    What `txt` raises is passed on. A mail that cannot be taken apart has no signatures.
    """
    try:
        mail = sealed(raw)
    except Unsound:
        return ()
    found = mail.named(b"dkim-signature")[:limit]
    return tuple(check(mail, one, txt=txt, at=at) for one in found)


def check(mail: Sealed, signature: Field, *, txt: Txt, at: int) -> Checked:
    """One DKIM-Signature field of this mail."""
    said: dict[bytes, bytes] = {}
    try:
        if len(signature.raw) > MAX_SIGNATURE:
            raise Unsound("the signature is too long")
        said = tags(signature.value)
        h = _agreed(said, at=at)
        key = public_key(said, txt=txt)
    except Unsound as wrong:
        return _checked(said, "permerror", str(wrong))
    return _compared(mail, signature, said, h=h, key=key)


def _compared(
    mail: Sealed, signature: Field, said: dict[bytes, bytes], *, h: tuple[bytes, ...],
    key: PublicKey,
) -> Checked:  # fmt: skip
    present = {name: len(mail.named(name)) for name in set(h)}
    try:
        hold_body(mail, said)
        if present[b"from"] > h.count(b"from"):
            raise Unsound("a From that is not signed was added")  # RFC 6376 §8.15
        kind = canonicalisation(said)[0]
        data = signed_bytes(mail, signature, h=h, kind=kind)
        if not genuine(key, decoded(said[b"b"]), data):
            raise Unsound("the signature does not fit")
    except Unsound as wrong:
        return _checked(said, "fail", str(wrong))
    more = tuple(sorted(n.decode() for n in set(h) if h.count(n) > present[n]))
    return _checked(said, "pass", "", names=tuple(n.decode() for n in h), oversigned=more)


def _checked(
    said: dict[bytes, bytes], result: Result, why: str, *, names: tuple[str, ...] = (),
    oversigned: tuple[str, ...] = (),
) -> Checked:  # fmt: skip
    domain, selector, algorithm = (
        said.get(tag, b"").decode("ascii", "replace").lower() for tag in (b"d", b"s", b"a")
    )
    return Checked(domain, selector, result, why, algorithm, names, oversigned)


def _agreed(said: dict[bytes, bytes], *, at: int) -> tuple[bytes, ...]:
    """What a signature must say about itself (§3.5, §6.1.1); returns the names of h=."""
    require(said, (b"v", b"a", b"b", b"bh", b"d", b"h", b"s"))
    if said[b"v"] != b"1":
        raise Unsound("v= is not 1")
    h = names(said[b"h"])
    if b"from" not in h:
        raise Unsound("From is not signed")
    ours = said[b"d"].lower()
    identity = unblanked(said.get(b"i", b"@" + ours)).lower().rpartition(b"@")[2]
    if identity != ours and not identity.endswith(b"." + ours):
        raise Unsound("i= is not within d=")
    if b"q" in said and b"dns/txt" not in [one.strip() for one in said[b"q"].split(b":")]:
        raise Unsound("q= names no way that is known")
    begun, ends = number(said, b"t"), number(said, b"x")
    if begun is not None and begun > at + SLACK:
        raise Unsound("t= is in the future")
    if ends is not None and (ends < at - SLACK or (begun is not None and ends < begun)):
        raise Unsound("x= is past")
    return h


def require(said: dict[bytes, bytes], wanted: tuple[bytes, ...]) -> None:
    """Raises Unsound for a tag that is missing, and for an algorithm nobody should use."""
    for tag in wanted:
        if not said.get(tag):
            raise Unsound(f"{tag.decode()}= is missing")
    if said[b"a"] not in ALGORITHMS:
        raise Unsound("a= is not supported")


def number(said: dict[bytes, bytes], tag: bytes) -> int | None:
    """A decimal tag, if it is there; raises Unsound."""
    if tag not in said:
        return None
    text = said[tag]
    if not text.isdigit() or len(text) > 12:
        raise Unsound(f"{tag.decode()}= is no number")
    return int(text)


def canonicalisation(said: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """c= for head and body (§3.5); raises Unsound."""
    head, slash, body = said.get(b"c", b"simple/simple").partition(b"/")
    body = body if slash else b"simple"
    if head not in _KINDS or body not in _KINDS:
        raise Unsound("c= is not known")
    return head, body


def hold_body(mail: Sealed, said: dict[bytes, bytes]) -> None:
    """Raises Unsound where the body is not what was signed, or goes on behind l= (§8.2)."""
    kind, length = canonicalisation(said)[1], number(said, b"l")
    if mail.body_hash(kind, length=length) != decoded(said[b"bh"]):
        raise Unsound("the body was changed")
    if length is not None and mail.longer_than(length, kind=kind):
        raise Unsound("the body goes on behind what is signed")


def public_key(said: dict[bytes, bytes], *, txt: Txt) -> PublicKey:
    """The key under the selector (§3.6.2.1); raises Unsound when none fits."""
    try:
        domain = said[b"d"].decode("utf-8").rstrip(".")
        name = f"{said[b's'].decode('utf-8')}._domainkey.{domain}"
    except UnicodeDecodeError:
        raise Unsound("d= or s= is no name") from None
    if not domain or any(c in name for c in "()<>[]:;@\\, \t\r\n"):
        raise Unsound("d= or s= is no name")
    why = Unsound("there is no key")
    for record in (txt(name) or [])[:MAX_KEYS]:
        try:
            return _key(tags(record.encode("utf-8", "replace")), said)
        except Unsound as wrong:
            why = wrong
    raise why


def _key(record: dict[bytes, bytes], said: dict[bytes, bytes]) -> PublicKey:
    """A key record (§3.6.1, RFC 8463 §4) for this signature."""
    if record.get(b"v", b"DKIM1") != b"DKIM1":
        raise Unsound("the key is of another version")
    kind = record.get(b"k", b"rsa")
    if kind != ALGORITHMS[said[b"a"]]:
        raise Unsound("the key is of another kind")
    if b"h" in record and b"sha256" not in [one.strip() for one in record[b"h"].split(b":")]:
        raise Unsound("the key is not for SHA-256")
    if not {b"*", b"email"} & {one.strip() for one in record.get(b"s", b"*").split(b":")}:
        raise Unsound("the key is not for mail")
    flags = [one.strip() for one in record.get(b"t", b"").split(b":")]
    identity = unblanked(said.get(b"i", b"")).lower().rpartition(b"@")[2]
    if b"s" in flags and b"i" in said and identity != said[b"d"].lower():
        raise Unsound("the key is not for subdomains")
    if not record.get(b"p"):
        raise Unsound("the key was revoked")
    return _loaded(decoded(record[b"p"]), kind)


def _loaded(data: bytes, kind: bytes) -> PublicKey:
    try:
        if kind == b"ed25519":
            return Ed25519PublicKey.from_public_bytes(data)
        key = serialization.load_der_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise Unsound("the key cannot be read") from None
    if not isinstance(key, RSAPublicKey):
        raise Unsound("the key is of another kind")
    if not MIN_BITS <= key.key_size <= MAX_BITS:
        raise Unsound("the key has a size nobody should trust")
    return key


def genuine(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether this key made this signature."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(data)
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        else:
            key.verify(signature, digest.finalize())  # RFC 8463 §3
    except InvalidSignature:
        return False
    return True
