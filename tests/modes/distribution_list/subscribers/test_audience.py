"""Who gets a post: nested lists, each person once, their wishes; and no circles."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from tripost.addresses.models import Address
from tripost.core.query import BadQuery
from tripost.kit.entered import Conflict
from tripost.modes.distribution_list.models import Attribute, Nested, Subscriber
from tripost.modes.distribution_list.subscribers import audience, nesting
from tripost.people.models import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


def lists(world: World, *names: str) -> dict[str, Address]:
    return {name: world.address(name, mode="list") for name in names}


def on(world: World, place: Address, *names: str, **how: object) -> None:
    for name in names:
        Subscriber.objects.create(
            address=place, email=f"{name}@x.example", **{"since": world.now, **how}
        )


def got(world: World, place: Address, *topics: str) -> list[str]:
    wanted = audience.active(world.reader, address=place.pk, at=world.now, topics=topics)
    rows = world.reader.rows(
        f"SELECT s.email FROM distribution_list_subscriber s WHERE {wanted.sql} ORDER BY s.id",
        wanted.values,
    )
    return [row[0].partition("@")[0] for row in rows]


def nest(world: World, parent: Address, *children: Address) -> None:
    nesting.nest(parent.pk, [child.pk for child in children], by=None, at=world.now)


def test_each_person_once_over_all_lists(world: World) -> None:
    place = lists(world, "all", "north", "south", "deep")
    on(world, place["south"], "both", "s")
    on(world, place["north"], "both", "n", "own")
    on(world, place["deep"], "d", "both", "own")
    on(world, place["all"], "own", "a")
    nest(world, place["all"], place["north"], place["south"])
    nest(world, place["north"], place["deep"])
    nest(world, place["south"], place["deep"])
    assert nesting.tree(world.reader, place["all"].pk)[0] == place["all"].pk
    assert sorted(got(world, place["all"])) == ["a", "both", "d", "n", "own", "s"]
    assert sorted(got(world, place["north"])) == ["both", "d", "n", "own"]
    assert got(world, place["deep"]) == ["d", "both", "own"]


@pytest.mark.parametrize("state", ["unsubscribed", "bouncing"])
def test_who_left_the_list_gets_nothing_of_it_by_another_way(world: World, state: str) -> None:
    place = lists(world, "all", "north")
    nest(world, place["all"], place["north"])
    on(world, place["north"], "gone", "n", "off")
    on(world, place["all"], "gone", state=state)
    on(world, place["all"], "off", state="removed")
    assert got(world, place["all"]) == ["n", "off"]
    assert got(world, place["north"]) == ["gone", "n", "off"]


def test_digest_pause_and_topics(world: World) -> None:
    place = lists(world, "all", "north")
    nest(world, place["all"], place["north"])
    news = place["all"]
    on(world, news, "each")
    on(world, news, "digest", delivery="digest")
    on(world, news, "pause", delivery="pause")
    on(world, news, "over", delivery="pause", paused_until=world.now)
    on(world, news, "later", delivery="pause", paused_until=world.now + timedelta(days=1))
    on(world, news, "then", delivery="pause", paused_until=world.now, resumes="digest")
    on(world, news, "one", topics=["wartung"])
    on(world, news, "none", topics=[])
    on(world, place["north"], "north", "digest", topics=["other"])
    assert got(world, news) == ["each", "over", "one", "none", "north"]
    assert got(world, news, "wartung", "preise") == ["each", "over", "one", "north"]
    assert got(world, news, "preise") == ["each", "over", "north"]


def test_two_wishes_on_two_nested_lists_still_make_one_copy(world: World) -> None:
    place = lists(world, "all", "north", "south")
    nest(world, place["all"], place["north"], place["south"])
    on(world, place["north"], "x", delivery="digest")
    on(world, place["south"], "x", "y")
    on(world, place["north"], "y")
    assert got(world, place["all"]) == ["x", "y"]


def test_what_is_no_list_any_more_brings_nobody(world: World) -> None:
    place = lists(world, "all", "north")
    nest(world, place["all"], place["north"])
    on(world, place["north"], "n")
    Address.objects.filter(pk=place["north"].pk).update(mode="inbox")
    assert got(world, place["all"]) == []


def test_a_circle_is_refused_and_told(world: World) -> None:
    place = lists(world, "a", "b", "c")
    nest(world, place["a"], place["b"])
    nest(world, place["b"], place["c"])
    with pytest.raises(Conflict) as wrong:
        nest(world, place["c"], place["a"])
    assert wrong.value.code == "circle"
    assert wrong.value.detail.endswith(
        "c@acme.example → a@acme.example → b@acme.example → c@acme.example"
    )
    with pytest.raises(Conflict):
        nest(world, place["a"], place["a"])
    assert Nested.objects.count() == 2
    nest(world, place["a"])
    nest(world, place["c"], place["a"])
    assert nesting.children(world.reader, place["c"].pk) == ["a@acme.example"]


def test_a_circle_that_is_there_already_ends(world: World) -> None:
    """Two moderators at once, or an old row: nobody gets anything twice."""
    place = lists(world, "a", "b")
    Nested.objects.create(parent=place["a"], child=place["b"])
    Nested.objects.create(parent=place["b"], child=place["a"])
    on(world, place["a"], "x", "y")
    on(world, place["b"], "y", "z")
    assert got(world, place["a"]) == ["x", "y", "z"]


def test_who_a_campaign_goes_to(world: World) -> None:
    place = lists(world, "all", "north")
    nest(world, place["all"], place["north"])
    news = place["all"]
    world.address("all", anna=int(Right.MANAGE))
    Attribute.objects.create(address=news, key="city", label="Ort", kind="text")
    on(world, news, "a", attributes={"city": "Köln", "timezone": "Asia/Tokyo"})
    on(world, news, "b", attributes={"timezone": "Nowhere/Else"}, topics=["x"])
    on(world, place["north"], "c", attributes={"city": "Köln", "timezone": 5})

    def chosen(**how: Any) -> list[tuple[str, str]]:
        found = audience.chosen(world.reader, address=news.pk, at=world.now, **how)
        return [(one.email[0], one.timezone) for one in found]

    assert chosen() == [("a", "Asia/Tokyo"), ("b", ""), ("c", "")]
    assert chosen(query="city:köln") == [("a", "Asia/Tokyo"), ("c", "")]
    assert chosen(topic="y") == [("a", "Asia/Tokyo"), ("c", "")]
    anna = world.user("anna").pk
    with pytest.raises(BadQuery):
        chosen(query="list:north@", by=anna)
    world.address("north", anna=int(Right.MANAGE))
    assert chosen(query="list:north@", by=anna) == [("c", "")]
    with pytest.raises(BadQuery):
        chosen(query="list:north@")
