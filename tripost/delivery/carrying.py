"""The carrier, a process of its own: renders list copies, signs them, speaks with the next hop.

It decides nothing and knows no database. A line begins a mail that the server handed over and did
not take back, by a word or by ringing the bell, and what became of it is in the slate before the
server hears of it. If the server dies, the mails under way are finished, and the slate tells the
next server what became of them.

Run as `python -m tripost.delivery.carrying <fd> <bell>`; the socket `fd` speaks msgpack, see
`wire.py`.
"""

import asyncio
import os
import socket
import sys
from collections import deque
from pathlib import Path
from time import monotonic
from typing import Final, cast

import msgspec

from tripost.core.smtp.content import NotCanonical
from tripost.core.smtp.outgoing import Unsendable
from tripost.core.smtp.replies import Reply
from tripost.delivery import wire
from tripost.delivery.bell import Bell
from tripost.delivery.frames import Item, Press
from tripost.delivery.lane import Lane, Said
from tripost.delivery.slate import Slate
from tripost.kit import log
from tripost.kit.secrets import Secrets

IDLE_SECONDS: Final = 20.0  # how long an unused connection stays open
MAILS_PER_LINE: Final = 1000  # then a fresh one: some servers count
MOST_LINES: Final = 64
GATHER_SECONDS: Final = 0.004  # results of so long share one message
LINGER_SECONDS: Final = 30.0  # for what is under way when the server is gone

_log = log.get("delivery.carrier")


