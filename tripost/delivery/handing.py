"""Hand list copies to the carrier, one for each free line, and take its answers.

The carrier never has more copies than lines, and gets the next one with the answer to the last;
until then all are here, so who leaves the list, a pause and a cancel are seen before the next copy
begins. Its answers are in the slate, which outlives a kill; the database has them some milliseconds
later, many in one commit.
"""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple, Protocol, TypeVar

from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff, fate, recovery, slate, wire
from tripost.delivery.carrier import Carrier
from tripost.delivery.copies import Copies
from tripost.delivery.destinations import IN_HAND, Destinations
from tripost.delivery.frames import Item
from tripost.delivery.news import PAUSED, News
from tripost.delivery.recording import Done, Ledger
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.outbound.claim import Copy, Mail
from tripost.outbound.fanout import WAITS
from tripost.outbound.results import Result

AGAIN_SECONDS: Final = 1.0
T = TypeVar("T")

_log = log.get("delivery.handing")


class Look(Protocol):
    """Runs a read where reads may run."""

    def __call__(self, look: Callable[[], T]) -> Awaitable[T]:
        """Its answer."""
        ...


class Flight(NamedTuple):
    """A copy that the carrier has: its slot in the slate, and the turn of its destination."""

    copy: Copy
    slot: int
    turn: int


