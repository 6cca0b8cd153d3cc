"""The signed links of one copy: its web version, and each link that is counted."""

import base64
import struct
from dataclasses import dataclass
from typing import Final

from tripost.kit.secrets import Secrets

_MAC: Final = 12  # bytes
_WEB = struct.Struct(">Q")  # delivery
_CLICK = struct.Struct(">QH")  # delivery, number of the link


@dataclass(frozen=True, slots=True)
class Followed:
    """Which link of which copy; `link` None: the web version."""

    delivery: int
    link: int | None = None


def web(secrets: Secrets, delivery: int) -> str:
    """For /w/…; never expires."""
    return _made(secrets, "web-version", _WEB.pack(delivery))


def read_web(secrets: Secrets, token: str) -> Followed | None:
    """Whose copy, or None when the token was not made here."""
    message = _read(secrets, "web-version", token, _WEB.size)
    return Followed(*_WEB.unpack(message)) if message is not None else None


def click(secrets: Secrets, delivery: int, *, link: int) -> str:
    """For /r/…; where it leads is kept here, never in the address: nobody redirects elsewhere."""
    return _made(secrets, "click", _CLICK.pack(delivery, link))


def read_click(secrets: Secrets, token: str) -> Followed | None:
    """Which link, or None."""
    message = _read(secrets, "click", token, _CLICK.size)
    return Followed(*_CLICK.unpack(message)) if message is not None else None


def _made(secrets: Secrets, purpose: str, message: bytes) -> str:
    token = message + secrets.mac(purpose, message, length=_MAC)
    return base64.urlsafe_b64encode(token).decode("ascii").rstrip("=")


def _read(secrets: Secrets, purpose: str, token: str, size: int) -> bytes | None:
    if len(token) > 60 or not token.isascii():
        return None
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    message, mac = raw[:size], raw[size:]
    genuine = len(mac) == _MAC and secrets.genuine(purpose, message, mac=mac)
    return message if genuine else None
