"""Rung when somebody leaves a list or a send is stopped: memory that server and carrier share.

The writer rings after its commit and before anybody is told of it; the carrier looks at the number
before it begins a copy. So what was handed over before the ring does not begin after it, and who is
told "you have left" can be sure of it: there is no message that could come too late. Only a write
of another process does not ring here; it is seen by the looks, every 50 ms (handing.py).
"""

import mmap
import os
import struct
from typing import Final

_NUMBER: Final = struct.Struct("<Q")


class Bell:
    """`fd` None: a new one, for the server; else one that somebody made, for the carrier."""

    def __init__(self, fd: int | None = None) -> None:
        self.fd = os.memfd_create("tripost-bell") if fd is None else fd
        if fd is None:
            os.ftruncate(self.fd, mmap.PAGESIZE)
        self._map = mmap.mmap(self.fd, mmap.PAGESIZE)

    @property
    def rung(self) -> int:
        """How often."""
        number: int = _NUMBER.unpack_from(self._map)[0]
        return number

    def ring(self) -> None:
        """Of one thread only."""
        _NUMBER.pack_into(self._map, 0, self.rung + 1)
