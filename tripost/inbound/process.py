"""From the ledger to the conversation: claim, read, judge, file; one loop for all mail."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from django.db import OperationalError

from tripost.addresses.queries import hosted
from tripost.inbound import claims
from tripost.inbound.claims import Pending
from tripost.inbound.filing import file
from tripost.inbound.lookup import ReadMail, lists_among
from tripost.inbound.readers import Readers, Unread
from tripost.inbound.reading import Reading, Task
from tripost.inbound.route import trusts
from tripost.inbound.verdict import Question, Verdicts
from tripost.kit import log
from tripost.store.blobs import MissingBlob
from tripost.store.json_columns import decoded
from tripost.store.services import Services
from tripost.store.writer import WriterStopped

BATCH: Final = 50  # mails in one transaction (DESIGN §6)
BATCH_BYTES: Final = 8 * 1024 * 1024  # raw bytes that go to a reader at once
IDLE: Final = 2.0  # seconds between looks when nobody wakes us: pauses between tries end so
SPACING: Final = 0.04  # seconds from one batch to the next, unless it was full
PAUSE: Final = 0.5  # seconds after the database or the disk failed
Answer = TypeVar("Answer")
_log = log.get("inbound.process")


class Processor:
    """Reads the next batch while the last one is being filed; files in the order of arrival."""

    def __init__(self, services: Services, *, readers: Readers, verdicts: Verdicts) -> None:
        self._services = services
        self._readers = readers
        self._verdicts = verdicts
        self._in_hand: set[int] = set()
        self._filing: asyncio.Task[None] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what is in hand is filed first, or stays pending for the next start."""
        woken = self._services.bus.subscribe("intake")
        while not stop.is_set():
            woken.clear()
            try:
                begun = asyncio.get_running_loop().time()
                if number := await self.turn():
                    if number < BATCH:
                        # In a steady flow larger batches cost far less than one commit per mail;
                        # the first mail after a silence has not waited.
                        await asyncio.sleep(begun + SPACING - asyncio.get_running_loop().time())
                    continue
            except WriterStopped:
                break
            except Exception:
                _log.exception("intake.turn_failed")  # the database or the disk; mails stay pending
                await asyncio.sleep(PAUSE)
                continue
            try:
                await asyncio.wait_for(woken.wait(), IDLE)
            except TimeoutError:
                continue
        if self._filing is not None:
            await asyncio.wait([self._filing])
        self._services.bus.unsubscribe("intake", woken)

    async def turn(self) -> int:
        """Take one batch as far as filing; returns how many mails it had."""
        batch = await self._claim()
        if not batch:
            if self._filing is not None:
                await self._filing
            return 0
        self._in_hand.update(one.id for one in batch)
        try:
            mails = await self._read(batch)
            if self._filing is not None:
                await self._filing
        except BaseException:
            self._in_hand.difference_update(one.id for one in batch)
            raise
        self._filing = asyncio.create_task(self._file(batch, mails))
        return len(batch)

    async def drain(self) -> None:
        """Work until nothing is due: for tests and the demo world."""
        while await self.turn():
            continue

    async def _claim(self) -> list[Pending]:
        services = self._services
        at = services.clock()
        if services.settings.on_sqlite:
            found = claims.look(services.reader, at=at, limit=BATCH, without=self._in_hand)
        else:
            found = await services.writer.do(lambda: claims.lease(at=at, limit=BATCH))
        size = 0
        batch: list[Pending] = []
        for one in found:
            size += one.size
            if batch and size > BATCH_BYTES:
                break
            batch.append(one)
        if not services.settings.on_sqlite and len(batch) < len(found):
            rest = [one.id for one in found[len(batch) :]]
            await services.writer.do(lambda: claims.put_back(rest))
        return batch

    async def _read(self, batch: Sequence[Pending]) -> list[ReadMail]:
        """What could be read; what could not is counted, and comes back later or is quarantined."""
        tasks, readable = [], []
        for one in batch:
            try:
                raw = one.inline if one.inline is not None else await self._bytes(one)
            except MissingBlob:
                await self._failed(one, "The raw mail is missing; tripost doctor says more")
                continue
            tasks.append(Task(raw=raw, sender=one.sender))
            readable.append(one)
        lists = await self._lists({one.address for one in readable})
        mails = []
        for one, task, reading in zip(
            readable, tasks, await self._readers.read(tasks), strict=True
        ):
            if isinstance(reading, Unread):
                await self._failed(one, reading.error)
            else:
                mails.append(self._judge(one, task, reading, posted=one.address in lists))
        return list(await asyncio.gather(*mails))

    async def _judge(self, one: Pending, task: Task, reading: Reading, *, posted: bool) -> ReadMail:
        """May its From stand for a colleague? Signed in, a trusted network, or DMARC.

        `posted`: it came to a list. Then what the author's domain asks for decides how the copies
        may name the author, so that is found out for trusted peers too.
        """
        trace = decoded(one.trace)
        peer = trace.get("peer", "")
        trusted = bool(trace.get("user")) or trusts(self._services.settings.trusted_networks, peer)
        origin = None
        if not trusted or (posted and not await self._ours(reading.from_address)):
            origin = await self._verdicts.judge(
                Question(
                    raw=task.raw, author=reading.from_address, sender=one.sender, peer=peer,
                    helo=trace.get("helo", ""), trusted=trusted,
                )
            )  # fmt: skip
        verified = origin.verified if origin is not None and not trusted else None
        # Two authors in From: neither of them can be believed (RFC 9989 §4.3).
        several = "several-from" in reading.warnings
        believed = (trusted or verified is True) and not several
        return ReadMail(one, reading, verified, believed, origin)

    async def _lists(self, addresses: set[int]) -> set[int]:
        return set(await self._asked(lambda: lists_among(self._services.reader, addresses)))

    async def _ours(self, author: str) -> bool:
        domain = author.rpartition("@")[2]
        return await self._asked(lambda: hosted(self._services.reader, domain)) is not None

    async def _asked(self, question: Callable[[], Answer]) -> Answer:
        """A short read; on PostgreSQL it does not wait on the loop."""
        if self._services.settings.on_sqlite:
            return question()
        return await self._services.pool.run(question)

    async def _bytes(self, one: Pending) -> bytes:
        return await asyncio.to_thread(self._services.blobs.read_file, one.blob)

    async def _file(self, batch: Sequence[Pending], mails: Sequence[ReadMail]) -> None:
        try:
            await self._file_or_split(mails)
        except WriterStopped:
            pass  # they stay pending and are taken up at the next start
        except Exception:
            # A full disk or a lost database is nobody's fault: nothing is counted, all wait.
            _log.exception("intake.filing_failed", mails=len(mails))
            await asyncio.sleep(PAUSE)
        finally:
            self._in_hand.difference_update(one.id for one in batch)

    async def _file_or_split(self, mails: Sequence[ReadMail]) -> None:
        """The whole batch in one transaction; if one mail spoils it, each alone."""
        writer, clock = self._services.writer, self._services.clock
        if not mails:
            return
        try:
            await writer.do(lambda: file(mails, at=clock()), mail=True)
        except (WriterStopped, OperationalError):
            raise
        except Exception as wrong:
            if len(mails) > 1:
                for mail in mails:
                    await self._file_or_split([mail])
                return
            _log.warning("intake.not_filed", intake=mails[0].pending.id, error=repr(wrong))
            await self._failed(mails[0].pending, f"{type(wrong).__name__}: {wrong}")

    async def _failed(self, one: Pending, error: str) -> None:
        writer, clock = self._services.writer, self._services.clock
        quarantined = await writer.do(lambda: claims.failed(one.id, error=error, at=clock()))
        if quarantined:
            _log.error("intake.quarantined", intake=one.id, error=error)
