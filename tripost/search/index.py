"""Writes the full-text index: one row per entry that has words."""

from collections.abc import Sequence

from django.db import connection


def add(pairs: Sequence[tuple[int, str]]) -> None:
    """Index entries: (entry id, terms made by `core.terms`). Safe to run twice."""
    worded = [(entry, terms) for entry, terms in pairs if terms]
    if not worded:
        return
    if connection.vendor == "sqlite":
        sql = "INSERT OR REPLACE INTO search_index (rowid, terms) VALUES (%s, %s)"
    else:
        sql = (
            "INSERT INTO search_index (id, terms) VALUES (%s, array_to_tsvector("
            "string_to_array(%s, ' '))) ON CONFLICT (id) DO UPDATE SET terms = excluded.terms"
        )
    with connection.cursor() as cursor:
        cursor.executemany(sql, _distinct(worded) if connection.vendor != "sqlite" else worded)


def extend(entry: int, terms: Sequence[str]) -> bool:
    """Add terms to an entry's; whether there were new ones. Safe to run twice."""
    key = "rowid" if connection.vendor == "sqlite" else "id"
    kept = (
        "terms"
        if connection.vendor == "sqlite"
        else "array_to_string(tsvector_to_array(terms), ' ')"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kept} FROM search_index WHERE {key} = %s", [entry])
        row = cursor.fetchone()
    before = dict.fromkeys(row[0].split() if row else ())
    after = before | dict.fromkeys(terms)
    if len(after) == len(before):
        return False
    add([(entry, " ".join(after))])
    return True


def remove(entries: Sequence[int]) -> None:
    """Forget entries; unknown ones are no error."""
    key = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM search_index WHERE {key} = %s", [(e,) for e in entries])


def _distinct(pairs: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """A tsvector made from an array refuses empty words and gains nothing from repeated ones."""
    return [(entry, " ".join(dict.fromkeys(terms.split()))) for entry, terms in pairs]
