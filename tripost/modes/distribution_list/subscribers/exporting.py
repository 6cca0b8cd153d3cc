"""A list's subscribers as a file that a spreadsheet opens: streamed, formulas made harmless."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tripost.core.attribute import Known
from tripost.core.cells import BOM, line
from tripost.search.condition import Condition
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

CHUNK: Final = 1_000
_PLAIN: Final = (
    "email", "name", "state", "since", "language", "delivery", "paused_until", "topics", "source",
    "bounces",
)  # fmt: skip


def exported(
    reader: Reader, *, address: int, wanted: Condition, known: Mapping[str, Known]
) -> Iterator[str]:
    """Lines with a head, by address; attributes after the rest, each a column of its own."""
    yield BOM + line((*_PLAIN, *known))
    last = ""
    while True:
        rows = reader.rows(
            "SELECT s.email, s.name, s.state, s.since, s.language, s.delivery, s.paused_until, "
            "s.topics, s.source, s.bounces, s.attributes FROM distribution_list_subscriber s "
            f"WHERE s.address_id = %s AND {wanted.sql} AND s.email > %s ORDER BY s.email LIMIT %s",
            (address, *wanted.values, last, CHUNK),
        )
        if rows:
            yield "".join(line(_cells(row, known)) for row in rows)
            last = rows[-1][0]
        if len(rows) < CHUNK:
            return


def _cells(row: Any, known: Mapping[str, Known]) -> list[object]:
    """In the order of the head; topics by blanks, "" = all."""
    values = decoded(row[10]) or {}
    topics = decoded(row[7])
    return [
        *row[:3],
        rfc3339(row[3]),
        *row[4:6],
        rfc3339(row[6]),
        " ".join(topics) if topics else "-" if topics == [] else "",
        *row[8:10],
        *(values.get(key) for key in known),
    ]
