"""Does the carrier's end, whoever causes it, leave nothing open and repeat nothing?"""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.delivery.conftest import PLAIN, House
from tests.delivery.sink import Sink
from tests.delivery.test_posts import finished, news, send
from tripost.delivery import slate
from tripost.delivery.bell import Bell
from tripost.delivery.carrier import Carrier, setup_of, slate_of


class Slow(Sink):
    """Thinks about each mail until `goes_on` is set."""

    goes_on: asyncio.Event

    async def _say(self, writer: asyncio.StreamWriter, verb: str, argument: str, usual: str) -> str:
        if verb == "DOT":
            await self.goes_on.wait()
        return await super()._say(writer, verb, argument, usual)


async def until(true: object) -> None:
    assert callable(true)
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.01)


def test_nobody_reads_the_slate_while_the_lost_carrier_may_write_to_it(tmp_path: Path) -> None:
    """The socket is gone, the process is not (here it is stopped, so that it cannot end itself)."""

    async def scenario() -> list[bool]:
        carrier = Carrier(
            setup_of(key="k", data=tmp_path, relay=PLAIN, hostname="h", lines=1, patience=5),
            bell=Bell(),
        )
        busy: list[bool] = []
        carrier.died = lambda: busy.append(slate.busy(slate_of(tmp_path)))
        await carrier.start()
        await until(lambda: slate.busy(slate_of(tmp_path)))
        process, transport = carrier._process, carrier._transport
        assert process is not None
        assert transport is not None
        os.kill(process.pid, signal.SIGSTOP)
        transport.abort()
        await until(lambda: busy)
        assert process.poll() == -signal.SIGKILL
        await carrier.start()  # and a fresh one can be had
        assert carrier.running
        await carrier.stop()
        assert len(busy) == 1
        return busy

    assert asyncio.run(scenario()) == [False]


@pytest.mark.parametrize("number", [1, 12])
def test_a_server_that_stops_lets_the_mails_under_way_arrive_and_repeats_none(
    house: House, number: int
) -> None:
    """Its patience ends before the next hop's does: the next server learns it from the slate."""
    send(house, news(house, number))
    sink = Slow()

    async def scenario() -> None:
        sink.goes_on = asyncio.Event()
        async with sink:
            running = asyncio.create_task(house.corridor(port=sink.port, relays=4).run())
            await until(lambda: len(sink.mails) == min(number, 4))
            running.cancel()  # what the worker does after its grace
            await asyncio.gather(running, return_exceptions=True)
            assert house.count("sent") == 0
            sink.goes_on.set()
            await until(lambda: not slate.busy(slate_of(house.folder)))
            assert len(sink.mails) == min(number, 4)
            corridor = house.corridor(port=sink.port, relays=4)
            await house._drive(corridor, lambda: finished(house))

    asyncio.run(scenario())
    assert sorted(sink.taken()) == [f"s{n:04}@example.net" for n in range(number)]
    assert house.count("sent") == number
    assert house.look.rows("SELECT 1 FROM outbound_attempt") == []
