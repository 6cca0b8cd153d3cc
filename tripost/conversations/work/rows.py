"""The facts of many conversations, held until the end of the action."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tripost.conversations.work.decide import Facts, Mark
from tripost.conversations.work.keeping import COLUMNS, MARKS, TIMES
from tripost.people.policies import Visible
from tripost.store.json_columns import decoded
from tripost.store.times import loaded

EVERYTHING = Visible("1 = 1", ())
"""For what the house itself does (wake, file); people are asked for by `policies.visible`."""


@dataclass(frozen=True, slots=True)
class Held:
    """One row: where it is, how far it has grown, and the work on it."""

    conversation: int
    address: int
    last_entry: int
    last_content: int
    facts: Facts


_SELECT = f"""SELECT c.id, c.address_id, c.last_entry, c.last_content,
 {", ".join("c." + name for name in COLUMNS)} FROM store_conversation c"""


def held(conversations: Sequence[int], *, allowed: Visible = EVERYTHING) -> dict[int, Held]:
    """Those of these that may be seen, locked, in the order of their ids (no deadlocks)."""
    if not conversations:
        return {}
    places = ", ".join(["%s"] * len(conversations))
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE OF c"
    return {
        one.conversation: one
        for one in fetch(
            f"{_SELECT} WHERE c.id IN ({places}) AND {allowed.sql} ORDER BY c.id{lock}",
            (*conversations, *allowed.params),
        )
    }


def fetch(sql: str, params: Sequence[Any]) -> list[Held]:
    """Rows of a statement that begins like `_SELECT`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        return [Held(row[0], row[1], row[2], row[3], _facts(row[4:])) for row in cursor.fetchall()]


def select(where: str) -> str:
    """The statement for `fetch`, with a condition of the caller's."""
    return f"{_SELECT} WHERE {where}"


def marks(conversations: Sequence[int], *, user: int) -> dict[int, Mark]:
    """What these are to one person; one without a mark is not there."""
    if not conversations:
        return {}
    places = ", ".join(["%s"] * len(conversations))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT conversation_id, {', '.join(MARKS)} FROM store_readmark "
            f"WHERE user_id = %s AND conversation_id IN ({places})",
            [user, *conversations],
        )
        return {
            row[0]: Mark(
                up_to=row[1], starred=bool(row[2]), followed=bool(row[3]), archived_up_to=row[4]
            )
            for row in cursor.fetchall()
        }


def _facts(values: Sequence[Any]) -> Facts:
    given = dict(zip(COLUMNS, values, strict=True))
    for name in TIMES:
        given[name] = loaded(given[name])
    labels = given["labels"]
    given["labels"] = tuple(decoded(labels))
    given["snoozed_regardless"] = bool(given["snoozed_regardless"])
    return Facts(**given)
