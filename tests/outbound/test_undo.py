"""Does undo really undo? Cancels race the corridor around the end of the window (PROMISES P8)."""

import asyncio
import random
from datetime import timedelta
from functools import partial

from tests.delivery.conftest import RAW, House
from tests.delivery.conftest import house as house
from tests.delivery.sink import Sink
from tests.world import READ_WRITE
from tripost.outbound.actions import Frozen, TooLate, cancel, enqueue
from tripost.outbound.models import Delivery
from tripost.store.blobs import digest
from tripost.store.models import Blob, Conversation

SENDS = 500


def test_500_cancels_around_the_window_either_win_or_come_too_late(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    anna = house.world.user("anna").pk
    conversation = house.world.mail(support).conversation
    Blob.objects.get_or_create(sha256=digest(RAW), defaults={"size": len(RAW), "data": RAW})
    start = house.moment

    def freeze(number: int) -> int:
        return enqueue(
            Frozen(
                address=support.pk,
                conversation=conversation,
                message=None,
                author=anna,
                kind="reply",
                base=digest(RAW),
                envelope_from=support.email,
                recipients=(f"c{number:03}@example.net",),
                not_before=start + timedelta(milliseconds=10 * (number + 1)),
                draft={},
            ),
            at=start,
        )

    sends = [freeze(number) for number in range(SENDS)]
    chance = random.Random(8)
    cancelled: set[str] = set()
    too_late: set[str] = set()

    async def take_back(sink: Sink) -> None:
        """A click a millisecond before the end, which the writer meets before or after the
        corridor's claim: both are under way at the same time."""
        for number, outgoing in enumerate(sends):
            end = start + timedelta(milliseconds=10 * (number + 1))
            undo = partial(cancel, outgoing, by=anna, at=end - timedelta(milliseconds=1))
            early = house.services.writer.submit(undo) if chance.random() < 0.5 else None
            house.moment = end
            house.services.bus.wake({"outbox"})
            for _ in range(chance.randrange(40)):
                await asyncio.sleep(0)
            while number % 5 == 0 and early is None and not sink.heard(f"c{number:03}@example.net"):
                await asyncio.sleep(0.001)  # some clicks come when it has surely left
            click = early or house.services.writer.submit(undo)
            try:
                await asyncio.wrap_future(click)
                cancelled.add(f"c{number:03}@example.net")
            except TooLate:
                too_late.add(f"c{number:03}@example.net")

    sink = house.run(
        sink=Sink(),
        meanwhile=take_back,
        until=lambda: (
            house.count("sent") + house.count("cancelled") == SENDS
            and len(cancelled) + len(too_late) == SENDS
        ),
    )
    assert min(len(cancelled), len(too_late)) > 20  # the race was one
    assert sorted(sink.taken()) == sorted(too_late)
    assert set(Delivery.objects.filter(state="cancelled").values_list("recipient", flat=True)) == (
        cancelled
    )
    assert Conversation.objects.get(pk=conversation).sending == 0


def test_what_waits_in_its_window_does_not_leave_before(house: House) -> None:
    house.answer("jana@praxis-weiss.example", undo=10)
    house.answer("karl@praxis-weiss.example")
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    assert sink.taken() == ["karl@praxis-weiss.example"]
    house.later(seconds=10)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 2)
    assert sink.taken() == ["jana@praxis-weiss.example"]
