"""Does every claimed copy get into somebody's hand, whatever fails on the way?"""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.delivery.test_destinations import domains
from tests.delivery.test_posts import finished, news, send
from tripost.core.smtp.envelope import Envelope
from tripost.delivery import fanout as corridor_out
from tripost.delivery import recovery
from tripost.delivery.loop import Corridor
from tripost.delivery.slate import Slate
from tripost.outbound import sends
from tripost.outbound.models import Delivery, Destination, Outgoing


def driven(house: House, prepare: Callable[[Corridor], object]) -> Sink:
    """Run a corridor that `prepare` has spoilt, until all is sent."""
    sink = Sink()

    async def scenario() -> None:
        async with sink:
            corridor = house.corridor(port=sink.port, relays=4)
            prepare(corridor)
            await house._drive(corridor, lambda: finished(house))

    asyncio.run(scenario())
    return sink


def fails_once(real: Callable[..., Any]) -> Callable[..., Any]:
    calls = [0]

    def call(*args: Any) -> Any:
        calls[0] += 1
        if calls[0] == 1:
            raise RuntimeError("once")
        return real(*args)

    return call


@pytest.mark.parametrize("place", ["asked", "ours"])
def test_copies_that_could_not_be_handed_out_are_claimed_again(house: House, place: str) -> None:
    send(house, news(house, 30))

    def spoil(corridor: Corridor) -> None:
        looking = corridor._fanout._news
        setattr(looking, place, fails_once(getattr(looking, place)))

    sink = driven(house, spoil)
    assert Counter(sink.taken()) == Counter(f"s{n:04}@example.net" for n in range(30))
    assert not Delivery.objects.filter(lease_until__isnull=False).exists()


def test_a_copy_that_was_claimed_and_lost_comes_back_after_its_lease(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corridor_out, "LOST_EVERY", 0.0)
    send(house, news(house, 3))

    async def lose(sink: Sink) -> None:
        while house.count("sent") < 3:
            await asyncio.sleep(0.01)
        await house.services.writer.do(
            lambda: (
                Delivery.objects.filter(recipient="s0001@example.net").update(
                    state="queued", lease_until=house.moment - timedelta(seconds=1)
                ),
                Outgoing.objects.update(finished_at=None, sent=2),
            )
        )
        house.services.bus.wake({"outbox"})

    sink = house.run(
        sink=Sink(),
        meanwhile=lose,
        until=lambda: house.look.rows("SELECT 1 FROM outbound_delivery WHERE attempts = 2") != [],
    )
    assert sink.taken().count("s0001@example.net") == 2
    assert len(sink.taken()) == 4


def test_a_fan_out_that_dies_is_begun_anew(house: House) -> None:
    send(house, news(house, 5))
    lives = []

    def spoil(corridor: Corridor) -> None:
        first = corridor._fanout

        async def die() -> None:
            lives.append(first)
            raise RuntimeError("once")

        first.run = die  # type: ignore[method-assign]

    sink = driven(house, spoil)
    assert len(lives) == 1
    assert len(sink.taken()) == 5


def test_nothing_leaves_while_an_old_carrier_holds_the_slate(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "WAIT_SECONDS", 0.05)
    send(house, news(house, 3))
    held: list[Slate] = []

    def hold(corridor: Corridor) -> None:
        held.append(Slate(corridor._fanout._slate))
        asyncio.get_running_loop().call_later(1.5, held[0].close)

    sink = driven(house, hold)
    assert len(sink.taken()) == 3
    slate = Slate(house.folder / "other")
    with pytest.raises(recovery.StillCarrying):
        asyncio.run(recovery.carrier_gone(house.folder / "other"))
    slate.close()


@pytest.mark.parametrize("stop", [sends.pause, sends.cancel])
def test_list_copies_for_our_own_addresses_heed_pause_and_cancel(
    house: House, stop: Callable[..., None]
) -> None:
    address = news(house, 30)
    domains(house, acme=30)
    for place in range(30):
        house.world.address(f"acme{place:03}")
    outgoing = send(house, address)
    stopped = asyncio.Event()

    async def first_stops(envelope: Envelope, raw: bytes) -> None:
        house.received.append((envelope, raw))
        if len(house.received) == 1:
            await house.services.writer.do(
                lambda: stop(outgoing, by=house.world.user("anna").pk, at=house.moment)
            )
            stopped.set()
        await stopped.wait()

    house.hand_over = first_stops  # type: ignore[method-assign]
    house.run(
        sink=Sink(),
        until=lambda: (
            stopped.is_set()
            and not house.look.rows("SELECT 1 FROM outbound_delivery WHERE lease_until IS NOT NULL")
        ),
    )
    assert len(house.received) <= 4  # those whose filing had begun


def test_a_relay_that_says_421_to_everyone_is_no_slow_domain(house: House) -> None:
    address = news(house, 60)
    domains(house, **dict.fromkeys("abcdef", 10))
    outgoing = send(house, address)
    closed = True

    def busy(verb: str, argument: str) -> str | None:
        return "421 4.3.2 we are going down" if verb == "RCPT" and closed else None

    def away() -> bool:
        slow = house.look.rows("SELECT 1 FROM outbound_destination")
        asked = {recipient.partition("@")[2] for _, recipient in sink.begun}
        return house.count("deferred") >= 3 and len(asked) >= 3 and slow == []

    sink = Sink(answer=busy)
    house.run(sink=sink, until=away)
    assert not Destination.objects.exists()
    assert len(sink.begun) <= 45  # what was handed over before, and no more
    closed = False
    house.later(minutes=6)
    house.run(sink=sink, until=lambda: finished(house))
    assert Outgoing.objects.get(pk=outgoing).sent == 60
