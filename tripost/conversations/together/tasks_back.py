"""Take back what was done to tasks, where nobody has gone on with them since."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tripost.conversations.event import locked, tell
from tripost.conversations.together import task_queries
from tripost.conversations.together.keeping import State, columns_of, keep, state_of
from tripost.conversations.together.tasks import move, told, whose
from tripost.conversations.work.base import Done, Refused
from tripost.people.models import Right, Team, User
from tripost.people.policies import WRITE, Actor, require
from tripost.store.models import ActItem, Conversation, Task
from tripost.store.reads import DjangoReader

TICK: Final = frozenset(("done_at", "done_by_id"))
_WITHIN: Final = frozenset(("position", "created_at", "created_by_id"))
"""Columns that say nothing of whether somebody has gone on with a task."""


def put_back(act: int, *, who: Actor, at: datetime) -> Done:
    """Undo adding, changing, ticking, moving or removing tasks; the answer is an act.

    All of them or, when somebody has gone on with one, none. Raises Hidden, Forbidden, Merged.
    """
    item = ActItem.objects.filter(act_id=act).first()
    if item is None:  # the conversation is not there any more
        return Done()
    row = locked(item.conversation_id)
    before: dict[str, State | None] = item.before["tasks"]
    after: dict[str, State | None] = item.after["tasks"]
    there = {str(t.pk): t for t in Task.objects.filter(conversation=row, pk__in=list(before))}
    _require(row, after, there, who=who)
    if any(not _as_left(there.get(key), left) for key, left in after.items()):
        detail = "Somebody has gone on with it since."
        return Done(refused=(Refused(row.pk, "moved-on", detail),))
    was = {key: state_of(task) for key, task in there.items()}
    now = {key: _restored(row, int(key), there.get(key), state) for key, state in before.items()}
    entry = _tell(row, was, now, who=who, at=at)
    pairs = [
        (int(key), was.get(key), None if task is None else state_of(task))
        for key, task in now.items()
    ]
    new = keep(row, pairs, entry=entry, by=who.id, at=at, undoes=act)
    return Done(act=new, changed=(row.pk,))


def _require(
    row: Conversation,
    after: Mapping[str, State | None],
    there: Mapping[str, Task],
    *,
    who: Actor,
) -> None:
    """The right to write; whoever may tick a task off may take the tick away."""
    ticks = all(left is not None and left.keys() <= TICK for left in after.values())
    theirs = ticks and all(
        task.assignee_id == who.id or task.team_id in who.teams for task in there.values()
    )
    right = Right.READ if theirs else WRITE
    require(DjangoReader(), who=who, conversation=row.pk, right=right)


def _as_left(task: Task | None, left: State | None) -> bool:
    """Whether what the act changed still is as it left it."""
    if task is None or left is None:
        return task is None and left is None
    now = state_of(task)
    return all(now[name] == value for name, value in left.items() if name not in _WITHIN)


def _restored(row: Conversation, ident: int, task: Task | None, state: State | None) -> Task | None:
    """The task as it was; None when it was not there."""
    if state is None:
        if task is not None:
            task.delete()
        return None
    one = task or Task(id=ident, conversation=row)
    for name, value in columns_of(state).items():
        setattr(one, name, value)
    _let_go(one)
    one.save()
    if "position" in state:
        move(one, to=state["position"])
    return one


def _let_go(task: Task) -> None:
    """Of people who see it no more, and of teams and people who are gone."""
    user, reader = task.assignee_id, DjangoReader()
    if user is not None and not task_queries.sees(
        reader, user=user, conversation=task.conversation_id
    ):
        task.assignee_id = None
    if task.team_id is not None and not Team.objects.filter(pk=task.team_id).exists():
        task.team_id = None
    for name in ("done_by_id", "created_by_id"):
        known = User.objects.filter(pk=getattr(task, name)).exists()
        if getattr(task, name) is not None and not known:
            setattr(task, name, None)


def _tell(
    row: Conversation,
    was: Mapping[str, State],
    now: Mapping[str, Task | None],
    *,
    who: Actor,
    at: datetime,
) -> int:
    """One event of all, and the Change; a place in the list is no event. The event's number."""
    tasks = [task for task in now.values() if task is not None]
    states = {key: state_of(task) for key, task in now.items() if task is not None}
    kind = _kind(was, states)
    if kind is None:
        ids = [str(task.pk) for task in tasks]
        tell(row, "tasks.set", by=who.id, at=at, data={"tasks": ids})
        return 0
    texts = [states.get(key, was.get(key, {}))["text"] for key in now]
    data: dict[str, Any] = {"texts": texts} if len(texts) > 1 else {"text": texts[0]}
    if len(tasks) == 1:
        data |= whose(tasks[0].assignee_id, tasks[0].team_id)
    data["undo"] = True
    return told(row, kind, data=data, tasks=tasks, by=who.id, at=at)


def _kind(was: Mapping[str, State], now: Mapping[str, State]) -> str | None:
    if not now:
        return "task_removed"
    if not was:
        return "task_added"
    changed: Sequence[str] = [
        name for key in now for name in now[key] if now[key][name] != was[key][name]
    ]
    if set(changed) <= {"position"}:
        return None
    if set(changed) <= TICK:
        return "task_done" if any(one["done_at"] for one in now.values()) else "task_reopened"
    return "task_changed"
