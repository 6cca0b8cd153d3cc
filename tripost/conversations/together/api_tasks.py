"""/tasks: the wire and what is to be done in a conversation."""

from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, Field

from tripost.conversations.shapes import TaskShape
from tripost.conversations.together import task_queries, tasks
from tripost.conversations.together.task_queries import TaskRow
from tripost.conversations.work.do import set_due
from tripost.people.door import (
    Ask,
    Asked,
    Limit,
    Problem,
    Wish,
    acted,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import WRITE, Hidden, require
from tripost.store.models import Task

router = APIRouter(tags=["together"])


class NewTasks(Wish):
    """POST tasks; each line of the text is one."""

    text: str = Field(max_length=200_000)
    assignee: str | None = None
    team: str | None = None
    due_at: AwareDatetime | None = None


class TasksShape(msgspec.Struct, frozen=True):
    """The new tasks; with one line it is also told flat."""

    items: list[TaskShape]


@router.post(
    "/conversations/{ident}/tasks", operation_id="add_tasks", **documented(TaskShape, status=201)
)
async def add_tasks(ask: Asked, ident: str, wish: NewTasks) -> Response:
    """One task, or several: then `items` holds them."""
    conversation = number(ident)
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=WRITE))
    new = tasks.NewTask(
        texts=tasks.lines(wish.text),
        assignee=await _person(ask, wish.assignee, conversation=conversation),
        team=await _team(ask, wish.team),
        due_at=set_due(wish.due_at, now=ask.now).due_at,
    )
    made = await ask.write(
        partial(tasks.add, conversation, new=new, by=ask.who.id, at=ask.now),
        on=conversation,
        right=WRITE,
    )
    shapes = await ask.read(partial(task_queries.some, ident=conversation, ids=made.tasks))
    shape = shapes[0] if len(shapes) == 1 else TasksShape(items=shapes)
    return acted(answer(shape, status=201), made.act)


class TaskChange(Wish):
    """PATCH a task; what is not sent stays as it is."""

    text: str | None = None
    done: bool | None = None
    assignee: str | None = None
    team: str | None = None
    due_at: AwareDatetime | None = None
    position: Annotated[int, Field(ge=1, le=1_000)] | None = None


@router.patch("/tasks/{ident}", operation_id="change_task", **documented(TaskShape))
async def change_task(ask: Asked, ident: str, wish: TaskChange) -> Response:
    """Who may write changes it; whose task it is may always tick it off."""
    task = number(ident)
    conversation, right = await _working_on(ask, task, ticks=wish.model_fields_set <= {"done"})
    given: dict[str, Any] = {
        name: getattr(wish, name)
        for name in ("text", "done", "position")
        if getattr(wish, name) is not None
    }
    if "due_at" in wish.model_fields_set:
        given["due_at"] = set_due(wish.due_at, now=ask.now).due_at
    if "assignee" in wish.model_fields_set:
        given["assignee_id"] = await _person(ask, wish.assignee, conversation=conversation)
    if "team" in wish.model_fields_set:
        given["team_id"] = await _team(ask, wish.team)
    try:
        change = partial(tasks.change, task, given=given, by=ask.who.id, at=ask.now)
        act = await ask.write(change, on=conversation, right=right)
    except Task.DoesNotExist:
        raise Hidden from None
    found = await ask.read(partial(task_queries.some, ident=conversation, ids=(task,)))
    return acted(answer(found[0]) if found else nothing(), act)


@router.delete("/tasks/{ident}", operation_id="remove_task", **documented(None))
async def remove_task(ask: Asked, ident: str) -> Response:
    """Take it off the list."""
    task = number(ident)
    conversation, right = await _working_on(ask, task, ticks=False)
    try:
        remove = partial(tasks.remove, task, by=ask.who.id, at=ask.now)
        act = await ask.write(remove, on=conversation, right=right)
    except Task.DoesNotExist:
        raise Hidden from None
    return acted(nothing(), act)


@router.get("/tasks", operation_id="list_tasks", **documented(TaskRow, many=True))
async def list_tasks(
    ask: Asked, mine: Annotated[int, Query(ge=0, le=1)] = 1, limit: Limit = 200
) -> Response:
    """What is still to do, mine or all I may see; the most urgent first."""
    return listed(
        await ask.read(partial(task_queries.open_tasks, who=ask.who, mine=bool(mine), limit=limit))
    )


async def _working_on(ask: Ask, task: int, *, ticks: bool) -> tuple[int, int]:
    """The conversation of a task the person who asks may change, and the right it takes there."""
    conversation, theirs = await ask.read(partial(task_queries.place_of, task=task, who=ask.who))
    right = Right.READ if ticks and theirs else WRITE
    await ask.read(partial(require, who=ask.who, conversation=conversation, right=right))
    return conversation, right


async def _person(ask: Ask, address: str | None, *, conversation: int) -> int | None:
    """Somebody who sees the conversation."""
    if address is None:
        return None
    user = (await ask.people([address]))[address.strip().lower()]
    if not await ask.read(partial(task_queries.sees, user=user, conversation=conversation)):
        raise Problem(422, "cannot-read", "This person may not read the conversation.")
    return user


async def _team(ask: Ask, name: str | None) -> int | None:
    if name is None:
        return None
    found = await ask.read(partial(task_queries.team_named, name=name))
    if found is None:
        raise Problem(422, "unknown-team", f"There is no team {name}.")
    return found
