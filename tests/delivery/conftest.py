"""A corridor with a real writer, a real database file and a relay of the test's own."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connection

from tests.delivery.sink import Sink
from tests.world import READ_WRITE, World
from tripost.addresses.models import Address
from tripost.core.smtp.envelope import Envelope
from tripost.delivery.loop import Corridor
from tripost.kit.bus import Bus
from tripost.kit.settings import Relay, settings
from tripost.outbound.actions import Frozen, enqueue
from tripost.store.blobs import Blobs, digest
from tripost.store.models import Blob, Modseq
from tripost.store.reads import DjangoReader, Pool, Reader, SqliteReader
from tripost.store.services import Services
from tripost.store.writer import Writer

T = TypeVar("T")
PLAIN = Relay(host="127.0.0.1", port=0, tls="none")
RAW = (
    b"From: Acme Support <support@acme.example>\r\nTo: jana@praxis-weiss.example\r\n"
    b"Subject: Re: Defekte Lieferung\r\nDate: Mon, 23 Nov 2026 09:30:00 +0000\r\n"
    b"Message-ID: <answer-1@acme.example>\r\n\r\nGuten Tag,\r\n.wir schicken Ersatz.\r\n"
)


@dataclass
class House:
    """Services, a clock that a test moves, and shortcuts."""

    services: Services
    look: Reader  # what is committed, read from anywhere
    world: World
    moment: datetime
    folder: Path
    relay: Relay = field(default=PLAIN)
    received: list[tuple[Envelope, bytes]] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.moment

    def act(self, action: Callable[[], T]) -> T:
        """Run an action in the writer, as everybody must."""
        return self.services.writer.submit(action).result(30)

    def later(self, **time: float) -> None:
        """Move the clock and wake everybody."""
        self.moment += timedelta(**time)
        self.services.bus.wake({"outbox"})

    def answer(
        self,
        *recipients: str,
        by: str = "anna",
        raw: bytes = RAW,
        undo: float = 0,
        address: Address | None = None,
    ) -> int:
        """Freeze an answer in a conversation of support@; returns the outgoing's id."""
        support = address or self.world.address("support", anna=READ_WRITE)
        mail = self.world.mail(support, message_id=f"q-{len(recipients)}-{id(object())}")
        Blob.objects.get_or_create(sha256=digest(raw), defaults={"size": len(raw), "data": raw})
        return enqueue(
            Frozen(
                address=support.pk,
                conversation=mail.conversation,
                message=None,
                author=self.world.user(by).pk,
                kind="reply",
                base=digest(raw),
                envelope_from=support.email,
                recipients=recipients,
                not_before=self.moment + timedelta(seconds=undo),
                draft={},
            ),
            at=self.moment,
        )

    async def hand_over(self, envelope: Envelope, raw: bytes) -> None:
        self.received.append((envelope, raw))

    def corridor(self, *, port: int | None, relays: int = 8, patience: float = 5) -> Corridor:
        relay = None if port is None else self.relay.model_copy(update={"port": port})
        changed = {"relay": relay, "data": self.folder}
        services = replace(
            self.services, settings=self.services.settings.model_copy(update=changed)
        )
        return Corridor(
            services,
            hand_over=self.hand_over,
            hostname="mail.acme.example",
            relays=relays,
            lines=relays,
            patience=patience,
        )

    def count(self, state: str) -> int:
        """Deliveries in a state, as committed."""
        row = self.look.row("SELECT COUNT(*) FROM outbound_delivery WHERE state = %s", (state,))
        assert row is not None
        return int(row[0])

    def run(
        self,
        *,
        until: Callable[[], bool],
        sink: Sink | None = None,
        meanwhile: Callable[[Sink], Awaitable[None]] | None = None,
        relays: int = 8,
        patience: float = 5,
    ) -> Sink:
        """Run the corridor against `sink` (None: there is no relay) until something is true."""

        async def scenario() -> None:
            nonlocal sink
            if sink is None:
                await self._drive(self.corridor(port=None), until)
                return
            async with sink:
                corridor = self.corridor(port=sink.port, relays=relays, patience=patience)
                beside = asyncio.ensure_future(meanwhile(sink)) if meanwhile else None
                await self._drive(corridor, until)
                if beside is not None:
                    await beside

        asyncio.run(scenario())
        return sink or Sink()

    async def _drive(self, corridor: Corridor, until: Callable[[], bool]) -> None:
        running = asyncio.create_task(corridor.run())
        async with asyncio.timeout(60):
            while not until():
                assert not running.done(), running.exception()
                await asyncio.sleep(0.005)
            corridor.stop()
            await running


class Aside:
    """Reads in a thread of its own: Django refuses its connection on the loop (PostgreSQL)."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._executor.submit(DjangoReader().rows, sql, params).result()

    def row(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        return self._executor.submit(DjangoReader().row, sql, params).result()

    def close(self) -> None:
        self._executor.submit(lambda: connection.close()).result()
        self._executor.shutdown()


@pytest.fixture
def house(transactional_db: None, tmp_path: Path, now: datetime) -> Iterator[House]:
    Modseq.objects.get_or_create(id=1)  # a flush takes it away
    bus = Bus()
    writer = Writer(bus)
    writer.start()
    sqlite = connection.vendor == "sqlite"
    reader = SqliteReader(Path(connection.settings_dict["NAME"])) if sqlite else DjangoReader()
    pool = Pool(threads=3)
    made: list[House] = []
    services = Services(
        writer=writer,
        reader=reader,
        pool=pool,
        bus=bus,
        blobs=Blobs(tmp_path / "blobs", inline_limit=256 * 1024),
        clock=lambda: made[0].moment,
        settings=settings(),
    )
    look = reader if isinstance(reader, SqliteReader) else Aside()
    made.append(House(services, look, World(now), now, tmp_path))
    yield made[0]
    writer.stop()

    all_threads = threading.Barrier(3)

    def close() -> None:  # each thread of the pool holds a connection of its own
        all_threads.wait(10)
        connection.close()

    async def leave() -> None:
        await asyncio.gather(*(pool.run(close) for _ in range(3)))

    asyncio.run(leave())
    pool.close()
    look.close()
