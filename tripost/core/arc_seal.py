"""Say in an ARC set how a mail was found before we change it (RFC 8617 §5.1)."""

import base64
import re
from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tripost.core.arc import MAX_SETS, Cv
from tripost.core.dkim import OVERSIGNED, Signer
from tripost.core.dkim_canon import Field, Sealed, canonical, joined, sealed, signed_bytes

# What every copy changes, or DKIM says anew for each; the seal is made once for all copies.
PER_COPY: Final = frozenset((b"list-unsubscribe", b"list-unsubscribe-post", b"list-help"))
COVERED: Final = tuple(name for name in OVERSIGNED if name not in PER_COPY)

_ARC: Final = (b"arc-authentication-results", b"arc-message-signature", b"arc-seal")
_INSTANCE = re.compile(rb"(?:^|[;\s])i\s{0,20}=\s{0,20}(\d{1,3})\b")
_LINE: Final = 76


def seal(
    head: bytes, *, bh: bytes, signer: Signer, at: int, cv: Cv, results: str,
    covered: Sequence[bytes] = COVERED,
) -> bytes:  # fmt: skip
    """The three fields to put before `head` (CRLF lines); empty where none may be added.

    `bh`: as `dkim.body_hash` makes it. `results`: what was found on arrival, as it stands in an
    Authentication-Results field (with our name first). `covered`: each name as often as it occurs;
    the default names those of a mail once more, so that none can be added. `at`: seconds since
    1970. Raises ValueError for a key that is not RSA (§4.1.3) and for a head that is none.
    """
    if not isinstance(signer.key, RSAPrivateKey):
        raise ValueError("ARC signs with RSA alone")
    mail = sealed(head)
    before = [one for one in mail.fields if one.name in _ARC]
    instance = max((_instance(one) for one in before), default=0) + 1
    if instance > MAX_SETS or (instance == 1) != (cv == "none"):
        return b""
    aar = _field(b"ARC-Authentication-Results", [b"i=%d" % instance, *_results(results)])
    ams = _message_signature(mail, signer, bh=bh, h=_names(mail, covered), instance=instance, at=at)
    older = [] if cv == "fail" else _in_order(before)  # §5.1.2: a broken chain is not vouched for
    tail = (b"cv=%s" % cv.encode(), *_who(signer, instance, at))
    bare = _field(b"ARC-Seal", [b"a=rsa-sha256", b"b=", *tail])
    data = joined([*older, aar, ams, bare]).removesuffix(b"\r\n")
    own = _field(b"ARC-Seal", [b"a=rsa-sha256", b"b=" + _signed(signer, data), *tail])
    return own.raw + ams.raw + aar.raw


def _message_signature(
    mail: Sealed, signer: Signer, *, bh: bytes, h: Sequence[bytes], instance: int, at: int
) -> Field:
    """§4.1.2: like DKIM, but with i= for the instance and without v=."""
    name = b"ARC-Message-Signature"
    d, i, s, t = _who(signer, instance, at)
    tail = (b"bh=" + bh, b"c=relaxed/relaxed", d, b"h=" + b":".join(h), i, s, t)
    bare = _field(name, [b"a=rsa-sha256", b"b=", *tail])
    data = signed_bytes(mail, bare, h=h, kind=b"relaxed")
    return _field(name, [b"a=rsa-sha256", b"b=" + _signed(signer, data), *tail])


def _names(mail: Sealed, covered: Sequence[bytes]) -> list[bytes]:
    if covered is not COVERED:
        return list(covered)
    present = [one.name for one in mail.fields]
    return [name for one in COVERED for name in [one] * (present.count(one) + 1)]


def _who(signer: Signer, instance: int, at: int) -> tuple[bytes, bytes, bytes, bytes]:
    return (
        b"d=" + signer.domain.encode("ascii"),
        b"i=%d" % instance,
        b"s=" + signer.selector.encode("ascii"),
        b"t=%d" % at,
    )


def _results(text: str) -> list[bytes]:
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return [one.strip().encode("utf-8") for one in clean.split(";") if one.strip()]


def _field(name: bytes, parts: Sequence[bytes]) -> Field:
    """Folded behind semicolons only: there a blank stands anyway, so that whoever unfolds and
    folds again on the way does not touch what the next seal covers."""
    lines, line = [], name + b":"
    for number, part in enumerate(parts):
        piece = b" " + part + (b";" if number + 1 < len(parts) else b"")
        if len(line) + len(piece) > _LINE and number:
            lines.append(line)
            line = b""
        line += piece
    return Field(name.lower(), b"\r\n".join([*lines, line]) + b"\r\n")


def _instance(one: Field) -> int:
    found = _INSTANCE.search(canonical(one, kind=b"relaxed").partition(b":")[2])
    return int(found[1]) if found else 0


def _in_order(fields: list[Field]) -> list[Field]:
    """§5.1.1: by instance, and in each AAR, AMS, AS."""
    return sorted(fields, key=lambda one: (_instance(one), _ARC.index(one.name)))


def _signed(signer: Signer, data: bytes) -> bytes:
    assert isinstance(signer.key, RSAPrivateKey)
    return base64.b64encode(signer.key.sign(data, padding.PKCS1v15(), hashes.SHA256()))
