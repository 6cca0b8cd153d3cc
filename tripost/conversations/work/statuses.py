"""Own names over the states: one verb, one transaction, and every list that shows them told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Max

from tripost.conversations.labels import TONES
from tripost.kit.entered import BadInput, Conflict, one_line
from tripost.store.changes import record
from tripost.store.models import Conversation, Status
from tripost.store.models.conversation import State

TYPES: Final = (State.OPEN, State.WAITING, State.SNOOZED, State.CLOSED)
MOST: Final = 100
NAME_LIMIT: Final = 60  # characters


class NoSuchStatus(Exception):
    """It is not there (any more)."""


def add_status(name: str, *, type: str, tone: int, by: int, at: datetime) -> Status:
    """A new name, last in the menu; raises BadInput, Conflict."""
    made = Status(
        name=_free(name, other_than=None),
        type=_type(type),
        tone=_tone(tone),
        position=(Status.objects.aggregate(top=Max("position"))["top"] or 0) + 1,
    )
    if Status.objects.count() >= MOST:
        raise BadInput("too-many", f"There are {MOST} statuses already.")
    made.save()
    record("statuses.changed", at=at, actor=by)
    return made


def change_status(status: int, *, values: Mapping[str, Any], by: int, at: datetime) -> None:
    """Another name, tone, place, or type while no conversation carries it.

    Raises NoSuchStatus, BadInput, Conflict.
    """
    found = _locked(status)
    if "name" in values:
        found.name = _free(values["name"], other_than=status)
    if "tone" in values:
        found.tone = _tone(values["tone"])
    if "position" in values:
        if not 0 <= values["position"] <= 1_000:
            raise BadInput("bad-position", "A position is 0 to 1000.")
        found.position = values["position"]
    if "type" in values and values["type"] != found.type:
        found.type = _type(values["type"])
        if Conversation.objects.filter(status=found).exists():
            raise Conflict("in-use", "Conversations carry it: its state cannot change.")
    found.save()
    _tell(status, by=by, at=at)


def remove_status(status: int, *, by: int, at: datetime) -> None:
    """The name goes; the conversations stay in the state it stood for. Raises NoSuchStatus."""
    found = _locked(status)
    _tell(status, by=by, at=at)
    found.delete()


def _locked(status: int) -> Status:
    found = Status.objects.select_for_update().filter(pk=status).first()
    if found is None:
        raise NoSuchStatus(str(status))
    return found


def _tell(status: int, *, by: int, at: datetime) -> None:
    """Once for all, and for each address whose rows show it."""
    record("statuses.changed", at=at, actor=by)
    places = Conversation.objects.filter(status_id=status).values_list("address_id", flat=True)
    for address in sorted(set(places.distinct().order_by())):
        record("statuses.changed", at=at, address=address, actor=by)


def _free(name: str, *, other_than: int | None) -> str:
    clean = one_line(name, limit=NAME_LIMIT, code="bad-name", what="A status")
    there = Status.objects.filter(name=clean).values_list("pk", flat=True).first()
    if there is not None and there != other_than:
        raise Conflict("taken", f"{clean} is there already.")
    return clean


def _type(name: str) -> str:
    if name not in TYPES:
        raise BadInput("bad-state", f"A status stands for one of {', '.join(TYPES)}.")
    return name


def _tone(tone: int) -> int:
    if not 1 <= tone <= TONES:
        raise BadInput("bad-tone", f"A tone is 1 to {TONES}.")
    return tone
