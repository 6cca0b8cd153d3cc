"""Is a mail signed or encrypted, so that nothing in it may be changed? PGP and S/MIME."""

from collections.abc import Iterable
from typing import Final

SEALS: Final = frozenset(
    (
        "application/pgp-signature",  # RFC 3156 §5
        "application/pgp-encrypted",  # RFC 3156 §4
        "application/pkcs7-signature",  # RFC 8551 §3.5.3
        "application/x-pkcs7-signature",
        "application/pkcs7-mime",  # RFC 8551 §3.4
        "application/x-pkcs7-mime",
        "multipart/signed",  # RFC 1847
        "multipart/encrypted",
    )
)
INLINE: Final = ("-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP MESSAGE-----")


def is_sealed(kinds: Iterable[str], *, text: str = "") -> bool:
    """Whether one of these content types (lower case) says so, or the text holds PGP inline."""
    return not SEALS.isdisjoint(kinds) or any(mark in text for mark in INLINE)
