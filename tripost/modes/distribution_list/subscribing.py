"""Who joins a list, and whom an administrator takes off."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from tripost.core.address import BadAddress, parse_address
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.models import Subscriber
from tripost.store.changes import record
from tripost.store.writer import Writer

AT_ONCE = 10_000
CHUNK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody who shall get the mails of a list, already checked by `check`."""

    email: str
    name: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Who was not added, and why, as a code: syntax, own-address, twice, unsubscribed …"""

    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a request asks for, before the database is asked."""

    wishes: tuple[Wish, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How adding went."""

    added: int = 0
    present: int = 0
    refused: tuple[Refused, ...] = ()


def check(asked: Sequence[Wish], *, list_email: str) -> Checked:
    """Sort what can be added from what cannot. Pure; raises BadInput."""
    if len(asked) > AT_ONCE:
        raise BadInput("too-many", f"At most {AT_ONCE:,} subscribers can be added at a time.")
    wishes: dict[str, Wish] = {}
    refused: list[Refused] = []
    for wish in asked:
        try:
            email = parse_address(wish.email).lower()
        except BadAddress as wrong:
            refused.append(Refused(wish.email, wrong.reason))
            continue
        if email == list_email:
            refused.append(Refused(wish.email, "own-address"))
        elif email in wishes:
            refused.append(Refused(wish.email, "twice"))
        else:
            name = " ".join("".join(c for c in wish.name if c.isprintable()).split())[:200]
            wishes[email] = replace(wish, email=email, name=name)
    return Checked(wishes=tuple(wishes.values()), refused=tuple(refused))


async def add_all(
    writer: Writer, address: int, checked: Checked, *, by: int | None, at: datetime
) -> Added:
    """Add all, a thousand in each short transaction."""
    total = Added(refused=checked.refused)
    for start in range(0, len(checked.wishes), CHUNK):
        part = checked.wishes[start : start + CHUNK]
        done = await writer.do(partial(add, address, part, by=by, at=at))
        total = Added(
            added=total.added + done.added,
            present=total.present + done.present,
            refused=total.refused + done.refused,
        )
    return total


def add(address: int, wishes: Sequence[Wish], *, by: int | None, at: datetime) -> Added:
    """Active at once, no mail goes out: an administrator vouches. Who left by their own will is
    refused. Safe to run twice: the second time all are present."""
    known = dict(
        Subscriber.objects.filter(
            address_id=address, email__in=[wish.email for wish in wishes]
        ).values_list("email", "state")
    )
    back = [wish.email for wish in wishes if known.get(wish.email) == "removed"]
    refused = tuple(
        Refused(wish.email, "unsubscribed")
        for wish in wishes
        if known.get(wish.email) == "unsubscribed"
    )
    new = [wish for wish in wishes if wish.email not in known]
    Subscriber.objects.bulk_create(
        [
            Subscriber(
                address_id=address,
                email=wish.email,
                name=wish.name,
                attributes=wish.attributes,
                since=at,
            )
            for wish in new
        ]
    )
    Subscriber.objects.filter(address_id=address, email__in=back).update(
        state="active", since=at, left_at=None, bounces=0
    )
    added = len(new) + len(back)
    if added:
        _changed(address, by=by, at=at, data={"added": added})
    return Added(added=added, present=len(wishes) - added - len(refused), refused=refused)


def remove(address: int, *, email: str, by: int | None, at: datetime) -> bool:
    """An administrator takes somebody off; they may be added again. False: was not on it."""
    gone = Subscriber.objects.filter(
        address_id=address, email=email.lower(), state__in=("active", "bouncing")
    ).update(state="removed", left_at=at)
    if gone:
        _changed(address, by=by, at=at, data={"removed": gone})
    return bool(gone)


def _changed(address: int, *, by: int | None, at: datetime, data: dict[str, Any]) -> None:
    record("subscribers.changed", at=at, address=address, actor=by, data=data)
