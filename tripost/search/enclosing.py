"""New mails with files: the words in these are read by a job, off the mail's way in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tripost.core.attachment_text.kinds import readable
from tripost.jobs import actions as jobs
from tripost.realtime.log import Logged
from tripost.store.reads import Reader

JOB: Final = "search.read_attachments"


def with_files(reader: Reader, changes: Sequence[Logged]) -> list[int]:
    """Messages that these changes brought and that have a file with words."""
    new = {
        (change.conversation, number)
        for change in changes
        if change.kind == "message.added"
        for number in change.data.get("entries", ())
    }
    conversations = sorted({place[0] for place in new if place[0] is not None})
    if not conversations:
        return []
    places = ", ".join(["%s"] * len(conversations))
    rows = reader.rows(
        "SELECT m.id, m.conversation_id, m.number, p.name, p.content_type FROM store_message m "
        f"JOIN store_attachment p ON p.message_id = m.id WHERE m.conversation_id IN ({places})",
        conversations,
    )
    return sorted({row[0] for row in rows if row[1:3] in new and readable(row[3], row[4])})


def enqueue(messages: Sequence[int], *, at: datetime) -> None:
    """One job per message, however often it is asked for."""
    for message in messages:
        jobs.enqueue(JOB, at=at, arguments={"message": message}, key=f"files:{message}")
