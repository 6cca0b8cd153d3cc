"""What every door and corridor is given: the writer, reads, blobs, the bus, clock and settings."""

from dataclasses import dataclass

from tripost.kit.bus import Bus
from tripost.kit.clock import Clock
from tripost.kit.settings import Settings
from tripost.store.blobs import Blobs
from tripost.store.reads import Pool, Reader
from tripost.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Services:
    """Made once in `servers.run` (or by a test) and handed down; there is no other global."""

    writer: Writer
    reader: Reader
    pool: Pool
    bus: Bus
    blobs: Blobs
    clock: Clock
    settings: Settings
