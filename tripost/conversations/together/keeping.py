"""What an act on tasks keeps for its undoing, as JSON and back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.store.models import Conversation, Task
from tripost.store.times import loaded

KIND: Final = "task"
TIMES: Final = ("due_at", "created_at", "done_at")
COLUMNS: Final = (
    "text", "assignee_id", "team_id", "due_at", "done_at", "done_by_id", "position",
    "created_at", "created_by_id",
)  # fmt: skip
State = Mapping[str, Any]  # the columns of one task


def state_of(task: Task) -> dict[str, Any]:
    """The columns of a task, as JSON keeps them."""
    return {name: _plain(getattr(task, name)) for name in COLUMNS}


def columns_of(state: State) -> dict[str, Any]:
    """The way back from JSON."""
    return {name: loaded(value) if name in TIMES else value for name, value in state.items()}


def keep(
    row: Conversation,
    tasks: Iterable[tuple[int, State | None, State | None]],
    *,
    entry: int,
    by: int,
    at: datetime,
    undoes: int | None = None,
) -> int:
    """The act; each task as it was and is, None where it was not there."""
    act = keep_act(KIND, by=by, at=at, undoes=undoes)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for task, was, now in tasks:
        if was is not None and now is not None:
            changed = [name for name in COLUMNS if was[name] != now[name]]
            was, now = ({name: one[name] for name in changed} for one in (was, now))
        before[str(task)], after[str(task)] = was, now
    item = {"before": {"tasks": before}, "after": {"tasks": after}}
    keep_item(act, conversation=row.pk, entry=entry, **item)
    return act


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
