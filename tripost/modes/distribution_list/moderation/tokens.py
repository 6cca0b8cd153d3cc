"""Who is asked about which held post, said in the address that their answer goes to."""

import struct
from dataclasses import dataclass
from typing import Final

from tripost.addresses import tokened
from tripost.kit.secrets import Secrets

_LAYOUT: Final = struct.Struct(">QI")  # held post, user


@dataclass(frozen=True, slots=True)
class Asked:
    """This person was asked about that held post of this list."""

    address: int
    held: int
    user: int


def answer_to(secrets: Secrets, asked: Asked, *, domain: str) -> str:
    """`mod-…@domain`, for the Reply-To of the notice."""
    payload = _LAYOUT.pack(asked.held, asked.user)
    return tokened.make(
        secrets, tokened.MODERATE, address=asked.address, payload=payload, domain=domain
    )


def read(secrets: Secrets, recipient: str) -> Asked | None:
    """Who was asked about what, or None when we did not make it."""
    found = tokened.read(secrets, recipient)
    if found is None or found.prefix != tokened.MODERATE or len(found.payload) != _LAYOUT.size:
        return None
    return Asked(found.address, *_LAYOUT.unpack(found.payload))
