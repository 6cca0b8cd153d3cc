"""List copies on their way: claim some hundreds, hand them to the carrier, write results down.

The carrier never has more copies than lines, and gets the next one with the answer to the last;
until then everything is here, so who leaves the list, a pause and a cancel are seen before the next
copy begins. Its answers are in the slate, which outlives a kill; the database has them some
milliseconds later, many in one commit.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from tripost.core.smtp.content import NotCanonical
from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff, fate, recovery, slate, wire
from tripost.delivery.carrier import Carrier, setup_of, slate_of
from tripost.delivery.copies import Copies
from tripost.delivery.frames import Item
from tripost.delivery.news import PAUSED, News
from tripost.delivery.recording import Done, Ledger
from tripost.kit import log
from tripost.modes.distribution_list import expanding
from tripost.outbound import fanout
from tripost.outbound.claim import Claimed, Copy, Mail
from tripost.outbound.results import Result
from tripost.store.reads import DjangoReader
from tripost.store.services import Services
from tripost.store.writer import WriterStopped

T = TypeVar("T")

TAKE: Final = 400  # copies claimed in one transaction of a few milliseconds
LOW: Final = 200  # copies in hand at which more are claimed
LEASE: Final = timedelta(minutes=15)
STALE_SECONDS: Final = 120.0  # what was not begun by then is given back, long before its lease ends
LONGEST_WAIT: Final = 30.0  # seconds; the bus says earlier when something is new
LOST_EVERY: Final = 60.0
IDLE_SECONDS: Final = 60.0  # then the carrier goes home
AGAIN_SECONDS: Final = 1.0

_log = log.get("delivery.fanout")
Direct = Callable[[Copy], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A claim: `seen` is the number of the last Change it knows of."""

    claimed: Claimed
    waited: frozenset[int]  # deliveries that were there before
    seen: int


