"""Sends that waited are looked at once more when they are due: who would cross is held (law 6)."""

from datetime import datetime

from django.db import connection

from tripost.conversations.event import locked
from tripost.conversations.taking_back import take_back
from tripost.conversations.together.crossing import crossing
from tripost.kit import log
from tripost.outbound.models import Outgoing
from tripost.store.reads import DjangoReader
from tripost.store.times import stored

_log = log.get("conversations.held")

# Nothing of it may have been tried: a copy that was claimed and interrupted may have arrived.
_DUE = """
SELECT o.id FROM outbound_outgoing o JOIN store_message m ON m.id = o.message_id
JOIN store_conversation c ON c.id = o.conversation_id
WHERE o.left_at IS NULL AND o.cancelled_at IS NULL AND o.not_before <= %s
 AND o.author_id IS NOT NULL AND o.kind <> 'post' AND c.last_content > m.number
 AND c.state <> 'merged'
 AND NOT EXISTS (SELECT 1 FROM outbound_delivery d WHERE d.outgoing_id = o.id
  AND (d.state <> 'queued' OR d.attempts > 0 OR d.lease_until IS NOT NULL
   OR EXISTS (SELECT 1 FROM outbound_attempt t WHERE t.delivery_id = d.id)))
ORDER BY o.conversation_id, o.id"""


def hold_back(*, at: datetime) -> int:
    """Take back every due send that something newer of others would cross; returns how many.

    Runs in the writer, in the very transaction that claims what is due: nothing can come between.
    Safe to run twice.
    """
    _lock_due(at=at)
    held = 0
    for (ident,) in DjangoReader().rows(_DUE, (stored(at),)):
        outgoing = Outgoing.objects.select_related("message").get(pk=ident)
        assert outgoing.message is not None, "the query joins it"
        assert outgoing.conversation_id is not None
        row = locked(outgoing.conversation_id)
        newer = crossing(row, seen_up_to=outgoing.message.number, by=outgoing.author_id)
        if newer:
            take_back(outgoing, newer=newer, at=at)
            _log.info("send.held", outgoing=ident, conversation=row.pk)
            held += 1
    return held


def _lock_due(*, at: datetime) -> None:
    """On PostgreSQL nobody may add to these conversations until the claim is committed."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM store_conversation c WHERE c.id IN (SELECT o.conversation_id "
            "FROM outbound_outgoing o WHERE o.left_at IS NULL AND o.cancelled_at IS NULL "
            "AND o.not_before <= %s AND o.kind <> 'post') ORDER BY c.id FOR UPDATE",
            (stored(at),),
        )
