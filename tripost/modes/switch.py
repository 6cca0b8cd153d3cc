"""Another way to work on the same mail: preview it, do it, and go back (law 8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tripost.addresses.models import Address, Mode
from tripost.kit.entered import BadInput
from tripost.modes.registry import room
from tripost.people.audit import audit
from tripost.people.policies import Actor, unhidden
from tripost.store.changes import record
from tripost.store.reads import Reader


class NoSuchAddress(Exception):
    """There is no such address."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays as it is, and how many; `code` is translated by the app."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """What will be different, or what to think of first; `detail` is its English sentence."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a switch would do; asking changes nothing."""

    now: str
    to: str
    keeps: tuple[Kept, ...]
    changes: tuple[Point, ...]
    warnings: tuple[Point, ...]


_KEPT: Final = (  # code, what is counted, the column that names its conversation
    ("conversations", "store_conversation WHERE address_id = %s", "store_conversation.id"),
    ("messages", "store_message WHERE address_id = %s", "conversation_id"),
    (
        "notes",
        "store_entry e JOIN store_conversation c ON c.id = e.conversation_id "
        "WHERE e.kind = 'note' AND c.address_id = %s",
        "c.id",
    ),
    (
        "assignments",
        "store_conversation WHERE assignee_id IS NOT NULL AND address_id = %s",
        "store_conversation.id",
    ),
    (
        "labels",
        "store_labelling l JOIN store_conversation c ON c.id = l.conversation_id "
        "WHERE c.address_id = %s",
        "c.id",
    ),
    ("drafts", "store_draft WHERE address_id = %s", "conversation_id"),
    ("grants", "people_grant WHERE address_id = %s", "NULL"),
    ("aliases", "addresses_alias WHERE address_id = %s", "NULL"),
    (
        "subscribers",
        "distribution_list_subscriber WHERE state = 'active' AND address_id = %s",
        "NULL",
    ),
)
_WAITING_COPIES: Final = (
    "outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id "
    "WHERE d.state IN ('queued', 'deferred') AND o.address_id = %s",
    "o.conversation_id",
)
_HELD: Final = (
    "distribution_list_heldpost WHERE decided = '' AND address_id = %s",
    "conversation_id",
)
_OPEN: Final = (
    "store_conversation WHERE state <> 'closed' AND address_id = %s",
    "store_conversation.id",
)


def preview(reader: Reader, *, who: Actor, address: int, to: str) -> Preview:
    """What stays, what will be different, what to think of; raises BadInput, NoSuchAddress.

    What is confidential and not for `who` is in none of the numbers (law 7).
    """
    _check(to)
    row = reader.row("SELECT mode FROM addresses_address WHERE id = %s", (address,))
    if row is None:
        raise NoSuchAddress(str(address))
    now = str(row[0])
    counter = _Counter(reader, who, address)
    counts = {code: counter.count(of, column) for code, of, column in _KEPT}
    kept = tuple(Kept(code, count) for code, count in counts.items() if count)
    if now == to:
        return Preview(now, to, kept, (), ())
    return Preview(
        now,
        to,
        kept,
        tuple(_changes(now, to)),
        tuple(_warnings(counter, now, to, subscribers=counts["subscribers"])),
    )


def switch(address: int, *, to: str, by: int | None, at: datetime) -> Address:
    """Work on it in another way from now on; nothing else is written. Inside the writer.

    The way back is the same call with the old mode, which the Change remembers. To the mode it
    has already: nothing happens. Raises BadInput, NoSuchAddress.
    """
    _check(to)
    row = Address.objects.select_for_update().filter(pk=address).first()
    if row is None:
        raise NoSuchAddress(str(address))
    if row.mode == to:
        return row
    before, row.mode = row.mode, to
    row.save(update_fields=["mode"])
    audit("mode.switched", actor=by, at=at, address=address, detail={"from": before, "to": to})
    record("mode.switched", at=at, address=address, actor=by, data={"from": before, "to": to})
    return row


def _check(to: str) -> None:
    if to not in Mode.values:
        raise BadInput("bad-mode", f"A mode is one of {', '.join(Mode.values)}, not {to!r}.")


def _changes(now: str, to: str) -> Iterator[Point]:
    """What people and senders will notice."""
    old, new = room(now).offers, room(to).offers
    if new.subscribers and not old.subscribers:
        yield Point("posts-go-out", "Mail from those who may post goes out to every subscriber.")
    if old.subscribers and not new.subscribers:
        yield Point("no-posts", "Mail is no longer sent on; it is answered here.")
        yield Point("subscribers-rest", "Subscribers stay on record and get nothing meanwhile.")
    if old.assignment and not new.assignment:
        yield Point("assignment-covered", "Who cares for what is kept, but not shown.")
    if new.assignment and not old.assignment:
        yield Point("assignment-shown", "Conversations can be somebody's.")
    hidden = [state for state in old.states if state not in new.states]
    if hidden:
        yield Point("states-covered", f"Kept, but not offered any more: {', '.join(hidden)}.")
    if old.opens_with != new.opens_with:
        yield Point("opens-with", f"People first see: {new.opens_with}.")


def _warnings(counter: "_Counter", now: str, to: str, *, subscribers: int) -> Iterator[Point]:
    """What somebody might regret not to have known."""
    if to == Mode.LIST:
        if subscribers:
            yield Point("will-be-sent", f"{subscribers} subscribers will get what is posted.")
        else:
            yield Point("no-subscribers", "Nobody is subscribed yet: posts would reach nobody.")
        if waiting := counter.count(*_OPEN):
            yield Point("open-conversations", f"{waiting} conversations are not closed yet.")
    if now == Mode.LIST and (held := counter.count(*_HELD)):
        yield Point("held-posts", f"{held} posts wait for a moderator; decide about them first.")
    if leaving := counter.count(*_WAITING_COPIES):
        yield Point("leaving", f"{leaving} mails are on their way out and will still leave.")


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts what lies under one address, as far as `who` may know of it."""

    reader: Reader
    who: Actor
    address: int

    def count(self, of: str, column: str) -> int:
        """How many rows `of` has; `column` names their conversation."""
        allowed = unhidden(self.who, conversation=column)
        row = self.reader.row(
            f"SELECT COUNT(*) FROM {of} AND {allowed.sql}", (self.address, *allowed.params)
        )
        return int(row[0]) if row else 0
