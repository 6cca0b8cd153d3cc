"""What the carrier begins, and what it must not begin any more."""

import asyncio
from pathlib import Path

from tripost.core.smtp.replies import Reply
from tripost.delivery import wire
from tripost.delivery.bell import Bell
from tripost.delivery.carrying import Carriage
from tripost.delivery.frames import Item
from tripost.delivery.lane import Said

DEAD_LINE = Said(Reply(451, "4.4.2", "silent"), uncertain=False, used=True)


class Mail:
    def copy(self, item: Item, *, at: int) -> "Mail":
        return self

    def outgoing(self) -> "Mail":
        return self


class Line:
    """A line that only notes what begins on it."""

    def __init__(self, begun: list[int]) -> None:
        self.over, self.mails, self._begun = False, 5, begun

    def send(self, delivery: int, mail: Mail, *, slot: int) -> None:
        self._begun.append(delivery)


class Yard:
    """A carriage with a list of what it told the server."""

    def __init__(self, folder: Path) -> None:
        self.bell, self.begun = Bell(), list[int]()
        self.told: list[tuple[int, int]] = []
        self.carriage = carriage = Carriage(self.bell)
        hop = wire.NextHop("h", 1, None, None, "none")
        carriage._setup = wire.Setup("k", str(folder / "slate"), hop, "h", 0, 600.0)
        carriage._presses = {1: Mail()}  # type: ignore[dict-item]
        carriage._result = lambda one: self.told.append((one.delivery, one.kind))  # type: ignore[method-assign]

    def line(self) -> Line:
        one = Line(self.begun)
        self.carriage._idle.append(one)  # type: ignore[arg-type]
        return one

    def carry(self, *deliveries: int, rung: int) -> None:
        items = [Item(d, 1, "a@example.net", d) for d in deliveries]
        self.carriage._obey(wire.Carry(0, rung, items))


def test_what_was_handed_over_before_the_bell_rang_does_not_begin_after_it(tmp_path: Path) -> None:
    async def scenario() -> Yard:
        yard = Yard(tmp_path)
        yard.carry(11, 12, rung=0)
        yard.bell.ring()
        yard.line()
        yard.carriage._go_on()
        return yard

    yard = asyncio.run(scenario())
    assert yard.begun == []
    assert yard.told == [(11, wire.DROPPED), (12, wire.DROPPED)]


def test_a_dropped_copy_gets_no_second_try_when_its_line_was_dead(tmp_path: Path) -> None:
    async def scenario() -> Yard:
        yard = Yard(tmp_path)
        first = yard.line()
        yard.carry(11, rung=0)
        yard.bell.ring()  # whom 11 is for has left
        yard.carriage._obey(wire.Drop([11]))
        yard.line()
        yard.carry(22, rung=1)
        first.over = True
        yard.carriage._told(first, 11, DEAD_LINE)  # type: ignore[arg-type]
        yard.line()
        await asyncio.sleep(0)
        yard.carriage._go_on()
        return yard

    yard = asyncio.run(scenario())
    assert yard.begun == [11, 22]
    assert yard.told == [(11, wire.DROPPED)]


def test_any_other_copy_on_a_dead_line_gets_one(tmp_path: Path) -> None:
    async def scenario() -> Yard:
        yard = Yard(tmp_path)
        first = yard.line()
        yard.carry(11, rung=0)
        first.over = True
        yard.line()
        yard.carriage._told(first, 11, DEAD_LINE)  # type: ignore[arg-type]
        await asyncio.sleep(0)
        return yard

    assert asyncio.run(scenario()).begun == [11, 11]
