"""The signed words in our links: each for one purpose, one person and, where it says so, a time.

A link about a subscription is bound to the mail address it was sent to: once the subscriber has
moved to another one, the mails in the old mailbox open nothing any more.
"""

import base64
import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tripost.addresses import tokened
from tripost.kit.secrets import Secrets

_MAC: Final = 16  # bytes
_MARK: Final = 4  # bytes of an address's digest
_LEAVE = struct.Struct(">QQ4s")  # subscriber, delivery (0 = none), mark of the address
_PREFERENCES = struct.Struct(">Q4s")
_CONFIRM = struct.Struct(">QI")  # sign-up, end in seconds of the epoch
_MOVE = struct.Struct(">Q4sI")  # subscriber, mark of the old address, end; the new one follows
LONGEST: Final = 800  # characters of a token; what is longer is nobody's


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a link is about; `delivery`: the copy it stood in, 0 when in none."""

    subscriber: int
    mark: bytes
    delivery: int = 0

    def fits(self, email: str) -> bool:
        """Whether the link was sent to this address of the subscriber."""
        return mark(email) == self.mark


@dataclass(frozen=True, slots=True)
class Move:
    """A subscriber asked for another address, which is to confirm."""

    holder: Holder
    to: str


def mark(email: str) -> bytes:
    """What a token keeps of an address."""
    return hashlib.sha256(email.lower().encode()).digest()[:_MARK]


def leave(secrets: Secrets, subscriber: int, *, email: str, delivery: int = 0) -> str:
    """48 characters for /u/…; never expires: a link in an old mail works (RFC 8058)."""
    return _made(secrets, "unsubscribe", _LEAVE.pack(subscriber, delivery, mark(email)))


def read_leave(secrets: Secrets, token: str) -> Holder | None:
    """Whom it is about, or None when it was not made here."""
    message = _read(secrets, "unsubscribe", token)
    if message is None or len(message) != _LEAVE.size:
        return None
    subscriber, delivery, marked = _LEAVE.unpack(message)
    return Holder(subscriber, marked, delivery)


def leave_by_mail(
    secrets: Secrets, subscriber: int, *, address: int, email: str, domain: str, delivery: int = 0
) -> str:
    """`leave-…@domain` for List-Unsubscribe, beside the link; a mail there is enough."""
    payload = _LEAVE.pack(subscriber, delivery, mark(email))
    return tokened.make(secrets, tokened.LEAVE, address=address, payload=payload, domain=domain)


def read_leave_by_mail(payload: bytes) -> Holder | None:
    """From the payload of a genuine `tokened.Tokened`."""
    if len(payload) != _LEAVE.size:
        return None
    subscriber, delivery, marked = _LEAVE.unpack(payload)
    return Holder(subscriber, marked, delivery)


def preferences(secrets: Secrets, subscriber: int, *, email: str) -> str:
    """38 characters for /p/…; never expires."""
    return _made(secrets, "preferences", _PREFERENCES.pack(subscriber, mark(email)))


def read_preferences(secrets: Secrets, token: str) -> Holder | None:
    """Whom it is about, or None."""
    message = _read(secrets, "preferences", token)
    if message is None or len(message) != _PREFERENCES.size:
        return None
    return Holder(*_PREFERENCES.unpack(message))


def confirm(secrets: Secrets, sign_up: int, *, until: datetime) -> str:
    """For /c/…: the person behind an address wants what the form said."""
    return _made(secrets, "confirm", _CONFIRM.pack(sign_up, int(until.timestamp())))


def read_confirm(secrets: Secrets, token: str, *, at: datetime) -> int | None:
    """The sign-up, or None: not ours, or too late."""
    message = _read(secrets, "confirm", token)
    if message is None or len(message) != _CONFIRM.size:
        return None
    sign_up, end = _CONFIRM.unpack(message)
    return int(sign_up) if at <= datetime.fromtimestamp(end, UTC) else None


def move(secrets: Secrets, subscriber: int, *, email: str, to: str, until: datetime) -> str:
    """For /c/…: the new address confirms that it wants the mails."""
    head = _MOVE.pack(subscriber, mark(email), int(until.timestamp()))
    return _made(secrets, "move", head + to.encode())


def read_move(secrets: Secrets, token: str, *, at: datetime) -> Move | None:
    """Who moves where, or None: not ours, or too late."""
    message = _read(secrets, "move", token)
    if message is None or len(message) <= _MOVE.size:
        return None
    subscriber, marked, end = _MOVE.unpack_from(message)
    if at > datetime.fromtimestamp(end, UTC):
        return None
    return Move(Holder(subscriber, marked), message[_MOVE.size :].decode())


def _made(secrets: Secrets, purpose: str, message: bytes) -> str:
    return _written(message + secrets.mac(purpose, message, length=_MAC))


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _read(secrets: Secrets, purpose: str, token: str) -> bytes | None:
    """The message of a token that was made here for this purpose."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if _written(raw) != token:  # RFC 4648 §3.5: one text for one token
        return None
    message, mac = raw[:-_MAC], raw[-_MAC:]
    return message if secrets.genuine(purpose, message, mac=mac) else None
