"""One quick connection to the next hop: the usual dialogue by plain bytes, all else by the session.

`core.smtp.client` knows every turn a dialogue can take. Nearly all mails take none: 250, 250, 354,
250. So these are compared as bytes; at the first surprise the session is told what was said so far
and goes on from there.
"""

import asyncio
import re
from collections.abc import Callable
from time import monotonic
from typing import Final, NamedTuple, cast

from tripost.core.smtp.actions import Close, Send, StartTls
from tripost.core.smtp.client import ClientSession, Failed, Outcome, Ready, Step
from tripost.core.smtp.outgoing import Outgoing, obstacle, path_commands
from tripost.core.smtp.replies import Reply, ReplyReader
from tripost.delivery.line import Hop, manner, tls_context
from tripost.delivery.slate import Slate

_ENVELOPE = re.compile(rb"2\d\d [^\n]*\n2\d\d [^\n]*\n354[ \r][^\n]*\n").fullmatch
_HOPEFUL = re.compile(rb"(?:2\d\d [^\n]*\n){0,2}[^\n]{0,512}").fullmatch
_TAKEN = re.compile(rb"2\d\d [^\n]{0,500}\r\n").fullmatch
CONNECT_SECONDS: Final = 30.0


class Said(NamedTuple):
    """What became of one mail. `uncertain`: all was sent and no answer came. `used`: the line had
    carried mails before and was found dead: worth another try over a fresh one."""

    reply: Reply
    uncertain: bool
    used: bool


