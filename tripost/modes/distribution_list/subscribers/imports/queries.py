"""What became of imports, and which lines were refused."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from tripost.core.cells import BOM, line
from tripost.people.policies import Hidden
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

CHUNK: Final = 1_000
_COLUMNS: Final = (
    "i.id, i.file, i.state, i.at, u.address, i.lines, i.done, i.added, i.changed, i.present, "
    'i.refused, i.kept, i.finished_at, i."update", i.evidence'
)
_FROM: Final = "FROM distribution_list_import i LEFT JOIN people_user u ON u.id = i.by_id"
_WHY: Final = {
    "quote": "A quotation mark is never closed.",
    "columns": "There are more cells than columns.",
    "too-long": "This is too long.",
    "encoding": "There are letters that cannot be read.",
    "control": "There are control characters.",
    "empty": "There is no address.",
    "space": "An address has no blanks.",
    "no-at": "An address has an @.",
    "two-ats": "An address has only one @.",
    "local": "What stands before the @ is not allowed there.",
    "domain": "What stands after the @ is not a domain.",
    "no-dot": "The domain lacks its ending, such as .de.",
    "own-address": "This is the list itself.",
    "unsubscribed": "They left the list; only they can come back.",
    "bad-number": "This is no number",
    "bad-date": "This is no day",
    "bad-text": "This cannot be kept as text",
    "unknown-choice": "This is none of the choices",
    "bad-language": "The language is neither de nor en",
}


class ImportShape(msgspec.Struct, frozen=True):
    """An import. `progress`: 0 to 1; `kept`: how many its undoing left, since others had changed
    them meanwhile."""

    id: str
    file: str
    state: str  # running | done | failed | undoing | undone
    at: str
    by: str | None
    lines: int
    added: int
    changed: int
    present: int
    refused: int
    kept: int
    progress: float
    finished_at: str | None
    update: bool
    evidence: str


def imports(reader: Reader, *, address: int) -> list[ImportShape]:
    """Of a list, newest first."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE i.address_id = %s ORDER BY i.id DESC LIMIT 200",
        (address,),
    )
    return [_shape(row) for row in rows]


def one(reader: Reader, ident: int, *, address: int) -> ImportShape:
    """One of them; raises Hidden."""
    row = reader.row(
        f"SELECT {_COLUMNS} {_FROM} WHERE i.id = %s AND i.address_id = %s", (ident, address)
    )
    if row is None:
        raise Hidden
    return _shape(row)


def errors(reader: Reader, ident: int) -> Iterator[str]:
    """The refused lines as CSV: number, reason in words and as a code, and the line itself."""
    yield BOM + line(("line", "reason", "code", "text"))
    last = 0
    while True:
        rows = reader.rows(
            "SELECT id, line, reason, text FROM distribution_list_importline "
            "WHERE load_id = %s AND kind = 'refused' AND id > %s ORDER BY id LIMIT %s",
            (ident, last, CHUNK),
        )
        if rows:
            yield "".join(line((r[1], _why(r[2]), r[2], r[3])) for r in rows)
            last = rows[-1][0]
        if len(rows) < CHUNK:
            return


def _why(reason: str) -> str:
    """A sentence; `bad-number:age` names the column."""
    code, _, column = reason.partition(":")
    said = _WHY.get(code, code)
    return f"{said}: {column}." if column else said


def _shape(row: Sequence[Any]) -> ImportShape:
    lines, done, state = row[5], row[6], row[2]
    return ImportShape(
        id=str(row[0]),
        file=row[1],
        state=state,
        at=rfc3339(row[3]) or "",
        by=row[4],
        lines=lines,
        added=row[7],
        changed=row[8],
        present=row[9],
        refused=row[10],
        kept=row[11],
        progress=1.0 if state in ("done", "undone") else min(1.0, done / lines if lines else 1.0),
        finished_at=rfc3339(row[12]),
        update=bool(row[13]),
        evidence=row[14],
    )
