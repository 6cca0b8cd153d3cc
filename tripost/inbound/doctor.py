"""Do the ledger, the mails, the conversations and the search agree? In plain sentences (law 2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from tripost.core.terms import terms
from tripost.people.audit import broken, head
from tripost.store.blobs import Blobs, MissingBlob, digest
from tripost.store.reads import Reader

SHOWN: Final = 5  # examples per finding
OUTCOMES: Final = (
    "pending", "new", "follow-up", "post", "held", "bounce", "automatic", "duplicate",
    "quarantined",
)  # fmt: skip


@dataclass(slots=True)
class Findings:
    """`told`: what was counted. `wrong`: what does not agree, each with what to do."""

    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def examine(reader: Reader, blobs: Blobs) -> Findings:
    """Look at everything; changes nothing."""
    found = Findings()
    for outcome, count in reader.rows(
        "SELECT outcome, COUNT(*) FROM store_intake GROUP BY outcome ORDER BY outcome"
    ):
        found.told.append(f"{count} accepted mails are {outcome}.")
    for check in (_ledger, _conversations, _search):
        found.wrong += check(reader)
    found.wrong += _blobs(reader, blobs)
    rows, newest = head(reader)
    found.told.append(f"{rows} rows in the audit; the newest has the hash {newest[:16]}….")
    wrong = broken(reader)
    if wrong is not None:
        found.wrong.append(
            f"The audit was tampered with: row {wrong} does not follow from the one before it."
        )
    return found


def _ledger(reader: Reader) -> Iterator[str]:
    """Every accepted mail has one outcome, and where it says a message, that is there."""
    places = ", ".join(["%s"] * len(OUTCOMES))
    yield from _say(
        reader.rows(f"SELECT id FROM store_intake WHERE outcome NOT IN ({places})", OUTCOMES),
        "accepted mails have an outcome nobody knows; report it as a mistake of Tripost",
    )
    yield from _say(
        reader.rows(
            "SELECT i.id FROM store_intake i LEFT JOIN store_message m ON m.id = i.message_id "
            "WHERE i.outcome NOT IN ('pending', 'quarantined') AND m.id IS NULL"
        ),
        "accepted mails were filed, but their message is gone; set them to pending again",
    )
    yield from _say(
        reader.rows("SELECT id FROM store_intake WHERE outcome = 'quarantined'"),
        "accepted mails are in quarantine; look at them under Administration, Incoming",
    )


def _conversations(reader: Reader) -> Iterator[str]:
    """Entries count up without gaps, and the row knows how many there are."""
    yield from _say(
        reader.rows(
            "SELECT e.conversation_id FROM store_entry e GROUP BY e.conversation_id "
            "HAVING COUNT(*) <> MAX(e.number) OR MIN(e.number) <> 1"
        ),
        "conversations have a gap in their entries",
    )
    yield from _say(
        reader.rows(
            "SELECT c.id FROM store_conversation c LEFT JOIN (SELECT conversation_id, "
            "MAX(number) AS last, COUNT(message_id) AS mails FROM store_entry "
            "GROUP BY conversation_id) e ON e.conversation_id = c.id "
            "WHERE c.last_entry <> COALESCE(e.last, 0) OR c.messages <> COALESCE(e.mails, 0)"
        ),
        "conversations count their entries wrongly",
    )
    yield from _say(
        reader.rows(
            "SELECT m.id FROM store_message m LEFT JOIN store_entry e ON e.message_id = m.id "
            "WHERE e.id IS NULL"
        ),
        "messages are in no conversation",
    )


def _search(reader: Reader) -> Iterator[str]:
    """Every message that has words can be found by them; its index row has its entry's id."""
    key = "rowid" if connection.vendor == "sqlite" else "id"
    missing = reader.rows(
        "SELECT e.id, m.subject, m.visible, m.from_name, m.from_address FROM store_entry e "
        f"JOIN store_message m ON m.id = e.message_id LEFT JOIN search_index s ON s.{key} = e.id "
        "WHERE s.terms IS NULL"
    )
    wordy = [row for row in missing if terms(" ".join(row[1:]))]
    yield from _say(wordy, "messages cannot be found by search")


def _blobs(reader: Reader, blobs: Blobs) -> Iterator[str]:
    """The raw bytes of every mail are there and unchanged (law 3)."""
    gone: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    last = ""
    while page := reader.rows(
        "SELECT sha256, size, data FROM store_blob WHERE sha256 > %s ORDER BY sha256 LIMIT 200",
        (last,),
    ):
        for sha256, size, data in page:
            try:
                raw = bytes(data) if data is not None else blobs.read_file(sha256)
            except MissingBlob:
                gone.append((sha256,))
                continue
            if len(raw) != size or digest(raw) != sha256:
                changed.append((sha256,))
        last = page[-1][0]
    yield from _say(gone, "raw mails are missing; bring their files back from the backup")
    yield from _say(changed, "raw mails have changed on the disk; bring them back from the backup")


def _say(rows: Sequence[tuple[Any, ...]], what: str) -> Iterator[str]:
    if rows:
        examples = ", ".join(str(row[0]) for row in rows[:SHOWN])
        more = " …" if len(rows) > SHOWN else ""
        yield f"{len(rows)} {what}: {examples}{more}"
