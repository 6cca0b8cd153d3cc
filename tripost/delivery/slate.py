"""What the carrier has on its lines, in memory that outlives every process of ours.

A file shared by `mmap`: a killed process loses nothing that was written to it. Every copy that the
carrier gets has a slot until its outcome is in the database, so the slots hold all that the
database may not know yet, and a kill leaves in doubt only the mail each line was sending. The power
going takes the slots along (`boot`): then each copy that was claimed counts as unknown.
"""

import fcntl
import mmap
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SLOTS: Final = 1024
_HEAD: Final = struct.Struct("<8s36s")
_MAGIC: Final = b"tripost1"
_SLOT: Final = struct.Struct("<QBHH")  # delivery, stage, code, bytes of the text
_SIZE: Final = 640
_START: Final = 64
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")

FREE: Final = 0
OFFERED: Final = 1  # its content is on its way: the next hop may take it
ANSWERED: Final = 2  # and this is what it said


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found of one copy. `code` 0: no answer was heard."""

    delivery: int
    code: int
    text: str


class Slate:
    """The carrier's side. Raises BlockingIOError while another carrier holds it."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise
        os.ftruncate(self._file, _START + SLOTS * _SIZE)
        self._map = mmap.mmap(self._file, _START + SLOTS * _SIZE)
        self._map[:] = bytes(len(self._map))
        self._map[: _HEAD.size] = _HEAD.pack(_MAGIC, _boot())

    def offer(self, slot: int, delivery: int) -> None:
        """Before the first byte of the content leaves."""
        _SLOT.pack_into(self._map, _START + slot * _SIZE, delivery, OFFERED, 0, 0)

    def answer(self, slot: int, delivery: int, *, code: int, text: str) -> None:
        """As soon as it is heard; the text before the code that makes it count."""
        at = _START + slot * _SIZE
        raw = text.encode("utf-8", "replace")[: _SIZE - _SLOT.size]
        self._map[at + _SLOT.size : at + _SLOT.size + len(raw)] = raw
        _SLOT.pack_into(self._map, at, delivery, ANSWERED, code, len(raw))

    def wipe(self, slot: int) -> None:
        """The next hop did not take it."""
        _SLOT.pack_into(self._map, _START + slot * _SIZE, 0, FREE, 0, 0)

    def close(self) -> None:
        """Let another one have it; what stands there stays."""
        self._map.close()
        os.close(self._file)


@dataclass(frozen=True, slots=True)
class Found:
    """What the last carrier left. `whole`: it is of this boot, so that whatever is not in
    `traces` has certainly not left."""

    whole: bool
    traces: tuple[Trace, ...] = ()


def busy(path: Path) -> bool:
    """Whether a carrier that outlived its server still finishes its mails."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def left_by(path: Path) -> Found:
    """Read what the last one left; nobody may hold it."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Found(whole=False)
    if len(raw) < _START + SLOTS * _SIZE:
        return Found(whole=False)
    magic, boot = _HEAD.unpack_from(raw)
    if magic != _MAGIC or boot != _boot():
        return Found(whole=False)
    return Found(whole=True, traces=tuple(_traces(raw)))


def _traces(raw: bytes) -> list[Trace]:
    found = []
    for slot in range(SLOTS):
        at = _START + slot * _SIZE
        delivery, stage, code, length = _SLOT.unpack_from(raw, at)
        if stage == FREE:
            continue
        text = raw[at + _SLOT.size : at + _SLOT.size + length].decode("utf-8", "replace")
        found.append(Trace(delivery, code if stage == ANSWERED else 0, text))
    return found


def _boot() -> bytes:
    """Which start of the machine this is; a container without it counts as one start."""
    try:
        return _BOOT.read_bytes()[:36]
    except OSError:
        return b"-" * 36
