"""Who joins a list, and whom an administrator takes off."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from tripost.core.address import BadAddress, parse_address
from tripost.core.attribute import KEY
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.joining import consents
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.subscribers import attributes
from tripost.store.changes import record
from tripost.store.reads import DjangoReader
from tripost.store.writer import Writer

AT_ONCE: Final = 10_000
CHUNK: Final = 200
NAME: Final = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody who shall get the mails of a list, already checked by `check`."""

    email: str
    name: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    language: str = ""


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
            wishes[email] = replace(wish, email=email, name=shown_name(wish.name))
    return Checked(wishes=tuple(wishes.values()), refused=tuple(refused))


def shown_name(text: str) -> str:
    """A name on one line, without what cannot be seen."""
    return " ".join("".join(c for c in text if c.isprintable()).split())[:NAME].rstrip()


async def add_all(
    writer: Writer,
    address: int,
    checked: Checked,
    *,
    by: int | None,
    at: datetime,
    source: str = "hand",
) -> Added:
    """Add all, some in each short transaction."""
    keys = _keys(checked.wishes)
    if keys:
        await writer.do(partial(_define, address, checked.wishes, keys=keys, by=by, at=at))
    total = Added(refused=checked.refused)
    for start in range(0, len(checked.wishes), CHUNK):
        part = checked.wishes[start : start + CHUNK]
        done = await writer.do(partial(add, address, part, by=by, at=at, source=source))
        total = Added(
            added=total.added + done.added,
            present=total.present + done.present,
            refused=total.refused + done.refused,
        )
    return total


def add(
    address: int, wishes: Sequence[Wish], *, by: int | None, at: datetime, source: str = "hand"
) -> Added:
    """Active at once, no mail goes out: an administrator vouches, and that is kept as consent. Who
    left by their own will is refused. Safe to run twice: the second time all are present."""
    fitting, refused = _fitting(address, wishes)
    known = dict(
        Subscriber.objects.filter(
            address_id=address, email__in=[wish.email for wish in fitting]
        ).values_list("email", "state")
    )
    back = [wish.email for wish in fitting if known.get(wish.email) == "removed"]
    refused += [
        Refused(wish.email, "unsubscribed")
        for wish in fitting
        if known.get(wish.email) == "unsubscribed"
    ]
    new = [wish for wish in fitting if wish.email not in known]
    Subscriber.objects.bulk_create(
        [
            Subscriber(
                address_id=address,
                email=wish.email,
                name=wish.name,
                attributes=wish.attributes,
                language=wish.language,
                source=source,
                since=at,
            )
            for wish in new
        ]
    )
    Subscriber.objects.filter(address_id=address, email__in=back).update(
        state="active", since=at, left_at=None, bounces=0, score=0
    )
    emails = [*(wish.email for wish in new), *back]
    consents.vouch(address, emails=emails, by=by, at=at, evidence="", source=source)
    added = len(new) + len(back)
    if added:
        _changed(address, by=by, at=at, data={"added": added})
    present = len(wishes) - added - len(refused)
    return Added(added=added, present=present, refused=tuple(refused))


def remove(address: int, *, email: str, by: int | None, at: datetime) -> bool:
    """An administrator takes somebody off; they may be added again. False: was not on it."""
    gone = Subscriber.objects.filter(
        address_id=address, email=email.lower(), state__in=("active", "bouncing")
    ).update(state="removed", left_at=at)
    if gone:
        _changed(address, by=by, at=at, data={"removed": gone})
    return bool(gone)


def _keys(wishes: Sequence[Wish]) -> dict[str, Any]:
    """Every attribute that is named, with the first value given for it."""
    found: dict[str, Any] = {}
    for wish in wishes:
        for key, value in wish.attributes.items():
            if value is not None:
                found.setdefault(key, value)
    return found


def _define(
    address: int, wishes: Sequence[Wish], *, keys: dict[str, Any], by: int | None, at: datetime
) -> None:
    """Attributes nobody has told of before are made: numbers where all values are numbers."""
    known = attributes.of(DjangoReader(), address)
    new = [key for key in keys if key not in known and KEY.fullmatch(key)]
    for key in new[: attributes.MOST - len(known)]:
        values = [w.attributes[key] for w in wishes if w.attributes.get(key) is not None]
        numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        wish = attributes.Definition(key=key, label=key, kind="number" if numbers else "text")
        if key not in attributes.TAKEN:
            attributes.add(address, attributes.clean(wish), by=by, at=at)


def _fitting(address: int, wishes: Sequence[Wish]) -> tuple[list[Wish], list[Refused]]:
    """With their values as they are kept; and whose values do not fit."""
    if not any(wish.attributes for wish in wishes):
        return list(wishes), []
    known = attributes.of(DjangoReader(), address)
    fitting, refused = [], []
    for wish in wishes:
        try:
            values = attributes.fitted(wish.attributes, known=known)
        except attributes.Misfit as wrong:
            refused.append(Refused(wish.email, wrong.reason))
            continue
        fitting.append(replace(wish, attributes=attributes.merged({}, values)))
    return fitting, refused


def _changed(address: int, *, by: int | None, at: datetime, data: dict[str, Any]) -> None:
    record("subscribers.changed", at=at, address=address, actor=by, data=data)
