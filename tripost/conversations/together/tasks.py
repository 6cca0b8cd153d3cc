"""What is to be done in a conversation: a list with people, teams and times; counted on its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.together.keeping import keep, state_of
from tripost.kit.entered import BadInput, one_line
from tripost.kit.ids import new_id
from tripost.people.models import Team, User
from tripost.store.models import Conversation, Task

TEXT_LIMIT = 1_000  # characters
AT_ONCE = 100  # lines pasted in one go
PER_CONVERSATION = 500


@dataclass(frozen=True, slots=True)
class NewTask:
    """What several lines have in common; ids of a person and a team."""

    texts: tuple[str, ...]
    assignee: int | None = None
    team: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The new tasks, and the act that made them."""

    tasks: tuple[int, ...]
    act: int


def lines(text: str) -> tuple[str, ...]:
    """Each line is a task; list signs before it are no part of it. Raises BadInput."""
    found = [line.strip().lstrip("-*•☐ \t").strip() for line in text.splitlines()]
    tasks = tuple(_clean(line) for line in found if line)
    if not tasks:
        raise BadInput("empty-task", "A task needs some text.")
    if len(tasks) > AT_ONCE:
        raise BadInput("too-many-tasks", f"{AT_ONCE} tasks can be added in one go.")
    return tasks


def add(conversation: int, *, new: NewTask, by: int, at: datetime) -> Added:
    """Put tasks at the end of the list. Raises BadInput. `texts` come from `lines`."""
    row = locked(conversation)
    there = Task.objects.filter(conversation=row)
    if there.count() + len(new.texts) > PER_CONVERSATION:
        raise BadInput("too-many-tasks", f"A conversation has up to {PER_CONVERSATION} tasks.")
    last = there.order_by("-position").values_list("position", flat=True).first() or 0
    made = [
        Task(
            id=new_id(at), conversation=row, position=last + place, text=text,
            assignee_id=new.assignee, team_id=new.team, due_at=new.due_at,
            created_at=at, created_by_id=by,
        )
        for place, text in enumerate(new.texts, start=1)
    ]  # fmt: skip
    Task.objects.bulk_create(made)
    data: dict[str, Any] = {"texts": list(new.texts), **whose(new.assignee, new.team)}
    entry = told(row, "task_added", data=data, tasks=made, by=by, at=at)
    tasks = [(task.pk, None, state_of(task)) for task in made]
    return Added(tuple(task.pk for task in made), keep(row, tasks, entry=entry, by=by, at=at))


def change(task: int, *, given: Mapping[str, Any], by: int, at: datetime) -> int | None:
    """Set what is `given` of text, done, assignee, team (ids), due_at and position.

    The act; twice the same changes nothing, and is none. Raises Task.DoesNotExist, BadInput.
    """
    kept, row = _held(task)
    was = state_of(kept)
    before = {name: getattr(kept, name) for name in _COLUMNS}
    if "text" in given:
        kept.text = _clean(given["text"])
    for name in ("assignee_id", "team_id", "due_at"):
        if name in given:
            setattr(kept, name, given[name])
    if "done" in given and given["done"] != (kept.done_at is not None):
        kept.done_at = at if given["done"] else None
        kept.done_by_id = by if given["done"] else None
    changed = [name for name in _COLUMNS if getattr(kept, name) != before[name]]
    kept.save()
    moved = "position" in given and move(kept, to=given["position"])
    entry = 0
    if changed:
        kind = "task_changed"
        if changed == ["done_at"]:
            kind = "task_done" if kept.done_at else "task_reopened"
        data = {"text": kept.text, **whose(kept.assignee_id, kept.team_id)}
        entry = told(row, kind, data=data, tasks=[kept], by=by, at=at)
    elif moved:
        tell(row, "tasks.set", by=by, at=at, data={"tasks": [str(kept.pk)]})
    else:
        return None
    return keep(row, [(kept.pk, was, state_of(kept))], entry=entry, by=by, at=at)


def remove(task: int, *, by: int, at: datetime) -> int:
    """Take a task off the list; the act. Raises Task.DoesNotExist."""
    kept, row = _held(task)
    was = state_of(kept)
    kept.delete()
    entry = told(row, "task_removed", data={"text": was["text"]}, tasks=[], by=by, at=at)
    return keep(row, [(task, was, None)], entry=entry, by=by, at=at)


_COLUMNS = ("text", "assignee_id", "team_id", "due_at", "done_at")


def _held(task: int) -> tuple[Task, Conversation]:
    """The task with its conversation, which is locked first as everywhere."""
    row = locked(Task.objects.values_list("conversation_id", flat=True).get(pk=task))
    return Task.objects.get(pk=task), row


def _clean(text: str) -> str:
    return one_line(text, limit=TEXT_LIMIT, code="bad-task", what="A task")


def whose(assignee: int | None, team: int | None) -> dict[str, str]:
    """By address and name, for the event."""
    found = {}
    if assignee is not None:
        found["assignee"] = User.objects.values_list("address", flat=True).get(pk=assignee)
    if team is not None:
        found["team"] = Team.objects.values_list("name", flat=True).get(pk=team)
    return found


def move(kept: Task, *, to: int) -> bool:
    """Put a task at this place (from 1) of the list; whether anything moved."""
    others = Task.objects.filter(conversation_id=kept.conversation_id).order_by("position", "id")
    wanted = [task for task in others if task.pk != kept.pk]
    wanted.insert(max(to, 1) - 1, kept)
    moved = [task for place, task in enumerate(wanted, start=1) if task.position != place]
    for place, task in enumerate(wanted, start=1):
        task.position = place
    Task.objects.bulk_update(moved, ["position"])
    return bool(moved)


def told(
    row: Conversation,
    kind: str,
    *,
    data: Mapping[str, Any],
    tasks: Sequence[Task],
    by: int,
    at: datetime,
) -> int:
    """Count again, leave an event, record the Change; the number of the event."""
    there = Task.objects.filter(conversation=row)
    row.tasks_open = there.filter(done_at__isnull=True).count()
    row.tasks_done = there.filter(done_at__isnull=False).count()
    entry = add_entry(row, kind=kind, actor=by, at=at, data=data)
    ids = [str(task.pk) for task in tasks]
    tell(row, "tasks.set", by=by, at=at, data={"tasks": ids, "entry": entry.number})
    return entry.number
