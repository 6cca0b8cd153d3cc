"""Hand list copies to the carrier, a little more than it has lines, and take its answers.

All others are here until their turn comes. Who leaves the list, a pause and a cancel ring a bell:
what the carrier has and has not begun by then comes back, and all are looked at again. Its answers
are in the slate, which outlives a kill; the database has them some milliseconds later, many in one
commit.
"""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Final, Protocol, TypeVar

from tripost.core.smtp.replies import Reply
from tripost.delivery import backoff, fallen, fate, recovery, turns, wire
from tripost.delivery.aloft import Aloft, Flight
from tripost.delivery.bell import Bell
from tripost.delivery.carrier import Carrier
from tripost.delivery.copies import Copies
from tripost.delivery.destinations import Destinations
from tripost.delivery.frames import Item
from tripost.delivery.news import PAUSED, News
from tripost.delivery.pace import AHEAD_SECONDS
from tripost.delivery.recording import Done, Ledger
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.outbound.claim import Copy, Mail
from tripost.outbound.results import Result

AGAIN_SECONDS: Final = 1.0
T = TypeVar("T")

_log = log.get("delivery.handing")


class Look(Protocol):
    """Runs a read where reads may run."""

    def __call__(self, look: Callable[[], T]) -> Awaitable[T]:
        """Its answer."""
        ...


