"""The tasks of a conversation, and what somebody has still to do."""

from collections.abc import Sequence
from typing import Any

import msgspec

from tripost.conversations.shapes import TaskShape
from tripost.people.policies import Actor, Hidden, actor, may_be_given, may_see, visible
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

_COLUMNS = """t.id, t.text, t.done_at, u.address, m.name, t.due_at, t.position, d.address"""
_JOINS = """ LEFT JOIN people_user u ON u.id = t.assignee_id
 LEFT JOIN people_team m ON m.id = t.team_id
 LEFT JOIN people_user d ON d.id = t.done_by_id"""


class TaskRow(msgspec.Struct, frozen=True):
    """A task with where it belongs."""

    id: str
    text: str
    done: bool
    assignee: str | None
    team: str | None
    due_at: str | None
    position: int
    done_by: str | None
    done_at: str | None
    conversation: str
    subject: str
    address: str


def tasks(reader: Reader, *, ident: int) -> list[TaskShape]:
    """Of one conversation the asker has been found to see, in their order."""
    found = reader.rows(
        f"SELECT {_COLUMNS} FROM store_task t{_JOINS} WHERE t.conversation_id = %s "
        "ORDER BY t.position, t.id",
        (ident,),
    )
    return [_task(row) for row in found]


def some(reader: Reader, *, ident: int, ids: Sequence[int]) -> list[TaskShape]:
    """Those with these ids."""
    wanted = {str(one) for one in ids}
    return [task for task in tasks(reader, ident=ident) if task.id in wanted]


def open_tasks(reader: Reader, *, who: Actor, mine: bool, limit: int) -> list[TaskRow]:
    """What is still to do, the most urgent first: `mine` = mine or of a team of mine.

    Only where `who` may look, and not in what was thrown away.
    """
    allowed = visible(who)
    whose = ""
    values: tuple[object, ...] = ()
    if mine:
        whose = (
            " AND (t.assignee_id = %s OR (t.assignee_id IS NULL AND t.team_id IN "
            "(SELECT x.team_id FROM people_team_members x WHERE x.user_id = %s)))"
        )
        values = (who.id, who.id)
    found = reader.rows(
        f"SELECT {_COLUMNS}, c.id, c.subject, a.email FROM store_task t{_JOINS} "
        "JOIN store_conversation c ON c.id = t.conversation_id "
        "JOIN addresses_address a ON a.id = c.address_id "
        f"WHERE t.done_at IS NULL AND c.state NOT IN ('spam', 'trash', 'merged'){whose} "
        f"AND {allowed.sql} ORDER BY CASE WHEN t.due_at IS NULL THEN 1 ELSE 0 END, t.due_at, t.id "
        "LIMIT %s",
        (*values, *allowed.params, limit),
    )
    return [
        TaskRow(
            **msgspec.structs.asdict(_task(row)),
            conversation=str(row[8]),
            subject=row[9],
            address=row[10],
        )
        for row in found
    ]


def place_of(reader: Reader, *, task: int, who: Actor) -> tuple[int, bool]:
    """The conversation of a task, and whether the task is theirs; raises Hidden."""
    found = reader.row(
        "SELECT conversation_id, assignee_id, team_id FROM store_task WHERE id = %s", (task,)
    )
    if found is None:
        raise Hidden
    conversation, assignee, team = found
    return conversation, assignee == who.id or (team is not None and team in who.teams)


def team_named(reader: Reader, *, name: str) -> int | None:
    """The team of this name."""
    found = reader.row("SELECT id FROM people_team WHERE name = %s", (name,))
    return None if found is None else int(found[0])


def sees(reader: Reader, *, user: int, conversation: int) -> bool:
    """Whether somebody sees a conversation, or would if it were given to them."""
    person = actor(reader, user=user)
    return person is not None and (
        may_see(reader, who=person, conversation=conversation)
        or may_be_given(reader, who=person, conversation=conversation)
    )


def _task(row: tuple[Any, ...]) -> TaskShape:
    return TaskShape(
        id=str(row[0]),
        text=row[1],
        done=row[2] is not None,
        assignee=row[3],
        team=row[4],
        due_at=rfc3339(row[5]),
        position=row[6],
        done_by=row[7],
        done_at=rfc3339(row[2]),
    )
