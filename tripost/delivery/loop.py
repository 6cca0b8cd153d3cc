"""The corridor out: claim what is due, hand each copy to its next hop, write down the answer."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from django.conf import settings as django_settings

from tripost.addresses import queries as addresses
from tripost.conversations.together import held
from tripost.core.smtp.content import NotCanonical
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.outgoing import Unsendable
from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff, fate
from tripost.delivery.copies import Copies
from tripost.delivery.fanout import Fanout
from tripost.delivery.frames import Rendered
from tripost.delivery.news import PAUSED, News
from tripost.delivery.recorder import Recorder
from tripost.delivery.relay import RelayPool
from tripost.delivery.signing import Signer
from tripost.kit import log
from tripost.kit.secrets import installation
from tripost.outbound import leases
from tripost.outbound.claim import Claimed, Copy, claim, next_due
from tripost.outbound.results import Result, release_all
from tripost.store.services import Services
from tripost.store.writer import WriterStopped

T = TypeVar("T")
HandOver = Callable[[Envelope, bytes], Awaitable[object]]

AT_ONCE = 64  # copies claimed in one go
LOW = 32  # copies in hand at which more are claimed
LEASE = timedelta(minutes=40)
START_WITHIN = 15 * 60.0  # seconds of the lease in which a copy may begin its way
LISTS_START_WITHIN = 10 * 60.0  # their leases are shorter
LONGEST_WAIT = 30.0  # seconds; the bus says earlier when something is new
LOCAL_WORKERS = 4
AGAIN_SECONDS = 1.0  # after something of ours failed

_log = log.get("delivery")


class Corridor:
    """One per process. `hand_over` takes a mail for one of our own addresses, durably: what it
    raises is tried again later. `relays`: connections at the same time."""

    def __init__(
        self,
        services: Services,
        *,
        hand_over: HandOver,
        hostname: str = "localhost",
        relays: int = 8,
        lines: int = 16,
        patience: float = 600.0,
    ) -> None:
        self._services = services
        self._hand_over = hand_over
        self._hostname = hostname
        self._recorder = Recorder(services.writer, services.clock)
        secrets = installation()
        self._copies = Copies(
            services.reader,
            secrets,
            Signer(services.reader, secrets, services.clock),
            base_url=services.settings.public_url,
        )
        relay = services.settings.relay
        self._relay = (
            RelayPool(
                relay,
                hostname=hostname,
                size=relays,
                patience=patience,
                clock=services.clock,
                prepare=self._prepare,
                settle=self._settle,
            )
            if relay is not None
            else None
        )
        self._make_fanout = partial(
            Fanout,
            services,
            copies=self._copies,
            key=django_settings.SECRET_KEY,
            direct=self._take_over,
            hostname=hostname,
            lines=lines,
            patience=patience,
        )
        self._fanout = self._make_fanout()
        self._node = leases.node(services.settings.data)
        self._news = News(services.reader, services.clock)
        self._from_lists: set[int] = set()  # list copies in hand
        self._local: asyncio.Queue[tuple[Copy, float]] = asyncio.Queue()
        self._in_hand = 0
        self._rendering = asyncio.Lock()
        self._stopping = False
        self._wake: asyncio.Event | None = None
        self._barrier: asyncio.Event | None = None

    async def run(self) -> None:
        """Until `stop`, or cancelled; what is in hand is finished on stop."""
        self._wake = self._services.bus.subscribe("outbox")
        tasks = [asyncio.create_task(self._work_locally()) for _ in range(LOCAL_WORKERS)]
        if self._relay is not None:
            tasks += self._relay.start()
        lists = asyncio.create_task(self._run_fanout())
        try:
            await self._patiently(self._release)
            while not self._stopping:
                self._wake.clear()
                if not await self._patiently(self._round):
                    await self._rest()
            await lists
            await self._finish()
        except WriterStopped:
            pass
        finally:
            self._services.bus.unsubscribe("outbox", self._wake)
            for task in (*tasks, lists):
                task.cancel()
            await asyncio.gather(*tasks, lists, return_exceptions=True)

    async def _run_fanout(self) -> None:
        """A mistake of ours ends the fan-out, but not the sends: another one finds all as after a
        kill, once what the first one heard is written down."""
        while True:
            try:
                await self._fanout.run()
                return
            except WriterStopped:
                return
            except Exception:
                _log.exception("fanout.died")
            await self._fanout.settled()
            while self._from_lists:  # noqa: ASYNC110 as the fan-out waits for its hands
                await asyncio.sleep(AGAIN_SECONDS)
            self._fanout = self._make_fanout()
            if self._stopping:
                self._fanout.stop()

    def stop(self) -> None:
        """Claim nothing more; `run` returns once what is in hand is settled."""
        self._stopping = True
        self._fanout.stop()
        if self._wake is not None:
            self._wake.set()

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """A full disk or a database that is away must not end the corridor."""
        try:
            return await work()
        except WriterStopped:
            raise
        except Exception:
            _log.exception("delivery.round_failed")
            await asyncio.sleep(AGAIN_SECONDS)
            return None

    async def _release(self) -> None:
        """On SQLite we are the only server: every lease is an interrupted one. Elsewhere ours
        are."""
        at = self._services.clock()
        relay = self._relay is not None
        alone = self._services.settings.on_sqlite
        interrupted = await self._services.writer.do(
            lambda: release_all(at=at, relay=relay, alone=alone, node=self._node)
        )
        if interrupted:
            _log.warning("delivery.interrupted", copies=interrupted)

    async def _round(self) -> bool:
        """Hold what would cross, claim, hand out; True: come again at once."""
        if self._in_hand > LOW:
            return False
        at = self._services.clock()

        def take() -> Claimed:
            held.hold_back(at=at)
            until = leases.until(at, lease=LEASE, node=self._node)
            return claim(at=at, lease_until=until, limit=AT_ONCE)

        claimed = await self._services.writer.do(take, mail=True)
        for copy, why in claimed.barred:
            self._in_hand += 1
            await self._settle(copy, fate.barred(copy, why=why, at=at))
        self._in_hand += len(claimed.copies)
        before = time.monotonic() + START_WITHIN
        for copy in claimed.copies:
            try:
                await self._direct(copy, before=before)
            except WriterStopped:
                raise
            except Exception:  # nobody would claim it again
                _log.exception("delivery.not_directed", delivery=copy.delivery)
                await self._settle(copy, fate.given_back(copy, at=at + backoff.WITHOUT_RELAY))
        return len(claimed.copies) + len(claimed.barred) == AT_ONCE and self._in_hand <= LOW

    async def _rest(self) -> None:
        """Until the bus wakes us, a copy falls due, or the hand is empty enough."""
        assert self._wake is not None
        if self._in_hand == 0:
            await self._patiently(self._recorder.tell_rest)
        due = await self._look(lambda: next_due(self._services.reader))
        seconds = LONGEST_WAIT
        if due is not None and self._in_hand <= LOW:
            seconds = min(seconds, max((due - self._services.clock()).total_seconds(), 0.01))
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _finish(self) -> None:
        """Settle what is in hand."""
        self._barrier = asyncio.Event()
        if self._in_hand:
            await self._barrier.wait()
        await self._patiently(self._recorder.tell_rest)

    async def _direct(self, copy: Copy, *, before: float) -> None:
        """To ourselves, to the relay, or nowhere (yet)."""
        reader = self._services.reader
        at = self._services.clock()
        target = await self._look(lambda: addresses.resolve(reader, copy.recipient))
        if target is not None:
            self._local.put_nowait((copy, before))
            return
        domain = copy.recipient.rpartition("@")[2]
        if await self._look(lambda: addresses.hosted(reader, domain)) == "full":
            unknown = Reply(550, "5.1.1", "There is no such address here")
            await self._settle(copy, fate.answered(copy, unknown, uncertain=False, at=at, luck=0))
        elif self._relay is None:
            await self._settle(copy, fate.without_relay(copy, at=at))
        else:
            self._relay.put(copy, before=before)

    async def _take_over(self, copy: Copy) -> None:
        """A list copy for an address of our own; what raises has not taken it."""
        self._in_hand += 1
        self._from_lists.add(copy.delivery)
        try:
            await self._direct(copy, before=time.monotonic() + LISTS_START_WITHIN)
        except Exception:
            self._in_hand -= 1
            self._from_lists.discard(copy.delivery)
            raise

    async def _work_locally(self) -> None:
        while True:
            copy, before = await self._local.get()
            try:
                await self._settle(copy, await self._deliver_locally(copy, before=before))
            except WriterStopped:
                return

    async def _deliver_locally(self, copy: Copy, *, before: float) -> Result:
        """Hand it over to our own intake, which files each mail once however often it comes."""
        ready = await self._prepare(copy, before)
        if isinstance(ready, Result):
            return ready
        at = self._services.clock()
        content = ready.whole()
        envelope = Envelope(
            sender=ready.sender,
            recipients=(copy.recipient,),
            peer=Peer("127.0.0.1"),
            helo=self._hostname,
            tls="",
            smtputf8=not (ready.sender + copy.recipient).isascii(),
            body8bit=not content.isascii(),
            protocol="LOCAL",
            received_at=at,
        )
        try:
            await self._hand_over(envelope, content)
        except WriterStopped:
            raise
        except Exception as wrong:
            _log.error("delivery.local_failed", delivery=copy.delivery, error=repr(wrong))
            later = Reply(451, "4.3.0", "It could not be filed here; it is tried again")
            return fate.answered(copy, later, uncertain=False, at=at, luck=random.random())
        kept = Reply(250, "2.1.5", "Filed here")
        return fate.answered(copy, kept, uncertain=False, at=at, luck=0)

    async def _prepare(self, copy: Copy, before: float) -> Rendered | Result:
        """The copy's bytes, or what became of it already. For list copies nothing waits between
        the look at the subscription and this returning: who has left gets nothing more."""
        at = self._services.clock()
        if self._stopping or time.monotonic() > before:
            return fate.given_back(copy, at=at)
        try:
            if not self._copies.knows(copy.mail):
                base = copy.mail.base
                raw = await self._services.pool.run(lambda: self._services.blobs.read(base))
                await self._look(lambda: self._copies.learn(copy.mail, raw))
            return await self._look(lambda: self._render(copy))
        except (NotCanonical, Unsendable) as wrong:
            return fate.unsendable(copy, str(wrong), at=at)
        except Exception as wrong:
            # Keys that do not fit, a blob that is away: ours to mend, not the mail's fault. It
            # waits, with the reason where people see it.
            _log.error("delivery.cannot_prepare", delivery=copy.delivery, error=repr(wrong))
            ours = Reply(0, "4.3.0", str(wrong) or type(wrong).__name__)
            again = at + backoff.WITHOUT_RELAY
            return fate.unreachable(copy, ours, at=at, next_at=again)

    def _render(self, copy: Copy) -> Rendered | Result:
        at = self._services.clock()
        if copy.subscriber is not None:
            why = self._news.asked([copy]).get(copy.delivery)
            if why is not None:
                paused = why == PAUSED
                back = fate.given_back(copy, at=at)
                return back if paused else fate.unwanted(copy, why=why, at=at)
        [item] = self._copies.items([copy])
        return self._copies.press(copy.mail).copy(item, at=int(at.timestamp()))

    async def _settle(self, copy: Copy, result: Result) -> None:
        await self._recorder.settle(copy, result)
        tell = _log.debug if result.outcome == "sent" else _log.info
        tell(
            f"delivery.{result.outcome}",
            delivery=copy.delivery,
            outgoing=copy.mail.outgoing,
            code=result.code,
        )
        self._in_hand -= 1
        self._from_lists.discard(copy.delivery)
        if self._in_hand in (LOW, 0) and self._wake is not None:
            self._wake.set()
        if self._in_hand == 0 and self._barrier is not None:
            self._barrier.set()

    async def _look(self, look: Callable[[], T]) -> T:
        """Reads run inline on SQLite, in the pool elsewhere; one at a time there."""
        if self._services.settings.on_sqlite:
            return look()
        async with self._rendering:
            return await self._services.pool.run(look)
