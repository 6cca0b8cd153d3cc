"""What the server and its carrier say to each other: msgpack with its length before it."""

import struct
from typing import Final

import msgspec

from tripost.delivery.frames import Frame, Item

_LENGTH: Final = struct.Struct(">I")

# Kinds of a Result.
ANSWERED: Final = 0
UNCERTAIN: Final = 1  # all was sent, no answer came
AWAY: Final = 2  # no line could be opened; the copy was not tried
UNSENDABLE: Final = 3
OURS: Final = 4  # a mistake of ours; the copy was not tried
DROPPED: Final = 5  # as it was asked; the copy was not tried


class NextHop(msgspec.Struct, frozen=True):
    """The relay as in the settings, whose library takes longer to load than all of this."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: str


class Setup(msgspec.Struct, tag="setup", frozen=True):
    """First of all. `key`: the installation's, for tokens."""

    key: str
    slate: str
    relay: NextHop
    hostname: str
    lines: int
    patience: float


class Learn(msgspec.Struct, tag="learn", frozen=True):
    """A mail whose copies will follow."""

    frame: Frame


class Carry(msgspec.Struct, tag="carry", frozen=True):
    """Copies to send, as lines get free and only while the bell has not been rung again; `at` in
    seconds since 1970."""

    at: int
    rung: int
    items: list[Item]


class Drop(msgspec.Struct, tag="drop", frozen=True):
    """Do not begin these; each that was not begun is told as DROPPED, the others as usual."""

    deliveries: list[int]


class Stop(msgspec.Struct, tag="stop", frozen=True):
    """Finish what is under way and end."""


Order = Setup | Learn | Carry | Drop | Stop
ORDERS: Final = msgspec.msgpack.Decoder(Order)


class Result(msgspec.Struct, array_like=True):
    """What became of one copy."""

    delivery: int
    kind: int
    code: int
    status: str
    text: str


RESULTS: Final = msgspec.msgpack.Decoder(list[Result])


def framed(body: bytes) -> bytes:
    """With its length."""
    return _LENGTH.pack(len(body)) + body


class Frames:
    """Cuts a stream into bodies."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """All bodies completed by `data`."""
        self._buffer += data
        found = []
        start = 0
        while len(self._buffer) - start >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer, start)
            end = start + _LENGTH.size + length
            if len(self._buffer) < end:
                break
            found.append(bytes(self._buffer[start + _LENGTH.size : end]))
            start = end
        del self._buffer[:start]
        return found
