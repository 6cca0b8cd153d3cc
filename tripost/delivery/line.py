"""One connection to the next hop: the socket around `core.smtp.client`."""

import asyncio
import ssl
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from tripost.core.smtp.actions import Close, Send, StartTls
from tripost.core.smtp.client import (
    ClientSession,
    Failed,
    Login,
    Manner,
    Outcome,
    Ready,
    Step,
    Tls,
)
from tripost.core.smtp.outgoing import Outgoing
from tripost.core.smtp.replies import Reply

CONNECT_SECONDS = 30.0
CHUNK = 65536


class Hop(Protocol):
    """A next hop: `settings.Relay`, or what the carrier is told of it."""

    @property
    def host(self) -> str:
        """Name or address."""
        ...

    @property
    def port(self) -> int:
        """TCP."""
        ...

    @property
    def user(self) -> str | None:
        """To sign in, if at all."""
        ...

    @property
    def password(self) -> str | None:
        """To sign in."""
        ...

    @property
    def tls(self) -> str:
        """none, opportunistic or required."""
        ...


def manner(relay: Hop, *, hostname: str) -> Manner:
    """How to talk to the configured relay."""
    login = Login(user=relay.user, password=relay.password or "") if relay.user else None
    return Manner(hostname=hostname, tls=Tls[relay.tls.upper()], login=login)


def tls_context(relay: Hop) -> ssl.SSLContext:
    """Certificates are checked when TLS is required, and whenever a password would be told.

    RFC 7435: otherwise encryption with anyone is better than none with everyone.
    """
    context = ssl.create_default_context()
    if relay.tls != "required" and not relay.user:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class Line:
    """Many mails, one after the other. `patience` caps the seconds waited for any reply."""

    def __init__(self, relay: Hop, *, hostname: str, patience: float = 600.0) -> None:
        self.mails = 0  # sent over this connection
        self.failure: Reply | None = None  # why it can take no more
        self._relay = relay
        self._session = ClientSession(manner(relay, hostname=hostname))
        self._patience = patience
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> Reply | None:
        """Connect, introduce, encrypt, sign in. None: ready; else why not."""
        try:
            async with asyncio.timeout(min(CONNECT_SECONDS, self._patience)):
                self._reader, self._writer = await asyncio.open_connection(
                    self._relay.host, self._relay.port
                )
        except (OSError, TimeoutError) as wrong:
            self.failure = Reply(0, "4.4.1", f"The relay does not answer: {_words(wrong)}")
            return self.failure
        await self._until(())
        return self.failure

    async def send(self, mail: Outgoing) -> Outcome:
        """One mail to the end; never raises for what the other side does."""
        outcome = await self._until(self._session.send(mail))
        self.mails += 1
        assert outcome is not None  # the session answers every mail it was given
        return outcome

    async def close(self) -> None:
        """QUIT if there is time, then close."""
        if self.failure is None and self._writer is not None:
            await self._until(self._session.quit(), wait=min(5.0, self._patience))
        self.cut()

    def cut(self) -> None:
        """Close without a word."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    async def _until(self, begun: Sequence[Step], *, wait: float | None = None) -> Outcome | None:
        """Take steps until the session is ready again, or over; an Outcome on the way is told."""
        outcome: Outcome | None = None
        steps = deque(begun)
        while True:
            while steps:
                match steps.popleft():
                    case Send(data):
                        if self._writer is not None:
                            self._writer.write(data)
                    case StartTls():
                        steps.extend(await self._encrypt())
                    case Outcome() as told:
                        outcome = told
                    case Failed(reply):
                        self.failure = reply
                    case Ready():
                        return outcome
                    case Close():
                        self.cut()
                        self.failure = self.failure or Reply(421, "4.4.2", "closed")
                        return outcome
            steps.extend(await self._hear(wait or min(self._session.patience, self._patience)))

    async def _hear(self, seconds: float) -> list[Step]:
        assert self._writer is not None
        try:
            async with asyncio.timeout(seconds):
                await self._writer.drain()
                data = await self._reader.read(CHUNK)
        except TimeoutError:
            return self._session.lost("The next hop was silent for too long")
        except OSError as wrong:
            return self._session.lost(f"The connection was lost: {_words(wrong)}")
        return self._session.feed(data) if data else self._session.lost()

    async def _encrypt(self) -> list[Step]:
        assert self._writer is not None
        try:
            async with asyncio.timeout(min(CONNECT_SECONDS, self._patience)):
                await self._writer.start_tls(
                    tls_context(self._relay), server_hostname=self._relay.host
                )
        except (OSError, TimeoutError) as wrong:  # ssl.SSLError is an OSError
            return self._session.lost(f"No TLS with the next hop: {_words(wrong)}")
        return self._session.tls_started()


def _words(wrong: Exception) -> str:
    return " ".join(str(wrong).split())[:200] or type(wrong).__name__
