"""Secrets at rest and keys for tokens, all derived from the installation's one key."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings as django_settings

SHORTEST_MAC = 8  # bytes; an empty one would fit everything


class Unreadable(Exception):
    """A secret was written with another key: nothing falls back, an administrator must act."""


def digest(secret: str) -> str:
    """All that is kept of a long random secret (cookie, token, guest's link, set-up code).

    SHA-256, 64 hex digits: what is random needs no slow hash, and a stolen backup opens nothing
    (PROMISES L35).
    """
    return hashlib.sha256(secret.encode()).hexdigest()


class Secrets:
    """Encrypts (Fernet: AES-128-CBC with HMAC-SHA256) and authenticates; never prints its key."""

    def __init__(self, key: str) -> None:
        if not key:
            raise ValueError("the installation has no key")
        self._key = key.encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derive(b"tripost secrets at rest v1")))

    def encrypt(self, clear: str) -> str:
        """The text as it may lie in the database."""
        return self._fernet.encrypt(clear.encode()).decode("ascii")

    def decrypt(self, kept: str) -> str:
        """The text again; raises Unreadable."""
        try:
            return self._fernet.decrypt(kept.encode("ascii", "replace")).decode()
        except InvalidToken:
            raise Unreadable(
                "A secret in the database does not fit the installation's key. Put the old "
                "secret.key back, or set the secret anew."
            ) from None

    def mac(self, purpose: str, message: bytes, *, length: int = 16) -> bytes:
        """`length` bytes that only this installation can make; one key per purpose."""
        return hmac.digest(self.key(purpose), message, "sha256")[:length]

    def key(self, purpose: str) -> bytes:
        """The key behind `mac`, for whoever makes very many."""
        return self._derive(b"tripost mac v1 " + purpose.encode())

    def genuine(self, purpose: str, message: bytes, *, mac: bytes) -> bool:
        """Whether `mac` was made here for this message, compared in constant time."""
        made = self.mac(purpose, message, length=len(mac))
        return len(mac) >= SHORTEST_MAC and hmac.compare_digest(made, mac)

    @cache  # noqa: B019 one object per process, a handful of purposes
    def _derive(self, info: bytes) -> bytes:
        # RFC 5869; the key is high-entropy text, so no slow hash is needed.
        return HKDF(SHA256(), length=32, salt=None, info=info).derive(
            hashlib.sha256(self._key).digest()
        )


@cache
def installation() -> Secrets:
    """The secrets of this installation, from the same key Django signs with."""
    return Secrets(django_settings.SECRET_KEY)