class Fanout:
    """One per process. `direct` takes copies for addresses of our own."""

    def __init__(
        self,
        services: Services,
        *,
        copies: Copies,
        key: str,
        direct: Direct,
        hostname: str,
        lines: int,
        patience: float,
    ) -> None:
        self._services = services
        self._copies = copies
        self._direct = direct
        self._news = News(services.reader)
        self._ledger = Ledger(services.writer, services.clock, durable=self._durable)
        relay = services.settings.relay
        self._slate = slate_of(services.settings.data)
        self._carrier = (
            Carrier(
                setup_of(
                    key=key,
                    data=services.settings.data,
                    relay=relay,
                    hostname=hostname,
                    lines=lines,
                    patience=patience,
                ),
                told=self._told,
                died=self._died,
            )
            if relay is not None
            else None
        )
        self._free = lines
        self._slots = deque(range(slate.SLOTS))
        self._ready: deque[Copy] = deque()
        self._flying: dict[int, tuple[Copy, int]] = {}  # by delivery, each with its slot
        self._inline = services.settings.on_sqlite
        self._mails: dict[int, Mail] = {}
        self._stopping = False
        self._failures = 0
        self._closed_until: datetime | None = None
        self._handing: asyncio.Lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake: asyncio.Event | None = None
        self._empty = asyncio.Event()
        self._stale = time.monotonic() + STALE_SECONDS
        self._swept = 0.0

    async def run(self) -> None:
        """Until `stop`; what is under way is finished, the rest is given back."""
        self._wake = self._services.bus.subscribe("outbox")
        try:
            await self._patiently(self._recover)
            while not self._stopping:
                self._wake.clear()
                if not await self._patiently(self._round):
                    await self._rest()
            await self._finish()
        except WriterStopped:
            pass
        finally:
            self._services.bus.unsubscribe("outbox", self._wake)
            for task in list(self._tasks):
                task.cancel()
            if self._carrier is not None:
                self._carrier.kill()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True
        if self._wake is not None:
            self._wake.set()

    # Claiming.

    async def _recover(self) -> None:
        """Before anything is claimed: what the last server and its carrier left."""
        await recovery.carrier_gone(self._slate)
        found = slate.left_by(self._slate)
        at, alone = self._services.clock(), self._services.settings.on_sqlite
        await self._services.writer.do(partial(recovery.settle, found, at=at, alone=alone))

    async def _round(self) -> bool:
        """Claim more if few are left; True: come again at once."""
        at = self._services.clock()
        if self._ready and time.monotonic() > self._stale:
            await self._give_back(list(self._ready), at=at)
        if len(self._ready) > LOW or (self._closed_until is not None and at < self._closed_until):
            return False
        await self._size()
        taken = await self._services.writer.do(partial(self._take, at), mail=True)
        claimed = taken.claimed
        if not claimed.copies and not claimed.barred:
            return False
        if not self._ready:
            self._news.seen = taken.seen
            self._stale = time.monotonic() + STALE_SECONDS
        self._ledger.waited |= taken.waited
        for copy, why in claimed.barred:
            self._ledger.put(Done(copy, result=fate.barred(copy, why=why, at=at)))
        again = [copy for copy in claimed.copies if copy.delivery in taken.waited]
        gone = await self._look(partial(self._news.asked, again))
        for copy in again:
            if copy.delivery in gone:
                self._put_aside(copy, gone[copy.delivery], at=at)
        await self._sort([c for c in claimed.copies if c.delivery not in gone], at=at)
        self._pump()
        return len(self._ready) <= LOW

    def _take(self, at: datetime) -> Taken:
        """Runs in the writer."""
        if not self._services.settings.on_sqlite and time.monotonic() - self._swept > LOST_EVERY:
            self._swept = time.monotonic()
            fanout.give_back_lost(at=at)
        seen = self._news.now()
        until = at + LEASE
        waited = fanout.due(at=at, lease_until=until, limit=TAKE, closed=())
        born = (
            expanding.born(at=at, lease_until=until, limit=TAKE - len(waited))
            if len(waited) < TAKE // 2
            else []
        )
        return Taken(
            claimed=fanout.copies([*waited, *born], known=self._mails),
            waited=frozenset(one.delivery for one in waited),
            seen=seen,
        )

    async def _size(self) -> None:
        """How many a post that begins goes to; counted beside the writer."""
        totals = await self._services.pool.run(
            partial(expanding.sizes, DjangoReader(), at=self._services.clock())
        )
        if totals:
            await self._services.writer.do(partial(expanding.sized, totals), mail=True)

    async def _sort(self, copies: Sequence[Copy], *, at: datetime) -> None:
        """Ours, for the relay, or for nobody yet; what cannot be prepared waits with the reason."""
        for mail in {copy.mail.outgoing: copy.mail for copy in copies}.values():
            why = await self._learn(mail)
            if why is not None:
                for copy in copies:
                    if copy.mail.outgoing == mail.outgoing:
                        self._ledger.put(Done(copy, result=why(copy, at)))
                copies = [c for c in copies if c.mail.outgoing != mail.outgoing]
        ours = await self._look(partial(self._news.ours, copies))
        for copy in copies:
            if copy.delivery in ours:
                await self._direct(copy)
            elif self._carrier is None:
                self._ledger.put(Done(copy, result=fate.without_relay(copy, at=at)))
            else:
                self._ready.append(copy)

    async def _learn(self, mail: Mail) -> "Callable[[Copy, datetime], Result] | None":
        """Have the press of a mail ready; else what becomes of its copies."""
        self._mails[mail.outgoing] = mail
        if self._copies.knows(mail):
            return None
        try:
            raw = await self._services.pool.run(lambda: self._services.blobs.read(mail.base))
            await self._look(lambda: self._copies.learn(mail, raw))
        except NotCanonical as wrong:
            text = str(wrong)
            return lambda copy, at: fate.unsendable(copy, text, at=at)
        except Exception as wrong:
            _log.error("delivery.cannot_prepare", outgoing=mail.outgoing, error=repr(wrong))
            ours = Reply(0, "4.3.0", str(wrong) or type(wrong).__name__)
            return lambda copy, at: fate.unreachable(
                copy, ours, at=at, next_at=at + backoff.WITHOUT_RELAY
            )
        return None

    # Handing out.

    def _pump(self) -> None:
        """Give every free line its next copy: at once where reads run inline, so that nothing can
        happen between the look at who has left and the hand-over."""
        if not self._may_begin():
            return
        if self._inline and self._carrier is not None and self._carrier.running:
            self._begin(self._sifted())
        elif not self._handing.locked():
            task = asyncio.ensure_future(self._hand_out())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self._wake is not None and len(self._ready) <= LOW:
            self._wake.set()

    def _may_begin(self) -> bool:
        if not self._ready or self._free <= 0 or not self._slots or self._stopping:
            return False
        return self._closed_until is None or self._services.clock() >= self._closed_until

    async def _hand_out(self) -> None:
        """The same where reads wait, and where the carrier has to be started first."""
        async with self._handing:
            try:
                while self._may_begin() and self._carrier is not None:
                    if not self._carrier.running:
                        await recovery.carrier_gone(self._slate)
                        await self._carrier.start()
                    batch = await self._look(self._sifted)
                    self._begin(batch)
            except Exception:
                _log.exception("fanout.hand_out_failed")
                await asyncio.sleep(AGAIN_SECONDS)
        if self._wake is not None and len(self._ready) <= LOW:
            self._wake.set()

    def _sift(self) -> None:
        """Take those out who left, and whose send was paused or cancelled."""
        gone = self._news.gone(self._ready)
        if not gone:
            return
        at = self._services.clock()
        kept: deque[Copy] = deque()
        for copy in self._ready:
            why = gone.get(copy.delivery)
            if why is None:
                kept.append(copy)
            else:
                self._put_aside(copy, why, at=at)
        self._ready = kept

    def _put_aside(self, copy: Copy, why: str, *, at: datetime) -> None:
        """For later, or for good."""
        if why == PAUSED:
            self._ledger.put(Done(copy, back=at))
        else:
            self._ledger.put(Done(copy, result=fate.unwanted(copy, why=why, at=at)))

    def _sifted(self) -> list[Item]:
        self._sift()
        return self._batch()

    def _batch(self) -> list[Item]:
        """As many as there are free lines; they are ours to carry from here on."""
        number = min(self._free, len(self._ready), len(self._slots))
        batch = [self._ready.popleft() for _ in range(number)]
        self._free -= number
        items = self._copies.items(batch)
        for copy, item in zip(batch, items, strict=True):
            item.slot = self._slots.popleft()
            self._flying[copy.delivery] = (copy, item.slot)
        return items

    def _begin(self, items: list[Item]) -> None:
        assert self._carrier is not None
        if not items:
            return
        for outgoing in {item.outgoing for item in items}:
            if not self._carrier.knows(outgoing):
                self._carrier.learn(self._copies.press(self._mails[outgoing]).frame)
        self._carrier.carry(items, at=int(self._services.clock().timestamp()))

    # Results.

    def _told(self, results: Sequence[wire.Result]) -> None:
        at = self._services.clock()
        for told in results:
            copy, slot = self._flying.pop(told.delivery, (None, 0))
            if copy is None:
                continue
            self._free += 1
            if told.kind == wire.ANSWERED and told.code < 400:
                self._failures = 0
                self._ledger.put(Done(copy, sent=told, slot=slot))
            else:
                self._ledger.put(Done(copy, result=self._judged(copy, told, at), slot=slot))
        self._pump()

    def _judged(self, copy: Copy, told: wire.Result, at: datetime) -> Result:
        reply = Reply(told.code, told.status, told.text)
        match told.kind:
            case wire.UNSENDABLE:
                return fate.unsendable(copy, told.text, at=at)
            case wire.AWAY:
                self._away(reply, at=at)
                return fate.unreachable(copy, reply, at=at, next_at=self._closed_until or at)
            case wire.OURS:
                later = at + backoff.WITHOUT_RELAY
                return fate.unreachable(copy, reply, at=at, next_at=later)
        uncertain = told.kind == wire.UNCERTAIN
        return fate.answered(copy, reply, uncertain=uncertain, at=at, luck=self._news.luck())

    def _away(self, why: Reply, *, at: datetime) -> None:
        """No line to the relay can be had: leave it alone for a while, with all that is ready."""
        if self._closed_until is not None and at < self._closed_until:
            return
        self._failures += 1
        self._closed_until = at + backoff.pause(self._failures)
        _log.warning("relay.unreachable", why=why.text, failures=self._failures)
        for copy in self._ready:
            self._ledger.put(Done(copy, back=self._closed_until))
        self._ready.clear()

    def _durable(self, done: Sequence[Done]) -> None:
        """Called once the results of these copies are on disk: their slots are free."""
        self._slots.extend(one.slot for one in done if one.slot is not None)
        if self._ready:
            self._pump()
        elif self._wake is not None:
            self._wake.set()
        if not self._flying:
            self._empty.set()

    def _died(self) -> None:
        """The carrier was killed: the slate says what it had on its lines."""
        flying, self._flying = self._flying, {}
        self._free += len(flying)
        done = recovery.sort(list(flying), slate.left_by(self._slate))
        at = self._services.clock()
        for delivery, code, text in done.taken:
            number, _, status = code.partition(" ")
            said = wire.Result(delivery, wire.ANSWERED, int(number), status, text)
            copy, slot = flying[delivery]
            self._ledger.put(Done(copy, sent=said, slot=slot))
        for delivery in done.unknown:
            lost = Reply(451, "4.4.2", "The carrier was stopped before the answer came")
            copy, slot = flying[delivery]
            told = fate.answered(copy, lost, uncertain=True, at=at, luck=self._news.luck())
            self._ledger.put(Done(copy, result=told, slot=slot))
        for delivery in done.untouched:
            copy, slot = flying[delivery]
            self._ledger.put(Done(copy, back=at, slot=slot))

    # Waiting and ending.

    async def _rest(self) -> None:
        assert self._wake is not None
        if not self._flying and not self._ready:
            await self._patiently(self._ledger.tell_rest)
        due = None
        if len(self._ready) <= LOW:
            reader = self._services.reader
            due = await self._look(
                lambda: _soonest(fanout.next_due(reader), expanding.next_due(reader))
            )
        if due is not None and self._closed_until is not None:
            due = max(due, self._closed_until)
        seconds = LONGEST_WAIT
        if due is not None:
            seconds = min(seconds, max((due - self._services.clock()).total_seconds(), 0.01))
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            idle = not self._flying and not self._ready and due is None
            if idle and self._carrier is not None and self._carrier.running:
                await self._carrier.stop()

    async def _finish(self) -> None:
        at = self._services.clock()
        await self._give_back(list(self._ready), at=at)
        while self._flying or not self._ledger.empty:
            self._empty.clear()
            try:
                async with asyncio.timeout(1):
                    await self._empty.wait()
            except TimeoutError:
                pass
        await self._patiently(self._ledger.tell_rest)
        if self._carrier is not None:
            await self._carrier.stop()

    async def _give_back(self, copies: Sequence[Copy], *, at: datetime) -> None:
        self._ready.clear()
        ids = [copy.delivery for copy in copies]
        if ids:
            await self._services.writer.do(partial(fanout.give_back, ids, at=at), mail=True)

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """A full disk or a database that is away must not end the fan-out."""
        try:
            return await work()
        except WriterStopped:
            raise
        except Exception:
            _log.exception("fanout.round_failed")
            await asyncio.sleep(AGAIN_SECONDS)
            return None

    async def _look(self, look: Callable[[], T]) -> T:
        """Reads run inline on SQLite, in the pool elsewhere."""
        if self._services.settings.on_sqlite:
            return look()
        return await self._services.pool.run(look)


def _soonest(*times: datetime | None) -> datetime | None:
    return min((time for time in times if time is not None), default=None)
