"""The change log: what happened, numbered in commit order (law 4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from tripost.store.models import Change
from tripost.store.wakes import wake


def record(
    kind: str,
    *,
    at: datetime,
    address: int | None = None,
    conversation: int | None = None,
    actor: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> int:
    """Write one Change into the running transaction and return its modseq.

    `data` holds ids and kinds, never content.
    """
    modseq = next_modseq()
    Change.objects.create(
        modseq=modseq,
        at=at,
        kind=kind,
        address_id=address,
        conversation_id=conversation,
        actor_id=actor,
        data=dict(data or {}),
    )
    wake("changes")
    wake(kind)
    return modseq


def next_modseq(count: int = 1) -> int:
    """Take `count` numbers from the one locked row; returns the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE store_modseq SET value = value + %s WHERE id = 1 RETURNING value", [count]
        )
        last: int = cursor.fetchone()[0]
    return last - count + 1
