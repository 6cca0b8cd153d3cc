"""Opens the data folder for a command: settings, Django, tables, in that order."""

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from tripost.kit import log
from tripost.kit.entered import BadInput
from tripost.kit.settings import BadSetting, Settings, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tripost.store.services import Services

WRONG = 2  # exit code for a wrong setting or argument, and for what cannot be done here


def give_up(text: str) -> NoReturn:
    """One line on standard error, exit code 2."""
    print(text, file=sys.stderr)
    raise SystemExit(WRONG)


def prepare(*, verbose: bool = False, begun: bool = False) -> Settings:
    """Settings and the data folder with its key; Django is ready afterwards, the tables are not."""
    log.set_up(verbose=verbose)
    try:
        chosen = settings()
    except BadSetting as wrong:
        give_up(str(wrong))
    if begun and chosen.on_sqlite and not (chosen.data / "tripost.sqlite3").exists():
        give_up(f"TRIPOST_DATA: {chosen.data} holds no Tripost; name the folder that does.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tripost.config.settings")
    # Before Django reads it: the key beside the data.
    make_folder(chosen)
    import django

    django.setup()
    return chosen


def make_folder(chosen: Settings) -> None:
    """As `ground.make_folder`, with a sentence where the folder cannot be made."""
    from tripost.store.ground import make_folder as make

    try:
        make(chosen)
    except OSError as wrong:
        give_up(f"TRIPOST_DATA: cannot use {chosen.data}: {wrong.strerror or wrong}.")


def migrate(chosen: Settings) -> None:
    """Bring the tables up to date, with a sentence where the database cannot be reached."""
    from django.db import DatabaseError

    from tripost.store.ground import migrate as run

    try:
        run()
    except DatabaseError as wrong:
        name = "TRIPOST_DATA" if chosen.on_sqlite else "TRIPOST_DATABASE_URL"
        give_up(f"{name}: the database cannot be used: {str(wrong).strip().splitlines()[0]}")


@contextmanager
def services(*, begun: bool = False) -> "Iterator[Services]":
    """Real services for a command; its writes run here and now, beside a running server.
    `begun`: only where data is; who asks how the house is shall not get an answer for a new one."""
    chosen = prepare(begun=begun)
    migrate(chosen)
    from tripost.servers.build import build

    made = build(chosen, inline=True)
    try:
        yield made
    finally:
        made.pool.close()


def do(made: "Services", action: "Callable[[], Any]") -> Any:
    """Run one action; what it refuses becomes a line and exit code 2."""
    try:
        return made.writer.submit(action).result()
    except BadInput as wrong:
        give_up(str(wrong))
