"""FTS5 keeps which entries have a word, not where: terms are a set, nobody asks for phrases.

Without positions and sizes an entry costs a quarter less to index. Our terms are folded and
apart by blanks already, so the tokenizer has nothing to know.
"""

from typing import Any

from django.db import migrations

LEAN = "tokenize='ascii', detail=none, columnsize=0"
BEFORE = "tokenize='unicode61', detail=full"


def _rebuild(editor: Any, options: str) -> None:
    if editor.connection.vendor != "sqlite":
        return
    editor.execute(f"CREATE VIRTUAL TABLE search_index_new USING fts5(terms, {options})")
    editor.execute(
        "INSERT INTO search_index_new (rowid, terms) SELECT rowid, terms FROM search_index"
    )
    editor.execute("DROP TABLE search_index")
    editor.execute("ALTER TABLE search_index_new RENAME TO search_index")


def lean(_apps: Any, editor: Any) -> None:
    """What is indexed stays indexed."""
    _rebuild(editor, LEAN)


def before(_apps: Any, editor: Any) -> None:
    """The way back."""
    _rebuild(editor, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]
    operations = [migrations.RunPython(lean, before)]
