"""The attributes of a list: defined, changed, dropped; values of subscribers made to fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from tripost.core import columns
from tripost.core.attribute import CHOICES, KEY, KINDS, BadValue, Known, Stored, cleaned
from tripost.kit.entered import BadInput, Conflict, one_line
from tripost.modes.distribution_list.models import Attribute
from tripost.people.policies import Hidden
from tripost.store.changes import record
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader

MOST: Final = 60  # attributes of one list
LABEL: Final = 80  # characters
TAKEN: Final = frozenset(("name", "first_name", "last_name", "email", "address", "attr"))
"""What variables and queries call something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An attribute as somebody wants it."""

    key: str
    label: str
    kind: str
    choices: tuple[str, ...] = ()
    asked: bool = False
    position: int = 0


def of(reader: Reader, address: int) -> dict[str, Known]:
    """The attributes of a list by key, in their order."""
    rows = reader.rows(
        "SELECT key, label, kind, choices, asked FROM distribution_list_attribute "
        "WHERE address_id = %s ORDER BY position, id",
        (address,),
    )
    return {
        key: Known(key, label, kind, tuple(decoded(choices) or ()), bool(asked))
        for key, label, kind, choices, asked in rows
    }


def definition(reader: Reader, *, address: int, key: str) -> Definition:
    """An attribute as it is now, for a change of a part; raises Hidden."""
    row = reader.row(
        "SELECT key, label, kind, choices, asked, position FROM distribution_list_attribute "
        "WHERE address_id = %s AND key = %s",
        (address, key),
    )
    if row is None:
        raise Hidden
    return Definition(
        key=row[0],
        label=row[1],
        kind=row[2],
        choices=tuple(decoded(row[3]) or ()),
        asked=bool(row[4]),
        position=row[5],
    )


def slug(text: str) -> str:
    """A free key for a label: `Größe (cm)` is `groesse_cm`; "" where no letter is left."""
    key = columns.slug(text)
    return f"{key}_" if key in TAKEN else key


def clean(wish: Definition) -> Definition:
    """Kept clean, or refused. Pure; raises BadInput."""
    key = wish.key.strip().lower()
    if not KEY.fullmatch(key) or key in TAKEN:
        raise BadInput(
            "bad-key", "A key has small letters, digits and _, begins with a letter and is new."
        )
    if wish.kind not in KINDS:
        raise BadInput("bad-kind", f"An attribute is one of {', '.join(KINDS)}.")
    label = one_line(wish.label or key, limit=LABEL, code="bad-label", what="A label")
    choices = _choices(wish.choices) if wish.kind == "choice" else ()
    if not 0 <= wish.position <= 32_767:
        raise BadInput("bad-position", "A position is a number from 0 to 32767.")
    return Definition(
        key=key,
        label=label,
        kind=wish.kind,
        choices=choices,
        asked=wish.asked,
        position=wish.position,
    )


def _choices(given: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for one in given:
        line = one_line(one, limit=LABEL, code="bad-choice", what="A choice")
        found.setdefault(line.casefold(), line)
    if not 1 <= len(found) <= CHOICES:
        raise BadInput("bad-choices", f"A choice offers 1 to {CHOICES} things.")
    return tuple(found.values())


def add(address: int, wish: Definition, *, by: int | None, at: datetime) -> None:
    """A new attribute. Raises Conflict."""
    there = Attribute.objects.filter(address_id=address)
    if there.filter(key=wish.key).exists():
        raise Conflict("key-taken", f"There is an attribute {wish.key} already.")
    if there.count() >= MOST:
        raise Conflict("too-many", f"A list can have {MOST} attributes.")
    Attribute.objects.create(address_id=address, **_columns(wish))
    _changed(address, by=by, at=at)


def change(address: int, wish: Definition, *, by: int | None, at: datetime) -> None:
    """Label, choices, place and whether it is asked for. Its kind stays as long as somebody has a
    value: what was a text cannot be guessed to be a date. Raises Hidden, Conflict."""
    found = Attribute.objects.filter(address_id=address, key=wish.key).first()
    if found is None:
        raise Hidden
    if found.kind != wish.kind and used(address, key=wish.key):
        raise Conflict("kind-used", "Subscribers have values of this kind; make another attribute.")
    Attribute.objects.filter(pk=found.pk).update(**_columns(wish))
    _changed(address, by=by, at=at)


def drop(address: int, *, key: str, by: int | None, at: datetime) -> None:
    """The attribute goes; values stay in the rows, unseen, should it be made again. Raises
    Hidden."""
    gone, _ = Attribute.objects.filter(address_id=address, key=key).delete()
    if not gone:
        raise Hidden
    _changed(address, by=by, at=at)


def used(address: int, *, key: str) -> bool:
    """Whether any subscriber has a value."""
    held = "json_type(s.attributes, %s) IS NOT NULL"
    value = f'$."{key}"'
    if connection.vendor != "sqlite":
        held, value = "jsonb_exists(s.attributes, %s)", key
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM distribution_list_subscriber s "
            f"WHERE s.address_id = %s AND {held} LIMIT 1",
            [address, value],
        )
        return cursor.fetchone() is not None


class Misfit(Exception):
    """A value that does not fit; `reason` as in core.attribute, or unknown-attribute."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


def fitted(given: Mapping[str, Any], *, known: Mapping[str, Known]) -> dict[str, Stored | None]:
    """Values as they are kept; None: take it away. Pure; raises Misfit."""
    out: dict[str, Stored | None] = {}
    for key, value in given.items():
        attribute = known.get(key)
        if attribute is None:
            raise Misfit(key, "unknown-attribute")
        try:
            out[key] = cleaned(value, kind=attribute.kind, choices=attribute.choices)
        except BadValue as wrong:
            raise Misfit(key, wrong.reason) from None
    return out


def merged(before: Mapping[str, Any], given: Mapping[str, Stored | None]) -> dict[str, Any]:
    """What somebody has after a change: None takes a value away."""
    both = {**before, **given}
    return {key: value for key, value in both.items() if value is not None}


def _columns(wish: Definition) -> dict[str, Any]:
    return {
        "key": wish.key,
        "label": wish.label,
        "kind": wish.kind,
        "choices": list(wish.choices),
        "asked": wish.asked,
        "position": wish.position,
    }


def _changed(address: int, *, by: int | None, at: datetime) -> None:
    record("attributes.changed", at=at, address=address, actor=by)
