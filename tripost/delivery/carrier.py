"""The carrier process as the server sees it: started when there is something to carry."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

import msgspec

from tripost.delivery import wire
from tripost.delivery.bell import Bell
from tripost.delivery.frames import Frame, Item
from tripost.delivery.line import Hop
from tripost.kit import log

STOP_SECONDS: Final = 40.0  # it has a patience of its own that is shorter
POLL_SECONDS: Final = 0.01

_log = log.get("delivery.carrier")


class Carrier(asyncio.Protocol):
    """`told` gets results, `died` is called when the process is gone without being asked, and
    nobody writes to the slate any more; both are set by who uses it.

    The process is no child of the event loop, which would kill it at its own end: it outlives us.
    """

    def __init__(self, setup: wire.Setup, *, bell: Bell) -> None:
        self.told: Callable[[Sequence[wire.Result]], None] = lambda results: None
        self.died: Callable[[], None] = lambda: None
        self.slate = Path(setup.slate)
        self._setup = setup
        self._bell = bell
        self._frames = wire.Frames()
        self._knows: set[int] = set()
        self._transport: asyncio.Transport | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._burying: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def running(self) -> bool:
        """Whether it can be spoken to."""
        return self._transport is not None

    async def start(self) -> None:
        """A fresh process; the slate must be free. Not before the last one is buried: its slate
        is read then, and the fresh one begins with an empty one."""
        if self._burying is not None:
            await self._burying
        near, far = socket.socketpair()
        near.setblocking(False)
        self._frames, self._stopping = wire.Frames(), False
        self._knows.clear()
        self._process = _begun(far.fileno(), self._bell.fd)
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

    def carry(self, items: list[Item], *, at: int, rung: int) -> None:
        """Begin these as soon as a line is free."""
        self._say(wire.Carry(at, rung, items))

    def drop(self, deliveries: list[int]) -> None:
        """Do not begin these, if that is still possible; `told` says which."""
        self._say(wire.Drop(deliveries))

    async def stop(self) -> None:
        """Nothing is under way any more; returns when the process has ended."""
        self._stopping = True
        if self._transport is not None:
            self._say(wire.Stop())
        await self._ended()

    def leave(self) -> None:
        """We go, it stays: it finishes the mails under way and ends by itself; the slate tells
        the next server what became of them."""
        self._stopping = True
        if self._transport is not None:
            self._transport.close()

    async def _ended(self) -> None:
        if self._process is None:
            return
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await _gone(self._process)
        except TimeoutError:
            self._process.kill()
            await _gone(self._process)
        self._process = None

    async def _bury(self, process: "subprocess.Popen[bytes]") -> None:
        """It does not speak with us any more, so it may not speak with the next hop either: what
        it did after the slate was read would be done twice."""
        process.kill()
        await _gone(process)
        try:
            self.died()
        except Exception:
            _log.exception("carrier.not_buried")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass
        self._say(self._setup)  # before anyone finds it running

    def data_received(self, data: bytes) -> None:
        """asyncio."""
        for body in self._frames.feed(data):
            self.told(wire.RESULTS.decode(body))

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: it has ended, or is about to."""
        self._transport = None
        process = self._process
        if not self._stopping and process is not None:
            self._process = None
            _log.error("carrier.died", code=process.poll())
            self._burying = asyncio.ensure_future(self._bury(process))

    def _say(self, order: wire.Order) -> None:
        if self._transport is not None:
            self._transport.write(wire.framed(msgspec.msgpack.encode(order)))


def _begun(fd: int, bell: int) -> "subprocess.Popen[bytes]":
    """The process at the other end of `fd`."""
    return subprocess.Popen(  # noqa: S603 our own program, no word from outside
        [sys.executable, "-m", "tripost.delivery.carrying", str(fd), str(bell)],
        pass_fds=[fd, bell],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # Not killed along with the server: it finishes the mails that are under way.
        start_new_session=True,
    )


async def _gone(process: "subprocess.Popen[bytes]") -> None:
    """Wait for its end, and reap it."""
    while process.poll() is None:  # noqa: ASYNC110 another process
        await asyncio.sleep(POLL_SECONDS)


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
