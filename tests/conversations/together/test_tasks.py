"""Tasks: counted exactly on the row, each change an event, in the order people give them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations.together import task_queries, tasks
from tripost.conversations.together.tasks import NewTask, lines
from tripost.kit.entered import BadInput
from tripost.people.models import Team
from tripost.store.models import Change, Conversation, Entry, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now) -> World:  # type: ignore[no-untyped-def]
    """Anna and Ben in support@; Cem elsewhere."""
    world = World(now)
    world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    world.user("cem")
    return world


def begun(world: World, *texts: str, **more: Any) -> tuple[int, list[int]]:
    """A conversation with tasks of Anna's."""
    conversation = world.mail(world.address("support")).conversation
    new = NewTask(texts=texts or ("Anrufen",), **more)
    anna = world.user("anna").pk
    made = tasks.add(conversation, new=new, by=anna, at=world.now)
    return conversation, list(made.tasks)


def counts(conversation: int) -> tuple[int, int]:
    """As the list shows them."""
    row = Conversation.objects.get(pk=conversation)
    return row.tasks_open, row.tasks_done


def change(world: World, task: int, **given: Any) -> None:
    """Ben changes one."""
    tasks.change(task, given=given, by=world.user("ben").pk, at=world.now)


def test_the_row_counts_what_is_open_and_done(world: World) -> None:
    conversation, [one, two, three] = begun(world, "a", "b", "c")
    assert counts(conversation) == (3, 0)
    change(world, one, done=True)
    change(world, one, done=True)
    assert counts(conversation) == (2, 1)
    tasks.remove(two, by=world.user("ben").pk, at=world.now)
    assert counts(conversation) == (1, 1)
    change(world, one, done=False)
    change(world, three, done=True)
    assert counts(conversation) == (1, 1)
    kinds = Entry.objects.filter(conversation=conversation).order_by("number")
    assert list(kinds.values_list("kind", flat=True)) == [
        "message", "task_added", "task_done", "task_removed", "task_reopened", "task_done",
    ]  # fmt: skip
    assert Change.objects.filter(kind="tasks.set").count() == 5


def test_who_did_it_is_kept(world: World) -> None:
    conversation, [task] = begun(world)
    change(world, task, done=True)
    [shown] = task_queries.tasks(world.reader, ident=conversation)
    assert (shown.done, shown.done_by) == (True, "ben@acme.example")
    change(world, task, done=False)
    [shown] = task_queries.tasks(world.reader, ident=conversation)
    assert (shown.done, shown.done_by, shown.done_at) == (False, None, None)


@pytest.mark.parametrize(
    ("task", "to", "order"),
    [(0, 3, "bca"), (2, 1, "cab"), (1, 99, "acb"), (1, 2, "abc"), (2, 0, "cab")],
)
def test_a_task_is_moved_in_the_list(world: World, task: int, to: int, order: str) -> None:
    conversation, made = begun(world, "a", "b", "c")
    change(world, made[task], position=to)
    shown = task_queries.tasks(world.reader, ident=conversation)
    assert "".join(one.text for one in shown) == order
    assert [one.position for one in shown] == [1, 2, 3]
    assert not Entry.objects.filter(kind="task_changed").exists()


def test_mine_are_mine_and_my_teams_the_most_urgent_first(world: World) -> None:
    ben, cem = world.user("ben").pk, world.user("cem").pk
    team = Team.objects.create(name="Versand")
    team.members.add(ben, cem)
    soon = world.now + timedelta(hours=1)
    begun(world, "später", assignee=ben)
    begun(world, "bald", assignee=ben, due_at=soon)
    begun(world, "des Teams", team=team.pk)
    begun(world, "Annas", assignee=world.user("anna").pk)
    _, [done] = begun(world, "getan", assignee=ben)
    change(world, done, done=True)
    thrown, _ = begun(world, "im Papierkorb", assignee=ben)
    Conversation.objects.filter(pk=thrown).update(state="trash")

    def found(name: str, *, mine: bool) -> list[str]:
        rows = task_queries.open_tasks(world.reader, who=world.actor(name), mine=mine, limit=99)
        return [row.text for row in rows]

    assert found("ben", mine=True) == ["bald", "später", "des Teams"]
    assert found("ben", mine=False) == ["bald", "später", "des Teams", "Annas"]
    assert found("cem", mine=True) == [], "a task opens no conversation"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anrufen", ("Anrufen",)),
        ("- eins\n* zwei\n\n  • drei  ", ("eins", "zwei", "drei")),
    ],
)
def test_each_line_is_a_task(text: str, found: tuple[str, ...]) -> None:
    assert lines(text) == found


@pytest.mark.parametrize("text", ["", " \n- \n", "x" * 1_001, "a\tb", "a\n" * 101])
def test_what_is_no_task_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        lines(text)


def test_there_is_an_end_to_a_list(world: World) -> None:
    conversation, _ = begun(world)
    anna = world.user("anna").pk
    hundred = NewTask(texts=("x",) * 100)
    for _ in range(4):
        tasks.add(conversation, new=hundred, by=anna, at=world.now)
    with pytest.raises(BadInput):
        tasks.add(conversation, new=hundred, by=anna, at=world.now)
    assert counts(conversation) == (401, 0)
    assert Task.objects.count() == 401
