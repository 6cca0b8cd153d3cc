"""One client at the door: carries bytes between a socket and a ServerSession."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, assert_never, cast

from tripost.core.smtp.actions import (
    Action,
    Ask,
    AskRecipient,
    AskSender,
    Close,
    Deliver,
    Send,
    StartTls,
)
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.profile import Profile
from tripost.core.smtp.replies import Reply
from tripost.core.smtp.server import Phase, ServerSession
from tripost.kit.clock import Clock
from tripost.kit.log import get

log = get("smtp")

_TROUBLE = Reply(451, "4.3.0", "Trouble on our side, try again later")
_TOO_MUCH = Reply(452, "4.3.1", "Too much mail is in hand, try again soon")
# Commands that wait for an answer: above this, reading stops.
_BACKLOG = 128 * 1024


Admits = Callable[[str, str, Peer], Awaitable[Reply]]
Accept = Callable[[Envelope, bytes], Awaitable[Reply | Sequence[Reply]]]
Begins = Callable[[str, int, Peer], Awaitable[Reply]]


class House(Protocol):
    """What a connection knows of the server it belongs to."""

    profile: Profile
    admits: Admits
    accept: Accept
    begins: Begins | None
    tls: ssl.SSLContext | None
    handshake: float

    def enter(self, connection: "Connection", *, address: str) -> Reply | None: ...
    def leave(self, connection: "Connection", *, address: str) -> None: ...
    def holds(self, more: int) -> bool: ...
    def crowded(self) -> bool: ...


class Connection(asyncio.Protocol):
    """`moved` and `arrived` are for the house's clock: since when nothing, and how little, came."""

    def __init__(self, house: House, *, now: Clock) -> None:
        self.moved = 0.0
        self.arrived = 0
        self._house = house
        self._now = now
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._session: ServerSession
        self._peer = Peer("")
        self._work: asyncio.Task[None] | None = None
        self._inside = False
        self._held = 0
        self._ended = False  # the client will send no more
        self._stuck = False  # the client does not read its answers
        self._paused = False
        self._early: bytearray | None = None  # heard over TLS before `start_tls` came back

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not made from asyncio.Transport, but do what it does.
        self._transport = cast(asyncio.Transport, transport)
        name = transport.get_extra_info("peername")
        self._peer = Peer(name[0], name[1]) if isinstance(name, tuple) else Peer("")
        refusal = self._house.enter(self, address=self._peer.address)
        if refusal is not None:
            self._transport.write(refusal.wire())
            self._transport.close()
            return
        self._inside = True
        self._session = ServerSession(
            self._peer, profile=self._house.profile, now=self._now, crowded=self._house.crowded
        )
        self.moved = self._loop.time()
        self._perform(self._session.open())

    def data_received(self, data: bytes) -> None:
        if not self._inside:
            return
        if self._early is not None:
            self._early += data
            return
        session = self._session
        begins = session.phase is Phase.COMMAND and not session.backlog
        actions = session.feed(data)
        if actions or begins:
            # Only what was brought to an end, or begun, counts: single bytes buy no time.
            self._progress()
        else:
            self.arrived += len(data)
        self._go_on(actions)
        self._weigh()

    def eof_received(self) -> bool:
        """A client may close its half behind a whole mail; it gets its answer first."""
        self._ended = True
        return self._work is not None and not self._transport.get_extra_info("ssl_object")

    def connection_lost(self, exc: Exception | None) -> None:
        if self._inside:
            self._inside = False
            self._session.lost()
            self._house.holds(-self._held)
            self._held = 0
            self._house.leave(self, address=self._peer.address)

    def pause_writing(self) -> None:
        self._stuck = True
        self._pause()

    def resume_writing(self) -> None:
        self._stuck = False
        self._read_on()

    # for the house

    @property
    def waits_for_us(self) -> bool:
        """Then the client is not to blame for the silence."""
        return self._work is not None and not self._stuck

    @property
    def phase(self) -> Phase:
        return self._session.phase

    @property
    def half_said(self) -> bool:
        """Is a command begun, or the greeting still owed?"""
        return self._session.backlog > 0 or not self._session.greeted

    @property
    def stuck(self) -> bool:
        return self._stuck

    def time_out(self) -> None:
        log.info("smtp.timeout", peer=self._peer.address, phase=self.phase.name.lower())
        if self._stuck:
            self._transport.abort()
        else:
            self._perform(self._session.time_out())

    def shut_down(self) -> None:
        self._perform(self._session.shut_down())

    def abort(self) -> None:
        if self._work is not None:
            self._work.cancel()
        self._transport.abort()

    # the conversation

    def _go_on(self, actions: list[Action]) -> None:
        ask = self._perform(actions)
        if ask is not None:
            self._work = self._loop.create_task(self._settle(ask))

    def _perform(self, actions: list[Action]) -> Ask | None:
        for action in actions:
            match action:
                case Send(data):
                    if self._inside:
                        self._transport.write(data)
                case Close():
                    self._transport.close()
                case StartTls():
                    # Before the 220 leaves the loop: what comes next is TLS's to read.
                    self._pause()
                    return action
                case AskSender() | AskRecipient() | Deliver():
                    return action
                case _:
                    assert_never(action)
        return None

    async def _settle(self, ask: Ask) -> None:
        """Answers one Ask after the other, as long as pipelined commands bring up new ones."""
        pending: Ask | None = ask
        try:
            while pending is not None:
                actions = await self._answered(pending)
                self._progress()
                pending = self._perform(actions)
        finally:
            self._work = None
        if self._ended:
            self._transport.close()
        self._weigh()
        self._read_on()

    async def _answered(self, ask: Ask) -> list[Action]:
        if isinstance(ask, StartTls):
            return await self._secure()
        try:
            replies = await self._decided(ask)
        except Exception as problem:
            log.exception("smtp.trouble", ask=type(ask).__name__, problem=type(problem).__name__)
            replies = (_TROUBLE,)
        return self._session.answer(*replies)

    async def _decided(self, ask: AskSender | AskRecipient | Deliver) -> Sequence[Reply]:
        house = self._house
        match ask:
            case AskRecipient(recipient=recipient, sender=sender):
                return (await house.admits(recipient, sender, self._peer),)
            case Deliver(envelope=envelope, content=content):
                answer = await house.accept(envelope, content)
                replies = (answer,) if isinstance(answer, Reply) else tuple(answer)
                if len(replies) not in (1, len(envelope.recipients)):
                    raise ValueError("accept owes one reply, or one for each recipient")
                return replies
            case AskSender(sender=sender, size=size):
                assert house.begins is not None
                return (await house.begins(sender, size, self._peer),)

    async def _secure(self) -> list[Action]:
        context = self._house.tls
        assert context is not None
        # From here on asyncio hands us only what came through TLS, and the first of it may come
        # together with the end of the handshake. Reading in the clear has stopped before.
        self._early = bytearray()
        try:
            transport = await self._loop.start_tls(
                self._transport,
                self,
                context,
                server_side=True,
                ssl_handshake_timeout=self._house.handshake,
            )
        except (OSError, TimeoutError) as problem:
            log.info("smtp.tls_failed", peer=self._peer.address, problem=str(problem))
            self._transport.abort()
            return []
        if transport is None or not self._inside:
            return []  # the client left meanwhile
        self._transport, self._paused = transport, False
        channel = transport.get_extra_info("ssl_object")
        early, self._early = bytes(self._early), None
        actions = self._session.tls_started(f"{channel.version()} {channel.cipher()[0]}")
        return actions + self._session.feed(early)

    def _progress(self) -> None:
        self.moved, self.arrived = self._loop.time(), 0

    def _weigh(self) -> None:
        """Tells the house what this connection holds; stops reading when too much waits."""
        held = self._session.held
        if held != self._held:
            more, self._held = held - self._held, held
            if not self._house.holds(more):
                self._session.refuse_content(_TOO_MUCH)
                self._house.holds(-self._held)
                self._held = 0
        if self._work is not None and self._session.backlog > _BACKLOG:
            self._pause()

    def _pause(self) -> None:
        if not self._paused and not self._transport.is_closing():
            self._paused = True
            self._transport.pause_reading()

    def _read_on(self) -> None:
        if self._paused and not self._stuck and self._work is None:
            self._paused = False
            if not self._transport.is_closing():
                self._transport.resume_reading()
