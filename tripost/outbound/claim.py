"""Which copies may leave now? Claimed in batches by lease, with a second look at the rights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from tripost.outbound.kinds import CAMPAIGN, COMPLAINT, FANOUT, MANAGED
from tripost.people.models import Right
from tripost.people.policies import HELD
from tripost.store.reads import DjangoReader, Reader
from tripost.store.times import loaded, stored

WRITES = Right.WRITE_AS | Right.WRITE_ON_BEHALF | Right.MANAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What the copies of one outgoing mail share."""

    outgoing: int
    kind: str
    base: str  # SHA-256
    envelope_from: str
    address: int
    email: str
    name: str
    posting: str
    conversation: int | None
    message: int | None
    author: int | None
    not_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy on its way, ours until `lease_until`."""

    delivery: int
    recipient: str
    attempts: int  # before this one
    mail: Mail
    subscriber: int | None = None  # whose copy of a list mail it is
    domain: str = ""  # of the recipient; filled for list copies
    waits_since: datetime | None = None  # its first try that was in vain


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What was claimed; `barred` may not leave: (copy, code, reason)."""

    copies: tuple[Copy, ...] = ()
    barred: tuple[tuple[Copy, str], ...] = ()


MAIL = (
    "o.id, o.kind, o.base_id, o.envelope_from, o.address_id, a.email, a.name, a.posting, "
    "o.conversation_id, o.message_id, o.author_id, o.not_before"
)

# List copies have a subscriber and are claimed apart (fanout.py): an answer to a customer is found
# at once, however many copies are due.
_DUE = """
SELECT d.id FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id
WHERE d.state IN ('queued', 'deferred') AND d.subscriber_id IS NULL AND d.next_at <= %s
 AND (d.lease_until IS NULL OR d.lease_until < %s)
 AND o.cancelled_at IS NULL AND o.not_before <= %s
ORDER BY d.next_at, d.id LIMIT %s"""

_COPY = f"""
SELECT d.id, d.recipient, d.attempts, d.waits_since, {MAIL}
FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id
JOIN addresses_address a ON a.id = o.address_id WHERE d.id IN ({{places}})
ORDER BY d.next_at, d.id"""


def claim(*, at: datetime, lease_until: datetime, limit: int) -> Claimed:
    """Take up to `limit` due answers, notices and failures: all but list copies. Runs in the
    writer."""
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE OF d SKIP LOCKED"
    now = stored(at)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE outbound_delivery SET lease_until = %s WHERE id IN ({_DUE}{lock}) "
            "RETURNING id",
            [stored(lease_until), now, now, now, limit],
        )
        taken = [row[0] for row in cursor.fetchall()]
    if not taken:
        return Claimed()
    reader = DjangoReader()
    return sifted(reader, _copies(reader.rows(_COPY.format(places=_places(taken)), taken)))


def sifted(reader: Reader, copies: Sequence[Copy]) -> Claimed:
    """Ask again who may write, and who may be written to."""
    barred = _barred(reader, copies)
    return Claimed(
        copies=tuple(copy for copy in copies if copy.delivery not in barred),
        barred=tuple((c, barred[c.delivery]) for c in copies if c.delivery in barred),
    )


def next_due(reader: Reader) -> datetime | None:
    """When the next answer that nobody works on is due."""
    row = reader.row(
        "SELECT MIN(next_at) FROM outbound_delivery WHERE state IN ('queued', 'deferred') "
        "AND subscriber_id IS NULL AND lease_until IS NULL"
    )
    return loaded(row[0]) if row is not None else None


def _copies(rows: Iterable[tuple[Any, ...]]) -> list[Copy]:
    mails: dict[int, Mail] = {}
    copies = []
    for delivery, recipient, attempts, since, outgoing, *shared in rows:
        if outgoing not in mails:
            mails[outgoing] = mail_of((outgoing, *shared))
        copies.append(
            Copy(
                delivery=delivery,
                recipient=recipient,
                attempts=attempts,
                mail=mails[outgoing],
                waits_since=loaded(since),
            )
        )
    return copies


def mail_of(row: Sequence[Any]) -> Mail:
    """From the columns `MAIL`."""
    (outgoing, kind, base, sender, address, email, name, posting, conversation, message, author,
     start) = row  # fmt: skip
    not_before = loaded(start)
    assert not_before is not None
    return Mail(
        outgoing=outgoing,
        kind=kind,
        base=base,
        envelope_from=sender,
        address=address,
        email=email,
        name=name,
        posting=posting,
        conversation=conversation,
        message=message,
        author=author,
        not_before=not_before,
    )


def _barred(reader: Reader, copies: Sequence[Copy]) -> dict[int, str]:
    """Delivery → why it may not leave: its author lost the right, or nobody may write there."""
    mails = {copy.mail.outgoing: copy.mail for copy in copies}
    stopped = {key for key, mail in mails.items() if not _author_may(reader, mail)}
    suppressed = _suppressed(reader, copies)
    if not stopped and not suppressed:
        return {}
    barred = {}
    for copy in copies:
        if copy.mail.outgoing in stopped:
            barred[copy.delivery] = "the author may no longer write as this address"
        elif _bars(suppressed.get(copy.recipient.lower()), copy):
            barred[copy.delivery] = "this recipient wants no mail from us"
    return barred


def _bars(reason: str | None, copy: Copy) -> bool:
    """Who complained gets no list mail; what they themselves ask is answered."""
    return reason is not None and (reason != COMPLAINT or copy.mail.kind in FANOUT)


def _suppressed(reader: Reader, copies: Sequence[Copy]) -> dict[str, str]:
    """Address → why nobody writes there."""
    if reader.row("SELECT 1 FROM outbound_suppression LIMIT 1") is None:
        return {}
    emails = sorted({copy.recipient.lower() for copy in copies})
    return dict(
        reader.rows(
            f"SELECT email, reason FROM outbound_suppression WHERE email IN ({_places(emails)})",
            emails,
        )
    )


def _author_may(reader: Reader, mail: Mail) -> bool:
    """Frozen at the click, but a right that was taken away since then counts (law 5, law 7)."""
    post = mail.kind in FANOUT and mail.kind != CAMPAIGN  # one of those is sent, never posted
    if mail.author is None or (post and mail.posting == "anyone"):
        return True
    rows = reader.rows(
        f"SELECT h.rights FROM {HELD} h JOIN people_user u ON u.id = h.user_id "
        "WHERE h.user_id = %s AND u.is_active = %s AND h.address_id = %s",
        (mail.author, True, mail.address),
    )
    # Who may post with any right loses that with the last one (Posting.TEAM).
    needed = Right.MANAGE if mail.kind in MANAGED else WRITES
    return any(row[0] if post else row[0] & needed for row in rows)


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
