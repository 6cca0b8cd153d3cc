"""All open sockets: each change of the log goes to those who may hear of it, encoded once."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from tripost.kit import log
from tripost.outbound.waiting import waiting
from tripost.people.policies import Actor, actors
from tripost.people.sight import RIGHTS_MOVED, Sight, Told, sees, sights, told
from tripost.realtime.frames import Frame, frame
from tripost.realtime.log import Logged, as_cursor, position, reaches_back, since
from tripost.realtime.presence import LASTS, STATES, Mark, Presence
from tripost.servers.http.auth import still_valid
from tripost.servers.http.line import SIGNED_OUT, Line
from tripost.store.reads import Reader, SqliteReader
from tripost.store.services import Services

T = TypeVar("T")
TICK = 0.5  # seconds between looks for what no wake announced: other processes, ended sessions
BATCH = 500
CHECKS = 3  # in a row at most: many who join at once hold up nobody
RESUME_LIMIT = 5_000
SENDS_MOVED = frozenset(("message.added", "send.cancelled", "send.held", "delivery.updated"))
# Data for us, not for the wire: a manager of one address hears of no other's mails.
MINE_ALONE = frozenset(("readers", "before", "intakes", "addresses", "people", "owners"))

_log = log.get("servers.stream")


@dataclass(frozen=True, slots=True)
class _Batch:
    """Changes with what is needed to decide and to tell."""

    changes: list[Logged]
    sights: dict[int, Sight]
    addresses: dict[int, str]
    people: dict[int, str]


class Hub:
    """Follows the log. Everything here runs on the loop; nothing waits for a socket."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lines: set[Line] = set()
        self._position = 0
        self._presence = Presence()
        self._task: asyncio.Task[None] | None = None
        self._checked = 0.0
        self._version: int | None = None
        self._joined = False

    async def start(self) -> None:
        """Begin to follow from here on."""
        self._position = await self._read(position)
        self._presence.sending(await self._read(waiting))  # those from before a restart too
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop; the server closes the sockets."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def join(self, line: Line, *, cursor: int | None) -> None:
        """Greet a socket, give it what it missed, and let it hear what comes."""
        if cursor is not None and not await self._read(partial(reaches_back, after=cursor)):
            line.write(frame({"type": "reset"}))
            cursor = None
        line.position = await self._read(position) if cursor is None else cursor
        line.write(frame({"type": "hello", "cursor": as_cursor(line.position)}))
        missed = 0
        while line.position < self._position:
            batch = await self._load(line.position, limit=BATCH)
            missed += len(batch.changes)
            if missed > RESUME_LIMIT or not batch.changes:
                line.write(frame({"type": "reset"}))
                line.position = self._position
                line.write(frame({"type": "hello", "cursor": as_cursor(line.position)}))
                break
            self._deliver([line], batch)
        self._lines.add(line)  # no await since the last look at the position
        self._joined = True  # rights may have moved since the handshake: looked at before it hears
        await self._show_presence(line)

    def leave(self, line: Line) -> None:
        """A socket is gone."""
        self._lines.discard(line)
        self._spread_soon(self._presence.put(line, None))

    async def present(self, line: Line, *, conversation: int | None, state: str) -> None:
        """Somebody looks or writes; only where they may see anything."""
        mark = None
        if conversation is not None and state in STATES and state != "sending":
            found = await self._read(lambda r: sights(r, conversations=(conversation,)))
            if conversation in found and sees(line.actor, found[conversation]):
                until = self._services.clock() + LASTS
                mark = Mark(conversation, line.actor.address, state, until)
        if line in self._lines:
            await self._spread(self._presence.put(line, mark))

    async def _follow(self) -> None:
        woken = self._services.bus.subscribe("changes")
        ended = self._services.bus.subscribe("sessions")
        try:
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), TICK)
                woken.clear()
                try:
                    await self._round(at_once=ended.is_set())
                except Exception:
                    _log.exception("stream.round_failed")
                    await asyncio.sleep(TICK)
                ended.clear()
        finally:
            self._services.bus.unsubscribe("changes", woken)
            self._services.bus.unsubscribe("sessions", ended)

    async def _round(self, *, at_once: bool) -> None:
        while True:
            batch = await self._load(self._position, limit=BATCH)
            moved = any(change.kind in RIGHTS_MOVED for change in batch.changes)
            first = at_once or moved or self._joined
            if first:
                await self._check_now()
            if batch.changes:
                # From here until they are told nothing awaits: a socket joins before or after.
                self._position = batch.changes[-1].modseq
                self._deliver(list(self._lines), batch)
                await self._waiting_sends(batch)
            if not first:
                await self._check(at_once=False)  # of what nobody announced: people do not wait
            if len(batch.changes) < BATCH:
                break
        await self._spread(self._presence.expire(self._services.clock()))

    async def _load(self, after: int, *, limit: int) -> _Batch:
        """The next changes, with who may see them and what the wire calls everybody."""

        def load(reader: Reader) -> _Batch:
            changes = since(reader, after=after, limit=limit)
            conversations = {c.conversation for c in changes if c.conversation is not None}
            return _Batch(
                changes=changes,
                sights=sights(reader, conversations=sorted(conversations)),
                addresses=_names(
                    reader, "SELECT id, email FROM addresses_address", [c.address for c in changes]
                ),
                people=_names(
                    reader, "SELECT id, address FROM people_user", [c.actor for c in changes]
                ),
            )

        return await self._read(load)

    def _deliver(self, lines: Sequence[Line], batch: _Batch) -> None:
        for change in batch.changes:
            sight = batch.sights.get(change.conversation or 0)
            made: dict[Told, Frame | None] = {Told.NO: None}
            # The windows of one person have the same rights in one object, from the first check
            # on: asked once. All lines hold theirs meanwhile, so that no two share an identity.
            known: dict[int, Frame | None] = {}
            for line in lines:
                if change.modseq <= line.position:
                    continue
                line.position = change.modseq
                who = id(line.actor)
                if who not in known:
                    verdict = told(line.actor, change, sight)
                    if verdict not in made:
                        wire = _gone if verdict is Told.GONE else _change
                        made[verdict] = frame(wire(change, batch))
                    known[who] = made[verdict]
                ready = known[who]
                if ready is not None:
                    line.write(ready)

    async def _check_now(self) -> None:
        """Before anybody hears more; whoever joins meanwhile is looked at, too."""
        for _ in range(CHECKS):
            self._joined = False
            await self._check(at_once=True)
            if not self._joined:
                return

    async def _check(self, *, at_once: bool) -> None:
        """End the sockets whose sign-in has ended; learn what rights people have now."""
        now = asyncio.get_running_loop().time()
        if not self._lines or (not at_once and now - self._checked < TICK):
            return
        self._checked = now
        if isinstance(self._services.reader, SqliteReader) and not at_once:
            version = self._services.reader.row("PRAGMA data_version")
            if version is not None and version[0] == self._version:
                return
            self._version = version[0] if version else None
        lines = list(self._lines)
        moment = self._services.clock()

        def look(reader: Reader) -> tuple[set[Any], dict[int, Actor]]:
            valid = still_valid(reader, shown={line.shown for line in lines}, at=moment)
            return valid, actors(reader, users=sorted({line.actor.id for line in lines}))

        valid, now_may = await self._read(look)
        lost = [self._update(line, valid, now_may) for line in lines]
        addresses = {address for found in lost for address in found}
        if addresses:
            await self._tell_lost(lines, lost, addresses)

    def _update(self, line: Line, valid: set[Any], now_may: dict[int, Actor]) -> tuple[int, ...]:
        """Close a line or renew its rights; the addresses it can no longer read."""
        person = now_may.get(line.actor.id)
        if line.shown not in valid or person is None:
            self.leave(line)
            line.close(SIGNED_OUT)
            return ()
        before, line.actor = line.actor, person
        if before is person or before == person:
            return ()
        if _saw_more(before, person):
            # What was theirs alone, or a team's: which rows that is nobody remembers.
            line.write(frame({"type": "reset"}))
            line.write(frame({"type": "hello", "cursor": as_cursor(line.position)}))
            return ()
        return tuple(set(before.readable()) - set(person.readable()))

    async def _tell_lost(
        self, lines: list[Line], lost: list[tuple[int, ...]], addresses: set[int]
    ) -> None:
        sql = "SELECT id, email FROM addresses_address"
        names = await self._read(lambda r: _names(r, sql, list(addresses)))
        for line, gone in zip(lines, lost, strict=True):
            for address in gone:
                line.write(
                    frame(
                        {
                            "type": "gone",
                            "address": names.get(address),
                            "address_id": str(address),
                        }
                    )
                )

    async def _waiting_sends(self, batch: _Batch) -> None:
        """Whose send waits shows so until it leaves, is taken back or is held."""
        touched = {
            c.conversation
            for c in batch.changes
            if c.conversation is not None and c.kind in SENDS_MOVED
        }
        if touched:
            found = await self._read(partial(waiting, conversations=sorted(touched)))
            await self._spread(self._presence.sending(found, among=touched))

    async def _spread(self, conversations: set[int]) -> None:
        """Tell who is where, to those who may see that conversation."""
        if not conversations or not self._lines:
            return
        wanted = sorted(conversations)
        found = await self._read(lambda r: sights(r, conversations=wanted))
        for conversation in wanted:
            sight = found.get(conversation)
            if sight is None:
                continue
            ready = frame(self._presence_of(conversation))
            for line in list(self._lines):
                if sees(line.actor, sight):
                    line.write(ready)

    def _spread_soon(self, conversations: set[int]) -> None:
        if conversations and self._task is not None and not self._task.done():
            task = asyncio.get_running_loop().create_task(self._spread(conversations))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _show_presence(self, line: Line) -> None:
        where = list(self._presence.conversations())
        found = await self._read(lambda r: sights(r, conversations=where))
        for conversation, sight in found.items():
            if sees(line.actor, sight):
                line.write(frame(self._presence_of(conversation)))

    def _presence_of(self, conversation: int) -> dict[str, Any]:
        return {
            "type": "presence",
            "conversation": str(conversation),
            "people": self._presence.people(conversation),
        }

    async def _read(self, query: Callable[[Reader], T]) -> T:
        reader = self._services.reader
        if isinstance(reader, SqliteReader):
            return query(reader)
        return await self._services.pool.run(lambda: query(reader))


