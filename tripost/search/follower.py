"""Follows the log and keeps the members and numbers of saved views; truth is always the tables."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, Final

from tripost.kit import log
from tripost.realtime.log import Logged, position, reaches_back, since
from tripost.search import enclosing, evaluating, members
from tripost.search.evaluating import Kept
from tripost.search.members import Found, Moved, Outrun
from tripost.store.reads import DjangoReader
from tripost.store.services import Services

AT_ONCE: Final = 500  # changes, and conversations written in one transaction
CHUNK: Final = 5_000  # conversations looked at in one read of a rebuild
TELL: Final = 0.5  # seconds between two changes `views.counted`
TIME: Final = timedelta(seconds=60)  # how late time may be noticed
BEHIND: Final = 1_000  # changes that nobody has to look at again after a restart
IDLE: Final = 5.0  # seconds between looks when nobody wakes us

_ABOUT: Final = {
    "mode.switched": ("mode", "list"),
    "address.changed": ("in", "address", "list", "mode"),
    "team.changed": ("team",),
    "user.changed": ("assigned",),
    "label.changed": ("label",),
    "statuses.changed": ("status",),
}
"""Changes of things a query may name, without a word about conversations."""

_log = log.get("search.follower")


class Follower:
    """One loop. On PostgreSQL several processes may have one each: the place in the log is moved
    only by whoever found it where they thought, in the transaction of what they write."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._place: int | None = None  # in the log; None: not looked up yet
        self._kept = 0  # the same as it was last written down
        # What nobody has been told of: views, and where and what moved in them.
        self._counted: set[int] = set()
        self._built: set[int] = set()
        self._addresses: set[int] = set()
        self._conversations: set[int] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`."""
        woken = self._services.bus.subscribe("changes")
        while not stop.is_set():
            woken.clear()
            try:
                busy = await self.turn()
            except Outrun:
                self._place = None
                continue
            await self._rest(stop, TELL if busy else 0)
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), IDLE)
        self._services.bus.unsubscribe("changes", woken)

    async def turn(self) -> bool:
        """Build what is not built, follow the log to its end, look at the clock, tell. Whether
        there was anything to tell. Raises Outrun."""
        services = self._services
        now = services.clock()
        if self._place is None:
            self._place = self._kept = await self._begin()
        await self._follow(now)
        for view in await self._views():
            if not view.built:
                await self._build(view, now)
            elif view.moves and (view.looked_at is None or view.looked_at + TIME <= now):
                await self._look(view, now)
        return await self._tell(now)

    async def _tell(self, now: datetime) -> bool:
        """Say whose numbers changed to whoever may have seen it; whether there was something."""
        work = []
        if self._built:
            work.append(partial(members.tell_all, sorted(self._built), at=now))
        if self._counted - self._built:
            work.append(
                partial(
                    members.tell,
                    sorted(self._counted - self._built),
                    addresses=frozenset(self._addresses),
                    conversations=frozenset(self._conversations),
                    at=now,
                )
            )
        for some in (self._built, self._counted, self._addresses, self._conversations):
            some.clear()
        for one in work:
            await self._services.writer.do(one, mail=True)
        return bool(work)

    def _remember(self, view: int, moved: Moved) -> None:
        if moved.conversations:
            self._counted.add(view)
            self._addresses |= moved.addresses
            self._conversations |= moved.conversations

    async def _rest(self, stop: asyncio.Event, seconds: float) -> None:
        if seconds:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), seconds)

    async def _begin(self) -> int:
        """Where we were; where the log begins anew, everything is built anew."""

        def look() -> tuple[int | None, int]:
            reader = DjangoReader()
            row = reader.row("SELECT modseq FROM search_followed ORDER BY id LIMIT 1")
            kept = row is not None and reaches_back(reader, after=row[0])
            return (row[0] if row and kept else None), position(reader)

        place, end = await self._services.pool.run(look)
        if place is None:
            await self._services.writer.do(partial(members.restart, at=end), mail=True)
            return end
        return place

    async def _views(self) -> list[Kept]:
        return await self._services.pool.run(lambda: evaluating.kept_views(DjangoReader()))

    async def _follow(self, now: datetime) -> None:
        while True:
            place = self._place
            assert place is not None
            changes = await self._services.pool.run(
                partial(since, DjangoReader(), after=place, limit=AT_ONCE)
            )
            if not changes:
                return
            await self._apply(changes, now)
            if len(changes) < AT_ONCE:
                return

    async def _apply(self, changes: Sequence[Logged], now: datetime) -> None:
        """The conversations of these changes, looked at for every view; written in one piece."""
        await self._enqueue(changes, now)
        touched = sorted(set(_touched(changes)))
        doubted = sorted({name for change in changes for name in _ABOUT.get(change.kind, ())})
        end = changes[-1].modseq
        views = [view for view in await self._views() if view.built]
        if not doubted and (not touched or not views):
            self._place = end
            if end - self._kept >= BEHIND:
                await self._note(end)
            return

        def look() -> list[Found]:
            reader = DjangoReader()
            return [evaluating.matching(reader, v, now=now, among=touched) for v in views]

        found = await self._services.pool.run(look) if touched else [{} for _ in views]

        def write() -> dict[int, Moved]:
            members.advance(before=self._kept, to=end)
            if doubted:
                members.doubt(doubted)
            return {
                view.id: members.update(view.id, query=view.text, among=touched, found=some)
                for view, some in zip(views, found, strict=True)
            }

        for view, moved in (await self._services.writer.do(write, mail=True)).items():
            self._remember(view, moved)
        self._place = self._kept = end

    async def _enqueue(self, changes: Sequence[Logged], now: datetime) -> None:
        """New mails with files: what is in these is read later, by a job."""
        messages = await self._services.pool.run(
            partial(enclosing.with_files, DjangoReader(), changes)
        )
        if messages:
            enqueue = partial(enclosing.enqueue, messages, at=now)
            await self._services.writer.do(enqueue, mail=True)

    async def _note(self, to: int) -> None:
        """Write the place down although nothing depends on it: the log may be pruned behind us."""
        note = partial(members.advance, before=self._kept, to=to)
        await self._services.writer.do(note, mail=True)
        self._kept = to

    async def _build(self, view: Kept, now: datetime) -> None:
        """Look at every conversation, chunk by chunk; the log is followed between two of them."""
        chunks = await self._services.pool.run(
            lambda: list(evaluating.chunks(DjangoReader(), size=CHUNK))
        )
        for ids in chunks:
            found = await self._services.pool.run(
                partial(evaluating.matching_between, DjangoReader(), view, now=now, ids=ids)
            )
            await self._write(view, ids=ids, found=found)
        await self._services.writer.do(
            partial(members.built, view.id, query=view.text, at=now), mail=True
        )
        self._built.add(view.id)
        _log.info("view.built", view=view.id)

    async def _write(self, view: Kept, *, ids: range, found: Found) -> None:
        """In pieces, so that people need not wait behind them."""
        keys = sorted(found)
        cuts = [ids.start, *keys[AT_ONCE::AT_ONCE], ids.stop]
        for start, stop in pairwise(cuts):
            some = {c: found[c] for c in keys if start <= c < stop}
            piece = partial(
                members.update, view.id, query=view.text, among=range(start, stop), found=some
            )
            await self._services.writer.do(piece, mail=True)

    async def _look(self, view: Kept, now: datetime) -> None:
        """Only what crossed an edge since the last look can have moved."""

        def crossed() -> list[int]:
            return evaluating.moved_by_time(DjangoReader(), view, now=now)

        ids = await self._services.pool.run(crossed)
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            found = await self._services.pool.run(
                partial(evaluating.matching, DjangoReader(), view, now=now, among=some)
            )
            piece = partial(members.update, view.id, query=view.text, among=some, found=found)
            self._remember(view.id, await self._services.writer.do(piece, mail=True))
        await self._services.writer.do(partial(members.looked, view.id, at=now), mail=True)


def _touched(changes: Iterable[Logged]) -> Iterable[int]:
    for change in changes:
        if change.conversation is not None:
            yield change.conversation
        many: Any = change.data.get("conversations", ())
        yield from (int(one) for one in many if str(one).isdigit())