class Hands:
    """`look` runs reads; `inline`: they run at once, on the loop. `hungry` is called when few
    copies are left."""

    def __init__(
        self,
        carrier: Carrier,
        *,
        bell: Bell,
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
        self._bell = bell
        self._heard = bell.rung  # of the last look at who has left
        self._look_due = 0.0
        self._came = 0  # how often more were taken
        self._claimed = 0  # the Change that the oldest claim not looked at since knows of
        self._copies = copies
        self._news = news
        self._ledger = ledger
        self._clock = clock
        self._look = look
        self._inline = inline
        self._hungry = hungry
        self._aloft = Aloft(lines=lines)
        self._watching: asyncio.TimerHandle | None = None
        self._failures = 0
        self._stopping = False
        self._handing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        carrier.told, carrier.died, ledger.durable = self.told, self.died, self.durable

    @property
    def idle(self) -> bool:
        """Nothing is here and nothing on its way."""
        return not self.ready and not self._aloft and self._ledger.empty

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
        self._recall(dict.fromkeys(self._aloft.flights, PAUSED))

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
        if self._watching is not None:
            self._watching.cancel()
        for task in list(self._tasks):
            task.cancel()
        self._carrier.leave()

    def pump(self) -> None:
        """Give every free line its next copy: at once where reads run inline, so that nothing can
        happen between the look at who has left and the hand-over."""
        if self._may_begin():
            if self._inline and self._carrier.running:
                rung = self._bell.rung
                if rung != self._heard or monotonic() > self._look_due:
                    self._sift(self._news.gone(self._here()))
                    self._heard, self._look_due = rung, monotonic() + AHEAD_SECONDS
                batch = self._batch()
                try:
                    self._begin(batch, self._copies.items(batch), rung=rung)
                except Exception:
                    self._unbegun(batch)
                    raise
            elif not self._handing.locked():
                task = asyncio.ensure_future(self._hand_out())
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def take(self, copies: Sequence[Copy], *, seen: int) -> None:
        """More to hand over, claimed when the Change `seen` was the last: whoever left since is
        asked for, whatever was seen meanwhile."""
        here = self.ready or self._aloft
        self._came += 1
        self._claimed = seen if not here else min(self._claimed, seen)
        self._news.seen = min(self._news.seen, seen) if here else seen
        self.ready.extend(copies)
        self._look_due = 0.0

    def durable(self, done: Sequence[Done]) -> None:
        """The results of these are on disk: their slots are free."""
        for one in done:
            if one.slot is not None:
                self._aloft.free(one.slot)
        self.pump()
        self._hungry()

    def told(self, results: Sequence[wire.Result]) -> None:
        """The carrier says what became of copies: their lines are free."""
        at = self._clock()
        self._aloft.pace.told(len(results))
        for told in results:
            flight, why = self._aloft.end(told.delivery)
            if flight is None:
                continue
            copy, slot = flight.copy, flight.slot
            if told.kind == wire.DROPPED:
                self._back(flight, why, at=at)
                continue
            if told.kind == wire.ANSWERED and told.code < 400:
                self._failures = 0
                if flight.turn:
                    reply = Reply(told.code, told.status, "")
                    self.destinations.end(copy.domain, flight.turn, reply, at=at)
                self._ledger.put(Done(copy, sent=told, slot=slot))
            else:
                self._ledger.put(Done(copy, result=self._judged(flight, told, at), slot=slot))
        self.pump()
        self._hungry()

    def died(self) -> None:
        """The carrier was killed: the slate says what it had on its lines."""
        flying = self._aloft.fall()
        at = self._clock()
        self._failures += 1
        if self._failures > 1:
            self.closed_until = at + backoff.pause(self._failures)
        for flight in flying.values():
            self.destinations.end(flight.copy.domain, flight.turn, None, at=at)
        path, luck = self._carrier.slate, random.random()
        for done in fallen.outcomes(flying, path, at=at, luck=luck):
            self._ledger.put(done)

    def _back(self, flight: Flight, why: str, *, at: datetime) -> None:
        """The carrier has not begun it. Without a reason: somebody else rang the bell."""
        copy, slot = flight.copy, flight.slot
        self.destinations.end(copy.domain, flight.turn, None, at=at)
        if why:
            self._put_aside(copy, why, at=at, slot=slot)
        else:
            self._aloft.free(slot)
            self.ready.appendleft(copy)

    def _put_aside(self, copy: Copy, why: str, *, at: datetime, slot: int | None = None) -> None:
        """For later, or for good."""
        if why == PAUSED:
            until = self.destinations.closed(copy.domain, at) or at
            if self.closed_until is not None:
                until = max(until, self.closed_until)
            self._ledger.put(Done(copy, back=until, slot=slot))
        else:
            self._ledger.put(Done(copy, result=fate.unwanted(copy, why=why, at=at), slot=slot))

    def _may_begin(self) -> bool:
        return bool(self.ready) and self._aloft.room > 0 and not self._stopping and self.open

    def _here(self) -> list[Copy]:
        """All that may still be kept from leaving."""
        return [*self.ready, *(flight.copy for flight in self._aloft.flights.values())]

    def _recall(self, gone: dict[int, str]) -> None:
        """Take back what the carrier has not begun."""
        wanted = self._aloft.ask(gone)
        if wanted:
            self._carrier.drop(wanted)

    def _watch(self) -> None:
        """While copies wait in the carrier for a line, look often enough who has left: a next hop
        may be silent for minutes."""
        if self._aloft.queued and self._watching is None:
            loop = asyncio.get_running_loop()
            self._watching = loop.call_later(AHEAD_SECONDS, self._look_again)

    def _look_again(self) -> None:
        self._watching = None
        if self._aloft.queued:
            task = asyncio.ensure_future(self._sift_all())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _sift_all(self) -> None:
        async with self._handing:
            try:
                await self._looked()
            except Exception:
                _log.exception("handing.failed")
        self._watch()
        self.pump()  # who wanted to hand over meanwhile found the door shut

    async def _looked(self) -> bool:
        """Look at all that is here. False: more came meanwhile, which were not asked for."""
        came, here = self._came, self._here()
        self._sift(await self._look(lambda: self._news.gone(here)))
        if came != self._came:
            self._news.seen = min(self._news.seen, self._claimed)
            return False
        self._claimed = self._news.seen
        return True

    async def _hand_out(self) -> None:
        """The same where reads wait, and where the carrier has to be started first."""
        async with self._handing:
            try:
                while self._may_begin():
                    if not self._carrier.running:
                        await recovery.carrier_gone(self._carrier.slate)
                        await self._carrier.start()
                    rung = self._bell.rung
                    if not await self._looked():
                        continue
                    batch = self._batch()
                    if not batch:
                        break
                    await self._begin_later(batch, rung=rung)
            except Exception:
                _log.exception("handing.failed")
                await asyncio.sleep(AGAIN_SECONDS)
        self._hungry()

    async def _begin_later(self, batch: list[Copy], *, rung: int) -> None:
        try:
            self._begin(batch, await self._look(lambda: self._copies.items(batch)), rung=rung)
        except Exception:
            self._unbegun(batch)
            raise

    def _unbegun(self, batch: Sequence[Copy]) -> None:
        """Not handed over after all: a read failed."""
        at = self._clock()
        for copy in batch:
            flight, _ = self._aloft.end(copy.delivery)
            if flight is not None:
                self.destinations.end(copy.domain, flight.turn, None, at=at)
                self._put_aside(copy, PAUSED, at=at, slot=flight.slot)

    def _sift(self, gone: dict[int, str]) -> None:
        """Take those out who left, and whose send was paused or cancelled."""
        if not gone:
            return
        at = self._clock()
        kept: deque[Copy] = deque()
        for copy in self.ready:
            if copy.delivery in gone:
                self._put_aside(copy, gone[copy.delivery], at=at)
            else:
                kept.append(copy)
        self.ready = kept
        self._recall(gone)

    def _batch(self) -> list[Copy]:
        """As many as the carrier may have; they are on their way from here on."""
        number = min(self._aloft.room, len(self.ready))
        if self.destinations.any:
            at = self._clock()
            batch, back = turns.with_room(self.ready, self.destinations, number=number, at=at)
            for copy, until in back:
                self._ledger.put(Done(copy, back=until))
        else:
            batch = [self.ready.popleft() for _ in range(number)]
        # So many mails at once that the press of some is not kept: those come again, learnt anew.
        mails = {copy.mail.outgoing: copy.mail for copy in batch}
        lost = {key for key, mail in mails.items() if not self._copies.knows(mail)}
        for copy in [one for one in batch if one.mail.outgoing in lost]:
            batch.remove(copy)
            self._put_aside(copy, PAUSED, at=self._clock())
        for copy in batch:
            turn = self.destinations.begin(copy.domain)
            self._aloft.begin(copy, turn=turn)
        return batch

    def _begin(self, batch: Sequence[Copy], items: list[Item], *, rung: int) -> None:
        if not items:
            return
        for copy, item in zip(batch, items, strict=True):
            item.slot = self._aloft.flights[copy.delivery].slot
            if not self._carrier.knows(item.outgoing):
                self._carrier.learn(self._copies.press(copy.mail).frame)
        self._carrier.carry(items, at=int(self._clock().timestamp()), rung=rung)
        self._watch()

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
        if closed is not None:
            same = [d for d, one in self._aloft.flights.items() if one.copy.domain == copy.domain]
            self._recall(dict.fromkeys(same, PAUSED))
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
        self._recall(dict.fromkeys(self._aloft.flights, PAUSED))
