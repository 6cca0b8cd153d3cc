"""Loads a file in the worker, some lines in each short transaction; and takes one back likewise.

Killed at any moment, the work goes on where it was: how far it came is written with the lines.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

from tripost.core import table
from tripost.core.table import Broken, Form, Row
from tripost.modes.distribution_list.models import Import
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.imports import actions, undoing
from tripost.modes.distribution_list.subscribers.imports.mapping import (
    Entry,
    Mapped,
    Reading,
    entry,
)
from tripost.store.blobs import MissingBlob
from tripost.store.models import Blob
from tripost.store.reads import DjangoReader
from tripost.store.services import Services

CHUNK: Final = 50  # lines of one transaction
TURN: Final = 10_000  # lines of one job: others wait for their turn


@dataclass(frozen=True, slots=True)
class _Plan:
    """A running import, as far as it came."""

    form: Form
    reading: Reading
    blob: str
    inline: bytes | None
    done: int


async def load(services: Services, arguments: Mapping[str, Any]) -> None:
    """A turn of an import. Safe to run twice: a step is taken once."""
    ident = int(arguments["import"])
    writer, clock = services.writer, services.clock
    plan = await services.pool.run(partial(_plan, ident))
    if plan is None:
        return
    try:
        raw = await services.pool.run(lambda: services.blobs.read(plan.blob, inline=plan.inline))
    except MissingBlob:
        await writer.do(lambda: actions.finish(ident, at=clock(), failed=True))
        return
    records = await services.pool.run(lambda: _from(table.rows(raw, plan.form), plan.done))
    done = plan.done
    while done < plan.done + TURN:
        entries = await services.pool.run(lambda: _next(records, plan.reading))
        if not entries:
            await writer.do(lambda: actions.finish(ident, at=clock()))
            return
        step = partial(actions.take_in, ident, entries, start=done, at=clock())
        if not await writer.do(step, mail=True):
            return  # taken back meanwhile
        done += len(entries)
    await writer.do(lambda: actions.go_on(ident, done=done, at=clock()))


async def undo(services: Services, arguments: Mapping[str, Any]) -> None:
    """A turn of taking an import back. Safe to run twice."""
    ident, by = int(arguments["import"]), int(arguments["by"])
    writer, clock = services.writer, services.clock
    for _ in range(TURN // CHUNK):
        step = partial(undoing.take_back, ident, by=by, at=clock(), size=CHUNK)
        if not await writer.do(step, mail=True):
            return
    left = await services.pool.run(lambda: undoing.left(ident))
    await writer.do(lambda: undoing.go_on(ident, by=by, left=left, at=clock()))


def _plan(ident: int) -> _Plan | None:
    row = Import.objects.select_related("address").filter(pk=ident, state="running").first()
    if row is None or row.blob_id is None:
        return None
    form = Form(**{**row.form, "columns": tuple(row.form["columns"])})
    mapped = Mapped(tuple(row.mapping["columns"]))
    reading = Reading(
        meanings=mapped.meanings,
        keys=mapped.keys,
        known=attributes.of(DjangoReader(), row.address_id),
        list_email=row.address.email,
        separator=form.separator,
    )
    data = Blob.objects.filter(pk=row.blob_id).values_list("data", flat=True).first()
    return _Plan(form, reading, row.blob_id, bytes(data) if data is not None else None, row.done)


def _from(records: Iterator[Row | Broken], done: int) -> Iterator[Row | Broken]:
    """Past the lines that are in already."""
    next(islice(records, done, done), None)
    return records


def _next(records: Iterator[Row | Broken], reading: Reading) -> list[Entry]:
    return [entry(record, reading) for record in islice(records, CHUNK)]


HANDLERS: Final = {actions.JOB: load, undoing.JOB: undo}