class Carriage(asyncio.Protocol):
    """One per process; its transport is the socket to the server."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self.done = asyncio.Event()
        self._transport: asyncio.Transport | None = None
        self._frames = wire.Frames()
        self._presses: dict[int, Press] = {}
        self._setup: wire.Setup | None = None
        self._slate: Slate | None = None
        self._waiting: deque[Item] = deque()
        self._items: dict[int, Item] = {}  # by delivery, on a line
        self._again: set[int] = set()  # had a second try after a dead line
        self._refused: set[int] = set()  # on a line when they were dropped: no second try
        self._lines: set[Lane] = set()
        self._idle: list[Lane] = []
        self._parting: set[Lane] = set()  # lines we have said goodbye on
        self._opening: set[asyncio.Task[None]] = set()
        self._results: list[wire.Result] = []
        self._at = self._rung = 0  # of the last order to carry
        self._most = MOST_LINES  # lines the next hop lets us have
        self.leaving = False

    # The socket to the server.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        """asyncio."""
        for order in self._frames.feed(data):
            self._obey(wire.ORDERS.decode(order))

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the server has died, or wants no more. Finish what is under way."""
        self._transport = None
        self._leave()

    def look(self) -> None:
        """Once a second: silence, idle lines."""
        now = monotonic()
        for lane in list(self._lines):
            lane.look(now)
        for lane in [one for one in self._idle if now - one.idle_since() > IDLE_SECONDS]:
            self._idle.remove(lane)
            self._quit(lane)

    def cut(self) -> None:
        """The end of all patience."""
        for lane in list(self._lines):
            lane.cut()
        self.done.set()

    def _obey(self, order: wire.Order) -> None:
        match order:
            case wire.Setup():
                self._setup = order
                self._slate = Slate(Path(order.slate))
            case wire.Learn(frame):
                assert self._setup is not None
                self._presses[frame.outgoing] = Press(frame, Secrets(self._setup.key))
            case wire.Carry(at, rung, items):
                self._at = at
                if rung != self._rung:
                    self._drop_all()
                    self._rung = rung
                self._waiting.extend(items)
                self._go_on()
            case wire.Drop(deliveries):
                self._drop(frozenset(deliveries))
            case wire.Stop():
                self._leave()

    def _drop(self, unwanted: frozenset[int]) -> None:
        self._refused |= unwanted & self._items.keys()
        kept = deque(item for item in self._waiting if item.delivery not in unwanted)
        for item in self._waiting:
            if item.delivery in unwanted:
                self._again.discard(item.delivery)
                self._result(wire.Result(item.delivery, wire.DROPPED, 0, "", ""))
        self._waiting = kept

    def _drop_all(self) -> None:
        """Somebody left since these were looked at: the server looks again."""
        self._drop(frozenset(item.delivery for item in self._waiting))

    def _leave(self) -> None:
        """No further mail is begun; done when the last line is free."""
        self.leaving = True
        self._waiting.clear()
        self._end_if_done()

    def _end_if_done(self) -> None:
        if self.leaving and not self._items:
            for lane in self._idle:
                self._quit(lane)
            self._idle.clear()
            self.done.set()

    # The lines to the next hop.

    def _go_on(self) -> None:
        while self._waiting and self._idle:
            if self._bell.rung != self._rung:
                self._drop_all()
                return
            self._begin(self._idle.pop(), self._waiting.popleft())
        assert self._setup is not None
        most = min(self._most, self._setup.lines)
        while len(self._opening) < len(self._waiting) and len(self._lines) < most:
            self._open()

    def _open(self) -> None:
        assert self._setup is not None
        assert self._slate is not None
        lane = Lane(
            self._setup.relay,
            slate=self._slate,
            hostname=self._setup.hostname,
            patience=self._setup.patience,
            ready=self._ready,
            told=self._told,
            ended=self._ended,
        )
        self._lines.add(lane)
        task = asyncio.ensure_future(lane.open())
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    def _ready(self, lane: Lane) -> None:
        self._idle.append(lane)
        self._go_on()

    def _begin(self, lane: Lane, item: Item) -> None:
        try:
            mail = self._presses[item.outgoing].copy(item, at=self._at).outgoing()
        except (Unsendable, NotCanonical) as wrong:
            self._result(wire.Result(item.delivery, wire.UNSENDABLE, 0, "5.6.0", str(wrong)))
            self._idle.append(lane)
            return
        except Exception as wrong:
            _log.exception("carrier.cannot_render", delivery=item.delivery)
            self._result(wire.Result(item.delivery, wire.OURS, 0, "4.3.0", repr(wrong)))
            self._idle.append(lane)
            return
        self._items[item.delivery] = item
        lane.send(item.delivery, mail, slot=item.slot)

    def _told(self, lane: Lane, delivery: int, said: Said) -> None:
        item = self._items.pop(delivery)
        reply = said.reply
        refused = delivery in self._refused
        self._refused.discard(delivery)
        if said.used and refused:
            self._again.discard(delivery)
            self._result(wire.Result(delivery, wire.DROPPED, 0, "", ""))
        elif said.used and delivery not in self._again and not self.leaving:
            self._again.add(delivery)
            self._waiting.appendleft(item)
        else:
            self._again.discard(delivery)
            kind = wire.UNCERTAIN if said.uncertain else wire.ANSWERED
            self._result(wire.Result(delivery, kind, reply.code, reply.status, reply.text))
        if not lane.over:
            if lane.mails >= MAILS_PER_LINE:
                self._quit(lane)
            else:
                self._idle.append(lane)
        self._go_on_soon()
        self._end_if_done()

    def _quit(self, lane: Lane) -> None:
        """We end it, so its end says nothing about the next hop."""
        self._parting.add(lane)
        lane.quit()

    def _go_on_soon(self) -> None:
        """Not at once: a line that is dying may still stand among the idle ones."""
        if self._waiting and not self.leaving:
            asyncio.get_running_loop().call_soon(self._go_on)

    def _ended(self, lane: Lane, why: Reply) -> None:
        """A line is gone. One that never carried anything says that the next hop is away."""
        self._lines.discard(lane)
        if lane in self._idle:
            self._idle.remove(lane)
        ours = lane in self._parting
        self._parting.discard(lane)
        if lane.mails == 0 and not ours and self._lines:
            self._most = len(self._lines)  # it takes no more lines than these
            self._go_on_soon()
        elif lane.mails == 0 and not ours:
            while self._waiting:
                item = self._waiting.popleft()
                self._result(wire.Result(item.delivery, wire.AWAY, why.code, why.status, why.text))
        else:
            self._go_on_soon()
        self._end_if_done()

    def _result(self, result: wire.Result) -> None:
        """All results of one turn of the loop go together; of more turns while no line waits."""
        if not self._results:
            loop = asyncio.get_running_loop()
            if self._waiting:
                loop.call_later(GATHER_SECONDS, self._tell)
            else:
                loop.call_soon(self._tell)
        self._results.append(result)

    def _tell(self) -> None:
        results, self._results = self._results, []
        if self._transport is not None:
            self._transport.write(wire.framed(msgspec.msgpack.encode(results)))


async def main(fd: int, bell: int) -> None:
    """Until the server says stop, or is gone."""
    loop = asyncio.get_running_loop()
    carriage = Carriage(Bell(bell))
    await loop.create_connection(lambda: carriage, sock=socket.socket(fileno=fd))
    ending: float | None = None
    while not carriage.done.is_set():
        try:
            async with asyncio.timeout(1):
                await carriage.done.wait()
        except TimeoutError:
            carriage.look()
        if carriage.leaving and ending is None:
            ending = monotonic() + LINGER_SECONDS
        if ending is not None and monotonic() > ending:
            carriage.cut()
    await asyncio.sleep(0.01)  # for QUIT


if __name__ == "__main__":
    import uvloop

    log.set_up()
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2])))
    os._exit(0)
