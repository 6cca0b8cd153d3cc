"""Begins an import, takes its lines in, ends it: each step one short transaction.

The lines of a step and how far it came are written together, so a step is done once, however
often its work is begun.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from tripost.core.table import Form
from tripost.jobs.actions import enqueue
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.joining import consents
from tripost.modes.distribution_list.models import Import, ImportLine, Subscriber
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.imports.mapping import Entry, Mapped
from tripost.modes.distribution_list.subscribers.imports.people import insert, mark, told, write
from tripost.modes.distribution_list.subscribers.subscribing import Wish
from tripost.store.blobs import Blobs, Prepared
from tripost.store.changes import record

JOB: Final = "lists.import"
EVIDENCE: Final = 2_000  # characters
TELL: Final = 1_000  # lines between two Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A file that is to be loaded."""

    address: int
    file: str
    blob: Prepared
    form: Form
    mapped: Mapped
    lines: int
    update: bool
    evidence: str


def begin(wish: Beginning, *, by: int, at: datetime) -> int:
    """Keep the file, make the new attributes, have it loaded; returns the import's id. Raises
    Conflict when somebody has made one of the attributes meanwhile."""
    Blobs.keep(wish.blob)
    for one in wish.mapped.new:
        attributes.add(wish.address, one, by=by, at=at)
    made = Import.objects.create(
        id=new_id(at),
        address_id=wish.address,
        by_id=by,
        at=at,
        file=wish.file,
        blob_id=wish.blob.sha256,
        form=asdict(wish.form),
        mapping={
            "columns": list(wish.mapped.meanings),
            "made": [one.key for one in wish.mapped.new],
        },
        update=wish.update,
        evidence=wish.evidence,
        lines=wish.lines,
    )
    _tell(made, at=at)
    go_on(made.pk, done=0, at=at)
    return int(made.pk)


def go_on(ident: int, *, done: int, at: datetime) -> None:
    """Have the work taken up from here; once, however often it is asked."""
    enqueue(JOB, at=at, arguments={"import": str(ident)}, key=f"{JOB}:{ident}:{done}")


@dataclass(slots=True)
class _Step:
    """What the lines of one step come to."""

    new: dict[str, tuple[int, Subscriber]] = field(default_factory=dict)
    changed: list[tuple[int, Subscriber, dict[str, Any], str]] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    refused: list[ImportLine] = field(default_factory=list)
    present: int = 0


def take_in(ident: int, entries: Sequence[Entry], *, start: int, at: datetime) -> bool:
    """The next lines, from number `start` on. False: it is not running, or these are done."""
    row = Import.objects.select_for_update().filter(pk=ident).first()
    if row is None or row.state != "running" or row.done != start:
        return False
    step = _sorted(row, entries, at=at)
    insert([new for _, new in step.new.values()])
    write({person.pk: person for _, person, _, _ in step.changed}.values())
    lines = [
        ImportLine(load_id=ident, line=line, kind="added", subscriber=person, mark=mark(person))
        for line, person in step.new.values()
    ]
    lines += [
        ImportLine(
            load_id=ident, line=line, kind="changed", subscriber=person, before=before, mark=left,
        )
        for line, person, before, left in step.changed
    ]  # fmt: skip
    told([*lines, *step.refused])
    consents.vouch(
        row.address_id, emails=[*step.new, *step.back], by=row.by_id, at=at,
        evidence=row.evidence, source="import",
    )  # fmt: skip
    row.added += len(step.new) + len(step.back)
    row.changed += len(step.changed) - len(step.back)
    row.present += step.present
    row.refused += len(step.refused)
    row.done += len(entries)
    row.save(update_fields=["added", "changed", "present", "refused", "done"])
    if start // TELL != row.done // TELL:
        _tell(row, at=at, people=True)
    return True


def finish(ident: int, *, at: datetime, failed: bool = False) -> None:
    """All lines are in, or the file is not there any more; its bytes are freed after a month
    (freeing.py). Safe to run twice."""
    row = Import.objects.select_for_update().filter(pk=ident, state="running").first()
    if row is None:
        return
    row.state, row.finished_at = "failed" if failed else "done", at
    row.lines = max(row.done, 0) if not failed else row.lines
    row.save(update_fields=["state", "finished_at", "lines"])
    _tell(row, at=at, people=True)


def _sorted(row: Import, entries: Sequence[Entry], *, at: datetime) -> _Step:
    """Who is new, who changes, who stays as they are, who is refused."""
    wishes = [entry.wish for entry in entries if entry.wish is not None]
    known = {
        person.email: person
        for person in Subscriber.objects.filter(
            address_id=row.address_id, email__in=[wish.email for wish in wishes]
        )
    }
    step = _Step()
    for entry in entries:
        if entry.wish is None:
            step.refused.append(_refused(row, entry, entry.reason))
            continue
        person = known.get(entry.wish.email)
        if person is None:
            fresh = _fresh(row, entry.wish, at=at)
            step.new[fresh.email] = (entry.line, fresh)
            known[fresh.email] = fresh
        elif person.state == "unsubscribed":
            step.refused.append(_refused(row, entry, "unsubscribed"))
        else:
            _again(step, row, entry, person, at=at)
    return step


def _again(step: _Step, row: Import, entry: Entry, person: Subscriber, *, at: datetime) -> None:
    """Somebody the list knows. In the step that makes them, a second line adds to the first."""
    assert entry.wish is not None
    before: dict[str, Any] = {}
    if person.state == "removed":
        before = _brought_back(person, at=at)
        step.back.append(person.email)
    if row.update or before:
        before |= _brought_up(person, entry.wish)
    if not before or person.email in step.new:
        step.present += 1
    else:
        step.changed.append((entry.line, person, before, mark(person)))


def _brought_back(person: Subscriber, *, at: datetime) -> dict[str, Any]:
    """Whom a colleague had taken off is on it again; how it was before."""
    before = {
        "state": person.state,
        "since": person.since.isoformat(),
        "left_at": person.left_at.isoformat() if person.left_at else None,
        "bounces": person.bounces,
        "score": person.score,
    }
    person.state, person.since, person.left_at = "active", at, None
    person.bounces, person.score = 0, 0
    return before


def _brought_up(person: Subscriber, wish: Wish) -> dict[str, Any]:
    """What the line says otherwise is taken; what it does not say stays. How it was before."""
    before: dict[str, Any] = {}
    for name in ("name", "language"):
        said = getattr(wish, name)
        if said and said != getattr(person, name):
            before[name] = getattr(person, name)
            setattr(person, name, said)
    both = {**person.attributes, **wish.attributes}
    if both != person.attributes:
        before["attributes"] = person.attributes
        person.attributes = both
    return before


def _fresh(row: Import, wish: Wish, *, at: datetime) -> Subscriber:
    return Subscriber(
        address_id=row.address_id,
        email=wish.email,
        name=wish.name,
        language=wish.language,
        attributes=dict(wish.attributes),
        source="import",
        since=at,
    )


def _refused(row: Import, entry: Entry, reason: str) -> ImportLine:
    return ImportLine(
        load_id=row.pk, line=entry.line, kind="refused", reason=reason, text=entry.text
    )


def _tell(row: Import, *, at: datetime, people: bool = False) -> None:
    """The import went on; and so did the list."""
    data = {"import": str(row.pk)}
    record("import.changed", at=at, address=row.address_id, actor=row.by_id, data=data)
    if people:
        record("subscribers.changed", at=at, address=row.address_id, actor=row.by_id, data=data)