class Hands:
    """`look` runs reads; `inline`: they run at once, on the loop. `hungry` is called when few
    copies are left."""

    def __init__(
        self,
        carrier: Carrier,
        *,
        copies: Copies,
        news: News,
        ledger: Ledger,
        clock: Clock,
        look: Look,
        inline: bool,
        hungry: Callable[[], None],
        lines: int,
    ) -> None:
        self.ready: deque[Copy] = deque()
        self.mails: dict[int, Mail] = {}
        self.destinations: Destinations = ledger.destinations
        self.closed_until: datetime | None = None  # the relay itself
        self._carrier = carrier
        self._copies = copies
        self._news = news
        self._ledger = ledger
        self._clock = clock
        self._look = look
        self._inline = inline
        self._hungry = hungry
        self._free = lines
        self._slots = deque(range(slate.SLOTS))
        self._flying: dict[int, Flight] = {}
        self._failures = 0
        self._stopping = False
        self._handing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        carrier.told, carrier.died, ledger.durable = self.told, self.died, self.durable

    @property
    def idle(self) -> bool:
        """Nothing is here and nothing on its way."""
        return not self.ready and not self._flying and self._ledger.empty

    @property
    def open(self) -> bool:
        """Whether the relay may be tried."""
        return self.closed_until is None or self._clock() >= self.closed_until

    def wanting(self, at: datetime) -> dict[str, int]:
        """Slow domain → how many more of its copies are worth claiming."""
        here = Counter(copy.domain for copy in self.ready)
        return {
            domain: number - here[domain]
            for domain, number in self.destinations.wanting(at).items()
            if number > here[domain]
        }

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True

    async def rest(self) -> None:
        """Nothing is to be done for a while: let the carrier go, forget what was sent."""
        self.mails.clear()
        if self._carrier.running:
            await self._carrier.stop()

    async def close(self) -> None:
        """All is settled."""
        await self._carrier.stop()

    def cut(self) -> None:
        """At once."""
        for task in list(self._tasks):
            task.cancel()
        self._carrier.leave()

    def put_aside(self, copy: Copy, why: str, *, at: datetime) -> None:
        """For later, or for good."""
        if why == PAUSED:
            self._ledger.put(Done(copy, back=at))
        else:
            self._ledger.put(Done(copy, result=fate.unwanted(copy, why=why, at=at)))

    def pump(self) -> None:
        """Give every free line its next copy: at once where reads run inline, so that nothing can
        happen between the look at who has left and the hand-over."""
        if self._may_begin():
            if self._inline and self._carrier.running:
                self._sift(self._news.gone(self.ready))
                batch = self._batch()
                self._begin(batch, self._copies.items(batch))
            elif not self._handing.locked():
                task = asyncio.ensure_future(self._hand_out())
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        self._hungry()

    def durable(self, done: Sequence[Done]) -> None:
        """The results of these are on disk: their slots are free."""
        self._slots.extend(one.slot for one in done if one.slot is not None)
        self.pump()

    def told(self, results: Sequence[wire.Result]) -> None:
        """The carrier says what became of copies: their lines are free."""
        at = self._clock()
        for told in results:
            flight = self._flying.pop(told.delivery, None)
            if flight is None:
                continue
            self._free += 1
            copy, slot = flight.copy, flight.slot
            if told.kind == wire.ANSWERED and told.code < 400:
                self._failures = 0
                if flight.turn:
                    reply = Reply(told.code, told.status, "")
                    self.destinations.end(copy.domain, flight.turn, reply, at=at)
                self._ledger.put(Done(copy, sent=told, slot=slot))
            else:
                self._ledger.put(Done(copy, result=self._judged(flight, told, at), slot=slot))
        self.pump()

    def died(self) -> None:
        """The carrier was killed: the slate says what it had on its lines."""
        flying, self._flying = self._flying, {}
        self._free += len(flying)
        at = self._clock()
        self._failures += 1
        if self._failures > 1:
            self.closed_until = at + backoff.pause(self._failures)
        for flight in flying.values():
            self.destinations.end(flight.copy.domain, flight.turn, None, at=at)
        done = recovery.sort(list(flying), slate.left_by(self._carrier.slate))
        for delivery, code, text in done.taken:
            number, _, status = code.partition(" ")
            said = wire.Result(delivery, wire.ANSWERED, int(number), status, text)
            self._ledger.put(Done(flying[delivery].copy, sent=said, slot=flying[delivery].slot))
        lost = Reply(451, "4.4.2", "The carrier was stopped before the answer came")
        for delivery in done.unknown:
            copy = flying[delivery].copy
            told = fate.answered(copy, lost, uncertain=True, at=at, luck=random.random())
            self._ledger.put(Done(copy, result=told, slot=flying[delivery].slot))
        for delivery in done.untouched:
            self._ledger.put(Done(flying[delivery].copy, back=at, slot=flying[delivery].slot))

    def _may_begin(self) -> bool:
        return bool(self.ready and self._free > 0 and self._slots) and (
            not self._stopping and self.open
        )

    async def _hand_out(self) -> None:
        """The same where reads wait, and where the carrier has to be started first."""
        async with self._handing:
            try:
                while self._may_begin():
                    if not self._carrier.running:
                        await recovery.carrier_gone(self._carrier.slate)
                        await self._carrier.start()
                    here = tuple(self.ready)
                    self._sift(await self._look(lambda here=here: self._news.gone(here)))  # type: ignore[misc]
                    batch = self._batch()
                    if not batch:
                        break
                    items = await self._look(lambda batch=batch: self._copies.items(batch))  # type: ignore[misc]
                    self._begin(batch, items)
            except Exception:
                _log.exception("handing.failed")
                await asyncio.sleep(AGAIN_SECONDS)
        self._hungry()

    def _sift(self, gone: dict[int, str]) -> None:
        """Take those out who left, and whose send was paused or cancelled."""
        if not gone:
            return
        at = self._clock()
        kept: deque[Copy] = deque()
        for copy in self.ready:
            if copy.delivery in gone:
                self.put_aside(copy, gone[copy.delivery], at=at)
            else:
                kept.append(copy)
        self.ready = kept

    def _batch(self) -> list[Copy]:
        """As many as there are free lines; they are on their way from here on."""
        # So many mails at once that the press of some is not kept: those come again, learnt anew.
        self._sift({one.delivery: PAUSED for one in self.ready if not self._copies.knows(one.mail)})
        number = min(self._free, len(self.ready), len(self._slots))
        if self.destinations.any:
            batch = self._with_room(number)
        else:
            batch = [self.ready.popleft() for _ in range(number)]
        self._free -= len(batch)
        for copy in batch:
            turn = self.destinations.begin(copy.domain)
            self._flying[copy.delivery] = Flight(copy, self._slots.popleft(), turn)
        return batch

    def _with_room(self, number: int) -> list[Copy]:
        """Those whose domain takes one more. No domain holds up the others: what is closed, and
        more than a few of one that is slow, goes back."""
        at = self._clock()
        batch: list[Copy] = []
        begun: Counter[str] = Counter()
        left: Counter[str] = Counter()
        kept: list[Copy] = []
        while self.ready and len(batch) < number:
            copy = self.ready.popleft()
            room = self.destinations.room(copy.domain)
            until = self.destinations.closed(copy.domain, at)
            if until is not None:
                self._ledger.put(Done(copy, back=until))
            elif room is None or room > begun[copy.domain]:
                begun[copy.domain] += 1
                batch.append(copy)
            elif left[copy.domain] < IN_HAND * self.destinations.limit(copy.domain):
                left[copy.domain] += 1
                kept.append(copy)
            else:
                self._ledger.put(Done(copy, back=at + WAITS))
        self.ready.extendleft(reversed(kept))
        return batch

    def _begin(self, batch: Sequence[Copy], items: list[Item]) -> None:
        if not items:
            return
        for copy, item in zip(batch, items, strict=True):
            item.slot = self._flying[copy.delivery].slot
            if not self._carrier.knows(item.outgoing):
                self._carrier.learn(self._copies.press(copy.mail).frame)
        self._carrier.carry(items, at=int(self._clock().timestamp()))

    def _judged(self, flight: Flight, told: wire.Result, at: datetime) -> Result:
        copy, reply = flight.copy, Reply(told.code, told.status, told.text)
        asked = told.kind == wire.ANSWERED
        self.destinations.end(copy.domain, flight.turn, reply if asked else None, at=at)
        match told.kind:
            case wire.UNSENDABLE:
                return fate.unsendable(copy, told.text, at=at)
            case wire.AWAY:
                self._away(reply, at=at)
                return fate.unreachable(copy, reply, at=at, next_at=self.closed_until or at)
            case wire.OURS:
                later = at + backoff.WITHOUT_RELAY
                return fate.unreachable(copy, reply, at=at, next_at=later)
        if asked and reply.code == 421 and self.destinations.everyone:  # the relay's own state
            self._away(reply, at=at)
            return fate.unreachable(copy, reply, at=at, next_at=self.closed_until or at)
        uncertain = told.kind == wire.UNCERTAIN
        result = fate.answered(copy, reply, uncertain=uncertain, at=at, luck=random.random())
        closed = self.destinations.closed(copy.domain, at)
        if result.next_at is not None and closed is not None:
            return replace(result, next_at=max(result.next_at, closed))
        return result

    def _away(self, why: Reply, *, at: datetime) -> None:
        """No line to the relay can be had: leave it alone for a while, with all that is ready."""
        if self.closed_until is not None and at < self.closed_until:
            return
        self._failures += 1
        self.closed_until = at + backoff.pause(self._failures)
        _log.warning("relay.unreachable", why=why.text, failures=self._failures)
        for copy in self.ready:
            self._ledger.put(Done(copy, back=self.closed_until))
        self.ready.clear()
