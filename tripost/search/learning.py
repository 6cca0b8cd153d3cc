"""Learns the words of the index, so that compounds can be found by their halves.

Off the way of the mail: a job that reads what was indexed since it last looked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from django.db import connection

from tripost.store.reads import DjangoReader, Reader
from tripost.store.services import Services

ENTRIES: Final = 300  # read at a time
WORDS: Final = 1_000  # written at a time
LATE: Final = 30_000 << 21  # ids of half a minute (kit.ids): entries may be committed out of order
_WORD: Final = re.compile("[a-z]{3,40}")


async def learn(services: Services, _: Mapping[str, Any]) -> None:
    """Everything since the last look. Safe to run twice: a word is known once."""
    after = max(0, await services.pool.run(lambda: learned(DjangoReader())) - LATE)
    while True:
        rows = await services.pool.run(partial(_indexed, DjangoReader(), after=after))
        if not rows:
            return
        after = rows[-1][0]
        await note(services, (word for _, terms in rows for word in terms.split()), upto=after)
        if len(rows) < ENTRIES:
            return


async def note(services: Services, words: Iterable[str], *, upto: int = 0) -> None:
    """Keep the words that are new; `upto`: the entry that was read last."""
    some = sorted({word for word in words if _WORD.fullmatch(word)})
    fresh = await services.pool.run(partial(_unknown, DjangoReader(), some))
    for start in range(0, max(1, len(fresh)), WORDS):
        piece = fresh[start : start + WORDS]
        await services.writer.do(partial(_keep, piece, upto=upto), mail=True)


def learned(reader: Reader) -> int:
    """The entry up to which words are known."""
    row = reader.row("SELECT entry FROM search_learned WHERE id = 1")
    return int(row[0]) if row else 0


def known(reader: Reader, words: Sequence[str]) -> set[str]:
    """Those of these words that somebody has written here."""
    found: set[str] = set()
    for start in range(0, len(words), 500):
        some = words[start : start + 500]
        places = ", ".join(["%s"] * len(some))
        rows = reader.rows(f"SELECT word FROM search_word WHERE word IN ({places})", some)
        found |= {row[0] for row in rows}
    return found


def _indexed(reader: Reader, *, after: int) -> list[tuple[Any, ...]]:
    if connection.vendor == "sqlite":
        sql = "SELECT rowid, terms FROM search_index WHERE rowid > %s ORDER BY rowid LIMIT %s"
    else:
        sql = (
            "SELECT id, array_to_string(tsvector_to_array(terms), ' ') FROM search_index "
            "WHERE id > %s ORDER BY id LIMIT %s"
        )
    return reader.rows(sql, (after, ENTRIES))


def _unknown(reader: Reader, words: Sequence[str]) -> list[str]:
    there = known(reader, words)
    return [word for word in words if word not in there]


def _keep(words: Sequence[str], *, upto: int) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_word (word, mirrored) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [(word, word[::-1]) for word in words],
        )
        cursor.execute(
            "UPDATE search_learned SET entry = %s WHERE id = 1 AND entry < %s", [upto, upto]
        )
