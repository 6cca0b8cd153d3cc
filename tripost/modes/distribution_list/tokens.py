"""The token in every copy that lets its receiver leave the list, and nobody else."""

import base64
import struct

from tripost.kit.secrets import Secrets

_LAYOUT = struct.Struct(">Q")  # subscriber id
_MAC = 16  # bytes


def make(secrets: Secrets, subscriber: int) -> str:
    """32 characters for an address of the web. It never expires: a link in an old mail works."""
    message = _LAYOUT.pack(subscriber)
    token = message + secrets.mac("unsubscribe", message, length=_MAC)
    return base64.urlsafe_b64encode(token).decode("ascii")


def read(secrets: Secrets, token: str) -> int | None:
    """The subscriber's id, or None when the token was not made here."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        return None
    message, mac = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
    if len(mac) != _MAC or not secrets.genuine("unsubscribe", message, mac=mac):
        return None
    found: int = _LAYOUT.unpack(message)[0]
    return found
