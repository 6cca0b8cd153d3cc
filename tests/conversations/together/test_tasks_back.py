"""What is done to tasks is an act: taken back and done again, unless somebody has gone on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations.together import task_queries, tasks
from tripost.conversations.together.tasks import NewTask
from tripost.conversations.work.base import Done
from tripost.conversations.work.registry import PERFORMERS
from tripost.conversations.work.undo import undo_whole
from tripost.kit.entered import Conflict
from tripost.people.actions import set_grant
from tripost.people.models import Right, Team
from tripost.people.policies import Forbidden
from tripost.store.models import Act, Conversation, Entry

pytestmark = pytest.mark.django_db
Do = Callable[[World, int, list[int]], int | None]


@pytest.fixture
def world(now) -> World:  # type: ignore[no-untyped-def]
    """Anna and Ben write in support@, Cem reads."""
    world = World(now)
    world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=Right.READ)
    return world


def begun(world: World, **more: Any) -> tuple[int, list[int]]:
    """A conversation with three tasks."""
    conversation = world.mail(world.address("support")).conversation
    new = NewTask(texts=("a", "b", "c"), **more)
    made = tasks.add(conversation, new=new, by=world.user("anna").pk, at=world.now)
    return conversation, list(made.tasks)


def shown(world: World, conversation: int) -> Any:
    """The list and its numbers on the row."""
    row = Conversation.objects.get(pk=conversation)
    listed = task_queries.tasks(world.reader, ident=conversation)
    return listed, row.tasks_open, row.tasks_done


def back(world: World, act: int | None, *, by: str = "anna") -> Done:
    """As POST /acts/{id}/undo does it."""
    assert act is not None
    return undo_whole(act, by=PERFORMERS["task"], who=world.actor(by), at=world.now)


def change(**given: Any) -> Do:
    """Anna changes the second."""
    return lambda world, _, made: tasks.change(
        made[1], given=given, by=world.user("anna").pk, at=world.now
    )


def add(world: World, conversation: int, made: list[int]) -> int:
    """Two more."""
    new = NewTask(texts=("d", "e"))
    return tasks.add(conversation, new=new, by=world.user("anna").pk, at=world.now).act


def remove(world: World, conversation: int, made: list[int]) -> int:
    """The second goes."""
    return tasks.remove(made[1], by=world.user("anna").pk, at=world.now)


LATER = timedelta(days=1)
DONE: dict[str, tuple[Do, str, str]] = {
    "tick": (change(done=True), "task_reopened", "task_done"),
    "text": (change(text="x"), "task_changed", "task_changed"),
    "several": (change(text="x", done=True, position=1), "task_changed", "task_changed"),
    "add": (add, "task_removed", "task_added"),
    "remove": (remove, "task_added", "task_removed"),
}


@pytest.mark.parametrize("name", sorted(DONE))
def test_it_is_taken_back_and_done_again(world: World, name: str) -> None:
    do, undoing, again = DONE[name]
    conversation, made = begun(world)
    before = shown(world, conversation)
    act = do(world, conversation, made)
    after = shown(world, conversation)
    assert before != after
    undone = back(world, act)
    assert (undone.changed, shown(world, conversation)) == ((conversation,), before)
    redone = back(world, undone.act)
    assert (redone.refused, shown(world, conversation)) == ((), after)
    last = Entry.objects.filter(conversation=conversation).order_by("-number")[:2]
    assert [one.kind for one in last] == [again, undoing]
    assert all(one.data["undo"] for one in last)


def test_a_place_in_the_list_is_an_act_and_no_event(world: World) -> None:
    conversation, made = begun(world)
    before = shown(world, conversation)
    entries = Entry.objects.count()
    act = change(position=3)(world, conversation, made)
    assert shown(world, conversation) != before
    back(world, act)
    assert shown(world, conversation) == before
    assert Entry.objects.count() == entries


def test_what_changes_nothing_is_no_act(world: World) -> None:
    conversation, made = begun(world)
    acts = Act.objects.count()
    for given in ({"done": False}, {"text": "b"}, {"position": 2}):
        assert change(**given)(world, conversation, made) is None
    assert Act.objects.count() == acts


def test_what_somebody_has_gone_on_with_stays(world: World) -> None:
    conversation, made = begun(world)
    ben = world.user("ben").pk
    added = add(world, conversation, made)
    renamed = change(text="x")(world, conversation, made)
    ticked = change(done=True)(world, conversation, made)
    newest = task_queries.tasks(world.reader, ident=conversation)[-1]
    tasks.change(int(newest.id), given={"done": True}, by=ben, at=world.now)
    tasks.change(made[1], given={"text": "y"}, by=ben, at=world.now)
    for act in (added, renamed):
        assert [one.code for one in back(world, act).refused] == ["moved-on"]
    assert back(world, ticked).changed == (conversation,), "the tick is as it was left"
    [second] = task_queries.some(world.reader, ident=conversation, ids=(made[1],))
    assert (second.text, second.done) == ("y", False)
    gone = change(text="z")(world, conversation, made)
    tasks.remove(made[1], by=ben, at=world.now)
    assert [one.code for one in back(world, gone).refused] == ["moved-on"]


def test_a_place_that_others_moved_does_not_stop_it(world: World) -> None:
    conversation, made = begun(world)
    act = change(done=True)(world, conversation, made)
    tasks.change(made[1], given={"position": 1}, by=world.user("ben").pk, at=world.now)
    assert back(world, act).changed == (conversation,)
    first = task_queries.tasks(world.reader, ident=conversation)[0]
    assert (first.text, first.done, first.done_by) == ("b", False, None)


def test_a_task_comes_back_to_nobody_who_sees_it_no_more(world: World) -> None:
    conversation, made = begun(world)
    team = Team.objects.create(name="Versand")
    ben = world.user("ben").pk
    change(assignee_id=ben, team_id=team.pk)(world, conversation, made)
    act = remove(world, conversation, made)
    set_grant(world.address("support").pk, user=ben, rights=0, by=None, at=world.now)
    team.delete()
    back(world, act)
    [second] = task_queries.some(world.reader, ident=conversation, ids=(made[1],))
    assert (second.text, second.assignee, second.team, second.position) == ("b", None, None, 2)


def test_whose_task_it_is_takes_back_their_tick_and_nothing_else(world: World) -> None:
    cem = world.user("cem").pk
    conversation, made = begun(world, assignee=cem)
    act = tasks.change(made[1], given={"done": True}, by=cem, at=world.now)
    undone = back(world, act, by="cem")
    assert undone.changed == (conversation,)
    redone = back(world, undone.act, by="cem")
    assert redone.changed == (conversation,)
    other = tasks.change(made[0], given={"text": "x"}, by=cem, at=world.now)
    with pytest.raises(Forbidden):
        back(world, other, by="cem")
    assert redone.act is not None
    tasks.change(made[1], given={"assignee_id": None}, by=world.user("anna").pk, at=world.now)
    with pytest.raises(Forbidden):
        back(world, redone.act, by="cem")


def test_what_went_into_another_conversation_is_told(world: World) -> None:
    conversation, made = begun(world)
    act = change(done=True)(world, conversation, made)
    Conversation.objects.filter(pk=conversation).update(state="merged")
    with pytest.raises(Conflict):
        back(world, act)
