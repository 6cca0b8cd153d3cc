"""List copies on their way out: claim some hundreds of them, and see to it that all are settled."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from tripost.core.smtp.content import NotCanonical
from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff, fate, recovery, slate
from tripost.delivery.bell import Bell
from tripost.delivery.carrier import Carrier, setup_of, slate_of
from tripost.delivery.copies import Copies
from tripost.delivery.handing import Hands
from tripost.delivery.news import KINDS, PAUSED, News
from tripost.delivery.recording import Done, Ledger
from tripost.kit import log
from tripost.modes.distribution_list import expanding
from tripost.outbound import destinations, fanout, leases
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
        self._slate = slate_of(services.settings.data)
        self._node = leases.node(services.settings.data)
        self._news = News(services.reader, services.clock)
        self._bell = Bell()
        self._ledger = Ledger(services.writer, services.clock, lines=lines)
        relay = services.settings.relay
        self._hands = (
            Hands(
                Carrier(
                    setup_of(
                        key=key,
                        data=services.settings.data,
                        relay=relay,
                        hostname=hostname,
                        lines=lines,
                        patience=patience,
                    ),
                    bell=self._bell,
                ),
                bell=self._bell,
                copies=copies,
                news=self._news,
                ledger=self._ledger,
                clock=services.clock,
                look=self._look,
                inline=services.settings.on_sqlite,
                hungry=self._hungry,
                lines=lines,
            )
            if relay is not None
            else None
        )
        self._mails: dict[int, Mail] = self._hands.mails if self._hands is not None else {}
        self._stopping = False
        self._wake: asyncio.Event | None = None
        self._stale = time.monotonic() + STALE_SECONDS
        self._swept = time.monotonic()
        self._sized: set[int] = set()  # sends that were counted
        self._placed: set[int] = set()  # of this round's claim: in somebody's hand

    async def run(self) -> None:
        """Until `stop`; what is under way is finished, the rest is given back."""
        self._wake = self._services.bus.subscribe("outbox")
        self._services.bus.listen(KINDS, self._bell.ring)
        try:
            while not self._stopping and not await self._patiently(self._recover):
                continue  # before that nothing is claimed: a copy must not leave twice
            while not self._stopping:
                self._wake.clear()
                if not await self._patiently(self._round):
                    await self._patiently(self._rest)
            await self._finish()
        except WriterStopped:
            pass
        finally:
            self._services.bus.unsubscribe("outbox", self._wake)
            self._services.bus.deafen(self._bell.ring)
            if self._hands is not None:
                self._hands.cut()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True
        if self._hands is not None:
            self._hands.stop()
        if self._wake is not None:
            self._wake.set()

    # Claiming.

    async def _recover(self) -> bool:
        """Before anything is claimed: what the last server and its carrier left. True: done."""
        reader = self._services.reader
        self._ledger.destinations.load(await self._look(lambda: destinations.slow(reader)))
        await recovery.carrier_gone(self._slate)
        found = slate.left_by(self._slate)
        at, alone = self._services.clock(), self._services.settings.on_sqlite
        await self._services.writer.do(
            partial(recovery.settle, found, at=at, alone=alone, node=self._node)
        )
        return True

    async def _round(self) -> bool:
        """Claim more if few are left; True: come again at once."""
        at = self._services.clock()
        hands = self._hands
        if time.monotonic() - self._swept > LOST_EVERY:
            await self._sweep(at=at)
        if hands is not None:
            if hands.ready and time.monotonic() > self._stale:
                self._give_back(at=at)
            hands.pump()
            if len(hands.ready) > LOW or not hands.open:
                return False
        slow = self._ledger.destinations.slow()
        wanting = hands.wanting(at) if hands is not None else {}
        taken = await self._services.writer.do(partial(self._take, at, slow, wanting), mail=True)
        claimed = taken.claimed
        if not claimed.copies and not claimed.barred:
            return False
        if hands is None or not hands.ready:
            self._stale = time.monotonic() + STALE_SECONDS
        await self._hand_out(taken, at=at)
        if hands is not None:
            hands.pump()
        begun = {copy.mail.outgoing for copy in claimed.copies} - self._sized
        if begun:
            self._sized |= begun
            await self._size()
        return hands is None or len(hands.ready) <= LOW

    async def _hand_out(self, taken: Taken, *, at: datetime) -> None:
        """Everything that was claimed gets into somebody's hand; if that fails, what has not is
        given back: nobody would ever claim it again."""
        claimed = taken.claimed
        every = [*claimed.copies, *(copy for copy, _ in claimed.barred)]
        self._ledger.waited |= taken.waited
        self._ledger.in_hand.update(copy.delivery for copy in every)
        self._placed = set()
        try:
            for copy, why in claimed.barred:
                self._put(Done(copy, result=fate.barred(copy, why=why, at=at)))
            await self._sort(await self._staying(taken, at=at), seen=taken.seen, at=at)
        finally:
            for copy in every:
                if copy.delivery not in self._placed:
                    self._put(Done(copy, back=at))

    def _put(self, done: Done) -> None:
        self._placed.add(done.copy.delivery)
        self._ledger.put(done)

    async def _sweep(self, *, at: datetime) -> None:
        """What somebody claimed and lost: a node that died, a mistake of ours."""
        self._swept = time.monotonic()
        found = await self._services.pool.run(partial(fanout.lost, DjangoReader(), at=at))
        lost = [one for one in found if one not in self._ledger.in_hand]
        if lost:
            number = await self._services.writer.do(
                partial(fanout.give_back_lost, lost, at=at), mail=True
            )
            _log.warning("fanout.leases_ran_out", copies=number)

    def _take(self, at: datetime, slow: Sequence[str], wanting: Mapping[str, int]) -> Taken:
        """Runs in the writer. Of a slow domain no more is claimed than it takes."""
        seen = self._news.now()
        until = leases.until(at, lease=LEASE, node=self._node)
        waited = fanout.due(at=at, lease_until=until, limit=TAKE, closed=slow)
        for domain, number in wanting.items():
            waited += fanout.due_for(domain, at=at, lease_until=until, limit=number)
        born = (
            expanding.born(at=at, lease_until=until, limit=TAKE - len(waited), closed=slow)
            if len(waited) < TAKE // 2
            else []
        )
        return Taken(
            claimed=fanout.copies([*waited, *born], known=self._mails),
            waited=frozenset(one.delivery for one in waited),
            seen=seen,
        )

    async def _staying(self, taken: Taken, *, at: datetime) -> list[Copy]:
        """Without those who left while their copy waited for another try."""
        claimed = taken.claimed.copies
        again = [copy for copy in claimed if copy.delivery in taken.waited]
        gone = await self._look(lambda: self._news.asked(again))
        for copy in again:
            if copy.delivery in gone:
                result = fate.unwanted(copy, why=gone[copy.delivery], at=at)
                paused = gone[copy.delivery] == PAUSED
                self._put(Done(copy, back=at) if paused else Done(copy, result=result))
        return [copy for copy in claimed if copy.delivery not in gone]

    async def _size(self) -> None:
        """How many a post that begins goes to; counted beside the writer."""
        totals = await self._services.pool.run(
            partial(expanding.sizes, DjangoReader(), at=self._services.clock())
        )
        if totals:
            await self._services.writer.do(partial(expanding.sized, totals), mail=True)

    async def _sort(self, copies: Sequence[Copy], *, seen: int, at: datetime) -> None:
        """Ours, for the relay, or for nobody yet; what cannot be prepared waits with the reason."""
        for mail in {copy.mail.outgoing: copy.mail for copy in copies}.values():
            why = await self._learn(mail)
            if why is not None:
                for copy in copies:
                    if copy.mail.outgoing == mail.outgoing:
                        self._put(Done(copy, result=why(copy, at)))
                copies = [c for c in copies if c.mail.outgoing != mail.outgoing]
        ours = await self._look(partial(self._news.ours, copies))
        far = []
        for copy in copies:
            if copy.delivery in ours:
                await self._direct(copy)
                self._placed.add(copy.delivery)
                self._ledger.in_hand.discard(copy.delivery)
            elif self._hands is None:
                self._put(Done(copy, result=fate.without_relay(copy, at=at)))
            else:
                far.append(copy)
        if self._hands is not None:
            self._hands.take(far, seen=seen)
            self._placed.update(copy.delivery for copy in far)

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

    # Waiting and ending.

    def _hungry(self) -> None:
        """Few copies are left, or none and all is written."""
        if self._wake is not None and self._hands is not None and len(self._hands.ready) <= LOW:
            self._wake.set()

    async def _rest(self) -> None:
        """Until the bus wakes us, hands are hungry, or something is due."""
        assert self._wake is not None
        hands = self._hands
        idle = hands is None or hands.idle
        if idle:
            await self._patiently(self._ledger.tell_rest)
        due = None
        if hands is None or len(hands.ready) <= LOW:
            due = await self._next_due()
        if hands is not None and hands.closed_until is not None and not hands.open:
            due = max(due, hands.closed_until) if due is not None else hands.closed_until
        seconds = LONGEST_WAIT
        if due is not None:
            seconds = min(seconds, max((due - self._services.clock()).total_seconds(), 0.01))
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            if hands is not None and idle and hands.idle and due is None:
                await hands.rest()

    async def _next_due(self) -> datetime | None:
        """Of a domain that takes nothing now, the end of that counts: until then its copies are
        not claimed, however long they are due."""
        reader, at = self._services.reader, self._services.clock()
        takes = self._hands.wanting(at) if self._hands is not None else {}
        shut = [d for d in self._ledger.destinations.slow() if d not in takes]
        due = await self._look(
            lambda: _soonest(fanout.next_due(reader, closed=shut), expanding.next_due(reader))
        )
        return _soonest(due, self._ledger.destinations.opens(at))

    async def _finish(self) -> None:
        """What flies is settled, the rest is given back."""
        hands = self._hands
        if hands is not None:
            self._give_back(at=self._services.clock())
            while not hands.idle:  # noqa: ASYNC110 hands and ledger have no common event
                await asyncio.sleep(0.02)
        while not self._ledger.empty:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        await self._patiently(self._ledger.tell_rest)
        if hands is not None:
            await hands.close()

    def _give_back(self, *, at: datetime) -> None:
        assert self._hands is not None
        while self._hands.ready:
            self._ledger.put(Done(self._hands.ready.popleft(), back=at))

    async def settled(self) -> None:
        """Returns when nothing that it heard is unwritten; for who starts another one."""
        while not self._ledger.empty:  # noqa: ASYNC110 the ledger has no event
            await asyncio.sleep(0.02)

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
