"""The words people stick on conversations: all of them, and a new one."""

from datetime import datetime

import msgspec

from tripost.conversations.actions import LABEL_LIMIT, BadInput
from tripost.store.changes import record
from tripost.store.models import Label
from tripost.store.reads import Reader

TONES = 12


class LabelShape(msgspec.Struct, frozen=True):
    """A label with its tone, 1 to 12."""

    name: str
    tone: int


def labels(reader: Reader) -> list[LabelShape]:
    """All labels by name."""
    found = reader.rows("SELECT name, tone FROM store_label ORDER BY LOWER(name)")
    return [LabelShape(name=name, tone=tone) for name, tone in found]


def add_label(name: str, *, by: int, at: datetime) -> Label:
    """A new word; the same word again is the same label. Raises BadInput."""
    clean = " ".join(name.split())
    if not clean or len(clean) > LABEL_LIMIT or not clean.isprintable():
        raise BadInput("bad-label", f"A label has 1 to {LABEL_LIMIT} characters.")
    label, made = Label.objects.get_or_create(
        name=clean, defaults={"tone": 1 + sum(clean.encode()) % TONES}
    )
    if made:
        record("label.added", at=at, actor=by, data={"label": label.pk})
    return label
