"""Looks at a file before it is loaded: columns, samples, guesses, how many lines, what is wrong."""

from collections.abc import Mapping
from itertools import islice
from typing import Final

import msgspec

from tripost.core import columns, table
from tripost.core.address import BadAddress, parse_address
from tripost.core.attribute import CHOICES, TEXT, Known
from tripost.core.table import BadTable, Broken, Form, Row
from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.subscribers.imports.mapping import Mapped

GUESSED_BY: Final = 200  # rows
SAMPLES: Final = 5  # cells of each column
PROBLEMS: Final = 20
CHECKED: Final = 20_000  # lines that are searched for problems


class ColumnShape(msgspec.Struct, frozen=True):
    """A column; `guess` as in core.columns."""

    name: str
    sample: list[str]
    guess: str


class ProblemShape(msgspec.Struct, frozen=True):
    """A line that would be refused."""

    line: int
    text: str
    reason: str


class FileShape(msgspec.Struct, frozen=True):
    """What a file holds; `head`: its first line names the columns. `problems` are the first ones;
    `broken` counts all of them in the first 20,000 lines."""

    columns: list[ColumnShape]
    lines: int
    broken: int
    separator: str
    encoding: str
    head: bool
    problems: list[ProblemShape]


def formed(raw: bytes) -> Form:
    """How a file is written; raises BadInput."""
    try:
        return table.look(raw)
    except BadTable as wrong:
        raise BadInput(wrong.reason, wrong.message) from None


def looked_at(raw: bytes, *, known: Mapping[str, Known]) -> FileShape:
    """Nothing is kept; raises BadInput. Problems are those of how lines read and of addresses."""
    form = formed(raw)
    first = [r for r in islice(table.rows(raw, form), GUESSED_BY) if isinstance(r, Row)]
    cells = [[row.cells[n] for row in first] for n in range(len(form.columns))]
    guesses = columns.guesses(form.columns, cells, known=known)
    lines, broken, problems = 0, 0, list[ProblemShape]()
    place = guesses.index(columns.EMAIL) if columns.EMAIL in guesses else None
    for record in table.rows(raw, form):
        lines += 1
        if lines <= CHECKED:
            found = _problems(record, place=place, separator=form.separator)
            broken += len(found)
            problems += found[: PROBLEMS - len(problems)]
    shapes = [
        ColumnShape(name, [c[:TEXT] for c in filled if c][:SAMPLES], guess)
        for name, filled, guess in zip(form.columns, cells, guesses, strict=True)
    ]
    return FileShape(shapes, lines, broken, form.separator, form.encoding, form.head, problems)


def counted(raw: bytes, form: Form, mapped: Mapped) -> tuple[int, dict[str, dict[str, str]]]:
    """The number of lines, and what stands in the columns that become a new choice."""
    wanted = {one.key for one in mapped.new if one.kind == "choice"}
    places = [(n, key) for n, key in enumerate(mapped.keys) if key in wanted]
    seen: dict[str, dict[str, str]] = {key: {} for _, key in places}
    lines = 0
    for record in table.rows(raw, form):
        lines += 1
        if isinstance(record, Row):
            for place, key in places:
                cell = " ".join(record.cells[place].split())
                if cell and len(seen[key]) <= CHOICES:
                    seen[key].setdefault(cell.casefold(), cell)
    return lines, seen


def _problems(record: Row | Broken, *, place: int | None, separator: str) -> list[ProblemShape]:
    if isinstance(record, Broken):
        return [ProblemShape(record.line, record.text, record.reason)]
    if place is None:
        return []
    try:
        parse_address(record.cells[place])
    except BadAddress as wrong:
        return [ProblemShape(record.line, separator.join(record.cells)[:TEXT], wrong.reason)]
    return []
