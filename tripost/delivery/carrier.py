"""The carrier process as the server sees it: started when there is something to carry."""

import asyncio
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

import msgspec

from tripost.delivery import wire
from tripost.delivery.frames import Frame, Item
from tripost.delivery.line import Hop
from tripost.kit import log

STOP_SECONDS: Final = 40.0  # it has a patience of its own that is shorter

_log = log.get("delivery.carrier")


class Carrier(asyncio.Protocol):
    """`told` gets results, `died` is called when the process is gone without being asked; both
    are set by who uses it."""

    def __init__(self, setup: wire.Setup) -> None:
        self.told: Callable[[Sequence[wire.Result]], None] = lambda results: None
        self.died: Callable[[], None] = lambda: None
        self.slate = Path(setup.slate)
        self._setup = setup
        self._frames = wire.Frames()
        self._knows: set[int] = set()
        self._transport: asyncio.Transport | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False

    @property
    def running(self) -> bool:
        """Whether it can be spoken to."""
        return self._transport is not None

    async def start(self) -> None:
        """A fresh process; the slate must be free."""
        near, far = socket.socketpair()
        near.setblocking(False)
        self._frames, self._stopping = wire.Frames(), False
        self._knows.clear()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tripost.delivery.carrying",
            str(far.fileno()),
            pass_fds=[far.fileno()],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            # Not killed along with the server: it finishes the mails that are under way.
            start_new_session=True,
        )
        far.close()
        await asyncio.get_running_loop().create_connection(lambda: self, sock=near)

    def learn(self, frame: Frame) -> None:
        """Once per mail."""
        if frame.outgoing not in self._knows:
            self._knows.add(frame.outgoing)
            self._say(wire.Learn(frame))

    def knows(self, outgoing: int) -> bool:
        """Whether it has the frame."""
        return outgoing in self._knows

    def forget(self, outgoing: int) -> None:
        """It is sent."""
        if outgoing in self._knows:
            self._knows.discard(outgoing)
            self._say(wire.Forget(outgoing))

    def carry(self, items: list[Item], *, at: int) -> None:
        """Begin these now."""
        self._say(wire.Carry(at, items))

    async def stop(self) -> None:
        """Nothing is under way any more; returns when the process has ended."""
        self._stopping = True
        if self._transport is not None:
            self._say(wire.Stop())
        await self._ended()

    def kill(self) -> None:
        """At once."""
        self._stopping = True
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _ended(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass
        self._say(self._setup)  # before anyone finds it running

    def data_received(self, data: bytes) -> None:
        """asyncio."""
        for body in self._frames.feed(data):
            self.told(wire.RESULTS.decode(body))

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: it has ended."""
        self._transport = None
        if not self._stopping:
            _log.error("carrier.died")
            self.died()

    def _say(self, order: wire.Order) -> None:
        if self._transport is not None:
            self._transport.write(wire.framed(msgspec.msgpack.encode(order)))


def setup_of(
    *, key: str, data: Path, relay: Hop, hostname: str, lines: int, patience: float
) -> wire.Setup:
    """What a carrier is told first."""
    return wire.Setup(
        key=key,
        slate=str(slate_of(data)),
        relay=wire.NextHop(relay.host, relay.port, relay.user, relay.password, relay.tls),
        hostname=hostname,
        lines=lines,
        patience=patience,
    )


def slate_of(data: Path) -> Path:
    """Where the carrier of this data folder keeps what is under way."""
    return (data / "carrier.slate").absolute()
