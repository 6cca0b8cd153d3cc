"""Makes the bundle of services that every door and corridor is given."""

from tripost.kit.bus import Bus
from tripost.kit.clock import system_clock
from tripost.kit.settings import Settings
from tripost.store.blobs import Blobs
from tripost.store.reads import DjangoReader, Pool, Reader, SqliteReader
from tripost.store.services import Services
from tripost.store.writer import InlineWriter, Writer


def build(settings: Settings, *, inline: bool = False) -> Services:
    """Real services; nothing is started. `inline`: writes run where they are called (commands)."""
    bus = Bus()
    reader: Reader = DjangoReader()
    if settings.on_sqlite and not inline:
        reader = SqliteReader(settings.data / "tripost.sqlite3")
    return Services(
        writer=InlineWriter(bus) if inline else Writer(bus),
        reader=reader,
        pool=Pool(),
        bus=bus,
        blobs=Blobs(settings.data / "blobs", inline_limit=settings.inline_blob),
        clock=system_clock,
        settings=settings,
    )
