"""The intake ledger as it is looked at: one row per accepted mail and recipient."""

import msgspec

from tripost.outbound.outbox import condition, masked, masked_text, seen_of
from tripost.people.policies import Actor
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

OUTCOMES = (
    "pending",
    "new",
    "follow-up",
    "post",
    "held",
    "bounce",
    "automatic",
    "duplicate",
    "quarantined",
)


class IntakeRow(msgspec.Struct, frozen=True):
    """What became of a mail; who wrote and of what only for who may read it."""

    id: str
    received_at: str
    channel: str
    sender: str
    recipient: str
    subject: str
    outcome: str
    detail: str
    conversation: str | None
    size: int


def intake(
    reader: Reader, *, who: Actor, outcome: str | None, limit: int, before: int | None
) -> list[IntakeRow]:
    """Newest first, of the addresses `who` looks after, and nothing confidential."""
    allowed, params = condition(who, column="i.address_id", conversation="i.conversation_id")
    if outcome is not None:
        allowed, params = f"{allowed} AND i.outcome = %s", [*params, outcome]
    if before is not None:
        allowed, params = f"{allowed} AND i.id < %s", [*params, before]
    found = reader.rows(
        "SELECT i.id, i.received_at, i.channel, i.sender, i.recipient, i.subject, i.outcome, "
        "i.detail, i.conversation_id, i.size, i.address_id FROM store_intake i "
        f"WHERE {allowed} ORDER BY i.id DESC LIMIT %s",
        (*params, limit),
    )
    seen = seen_of(reader, who=who, conversations=[row[8] for row in found if row[8]])
    return [_row(row, who=who, seen=seen) for row in found]


def address_of_intake(reader: Reader, *, who: Actor, ident: int) -> int | None:
    """The address of a ledger row `who` may know of."""
    allowed, params = condition(who, column="i.address_id", conversation="i.conversation_id")
    row = reader.row(
        f"SELECT i.address_id FROM store_intake i WHERE i.id = %s AND {allowed}", (ident, *params)
    )
    return int(row[0]) if row else None


def _row(row: tuple[object, ...], *, who: Actor, seen: set[int]) -> IntakeRow:
    ident, received, channel, sender, recipient, subject, outcome, detail, place, size, at = row
    # Until a mail is filed nobody knows whether it joins something confidential.
    settled = outcome != "pending" and at in who.readable()
    readable = settled if place is None else place in seen
    return IntakeRow(
        id=str(ident),
        received_at=rfc3339(received) or "",  # type: ignore[arg-type] # a row of ours
        channel=str(channel),
        sender=str(sender) if readable else masked(str(sender)),
        recipient=str(recipient),
        subject=str(subject) if readable else "",
        outcome=str(outcome),
        detail=str(detail) if readable else masked_text(str(detail)),
        conversation=str(place) if place is not None and readable else None,
        size=int(str(size)),
    )
