"""Local parts that carry a signed word: `leave-…@`, `mod-…@`; each is for one address of ours."""

import base64
import struct
from dataclasses import dataclass
from typing import Final

from tripost.kit.secrets import Secrets

LEAVE: Final = "leave"
MODERATE: Final = "mod"
PREFIXES: Final = (LEAVE, MODERATE)
PAYLOAD: Final = 20  # bytes at most: 61 characters with `leave-`, under the 64 of RFC 5321 §4.5.3.1
_ADDRESS = struct.Struct(">I")
_MAC = 10  # bytes; whoever guesses has to do it by mail


@dataclass(frozen=True, slots=True)
class Tokened:
    """What a genuine recipient of ours says; `payload` means what `prefix` makes of it."""

    prefix: str
    address: int
    payload: bytes


def make(secrets: Secrets, prefix: str, *, address: int, payload: bytes, domain: str) -> str:
    """A mail address; base32, because some servers change the case."""
    assert prefix in PREFIXES
    assert len(payload) <= PAYLOAD
    message = _ADDRESS.pack(address) + payload
    token = message + secrets.mac(f"{prefix} by mail", message, length=_MAC)
    text = base64.b32encode(token).decode("ascii").lower().rstrip("=")
    return f"{prefix}-{text}@{domain}"


def read(secrets: Secrets, recipient: str) -> Tokened | None:
    """What an envelope recipient says, or None when we did not make it."""
    prefix, dash, text = recipient.partition("@")[0].lower().partition("-")
    if not dash or prefix not in PREFIXES or not text.isascii():
        return None
    try:
        token = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except ValueError:
        return None
    message, mac = token[:-_MAC], token[-_MAC:]
    if len(message) < _ADDRESS.size or not secrets.genuine(f"{prefix} by mail", message, mac=mac):
        return None
    return Tokened(prefix, _ADDRESS.unpack_from(message)[0], message[_ADDRESS.size :])
