"""The one writer: closures share a commit, and nobody hears "done" for what was not kept."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime
from functools import partial

import pytest
from django.db import connection

from tripost.kit.bus import Bus
from tripost.store.changes import next_modseq, record
from tripost.store.models import Change, Modseq
from tripost.store.wakes import wake
from tripost.store.writer import Unwritten, Writer, WriterStopped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer() -> Iterator[Writer]:
    Modseq.objects.get_or_create(id=1, defaults={"value": 0})
    made = Writer(Bus())
    made.start()
    yield made
    made.stop()


def kinds() -> list[str]:
    return list(Change.objects.order_by("modseq").values_list("kind", flat=True))


def test_a_future_resolves_after_the_commit(writer: Writer, now: datetime) -> None:
    assert writer.submit(lambda: record("one", at=now)).result(10) == 1
    assert kinds() == ["one"]  # seen by another connection: it was committed


def test_a_closure_that_raises_takes_only_itself_back(writer: Writer, now: datetime) -> None:
    def spoiled() -> None:
        record("spoiled", at=now)
        raise ValueError("no")

    futures = [
        writer.submit(lambda kind=kind: record(kind, at=now)) if kind != "bad" else
        writer.submit(spoiled)
        for kind in ("a", "bad", "b", "bad", "c")
    ]  # fmt: skip
    for place in (1, 3):
        with pytest.raises(ValueError, match="no"):
            futures[place].result(10)
    assert [futures[place].result(10) for place in (0, 2, 4)] == [1, 2, 3]
    assert kinds() == ["a", "b", "c"]


def test_numbers_come_in_commit_order_without_gaps(writer: Writer, now: datetime) -> None:
    futures = [writer.submit(lambda: record("x", at=now), mail=n % 2 == 0) for n in range(300)]
    numbers = [future.result(10) for future in futures]
    assert sorted(numbers) == list(range(1, 301))
    assert len(kinds()) == 300


def test_a_lost_savepoint_fails_the_whole_batch(writer: Writer, now: datetime) -> None:
    """A full disk can end the transaction under our feet: then nobody may hear "done"."""

    def lose() -> int:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
        raise OSError("disk full")

    for _ in range(50):  # until the three shared a batch: on a busy machine a batch ends early
        hurry = threading.Event()
        writer.submit(partial(hurry.wait, 10))
        futures = {
            "before": writer.submit(lambda: record("before", at=now)),
            "lost": writer.submit(lose),
            "after": writer.submit(lambda: record("after", at=now)),
        }
        had = len(kinds())
        hurry.set()
        results = {name: _outcome(future) for name, future in futures.items()}
        told = [name for name, result in results.items() if isinstance(result, int)]
        assert kinds()[had:] == told, "somebody was told that a lost change was kept"
        assert results["lost"] is Unwritten
        # On PostgreSQL every closure is a transaction of its own.
        if connection.vendor != "sqlite" or results["before"] is Unwritten:
            break
    else:
        raise AssertionError("they never shared a batch")
    assert writer.submit(lambda: record("later", at=now)).result(10)


def _outcome(future: Future[int]) -> object:
    """What somebody was told."""
    try:
        return future.result(10)
    except BaseException as wrong:
        return type(wrong)


def test_followers_are_woken_after_the_commit_and_only_for_what_was_kept(now: datetime) -> None:
    woken: list[set[str]] = []

    class Watching(Bus):
        def wake(self, topics: set[str]) -> None:
            woken.append(set(topics))

    Modseq.objects.get_or_create(id=1, defaults={"value": 0})
    one = Writer(Watching())
    one.start()

    def spoiled() -> None:
        wake("never")
        raise ValueError

    futures = [one.submit(lambda: wake("mail")), one.submit(spoiled)]
    futures[0].result(10)
    with pytest.raises(ValueError):
        futures[1].result(10)
    one.stop()
    assert set().union(*woken) == {"mail"}


def test_what_is_queued_is_finished_at_a_stop_and_nothing_after_it(now: datetime) -> None:
    Modseq.objects.get_or_create(id=1, defaults={"value": 0})
    one = Writer(Bus())
    one.start()
    futures = [one.submit(lambda: record("x", at=now), mail=True) for _ in range(200)]
    one.stop()
    assert len([future.result(0) for future in futures]) == 200
    with pytest.raises(WriterStopped):
        one.submit(lambda: None)


def test_a_block_of_numbers_is_taken_at_once(db: None) -> None:
    Modseq.objects.get_or_create(id=1, defaults={"value": 0})
    first = next_modseq(5)
    assert next_modseq() == first + 5


def test_a_waiter_that_goes_away_does_not_take_the_writer_along(
    writer: Writer, now: datetime
) -> None:
    gate = threading.Event()

    async def give_up() -> None:
        blocker = writer.submit(lambda: gate.wait(10))
        waiting = asyncio.create_task(writer.do(lambda: record("kept", at=now)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        gate.set()
        await asyncio.wrap_future(blocker)

    asyncio.run(give_up())
    assert writer.submit(lambda: record("next", at=now)).result(10) == 2
    assert kinds() == ["kept", "next"]
