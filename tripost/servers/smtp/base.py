"""A mail server's house: listens, counts who is inside, watches the clock, stops with grace."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from tripost.core.smtp.profile import Profile
from tripost.core.smtp.replies import Reply
from tripost.core.smtp.server import Phase
from tripost.kit.clock import Clock, system_clock
from tripost.kit.log import get
from tripost.servers.smtp.connection import Accept, Admits, Begins, Connection
from tripost.servers.smtp.listening import listening_socket

log = get("smtp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What all connections together may take. Times in seconds, memory in octets.

    `idle` is for a client that has greeted and sits between commands (RFC 5321 §4.5.3.2.7),
    `begun` for a greeting or command that does not get finished, and for one pace of content: at
    least `pace` octets must come in it. `per_peer` does not hold for `trusted` addresses.
    """

    connections: int = 1000
    per_peer: int = 50
    held: int = 256 * 1024 * 1024
    idle: float = 300
    begun: float = 60
    pace: int = 4096
    handshake: float = 30
    trusted: Callable[[str], bool] = lambda address: False


class SmtpServer:
    """One door, SMTP or LMTP by its profile. `await start(…)`, later `await stop(…)`.

    `admits(recipient, sender, peer)` answers RCPT; `accept(envelope, raw)` returns when the mail
    is durable, with one reply or one for each recipient; `begins(sender, size, peer)`, if given,
    answers MAIL. What they raise becomes 451.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        admits: Admits,
        accept: Accept,
        begins: Begins | None = None,
        tls: ssl.SSLContext | None = None,
        bounds: Bounds | None = None,
        clock: Clock = system_clock,
    ) -> None:
        if profile.starttls and tls is None:
            raise ValueError("STARTTLS cannot be offered without a certificate")
        self.profile = replace(profile, ask_sender=begins is not None)
        self.tls = tls
        self.admits = admits
        self.accept = accept
        self.begins = begins
        self._bounds = bounds or Bounds()
        self._now = clock
        self.handshake = self._bounds.handshake
        self._server: asyncio.Server | None = None
        self._clock: asyncio.Task[None] | None = None
        self._inside: set[Connection] = set()
        self._by_peer: Counter[str] = Counter()
        self._held = 0
        self._empty = asyncio.Event()

    @property
    def port(self) -> int:
        """The port it listens on."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def connections(self) -> int:
        return len(self._inside)

    @property
    def held(self) -> int:
        """Octets of unfinished mails in memory."""
        return self._held

    async def start(self, host: str, *, port: int) -> None:
        """Listens. OSError if the place is taken."""
        loop = asyncio.get_running_loop()
        listener = listening_socket(host, port=port)
        self._server = await loop.create_server(
            lambda: Connection(self, now=self._now), sock=listener
        )
        self._clock = loop.create_task(self._tick())

    async def stop(self, *, grace: float = 10) -> None:
        """Takes no new mail, lets those in hand finish for `grace` seconds, then cuts."""
        if self._server is None:
            return
        self._server.close()
        if self._clock is not None:
            self._clock.cancel()
        for connection in tuple(self._inside):
            connection.shut_down()
        try:
            async with asyncio.timeout(grace):
                await self._emptied()
        except TimeoutError:
            log.warning("smtp.cut_at_stop", connections=len(self._inside))
        for connection in tuple(self._inside):
            connection.abort()

    def sweep(self, now: float) -> None:
        """Shows slow clients out; `now` on the clock of the event loop."""
        for connection in tuple(self._inside):
            if not connection.waits_for_us and now - connection.moved > self._patience(connection):
                if self._keeps_pace(connection):
                    connection.moved, connection.arrived = now, 0
                else:
                    connection.time_out()

    # for connections

    def enter(self, connection: Connection, *, address: str) -> Reply | None:
        """None if there is room, else what to say at the door."""
        if len(self._inside) >= self._bounds.connections:
            log.warning("smtp.full", connections=len(self._inside))
            return Reply(421, "4.3.2", "Too many connections, come back soon")
        if self._by_peer[address] >= self._bounds.per_peer and not self._bounds.trusted(address):
            log.info("smtp.peer_full", peer=address)
            return Reply(421, "4.7.0", "Too many connections from your address")
        self._inside.add(connection)
        self._by_peer[address] += 1
        return None

    def leave(self, connection: Connection, *, address: str) -> None:
        self._inside.discard(connection)
        self._by_peer[address] -= 1
        if self._by_peer[address] <= 0:
            del self._by_peer[address]
        if not self._inside:
            self._empty.set()

    def holds(self, more: int) -> bool:
        """Books memory for mails that come in; False if that is too much."""
        self._held += more
        return more <= 0 or self._held <= self._bounds.held

    def crowded(self) -> bool:
        # New mails stop at three quarters, so that those begun can end.
        return self._held * 4 > self._bounds.held * 3

    def _connection(self) -> Connection:
        return Connection(self, now=self._now)

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(min(5.0, self._bounds.begun / 4))
            self.sweep(loop.time())

    async def _emptied(self) -> None:
        while self._inside:
            self._empty.clear()
            await self._empty.wait()

    def _patience(self, connection: Connection) -> float:
        bounds = self._bounds
        if connection.phase is Phase.CONTENT or connection.stuck or connection.half_said:
            return bounds.begun
        # When the house fills up, those who only sit there leave first.
        full = len(self._inside) * 4 > bounds.connections * 3
        return min(bounds.idle, bounds.begun) if full else bounds.idle

    def _keeps_pace(self, connection: Connection) -> bool:
        return connection.phase is Phase.CONTENT and connection.arrived >= self._bounds.pace