class Lane(asyncio.Protocol):
    """`told(lane, delivery, said)` is called once for each mail, `ended(lane, why)` once."""

    def __init__(
        self,
        relay: Hop,
        *,
        slate: Slate,
        hostname: str,
        patience: float,
        ready: "Callable[[Lane], None]",
        told: "Callable[[Lane, int, Said], None]",
        ended: "Callable[[Lane, Reply], None]",
    ) -> None:
        self.mails = 0
        self.delivery = 0  # what is on its way now
        self.slot = 0  # where the slate keeps it
        self.over = False
        self._relay = relay
        self._slate = slate
        self._session = ClientSession(manner(relay, hostname=hostname))
        self._patience = patience
        self._ready, self._told, self._ended = ready, told, ended
        self._transport: asyncio.Transport | None = None
        self._mail: Outgoing | None = None
        self._heard = b""
        self._envelope = b""  # its replies, once the content was sent
        self._quick = False
        self._since = monotonic()
        self._failure: Reply | None = None
        self._encrypting: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect; `ready` or `ended` is called later."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(min(CONNECT_SECONDS, self._patience)):
                await loop.create_connection(lambda: self, self._relay.host, self._relay.port)
        except (OSError, TimeoutError) as wrong:
            self._end(Reply(0, "4.4.1", f"The relay does not answer: {_words(wrong)}"))

    def send(self, delivery: int, mail: Outgoing, *, slot: int) -> None:
        """Begin a mail; only when ready."""
        self.delivery, self.slot, self._mail = delivery, slot, mail
        self._since = monotonic()
        self._heard = self._envelope = b""
        offer = self._session.offer
        why = obstacle(mail, offer=offer)
        if why is not None:
            self._over(why, uncertain=False)
            return
        self._quick = offer.pipelining and not self._session.dirty
        if not self._quick:
            self._steps(self._session.send(mail))
        elif self._transport is not None:
            self._transport.write(b"".join(path_commands(mail, offer=offer)))

    def look(self, now: float) -> None:
        """Called now and then: silence has an end (RFC 5321 §4.5.3.2)."""
        usual = (600.0 if self._envelope else 300.0) if self._quick else self._session.patience
        if usual and not self.over and now - self._since > min(usual, self._patience):
            self._lost("The next hop was silent for too long")

    def idle_since(self) -> float:
        """When the last mail ended."""
        return self._since

    def quit(self) -> None:
        """A polite end, when nothing is on its way."""
        self._quick = False
        self._steps(self._session.quit())

    def cut(self) -> None:
        """Close without a word."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: also after TLS."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        """asyncio: the next hop speaks."""
        self._since = monotonic()
        if not self._quick:
            self._steps(self._session.feed(data))
            return
        heard = self._heard = self._heard + data
        if not self._envelope:
            if _ENVELOPE(heard):
                self._envelope, self._heard = heard, b""
                assert self._mail is not None
                assert self._transport is not None
                self._slate.offer(self.slot, self.delivery)
                self._transport.write(self._mail.wire())
            elif not _HOPEFUL(heard):
                self._surprised()
        elif _TAKEN(heard):
            self._over(_reply(heard), uncertain=False)
        elif b"\n" in heard:
            self._surprised()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the line is gone."""
        words = f": {_words(exc)}" if exc else ""
        self._lost(f"The connection was lost{words}")

    def _surprised(self) -> None:
        """The session takes over, with all that was said about this mail."""
        assert self._mail is not None
        self._quick = False
        self._session.send(self._mail)  # the words it wants to say are said already
        if self._envelope:
            self._session.feed(self._envelope)
        self._steps(self._session.feed(self._heard))

    def _lost(self, why: str) -> None:
        if self.over:
            return
        if self._quick:
            uncertain = bool(self._envelope)
            reply = Reply(451, "4.4.2", why)
            self._over(reply, uncertain=uncertain, alive=False)
            self._end(reply)
        else:
            self._steps(self._session.lost(why))
        self.cut()

    def _steps(self, steps: list[Step]) -> None:
        outcome: Outcome | None = None
        for step in steps:
            match step:
                case Send(data):
                    self._write(data)
                case StartTls():
                    self._encrypting = asyncio.ensure_future(self._encrypt())
                case Outcome() as told:
                    outcome = told
                case Failed(reply):
                    self._failure = reply
                case Ready():
                    if outcome is None and not self.delivery:
                        self._ready(self)
                case Close():
                    self._failure = self._failure or Reply(421, "4.4.2", "closed")
        if outcome is not None:
            self._over(outcome.replies[0], uncertain=outcome.uncertain, alive=self._failure is None)
        if self._failure is not None:
            self._end(self._failure)
            self.cut()

    def _write(self, data: bytes) -> None:
        if self._mail is not None and data == self._mail.wire():
            self._slate.offer(self.slot, self.delivery)
        if self._transport is not None:
            self._transport.write(data)

    def _over(self, reply: Reply, *, uncertain: bool, alive: bool = True) -> None:
        """One mail is over; what was said is kept before anyone is told."""
        if uncertain or reply.positive:
            code = 0 if uncertain else reply.code
            self._slate.answer(self.slot, self.delivery, code=code, text=_told(reply))
        else:
            self._slate.wipe(self.slot)
        used = self.mails > 0 and not alive and not uncertain and reply.temporary
        delivery, self.delivery, self._mail = self.delivery, 0, None
        self._quick = False
        self.mails += 1
        self._since = monotonic()
        self._told(self, delivery, Said(reply, uncertain, used))

    def _end(self, why: Reply) -> None:
        if not self.over:
            self.over = True
            self._ended(self, why)

    async def _encrypt(self) -> None:
        loop = asyncio.get_running_loop()
        assert self._transport is not None
        try:
            async with asyncio.timeout(min(CONNECT_SECONDS, self._patience)):
                new = await loop.start_tls(
                    self._transport, self, tls_context(self._relay),
                    server_hostname=self._relay.host,
                )  # fmt: skip
        except (OSError, TimeoutError) as wrong:  # ssl.SSLError is an OSError
            self._steps(self._session.lost(f"No TLS with the next hop: {_words(wrong)}"))
            return
        self._transport = cast(asyncio.Transport, new)
        self._steps(self._session.tls_started())


def _reply(line: bytes) -> Reply:
    return ReplyReader().feed(line)[0]


def _told(reply: Reply) -> str:
    return f"{reply.status} {reply.text}" if reply.status else reply.text


def _words(wrong: BaseException) -> str:
    return " ".join(str(wrong).split())[:200] or type(wrong).__name__
