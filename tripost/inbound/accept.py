"""The durable step: raw mail and its ledger rows on the disk before anyone hears 250 (law 1)."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from tripost.core.smtp.envelope import Envelope
from tripost.kit.clock import Clock
from tripost.kit.ids import new_id
from tripost.store.blobs import Blobs, Prepared
from tripost.store.times import stored
from tripost.store.wakes import wake
from tripost.store.writer import Writer

BATCH = 50  # mails in one closure
AT_ONCE = 2  # closures on their way: one is being written while the next one fills
HASH_ELSEWHERE = 512 * 1024  # bytes; above this the loop would feel it
EMAIL = 320  # characters of an address in the ledger


@dataclass(frozen=True, slots=True)
class Accepted:
    """The ledger row of one recipient; `duplicate` if the very same hand-over was there before."""

    intake: int
    recipient: str
    duplicate: bool


@dataclass(frozen=True, slots=True)
class _Mail:
    """One mail, hashed and (when large) already durable in a file; rows ready to be written."""

    blob: Prepared
    rows: tuple[tuple[Any, ...], ...]


class Acceptor:
    """Takes mails from all doors and makes them durable, many in one commit.

    Idempotent: the same content with the same envelope is stored once, however often a sender
    that missed our 250 repeats it. What differs in one byte is another mail, same Message-ID or
    not. Runs on the loop.
    """

    def __init__(self, writer: Writer, blobs: Blobs, clock: Clock) -> None:
        self._writer = writer
        self._blobs = blobs
        self._clock = clock
        self._waiting: list[tuple[_Mail, asyncio.Future[list[Accepted]]]] = []
        self._under_way = 0
        self._scheduled = False

    async def accept(
        self,
        envelope: Envelope,
        raw: bytes,
        *,
        channel: str,
        recipients: Sequence[tuple[str, int]],
    ) -> list[Accepted]:
        """Make it durable for each (recipient, address id), answered in their order.

        Raises what the database or the disk raised: nothing of this mail was kept then.
        """
        if len(raw) > min(HASH_ELSEWHERE, self._blobs.inline_limit):
            blob = await asyncio.to_thread(self._blobs.prepare, raw)
        else:
            blob = self._blobs.prepare(raw)
        rows = _rows(envelope, blob, channel=channel, recipients=recipients, clock=self._clock)
        answer: asyncio.Future[list[Accepted]] = asyncio.get_running_loop().create_future()
        self._waiting.append((_Mail(blob, rows), answer))
        self._schedule()
        return await answer

    def _schedule(self) -> None:
        """Flush after what the loop still has in hand, so that a burst shares a commit."""
        if not self._scheduled and self._under_way < AT_ONCE:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        self._scheduled = False
        batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
        if not batch:
            return
        loop = asyncio.get_running_loop()
        mails = [mail for mail, _ in batch]
        answers = [answer for _, answer in batch]
        try:
            future = self._writer.submit(lambda: write(mails), mail=True)
        except Exception as stopped:
            _fail(answers, stopped)
            return
        self._under_way += 1
        future.add_done_callback(
            lambda done: loop.call_soon_threadsafe(self._resolve, answers, done)
        )
        if self._waiting:
            self._schedule()

    def _resolve(
        self,
        answers: list["asyncio.Future[list[Accepted]]"],
        done: "Future[list[list[Accepted]]]",
    ) -> None:
        self._under_way -= 1
        if self._waiting:
            self._schedule()
        error = done.exception()
        if error is not None:
            _fail(answers, error)
            return
        for answer, accepted in zip(answers, done.result(), strict=True):
            if not answer.done():
                answer.set_result(accepted)


def _fail(answers: list["asyncio.Future[list[Accepted]]"], error: BaseException) -> None:
    for answer in answers:
        if not answer.done():
            answer.set_exception(error)


def accept_now(
    writer: Writer,
    blobs: Blobs,
    envelope: Envelope,
    raw: bytes,
    *,
    channel: str,
    recipients: Sequence[tuple[str, int]],
    at: datetime,
) -> list[Accepted]:
    """The same outside the loop, one mail at a time: for commands and the demo world."""
    blob = blobs.prepare(raw)
    rows = _rows(envelope, blob, channel=channel, recipients=recipients, clock=lambda: at)
    return writer.submit(lambda: write([_Mail(blob, rows)])).result()[0]


def fingerprint(*, sender: str, recipient: str, sha256: str) -> str:
    """What makes a hand-over the same one: envelope and content, as 64 hex digits."""
    return hashlib.sha256(f"{sender}\0{recipient.lower()}\0{sha256}".encode()).hexdigest()


def _rows(
    envelope: Envelope,
    blob: Prepared,
    *,
    channel: str,
    recipients: Sequence[tuple[str, int]],
    clock: Clock,
) -> tuple[tuple[Any, ...], ...]:
    at = clock()
    when = stored(at)
    trace = json.dumps(
        {
            "peer": envelope.peer.address,
            "helo": envelope.helo,
            "tls": envelope.tls,
            "protocol": envelope.protocol,
            "user": envelope.user,
        }
    )
    return tuple(
        (
            new_id(at), when, channel, envelope.sender[:EMAIL], recipient[:EMAIL], address,
            blob.sha256, blob.size,
            fingerprint(sender=envelope.sender, recipient=recipient, sha256=blob.sha256), trace,
        )
        for recipient, address in recipients
    )  # fmt: skip


_BLOB = "INSERT INTO store_blob (sha256, size, data) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
_INTAKE = """
INSERT INTO store_intake (id, received_at, channel, sender, recipient, address_id, blob_id, size,
 fingerprint, trace, outcome, detail, subject, attempts)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'pending', '', '', 0)
ON CONFLICT (fingerprint) DO NOTHING"""
_FINGERPRINT = 8  # its place in a row


def write(mails: Sequence[_Mail]) -> list[list[Accepted]]:
    """Blobs and ledger rows of a batch; runs inside the writer."""
    rows = [row for mail in mails for row in mail.rows]
    with connection.cursor() as cursor:
        cursor.executemany(_BLOB, [mail.blob for mail in mails])
        cursor.executemany(_INTAKE, rows)
        known: dict[str, int] = {}
        if cursor.rowcount != len(rows):  # somebody repeats what we have
            places = ", ".join(["%s"] * len(rows))
            cursor.execute(
                f"SELECT fingerprint, id FROM store_intake WHERE fingerprint IN ({places})",
                [row[_FINGERPRINT] for row in rows],
            )
            known = dict(cursor.fetchall())
    wake("intake")
    return [
        [
            Accepted(
                intake=(first := known.get(row[_FINGERPRINT], row[0])),
                recipient=row[4],
                duplicate=first != row[0],
            )
            for row in mail.rows
        ]
        for mail in mails
    ]
