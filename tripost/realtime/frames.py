"""One message encoded once: JSON inside a ready WebSocket frame for all sockets."""

import struct
from dataclasses import dataclass
from typing import Any

import msgspec

TEXT = 0x81  # RFC 6455 §5.2: FIN, opcode 1; what a server sends is not masked


@dataclass(frozen=True, slots=True)
class Frame:
    """The text, and the same as bytes for the wire."""

    text: bytes
    wire: bytes


def frame(message: dict[str, Any]) -> Frame:
    """Encode a message."""
    text = msgspec.json.encode(message)
    size = len(text)
    if size < 126:
        head = struct.pack(">BB", TEXT, size)
    elif size < 65536:
        head = struct.pack(">BBH", TEXT, 126, size)
    else:
        head = struct.pack(">BBQ", TEXT, 127, size)
    return Frame(text=text, wire=head + text)
