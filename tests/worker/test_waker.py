"""The waker looks at the index, wakes what is due and never sleeps too long, whatever the clock."""

import asyncio
from datetime import timedelta

from tests.doors import House
from tests.world import READ_WRITE
from tripost.conversations.work import do
from tripost.conversations.work.act import work_on
from tripost.store.models import Conversation, Entry
from tripost.worker import waker

HOUR = timedelta(hours=1)


def asleep(house: House, *, number: int = 1) -> int:
    """A conversation that sleeps for an hour."""
    support = house.world.address("support", anna=READ_WRITE)
    ident = house.world.mail(support, message_id=f"m{number}@x").conversation
    sleep = do.set_state("snoozed", now=house.now, until=house.now + HOUR)
    work_on(ident, do=sleep, by=house.world.user("anna").pk, at=house.now)
    return ident


def woken(ident: int) -> int:
    return Entry.objects.filter(conversation_id=ident, kind="woke").count()


def test_it_waits_for_the_next_one_but_never_long(house: House) -> None:
    ident = asleep(house)
    assert house.loop.run(waker.turn(house.services)) == waker.LONGEST
    house.pass_time(minutes=59, seconds=50)
    assert 5 < house.loop.run(waker.turn(house.services)) <= 10
    house.pass_time(seconds=10)
    house.loop.run(waker.turn(house.services))
    assert woken(ident) == 1
    assert Conversation.objects.get(pk=ident).state == "open"


def test_each_fires_once_when_the_clock_jumps(house: House) -> None:
    """Forward a day and back: it fired at the jump; back a day and forward: at its own time."""
    first = asleep(house)
    for hours in (24, -24, 1, 1):
        house.pass_time(hours=hours)
        assert house.loop.run(waker.turn(house.services)) <= waker.LONGEST
    assert woken(first) == 1
    second = asleep(house, number=2)
    for hours in (-24, 24, 0):
        house.pass_time(hours=hours)
        house.loop.run(waker.turn(house.services))
        assert woken(second) == 0
    house.pass_time(hours=1)
    house.loop.run(waker.turn(house.services))
    assert (woken(first), woken(second)) == (1, 1)


def test_a_fresh_start_wakes_what_became_due_meanwhile(house: House) -> None:
    """Nothing is planned anywhere but on the row itself."""
    ident = asleep(house)
    house.pass_time(days=3)

    async def begin() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(waker.run(house.services, stop))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if await asyncio.to_thread(woken, ident):
                break
        stop.set()
        await running

    house.loop.run(begin())
    assert woken(ident) == 1


def test_many_that_are_due_wake_in_one_turn(house: House) -> None:
    ids = [asleep(house, number=n) for n in range(55)]
    house.pass_time(hours=2)
    house.loop.run(waker.turn(house.services))
    assert sum(woken(i) for i in ids) == 55
