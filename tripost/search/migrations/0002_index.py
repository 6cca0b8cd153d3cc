"""The full-text index: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

One row per entry (message or note); its id is the entry's, so newest first is one index walk.
FTS5 keeps which entries have a word, not where: terms are a set, nobody asks for phrases. Our
terms are folded and apart by blanks already, so the tokenizer has nothing to know.
"""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_index "
    "USING fts5(terms, tokenize='ascii', detail=none, columnsize=0)",
)
POSTGRES = (
    "CREATE TABLE search_index (id bigint PRIMARY KEY, terms tsvector NOT NULL)",
    "CREATE INDEX search_terms ON search_index USING gin (terms)",
)


def make(_apps: Any, editor: Any) -> None:
    """The index in the dialect at hand."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def drop(_apps: Any, editor: Any) -> None:
    """All of it can be derived again."""
    editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
