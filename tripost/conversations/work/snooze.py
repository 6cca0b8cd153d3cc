"""Wake what has slept long enough: each once, in the transaction that wakes it."""

from datetime import datetime
from typing import Any

from django.db import connection

from tripost.conversations.work import keeping
from tripost.conversations.work.base import CHUNK
from tripost.conversations.work.decide import awake
from tripost.conversations.work.keeping import Step
from tripost.conversations.work.rows import Held, fetch, select
from tripost.people.models import User
from tripost.store.models import Mention, ReadMark
from tripost.store.models.conversation import State
from tripost.store.reads import Reader
from tripost.store.times import loaded, stored

WOKE = "woke"
_SLEEPS = "c.snoozed_until IS NOT NULL AND c.state = 'snoozed'"


def next_due(reader: Reader) -> datetime | None:
    """When the first one wants to wake; a look at one index."""
    found = reader.row(
        f"SELECT c.snoozed_until FROM store_conversation c WHERE {_SLEEPS} "
        "ORDER BY c.snoozed_until LIMIT 1"
    )
    return None if found is None else loaded(found[0])


def wake(*, at: datetime) -> int:
    """Wake up to CHUNK conversations whose time has come; returns how many. Safe to run twice:
    what is awake is not found again. Of two servers each wakes what the other does not hold."""
    rows = fetch(
        select(f"{_SLEEPS} AND c.snoozed_until <= %s ORDER BY c.snoozed_until LIMIT %s{_lock()}"),
        (stored(at), CHUNK),
    )
    steps = [
        Step(
            conversation=row.conversation,
            address=row.address,
            number=row.last_entry + 1,
            kind=WOKE,
            before=row.facts,
            after=awake(row.facts),
            data={"from": State.SNOOZED, "to": State.OPEN},
            active=True,
        )
        for row in rows
    ]
    keeping.write(steps, by=None, at=at, act=None)
    _call(rows)
    return len(rows)


def _lock() -> str:
    return "" if connection.vendor == "sqlite" else " FOR UPDATE OF c SKIP LOCKED"


def _call(rows: list[Held]) -> None:
    """Whoever snoozed it is mentioned by the event and finds it unread, put away or not."""
    active = frozenset(User.objects.filter(is_active=True).values_list("pk", flat=True))
    for row in rows:
        user: Any = row.facts.snoozed_by_id
        if user not in active:
            continue
        Mention.objects.create(
            user_id=user, conversation_id=row.conversation, number=row.last_entry + 1
        )
        ReadMark.objects.filter(
            user_id=user, conversation_id=row.conversation, up_to__gte=row.last_content
        ).update(up_to=max(row.last_content - 1, 0))
        ReadMark.objects.filter(user_id=user, conversation_id=row.conversation).update(
            archived_up_to=0
        )