def _saw_more(before: Actor, now: Actor) -> bool:
    """Whether the narrow ways in have lost something: `own` of an address, a team, or the right
    to read all where something narrower is left."""
    narrow = set(before.narrowed()) - set(now.readable()) - set(now.narrowed())
    wide = set(before.readable()) - set(now.readable())
    fewer_teams = bool(before.narrowed()) and not set(before.teams) <= set(now.teams)
    return (
        fewer_teams
        or bool(narrow)
        or bool(wide & set(now.narrowed()))
        or (bool(wide) and now.invited)
    )


def _change(change: Logged, batch: _Batch) -> dict[str, Any]:
    return {
        "type": "change",
        "cursor": as_cursor(change.modseq),
        "kind": change.kind,
        "address": batch.addresses.get(change.address or 0),
        "address_id": None if change.address is None else str(change.address),
        "conversation": None if change.conversation is None else str(change.conversation),
        "actor": batch.people.get(change.actor or 0),
        "at": change.at,
        "data": {k: _plain(v) for k, v in change.data.items() if k not in MINE_ALONE},
    }


def _plain(value: Any) -> Any:
    """Large ids as strings: JavaScript's numbers end at 2^53."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 2**53:
        return str(value)
    return [_plain(v) for v in value] if isinstance(value, list) else value


def _gone(change: Logged, batch: _Batch) -> dict[str, Any]:
    if change.conversation is not None:
        return {"type": "gone", "conversation": str(change.conversation)}
    return {
        "type": "gone",
        "address": batch.addresses.get(change.address or 0),
        "address_id": str(change.address),
    }


def _names(reader: Reader, sql: str, wanted: Sequence[int | None]) -> dict[int, str]:
    ids = sorted({i for i in wanted if i is not None})
    if not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    return dict(reader.rows(f"{sql} WHERE id IN ({places})", ids))
