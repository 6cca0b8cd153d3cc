"""The words of the index, forwards and backwards: which are compounds of another (decision 0013)."""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE TABLE search_word (word text PRIMARY KEY, mirrored text NOT NULL) WITHOUT ROWID",
    "CREATE INDEX search_word_mirrored ON search_word (mirrored)",
    "CREATE TABLE search_learned (id integer PRIMARY KEY, entry bigint NOT NULL)",
)
POSTGRES = (
    'CREATE TABLE search_word (word varchar(40) COLLATE "C" PRIMARY KEY, '
    'mirrored varchar(40) COLLATE "C" NOT NULL)',
    "CREATE INDEX search_word_mirrored ON search_word (mirrored)",
    "CREATE TABLE search_learned (id integer PRIMARY KEY, entry bigint NOT NULL)",
)


def make(_apps: Any, editor: Any) -> None:
    """Empty: they are learnt from the index by a job."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)
    editor.execute("INSERT INTO search_learned (id, entry) VALUES (1, 0)")


def drop(_apps: Any, editor: Any) -> None:
    """All of it can be learnt again."""
    editor.execute("DROP TABLE search_word")
    editor.execute("DROP TABLE search_learned")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [migrations.RunPython(make, drop)]
