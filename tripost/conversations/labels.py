"""The words people stick on conversations: all of them, and a new one."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from tripost.kit.entered import one_line
from tripost.people.policies import Actor, known_label
from tripost.store.changes import record
from tripost.store.models import Label
from tripost.store.reads import Reader

TONES = 12
LIMIT = 60  # characters


class LabelShape(msgspec.Struct, frozen=True):
    """A label with its tone, 1 to 12."""

    name: str
    tone: int


def labels(reader: Reader, *, who: Actor) -> list[LabelShape]:
    """All labels `who` may know, by name."""
    known = known_label(who)
    found = reader.rows(
        f"SELECT b.name, b.tone FROM store_label b WHERE {known.sql} ORDER BY LOWER(b.name)",
        known.params,
    )
    return [LabelShape(name=name, tone=tone) for name, tone in found]


def add_label(name: str, *, by: int, at: datetime) -> Label:
    """A new word; the same word again is the same label. Raises BadInput."""
    label, made = made_or_found(clean_label(name))
    if offer([label.name]) or made:
        record("label.added", at=at, actor=by, data={"label": label.pk})
    return label


def clean_label(name: str) -> str:
    """A word as we keep it; raises BadInput."""
    return one_line(name, limit=LIMIT, code="bad-label", what="A label")


def made_or_found(clean: str) -> tuple[Label, bool]:
    """The label of this word, and whether it is new; its tone follows from the word.

    A new one is not yet offered to all (see `offer`).
    """
    return Label.objects.get_or_create(
        name=clean, defaults={"tone": 1 + sum(clean.encode()) % TONES, "offered": False}
    )


def offer(names: Collection[str]) -> int:
    """Let everybody know these words; how many were known to few until now."""
    return Label.objects.filter(name__in=names, offered=False).update(offered=True)
