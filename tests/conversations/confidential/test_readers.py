"""Who may read it is an act like every other: taken back as far as nobody has gone on."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.confidential import glass
from tripost.conversations.confidential.readers import put_back, set_readers
from tripost.conversations.work.registry import PERFORMERS
from tripost.conversations.work.undo import undo_whole
from tripost.kit.entered import Conflict
from tripost.people.actions import set_grant
from tripost.people.models import Audit
from tripost.people.policies import Hidden
from tripost.people.sight import Sight, sights
from tripost.store.models import Act, Change, Conversation, Entry, Invited
from tripost.store.reads import DjangoReader

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now) -> World:  # type: ignore[no-untyped-def]
    """Anna, Ben and Cem in support@; Root administers."""
    world = World(now)
    world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=READ_WRITE)
    world.user("root", role="administrator")
    return world


def seen(conversation: int) -> Sight:
    """Who sees it by now."""
    return sights(DjangoReader(), conversations=[conversation])[conversation]


def close(world: World, conversation: int, *names: str, by: str = "anna") -> int:
    """The act of closing (or opening) it."""
    users = [world.user(name).pk for name in names]
    act = set_readers(conversation, users=users, by=world.user(by).pk, at=world.now)
    assert act is not None
    return act


def back(world: World, act: int, *, by: str = "anna") -> Any:
    """As POST /acts/{id}/undo does it."""
    return undo_whole(act, by=PERFORMERS["readers"], who=world.actor(by), at=world.now)


def names(world: World, *some: str) -> frozenset[int]:
    return frozenset(world.user(name).pk for name in some)


@pytest.mark.parametrize(
    "steps",
    [
        [("anna",)],
        [("anna", "ben"), ("anna",)],
        [("anna", "ben"), ()],
        [("anna",), ("anna", "cem")],
    ],
)
def test_the_last_choice_is_taken_back_and_done_again(
    world: World, steps: Sequence[Sequence[str]]
) -> None:
    place = world.mail(world.address("support")).conversation
    for step in steps[:-1]:
        close(world, place, *step)
    before = seen(place)
    act = close(world, place, *steps[-1])
    after = seen(place)
    undone = back(world, act)
    assert (undone.changed, seen(place)) == ((place,), before)
    again = back(world, undone.act)
    assert (again.changed, seen(place)) == ((place,), after)
    told = Entry.objects.filter(conversation=place, kind="confidential").order_by("number")
    assert [one.data.get("undo", False) for one in told[len(steps) - 1 :]] == [False, True, True]
    assert Audit.objects.filter(kind="readers.set").count() == len(steps) + 2
    assert Change.objects.filter(kind="readers.set").count() == len(steps) + 2


def test_whose_work_it_was_has_it_again_unless_somebody_took_it(world: World) -> None:
    anna, ben = world.user("anna").pk, world.user("ben").pk
    place = world.mail(world.address("support")).conversation
    actions.assign(place, to=ben, by=anna, at=world.now)
    act = close(world, place, "anna")
    assert seen(place).assignee is None
    undone = back(world, act)
    assert seen(place).assignee == ben
    back(world, undone.act)
    assert seen(place).assignee is None
    taken = back(world, Act.objects.get(undoes=undone.act).pk)
    assert (seen(place).assignee, taken.refused) == (ben, ())
    again = close(world, place, "anna")
    actions.assign(place, to=anna, by=anna, at=world.now)
    back(world, again)
    assert seen(place).assignee == anna


def test_what_others_have_chosen_since_stays(world: World) -> None:
    place = world.mail(world.address("support")).conversation
    act = close(world, place, "anna", "ben")
    close(world, place, "anna", "ben", "cem", by="ben")
    done = back(world, act)
    assert [one.code for one in done.refused] == ["moved-on"]
    assert seen(place).readers == names(world, "anna", "ben", "cem")


def test_who_may_no_longer_read_stays_outside(world: World) -> None:
    support = world.address("support")
    place = world.mail(support).conversation
    actions.assign(place, to=world.user("ben").pk, by=world.user("anna").pk, at=world.now)
    close(world, place, "anna", "ben")
    act = close(world, place, "anna")
    set_grant(support.pk, user=world.user("ben").pk, rights=0, by=None, at=world.now)
    back(world, act)
    assert (seen(place).readers, seen(place).assignee) == (names(world, "anna"), None)


def test_who_may_no_longer_see_it_takes_nothing_back(world: World) -> None:
    place = world.mail(world.address("support")).conversation
    act = close(world, place, "anna", "ben")
    close(world, place, "ben", by="ben")
    with pytest.raises(Hidden):
        put_back(act, who=world.actor("anna"), at=world.now)
    with pytest.raises(Hidden):
        back(world, act, by="ben")


def test_a_merged_one_is_told(world: World) -> None:
    place = world.mail(world.address("support")).conversation
    act = close(world, place, "anna")
    Conversation.objects.filter(pk=place).update(state="merged")
    with pytest.raises(Conflict):
        back(world, act)


def test_who_broke_the_glass_comes_and_goes_with_it(world: World) -> None:
    place = world.mail(world.address("support")).conversation
    close(world, place, "anna")
    root = world.user("root").pk
    glass.break_glass(place, by=root, reason="The court asks", at=world.now)
    inside = seen(place)
    act = close(world, place, "anna")
    assert not Invited.objects.filter(user=root).exists()
    undone = back(world, act)
    assert seen(place) == inside
    back(world, undone.act)
    assert not Invited.objects.filter(user=root).exists()
    assert seen(place).readers == names(world, "anna")
