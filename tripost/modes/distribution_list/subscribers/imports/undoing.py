"""Takes an import back: who came by it goes, who was changed is as before. What others have
changed since stays, and is told by number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tripost.jobs.actions import enqueue
from tripost.kit.entered import Conflict
from tripost.modes.distribution_list.joining import consents
from tripost.modes.distribution_list.models import (
    Attribute,
    Click,
    Frozen,
    Import,
    ImportLine,
    Subscriber,
)
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.imports.people import delete, forget, mark, write
from tripost.outbound.models import Delivery
from tripost.people.policies import Hidden
from tripost.store.changes import record

JOB: Final = "lists.undo_import"


def begin(ident: int, *, by: int, at: datetime) -> None:
    """Take it back; one that runs stops. Raises Hidden, Conflict."""
    row = Import.objects.select_for_update().filter(pk=ident).first()
    if row is None:
        raise Hidden
    if row.state in ("undoing", "undone"):
        raise Conflict("undone", "This import is taken back already.")
    row.state = "undoing"
    row.save(update_fields=["state"])
    _tell(row, by=by, at=at)
    go_on(ident, by=by, left=-1, at=at)


def go_on(ident: int, *, by: int, left: int, at: datetime) -> None:
    """Have the work taken up; `left`: how much was there, so that each turn is a job of its own."""
    enqueue(
        JOB,
        at=at,
        arguments={"import": str(ident), "by": by},
        key=f"{JOB}:{ident}:{left}",
    )


def left(ident: int) -> int:
    """How many lines are still to be taken back."""
    return int(_lines(ident).count())


def take_back(ident: int, *, by: int, at: datetime, size: int) -> bool:
    """Some lines, the last ones first; False: nothing is left. Safe to run twice: a line that was
    taken back is no more."""
    row = Import.objects.select_for_update().filter(pk=ident, state="undoing").first()
    if row is None:
        return False
    lines = _last(ident, size)
    if not lines:
        _finish(row, by=by, at=at)
        return False
    people = {line.subscriber.pk: line.subscriber for line in lines if line.subscriber}
    kept, added, changed = _told_apart(lines, people)
    write(changed)
    _take_off(row, [people[n] for n in added if n in people], by=by, at=at)
    ImportLine.objects.filter(pk__in=[line.pk for line in kept]).update(kind="kept")
    left = {line.pk for line in kept}
    forget([line.pk for line in lines if line.pk not in left])
    row.kept += len(kept)
    row.save(update_fields=["kept"])
    _tell(row, by=by, at=at, people=True)
    return True


def _last(ident: int, size: int) -> list[ImportLine]:
    """The last lines of the file that are not taken back yet; each kind along its index."""
    found: list[ImportLine] = []
    for kind in ("added", "changed"):
        lines = ImportLine.objects.filter(load_id=ident, kind=kind).select_related("subscriber")
        found += lines.order_by("-line")[:size]
    return sorted(found, key=lambda line: line.line, reverse=True)[:size]


def _lines(ident: int) -> Any:
    return ImportLine.objects.filter(load_id=ident, kind__in=("added", "changed"))


def _told_apart(
    lines: Sequence[ImportLine], people: Mapping[int, Subscriber]
) -> tuple[list[ImportLine], list[int], list[Subscriber]]:
    """Lines whose person is not as they were left; who is to go; who is to be as before."""
    kept: list[ImportLine] = []
    added: list[int] = []
    changed: dict[int, Subscriber] = {}
    for line in lines:
        person = people.get(line.subscriber_id or 0)
        if person is None:
            continue
        if mark(person) != line.mark:
            kept.append(line)
        elif line.kind == "added":
            added.append(person.pk)
        else:
            _restore(person, line.before or {})
            changed[person.pk] = person
    return kept, added, [person for key, person in changed.items() if key not in added]


def _restore(person: Subscriber, before: Mapping[str, Any]) -> None:
    for name, value in before.items():
        if name in ("since", "left_at") and value is not None:
            value = datetime.fromisoformat(value)
        setattr(person, name, value)


def _take_off(row: Import, people: Sequence[Subscriber], *, by: int, at: datetime) -> None:
    """Who was written to meanwhile stays as taken off: the links in that mail must lead somewhere.
    The others go as if they had never come; that somebody had vouched for them stays told."""
    keys = [person.pk for person in people]
    there: set[int | None] = set()
    for table in (Delivery, Frozen, Click):
        found = table.objects.filter(subscriber_id__in=keys)
        there.update(found.values_list("subscriber_id", flat=True))
    written = [key for key in keys if key in there]
    Subscriber.objects.filter(pk__in=written).update(state="removed", left_at=at)
    delete([key for key in keys if key not in there])
    consents.take_back(
        row.address_id, emails=[person.email for person in people], by=by, at=at, source="import"
    )


def _finish(row: Import, *, by: int, at: datetime) -> None:
    """Attributes that came with it and that nobody has go with it."""
    for key in row.mapping.get("made", ()):
        if not attributes.used(row.address_id, key=key):
            Attribute.objects.filter(address_id=row.address_id, key=key).delete()
    row.state, row.finished_at = "undone", at
    row.save(update_fields=["state", "finished_at"])
    _tell(row, by=by, at=at, people=True)
    record("attributes.changed", at=at, address=row.address_id, actor=by)


def _tell(row: Import, *, by: int, at: datetime, people: bool = False) -> None:
    data = {"import": str(row.pk)}
    record("import.changed", at=at, address=row.address_id, actor=by, data=data)
    if people:
        record("subscribers.changed", at=at, address=row.address_id, actor=by, data=data)
