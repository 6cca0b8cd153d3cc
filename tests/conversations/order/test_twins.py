"""The same mail at two addresses: one line for who sees both, each alone for the others."""

from datetime import datetime

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.order.merge import merge
from tripost.conversations.order.twins import twins
from tripost.conversations.queries import Wanted, by_ids, page
from tripost.people.models import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


def pair(world: World) -> tuple[int, int]:
    """At support@, and at sales@ as its twin; anna sees both, ben and dana one each."""
    support = world.address("support", anna=READ_WRITE, ben=Right.READ)
    sales = world.address("sales", anna=READ_WRITE, dana=Right.READ)
    elder = world.mail(support).conversation
    return elder, world.mail(sales, twin_of=elder).conversation


def shown(world: World, name: str, **wanted: object) -> list[tuple[int, list[str]]]:
    found = page(world.reader, who=world.actor(name), wanted=Wanted(**wanted))  # type: ignore[arg-type]
    return sorted((int(row.id), row.also) for row in found.items)


def test_who_sees_both_has_one_line_that_names_both(world: World) -> None:
    elder, twin = pair(world)
    assert shown(world, "anna") == [(elder, ["sales@acme.example"])]
    assert shown(world, "ben") == [(elder, [])]
    assert shown(world, "dana") == [(twin, [])]
    sales = world.address("sales").pk
    assert shown(world, "anna", address=sales) == [(twin, ["support@acme.example"])]
    assert [one.id for one in twins(world.reader, who=world.actor("anna"), ident=elder)] == [
        str(twin)
    ]
    assert twins(world.reader, who=world.actor("ben"), ident=elder) == []


def test_they_are_two_lines_as_soon_as_they_stand_apart(world: World) -> None:
    elder, twin = pair(world)
    anna = world.actor("anna").id
    actions.set_state(elder, state="closed", by=anna, at=world.now)
    assert [one for one, _ in shown(world, "anna")] == [elder, twin]
    assert [one for one, _ in shown(world, "anna", view="open")] == [twin]
    actions.set_state(twin, state="closed", by=anna, at=world.now)
    assert [one for one, _ in shown(world, "anna")] == [elder]
    actions.assign(twin, to=anna, by=anna, at=world.now)
    assert [one for one, _ in shown(world, "anna", view="mine")] == []
    assert [one for one, _ in shown(world, "anna")] == [elder, twin]


def test_a_confidential_twin_is_nowhere_for_others(world: World) -> None:
    elder, twin = pair(world)
    dana = world.user("dana").pk
    set_readers(elder, users=[world.user("ben").pk], by=world.user("ben").pk, at=world.now)
    assert shown(world, "anna") == [(twin, [])]
    [row] = by_ids(world.reader, who=world.actor("anna"), ids=(elder, twin))
    assert row.also == []
    assert dana


def test_three_of_a_kind_and_twins_that_were_merged(world: World) -> None:
    elder, twin = pair(world)
    office = world.address("office", anna=READ_WRITE)
    third = world.mail(office, twin_of=elder).conversation
    assert shown(world, "anna") == [(elder, ["office@acme.example", "sales@acme.example"])]
    merge([elder], into=twin, who=world.actor("anna"), at=world.now)
    assert shown(world, "anna") == [(twin, ["office@acme.example"])]
    assert third > twin
