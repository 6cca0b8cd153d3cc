"""How acts are written down: rows, events, Changes and their inverse, many in one statement."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from django.db import connection

from tripost.conversations.work.decide import Facts, Mark
from tripost.kit.ids import new_id
from tripost.store.changes import next_modseq
from tripost.store.models import Act, ActItem
from tripost.store.times import loaded, stored
from tripost.store.wakes import wake

TIMES: Final = frozenset({"due_at", "snoozed_until", "waiting_since"})
COLUMNS: Final = tuple(f.name for f in fields(Facts))
MARKS: Final = tuple(f.name for f in fields(Mark))
CHANGES: Final = {
    "state": "state.set",
    "assign": "assignee.set",
    "priority": "priority.set",
    "due": "due.set",
    "label": "labels.set",
}
"""The Change of each kind of work; what is personal is `mark.set`."""
EVENTS: Final = {
    "state": "state",
    "assign": "assigned",
    "priority": "priority",
    "due": "due",
    "label": "labels",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One conversation as it was and is; `number`: of the event that tells of it."""

    conversation: int
    address: int
    number: int
    kind: str
    before: Facts
    after: Facts
    data: Mapping[str, Any]  # what the event says
    active: bool = False  # it moves to the top of the list
    sight: Mapping[str, Any] | None = None  # who saw it before, when that may change


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStep:
    """One person's mark of one conversation as it was and is."""

    conversation: int
    address: int
    before: Mark
    after: Mark
    exists: bool


def keep_act(kind: str, *, by: int, at: datetime, undoes: int | None = None) -> int:
    """The row of an act; returns its id."""
    return Act.objects.create(id=new_id(at), by_id=by, at=at, kind=kind, undoes_id=undoes).pk


def keep_item(
    act: int,
    *,
    conversation: int,
    entry: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """One conversation of an act, with whatever its undoing needs (JSON)."""
    ActItem.objects.create(
        act_id=act, conversation_id=conversation, entry=entry, before=before, after=after
    )


def differences(before: Facts | Mark, after: Facts | Mark) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that differ, old and new, as JSON."""
    names = [f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)]
    old = {name: _plain(getattr(before, name)) for name in names}
    return old, {name: _plain(getattr(after, name)) for name in names}


def facts_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The way back from JSON, for `dataclasses.replace`."""
    found = dict(values)
    for name in TIMES & found.keys():
        found[name] = loaded(found[name])
    if "labels" in found:
        found["labels"] = tuple(found["labels"])
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


_ROW = f"""UPDATE store_conversation SET {", ".join(f"{name} = %s" for name in COLUMNS)},
 last_entry = %s, last_activity_at = CASE WHEN %s THEN %s ELSE last_activity_at END
 WHERE id = %s"""
_ENTRY = """INSERT INTO store_entry (id, conversation_id, number, kind, at, actor_id, message_id,
 text, data) VALUES (%s, %s, %s, %s, %s, %s, NULL, '', %s)"""
_CHANGE = """INSERT INTO store_change (modseq, at, kind, address_id, conversation_id,
 actor_id, data) VALUES (%s, %s, %s, %s, %s, %s, %s)"""
_ITEM = """INSERT INTO store_actitem (act_id, conversation_id, entry, before, after)
 VALUES (%s, %s, %s, %s, %s)"""
_NEW_MARK = f"""INSERT INTO store_readmark ({", ".join(MARKS)}, at, user_id, conversation_id)
 VALUES ({", ".join(["%s"] * len(MARKS))}, %s, %s, %s)"""
_MARK = f"""UPDATE store_readmark SET {", ".join(f"{name} = %s" for name in MARKS)},
 at = COALESCE(%s, at) WHERE user_id = %s AND conversation_id = %s"""


def write(steps: Sequence[Step], *, by: int | None, at: datetime, act: int | None) -> None:
    """The rows, their events, one Change each and the items of the act. Inside the writer."""
    if not steps:
        return
    moment = stored(at)
    with connection.cursor() as cursor:
        cursor.executemany(
            _ROW, [(*_values(s.after), s.number, s.active, moment, s.conversation) for s in steps]
        )
        cursor.executemany(
            _ENTRY,
            [
                (new_id(at), s.conversation, s.number, EVENTS.get(s.kind, s.kind), moment, by,
                 json.dumps(s.data, ensure_ascii=False))
                for s in steps
            ],
        )  # fmt: skip
        if act is not None:
            cursor.executemany(
                _ITEM, [(act, s.conversation, s.number, *_both(s.before, s.after)) for s in steps]
            )
    _tell(
        [(s.address, s.conversation, CHANGES.get(s.kind, "state.set"), _said(s)) for s in steps],
        by=by,
        at=at,
    )


def write_marks(steps: Sequence[MarkStep], *, by: int, at: datetime, act: int | None) -> None:
    """The same for what is one person's own."""
    if not steps:
        return
    with connection.cursor() as cursor:
        for statement, some in (
            (_NEW_MARK, [s for s in steps if not s.exists]),
            (_MARK, [s for s in steps if s.exists]),
        ):
            values = [
                (*(getattr(s.after, name) for name in MARKS), _read_at(s, at), by, s.conversation)
                for s in some
            ]
            if values:
                cursor.executemany(statement, values)
        if act is not None:
            cursor.executemany(
                _ITEM, [(act, s.conversation, 0, *_both(s.before, s.after)) for s in steps]
            )
    _tell([(s.address, s.conversation, _mark_kind(s), {}) for s in steps], by=by, at=at)


def _mark_kind(step: MarkStep) -> str:
    """Who follows and who has read is seen by all who see the conversation."""
    if step.before.followed != step.after.followed:
        return "followers.set"
    return "read.set" if step.before.up_to != step.after.up_to else "mark.set"


def _read_at(step: MarkStep, at: datetime) -> Any:
    return stored(at) if step.after.up_to > step.before.up_to else None


def _tell(
    told: Iterable[tuple[int, int, str, Mapping[str, Any]]], *, by: int | None, at: datetime
) -> None:
    every = list(told)
    first, moment = next_modseq(len(every)), stored(at)
    with connection.cursor() as cursor:
        cursor.executemany(
            _CHANGE,
            [
                (modseq, moment, kind, address, conversation, by, json.dumps(data))
                for modseq, (address, conversation, kind, data) in enumerate(every, start=first)
            ],
        )
    wake("changes")


def _said(step: Step) -> dict[str, Any]:
    """Ids and kinds only (law 4)."""
    said: dict[str, Any] = {"entry": step.number}
    match step.kind:
        case "assign":
            said |= {"assignee": step.after.assignee_id, "team": step.after.team_id}
        case "priority":
            said["priority"] = step.after.priority
    if step.after.state != step.before.state:
        said["state"] = step.after.state
    if step.sight is not None:
        said["before"] = step.sight
    return said


def _both(before: Facts | Mark, after: Facts | Mark) -> tuple[str, str]:
    old, new = differences(before, after)
    return json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False)


def _values(facts: Facts) -> list[Any]:
    found: list[Any] = []
    for name in COLUMNS:
        value = getattr(facts, name)
        if isinstance(value, datetime):
            value = stored(value)
        found.append(json.dumps(value, ensure_ascii=False) if name == "labels" else value)
    return found
