"""The triggers that keep the tallies of conversations (decision 0014).

On PostgreSQL the triggers are deferred to the commit: by then every action holds the one modseq
row, so that two transactions can never wait for each other's tallies crosswise.
A later migration that makes SQLite rebuild `store_conversation` must call `make` again.
"""

from typing import Any

from django.db import migrations

COLUMNS = ("address_id", "state", "assignee_id", "team_id", "confidential")

_LESS = """UPDATE store_tally SET n = n - 1 WHERE address_id = OLD.address_id
 AND state = OLD.state AND assignee_id = COALESCE(OLD.assignee_id, 0)
 AND team_id = COALESCE(OLD.team_id, 0) AND NOT OLD.confidential;"""
_MORE = """INSERT INTO store_tally (address_id, state, assignee_id, team_id, n)
 SELECT NEW.address_id, NEW.state, COALESCE(NEW.assignee_id, 0), COALESCE(NEW.team_id, 0), 1
 WHERE NOT NEW.confidential
 ON CONFLICT (address_id, state, assignee_id, team_id) DO UPDATE SET n = store_tally.n + 1;"""
_CHANGED = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in COLUMNS)
_CHANGED_SQLITE = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in COLUMNS)

SQLITE = {
    "tally_new": f"AFTER INSERT ON store_conversation BEGIN {_MORE} END",
    "tally_changed": f"AFTER UPDATE OF {', '.join(COLUMNS)} ON store_conversation "
    f"WHEN {_CHANGED_SQLITE} BEGIN {_LESS} {_MORE} END",
    "tally_gone": f"AFTER DELETE ON store_conversation BEGIN {_LESS} END",
}
FUNCTION = f"""
CREATE FUNCTION store_tally_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP <> 'INSERT' THEN {_LESS} END IF;
IF TG_OP <> 'DELETE' THEN {_MORE} END IF;
RETURN NULL; END $$"""
POSTGRES = {
    "tally_new": ("INSERT", ""),
    "tally_changed": (f"UPDATE OF {', '.join(COLUMNS)}", f"WHEN ({_CHANGED})"),
    "tally_gone": ("DELETE", ""),
}


def make(_apps: Any, editor: Any) -> None:
    """The three of them in the dialect at hand."""
    if editor.connection.vendor == "sqlite":
        for name, body in SQLITE.items():
            editor.execute(f"CREATE TRIGGER {name} {body}")
        return
    editor.execute(FUNCTION)
    for name, (event, when) in POSTGRES.items():
        editor.execute(
            f"CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON store_conversation "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} "
            "EXECUTE FUNCTION store_tally_keep()"
        )


def drop(_apps: Any, editor: Any) -> None:
    """The way back."""
    on_table = "" if editor.connection.vendor == "sqlite" else " ON store_conversation"
    for name in SQLITE:
        editor.execute(f"DROP TRIGGER {name}{on_table}")
    if on_table:
        editor.execute("DROP FUNCTION store_tally_keep()")


class Migration(migrations.Migration):
    dependencies = [("store", "0002_ground")]
    operations = [migrations.RunPython(make, drop)]
