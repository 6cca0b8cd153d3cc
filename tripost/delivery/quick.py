"""The four signed words of a copy in one go: what `verp` and `joining.tokens` make, but for many.

A test holds both to the same results. Keys are derived once, the mark of an address is made once,
and base32 is written two characters at a time.
"""

import base64
import hashlib
import hmac
from typing import Final

from tripost.kit.secrets import Secrets

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS: Final = tuple(a + b for a in _LETTERS for b in _LETTERS)
_SHA: Final = "sha256"


class Words:
    """For the copies of one mail of the list at `address`, whose domain is `domain`."""

    def __init__(self, secrets: Secrets, *, address: int, domain: str) -> None:
        self._verp = secrets.key("verp")
        self._leave = secrets.key("unsubscribe")
        self._by_mail = secrets.key("leave by mail")
        self._preferences = secrets.key("preferences")
        self._address = address.to_bytes(4, "big")
        self._domain = domain

    def sender(self, delivery: int) -> str:
        """As `verp.sender`."""
        message = self._address + delivery.to_bytes(8, "big")
        token = message + hmac.digest(self._verp, message, _SHA)[:8]
        return f"b-{base32(token)}@{self._domain}"

    def leaving(self, delivery: int, subscriber: int, email: str) -> tuple[str, str, str]:
        """As `tokens.leave`, `tokens.leave_by_mail` and `tokens.preferences`."""
        who = subscriber.to_bytes(8, "big")
        mark = hashlib.sha256(email.lower().encode()).digest()[:4]
        payload = who + delivery.to_bytes(8, "big") + mark
        link = payload + hmac.digest(self._leave, payload, _SHA)[:16]
        spoken = self._address + payload
        mail = spoken + hmac.digest(self._by_mail, spoken, _SHA)[:10]
        preferences = who + mark
        page = preferences + hmac.digest(self._preferences, preferences, _SHA)[:16]
        return (
            base64.b64encode(link, b"-_").decode("ascii").rstrip("="),
            f"leave-{base32(mail)}@{self._domain}",
            base64.b64encode(page, b"-_").decode("ascii").rstrip("="),
        )


def base32(data: bytes) -> str:
    """RFC 4648 §6 in small letters, without padding."""
    bits = len(data) * 8
    rest = -bits % 10
    number = int.from_bytes(data, "big") << rest
    pairs = _PAIRS
    text = "".join([pairs[(number >> at) & 1023] for at in range(bits + rest - 10, -1, -10)])
    return text[: (bits + 4) // 5]
