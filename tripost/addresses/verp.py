"""Whose copy came back? Envelope senders of our own, one per delivery, that nobody can forge."""

import base64
import struct
from dataclasses import dataclass

from tripost.kit.secrets import Secrets

_PREFIX = "b-"
_LAYOUT = struct.Struct(">IQ")  # address id, delivery id
_MAC = 8  # bytes; 64 bits against guessing by mail are plenty
_LENGTH = len(_PREFIX) + (_LAYOUT.size + _MAC) * 8 // 5


@dataclass(frozen=True, slots=True)
class Returned:
    """What a genuine envelope recipient of ours says."""

    address: int
    delivery: int


def sender(secrets: Secrets, *, address: int, delivery: int, domain: str) -> str:
    """The envelope sender of one copy: 34 characters before the @, so always under the 64 of
    RFC 5321 §4.5.3.1.1; base32, because some servers change the case."""
    message = _LAYOUT.pack(address, delivery)
    token = message + secrets.mac("verp", message, length=_MAC)
    return f"{_PREFIX}{base64.b32encode(token).decode('ascii').lower()}@{domain}"


def read(secrets: Secrets, recipient: str) -> Returned | None:
    """The copy that comes back to this envelope recipient; None when it is not one of ours."""
    local = recipient.partition("@")[0].lower()
    if not local.startswith(_PREFIX) or len(local) != _LENGTH:
        return None
    try:
        token = base64.b32decode(local.removeprefix(_PREFIX).upper())
    except ValueError:
        return None
    message, mac = token[: _LAYOUT.size], token[_LAYOUT.size :]
    if not secrets.genuine("verp", message, mac=mac):
        return None
    return Returned(*_LAYOUT.unpack(message))
