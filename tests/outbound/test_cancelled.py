"""What becomes of copies that are in somebody's hand when their send is cancelled?"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.delivery.conftest import House
from tests.delivery.conftest import house as house
from tests.delivery.test_posts import news, send
from tripost.delivery import fate
from tripost.modes.distribution_list.expanding import born
from tripost.outbound import fanout, sends
from tripost.outbound.models import Delivery, Outgoing
from tripost.outbound.results import Stopped, interrupted, record_results, retry
from tripost.store.reads import DjangoReader


def claimed(house: House) -> tuple[int, list[int]]:
    """A send whose three copies are in a hand, and cancelled."""
    outgoing = send(house, news(house, 3))
    until = house.moment + timedelta(minutes=5)
    made = house.act(lambda: born(at=house.moment, lease_until=until, limit=10))
    anna = house.world.user("anna").pk
    house.act(lambda: sends.cancel(outgoing, by=anna, at=house.moment))
    assert Outgoing.objects.get(pk=outgoing).finished_at is None
    return outgoing, [one.delivery for one in made]


def back(house: House, ids: list[int]) -> None:
    fanout.give_back(ids, at=house.moment)


def lost(house: House, ids: list[int]) -> None:
    later = house.moment + timedelta(hours=1)
    assert set(fanout.lost(DjangoReader(), at=later)) == set(ids)
    assert fanout.lost(DjangoReader(), at=house.moment) == []
    fanout.give_back_lost(ids, at=later)


def killed(house: House, ids: list[int]) -> None:
    interrupted(ids, at=house.moment)


def unheard(house: House, ids: list[int]) -> None:
    made = [one for one in fanout.leased(DjangoReader()) if one.delivery in ids]
    claimed = fanout.copies(made, known={})
    every = [*claimed.copies, *(copy for copy, _ in claimed.barred)]
    record_results([fate.given_back(copy, at=house.moment) for copy in every], at=house.moment)


@pytest.mark.parametrize("come", [back, lost, killed, unheard])
def test_what_comes_back_is_cancelled_and_counted(
    house: House, come: Callable[[House, list[int]], None]
) -> None:
    outgoing, ids = claimed(house)
    house.act(lambda: come(house, ids))
    house.act(lambda: fanout.give_back(ids, at=house.moment))  # safe to run twice
    assert set(Delivery.objects.values_list("state", "detail")) == {
        ("cancelled", "the send was cancelled")
    }
    mail = Outgoing.objects.get(pk=outgoing)
    assert (mail.copies, mail.cancelled, mail.deferred) == (3, 3, 0)
    assert mail.finished_at is not None


def test_what_comes_back_of_a_paused_one_waits(house: House) -> None:
    outgoing = send(house, news(house, 3))
    until = house.moment + timedelta(minutes=5)
    made = house.act(lambda: born(at=house.moment, lease_until=until, limit=10))
    anna = house.world.user("anna").pk
    house.act(lambda: sends.pause(outgoing, by=anna, at=house.moment))
    house.act(lambda: back(house, [one.delivery for one in made]))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"queued"}
    again = house.act(lambda: fanout.due(at=house.moment, lease_until=until, limit=9, closed=()))
    assert again == []


def test_no_copy_of_a_cancelled_mailing_is_tried_again(house: House) -> None:
    outgoing, ids = claimed(house)
    house.act(lambda: back(house, ids))
    anna = house.world.user("anna").pk
    Delivery.objects.filter(pk=ids[0]).update(state="failed")
    with pytest.raises(Stopped, match="was cancelled"):
        house.act(lambda: retry(ids[0], by=anna, at=house.moment))
    assert Delivery.objects.get(pk=ids[0]).state == "failed"
    assert Outgoing.objects.get(pk=outgoing).cancelled_at is not None
