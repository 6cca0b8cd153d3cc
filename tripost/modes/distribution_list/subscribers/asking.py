"""Which list a request is about, and whether who asks looks after it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from tripost.conversations.api import address_of
from tripost.people.door import Ask
from tripost.people.models import Right
from tripost.people.policies import require_address


@dataclass(frozen=True, slots=True)
class ListOf:
    """An address whose subscribers are asked for."""

    id: int
    email: str


async def managed(ask: Ask, name: str) -> ListOf:
    """The list, by id or name, for who manages it; raises Hidden, Forbidden."""
    address = await address_of(ask, name)
    require_address(ask.who, address=address, right=Right.MANAGE)
    found = await ask.read(
        lambda r: r.row("SELECT email FROM addresses_address WHERE id = %s", (address,))
    )
    assert found is not None, "it was read a moment ago"
    return ListOf(address, str(found[0]))


async def streamed(ask: Ask, pieces: Iterator[str]) -> AsyncIterator[str]:
    """Pieces of a long answer, each made away from the loop, on the connections of our pool."""
    while (piece := await ask.work(lambda: next(pieces, None))) is not None:
        yield piece
