"""The data folder: made, migrated and held by one server at a time."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import IO

from django.core.management import call_command
from django.db import connection

from tripost.kit.settings import Settings


class Occupied(Exception):
    """Another server works on this data folder."""


def make_folder(settings: Settings) -> None:
    """The folder and its key, before Django reads its settings. Safe to run twice."""
    settings.data.mkdir(parents=True, exist_ok=True)
    key = settings.data / "secret.key"
    if not settings.secret_key and not key.exists():
        descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())


def migrate() -> None:
    """Bring the tables up to date. `auto_vacuum` only takes before the first table is made."""
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA auto_vacuum=INCREMENTAL")
            cursor.execute("VACUUM")
    call_command("migrate", verbosity=0, interactive=False)


def occupy(folder: Path) -> IO[str]:
    """Hold the folder for this server; raises Occupied. Released when the file is closed."""
    file = (folder / "server.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise Occupied(
            f"Another Tripost server already works on {folder}. Stop it first, or set "
            "TRIPOST_DATA to another folder."
        ) from None
    return file
