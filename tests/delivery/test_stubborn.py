"""Does one result that cannot be written keep the others waiting, and is any lost?"""

import asyncio
from collections.abc import Sequence

import pytest
from django.db import DataError, OperationalError

from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.delivery.test_posts import finished, news, send
from tripost.delivery import failures, stubborn
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.writer import Unwritten, WriterStopped


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stubborn, "AGAIN_SECONDS", 0.0)


@pytest.mark.parametrize("poison", [set(), {0}, {99}, {3, 4, 50}, set(range(100))])
def test_all_but_the_poison_are_written_once(poison: set[int]) -> None:
    kept: list[int] = []

    async def write(batch: Sequence[int]) -> None:
        if poison & set(batch):
            raise DataError
        kept.extend(batch)

    left = asyncio.run(stubborn.written(range(100), write))
    assert set(left) == poison
    assert kept == [one for one in range(100) if one not in poison]


@pytest.mark.parametrize(
    "wrong", [OperationalError("database or disk is full"), OSError(28), Unwritten("lost")]
)
def test_what_passes_is_waited_for_and_splits_nothing(wrong: Exception) -> None:
    calls: list[int] = []

    async def write(batch: Sequence[int]) -> None:
        calls.append(len(batch))
        if len(calls) < 20:
            raise wrong

    assert asyncio.run(stubborn.written(range(8), write)) == []
    assert calls == [8] * 20


def test_a_server_that_stops_is_told() -> None:
    async def write(batch: Sequence[int]) -> None:
        raise WriterStopped

    with pytest.raises(WriterStopped):
        asyncio.run(stubborn.written([1], write))


def test_a_copy_whose_failure_cannot_be_told_is_failed_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing = send(house, news(house, 60))
    tell = failures.tell

    def spoilt(copy: object, **words: object) -> int | None:
        if getattr(copy, "recipient", "") == "s0007@example.net":
            raise ValueError("poison")
        return tell(copy, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(failures, "tell", spoilt)

    def refuse(verb: str, argument: str) -> str | None:
        return "550 5.1.1 no" if verb == "RCPT" and "s000" in argument else None

    house.run(sink=Sink(answer=refuse), until=lambda: finished(house))
    mail = Outgoing.objects.get(pk=outgoing)
    assert (mail.sent, mail.failed) == (50, 10)
    assert Delivery.objects.get(recipient="s0007@example.net").state == "failed"


def test_an_answer_whose_failure_cannot_be_told_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.answer("gone@example.net", "jana@example.net")

    def spoilt(copy: object, **words: object) -> int | None:
        raise ValueError("poison")

    monkeypatch.setattr(failures, "tell", spoilt)

    def refuse(verb: str, argument: str) -> str | None:
        return "550 5.1.1 no" if verb == "RCPT" and "gone" in argument else None

    house.run(
        sink=Sink(answer=refuse),
        until=lambda: (house.count("sent"), house.count("failed")) == (1, 1),
    )


def test_who_is_told_of_the_commit_may_fail_without_stopping_the_rest(house: House) -> None:
    send(house, news(house, 450))  # more than one commit takes

    async def scenario() -> None:
        async with Sink() as sink:
            corridor = house.corridor(port=sink.port, relays=2)
            ledger = corridor._fanout._ledger
            durable, calls = ledger.durable, [0]

            def once(done: object) -> None:
                durable(done)  # type: ignore[arg-type]
                calls[0] += 1
                if calls[0] == 1:
                    raise ValueError

            ledger.durable = once
            await house._drive(corridor, lambda: finished(house))
            assert calls[0] > 1

    asyncio.run(scenario())
    assert house.count("sent") == 450
