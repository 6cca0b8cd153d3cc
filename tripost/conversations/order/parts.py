"""Carry entries from one conversation to another, with everything that hangs on them.

An entry and its mail keep their ids wherever they go, so the index, attachments, deliveries and
links to them stay right. What is carried gets numbers after the last one of where it goes: higher
than anything anybody has seen there, so that an answer written meanwhile is held (law 6). Where it
was, husks keep the numbers, so that none is ever given twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Max

from tripost.core.snippet import snippet
from tripost.kit.ids import new_id
from tripost.outbound.models import Outgoing
from tripost.store.models import Attachment, Conversation, Entry, Message, Task

HUSK: Final = "moved_out"
SNIPPET: Final = 300  # characters
CONTENT: Final = ("message", "note")
QUIET: Final = frozenset({"auto-reply", "bounce", "receipt"})
"""What a machine answered: it neither shows in the list nor makes anybody wait."""
CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry on its way."""

    entry: int
    old: int  # number where it was
    new: int  # number where it goes
    message: int | None


def entries_of(conversation: int) -> list[tuple[int, int, int | None]]:
    """(id, number, message) of all entries that are no husks, by number."""
    found = Entry.objects.filter(conversation_id=conversation).exclude(kind=HUSK)
    return list(found.order_by("number").values_list("pk", "number", "message_id"))


def carry(some: Sequence[Carried], *, source: int, target: int) -> None:
    """Move entries with their mails, mentions, sends and ledger rows. Inside the writer.

    The numbers in the target must be free; what becomes of the source's numbers and of both rows
    is the caller's (`husks`, `recount`).
    """
    mails = [one for one in some if one.message is not None]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE store_entry SET conversation_id = %s, number = %s WHERE id = %s",
            [(target, one.new, one.entry) for one in some],
        )
        cursor.executemany(
            "UPDATE store_message SET conversation_id = %s, number = %s WHERE id = %s",
            [(target, one.new, one.message) for one in mails],
        )
        for statement in (
            "UPDATE outbound_outgoing SET conversation_id = %s "
            "WHERE conversation_id = %s AND message_id = %s",
            "UPDATE store_intake SET conversation_id = %s "
            "WHERE conversation_id = %s AND message_id = %s",
            "UPDATE distribution_list_heldpost SET conversation_id = %s "
            "WHERE conversation_id = %s AND message_id = %s",
        ):
            cursor.executemany(statement, [(target, source, one.message) for one in mails])
        mentioned = {row[0] for row in _rows(cursor, "SELECT number FROM store_mention", source)}
        cursor.executemany(
            "UPDATE store_mention SET conversation_id = %s, number = %s "
            "WHERE conversation_id = %s AND number = %s",
            [(target, one.new, source, one.old) for one in some if one.old in mentioned],
        )


def _rows(cursor: Any, sql: str, conversation: int) -> list[Any]:
    cursor.execute(f"{sql} WHERE conversation_id = %s", [conversation])
    found: list[Any] = cursor.fetchall()
    return found


def husks(conversation: int, *, last: int, to: int, at: datetime) -> None:
    """Keep the numbers of what went away to `to`: every number up to `last` is there again."""
    there = set(Entry.objects.filter(conversation_id=conversation).values_list("number", flat=True))
    Entry.objects.bulk_create(
        [
            Entry(
                id=new_id(at),
                conversation_id=conversation,
                number=number,
                kind=HUSK,
                at=at,
                data={"to": str(to)},
            )
            for number in range(1, last + 1)
            if number not in there
        ],
        batch_size=CHUNK,
    )


def take_husks(conversation: int, *, numbers: Iterable[int]) -> None:
    """Make room for entries that come back to their old numbers."""
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        Entry.objects.filter(
            conversation_id=conversation, kind=HUSK, number__in=wanted[start : start + CHUNK]
        ).delete()


def recount(row: Conversation) -> None:
    """Set all columns that follow from the entries; the caller saves. No husk counts."""
    entries = Entry.objects.filter(conversation=row)
    top = entries.aggregate(last=Max("number"))["last"]
    content = entries.filter(kind__in=CONTENT).aggregate(last=Max("number"))["last"]
    row.last_entry, row.last_content = top or 0, content or 0
    row.messages = entries.filter(kind="message").count()
    row.attachments = Attachment.objects.filter(message__conversation=row, inline=False).count()
    row.sending = Outgoing.objects.filter(
        conversation=row, left_at__isnull=True, cancelled_at__isnull=True
    ).count()
    tasks = Task.objects.filter(conversation=row)
    row.tasks_open = tasks.filter(done_at__isnull=True).count()
    row.tasks_done = tasks.filter(done_at__isnull=False).count()
    _show_newest(row)


def _show_newest(row: Conversation) -> None:
    """The snippet and the time of the last activity, as `append` and notes would have set them."""
    mails = Message.objects.filter(conversation=row)
    loud = mails.exclude(automatic__in=QUIET).order_by("-at", "-number").first()
    shown = loud or mails.order_by("-at", "-number").first()
    if shown is not None:
        row.snippet = snippet(shown.visible)[:SNIPPET]
    other = Entry.objects.filter(conversation=row, kind__in=("note", "bounce"))
    times = [
        moment
        for moment in (
            (loud or shown).at if shown is not None else None,
            other.aggregate(last=Max("at"))["last"],
        )
        if moment is not None
    ]
    if times:
        row.last_activity_at = max(times)


def waiting_since(row: Conversation) -> datetime | None:
    """Since when somebody outside waits for us, by the mails alone."""
    since: datetime | None = None
    for direction, automatic, at in (
        Message.objects.filter(conversation=row)
        .order_by("at", "number")
        .values_list("direction", "automatic", "at")
    ):
        if direction == "out":
            since = None
        elif automatic not in QUIET:
            since = since or at
    return since


def named_in(row: Conversation) -> set[str]:
    """Everybody in the mails of a conversation, in lower case."""
    named = set()
    for sender, recipients in Message.objects.filter(conversation=row).values_list(
        "from_address", "recipients"
    ):
        named.add(sender.lower())
        named |= {email.lower() for some in recipients.values() for _, email in some}
    return named
