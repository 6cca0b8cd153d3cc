"""Who is added, who was there, who is refused and why; and what the pages show."""

from datetime import datetime

import pytest

from tests.world import World
from tripost.addresses.models import Address
from tripost.kit.entered import BadInput
from tripost.kit.secrets import installation
from tripost.modes.distribution_list import queries
from tripost.modes.distribution_list.joining import leaving, tokens
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.subscribers import subscribing
from tripost.modes.distribution_list.subscribers.subscribing import Added, Refused, Wish
from tripost.store.models import Change
from tripost.store.reads import DjangoReader

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


@pytest.fixture
def news(world: World) -> Address:
    return world.address("news", mode="list")


def add(world: World, news: Address, *emails: str) -> Added:
    checked = subscribing.check([Wish(email=e) for e in emails], list_email=news.email)
    done = subscribing.add(news.pk, checked.wishes, by=None, at=world.now)
    return Added(added=done.added, present=done.present, refused=(*checked.refused, *done.refused))


def test_every_wish_has_one_answer(world: World, news: Address) -> None:
    add(world, news, "there@x.example", "gone@x.example", "off@x.example")
    subscribing.remove(news.pk, email="Off@x.example", by=None, at=world.now)
    gone = Subscriber.objects.get(email="gone@x.example").pk
    token = tokens.leave(installation(), gone, email="gone@x.example")
    leaving.unsubscribe(installation(), token, at=world.now)
    done = add(
        world, news,
        "new@x.example", "New@X.example", "there@x.example", "gone@x.example", "off@x.example",
        "no at", "news@acme.example", "x@y.example\r\nBcc: z@y.example", "ö@bücher.example",
    )  # fmt: skip
    assert (done.added, done.present) == (3, 1)
    assert set(done.refused) == {
        Refused("New@X.example", "twice"),
        Refused("no at", "space"),
        Refused("news@acme.example", "own-address"),
        Refused("x@y.example\r\nBcc: z@y.example", "control"),
        Refused("gone@x.example", "unsubscribed"),
    }
    states = dict(Subscriber.objects.values_list("email", "state"))
    assert states == {
        "there@x.example": "active",
        "gone@x.example": "unsubscribed",
        "off@x.example": "active",
        "new@x.example": "active",
        "ö@xn--bcher-kva.example": "active",
    }


def test_adding_twice_tells_that_all_are_there(world: World, news: Address) -> None:
    assert add(world, news, "a@x.example", "b@x.example").added == 2
    again = add(world, news, "a@x.example", "b@x.example")
    assert (again.added, again.present) == (0, 2)
    assert Change.objects.filter(kind="subscribers.changed").count() == 1


def test_ten_thousand_at_a_time_and_no_more(news: Address) -> None:
    many = [Wish(email=f"s{n}@x.example") for n in range(10_001)]
    assert len(subscribing.check(many[1:], list_email=news.email).wishes) == 10_000
    with pytest.raises(BadInput, match="10,000"):
        subscribing.check(many, list_email=news.email)


def test_a_name_cannot_carry_a_line_break(world: World, news: Address) -> None:
    wish = Wish(email="a@x.example", name="Anna\r\nBcc: x@y.example")
    [clean] = subscribing.check([wish], list_email=news.email).wishes
    assert clean.name == "AnnaBcc: x@y.example"


def test_who_is_not_on_the_list_cannot_be_removed(world: World, news: Address) -> None:
    assert not subscribing.remove(news.pk, email="a@x.example", by=None, at=world.now)
    assert Change.objects.count() == 0


def test_every_list_is_counted(world: World, news: Address) -> None:
    add(world, news, "a@x.example", "b@x.example")
    other = world.address("offers", mode="list")
    add(world, other, "a@x.example")
    reader = DjangoReader()
    assert queries.counts(reader, who=world.actor("anna"), addresses=[news.pk, other.pk]) == {
        news.pk: (2, 0),
        other.pk: (1, 0),
    }
