"""`tripost serve` and `tripost demo`: what must be true before the doors open."""

import secrets
from typing import TYPE_CHECKING

from tripost.cli import house
from tripost.kit.settings import LOOPBACK, BadSetting, Settings

if TYPE_CHECKING:
    from tripost.store.services import Services

SETUP_CODE = "setup-code"  # in the data folder: SHA-256 of the one-time code, hex
DEMO_MARK = "demo-world"  # in the data folder: this is the demo world
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another


def serve(*, verbose: bool) -> None:
    """Hold the folder, bring the tables up to date, run; wrong settings end with code 2."""
    settings = house.prepare(verbose=verbose)
    from tripost.servers.run import PortTaken, serve
    from tripost.store.ground import Occupied, occupy

    try:
        lock = occupy(settings.data) if settings.on_sqlite else None
    except Occupied as wrong:
        house.give_up(str(wrong))
    try:
        house.migrate(settings)
        notices = _first_start(settings)
        _check_demo_stays_home(settings)
        serve(settings, notices=notices)
    except (PortTaken, BadSetting) as wrong:
        house.give_up(str(wrong))
    finally:
        if lock is not None:
            lock.close()


def load_demo(services: "Services") -> None:
    """Fill an empty data folder; refuses where there is a user already."""
    from tripost.people.models import User

    if User.objects.exists():
        house.give_up(
            f"{services.settings.data} has people in it; the demo world wants a fresh folder."
        )
    from tripost.demo.load import load

    load(services)
    (services.settings.data / DEMO_MARK).touch()


def _first_start(settings: Settings) -> tuple[str, ...]:
    """The demo world, or a code for the set-up page; lines for whoever started the server."""
    from tripost.kit.secrets import digest
    from tripost.people.models import User
    from tripost.servers.build import build

    mark, code = settings.data / DEMO_MARK, settings.data / SETUP_CODE
    if User.objects.exists():
        code.unlink(missing_ok=True)
        return (_DEMO_SIGN_IN,) if mark.exists() else ()
    if settings.demo:
        services = build(settings, inline=True)
        try:
            load_demo(services)
        finally:
            services.pool.close()
        return (_DEMO_SIGN_IN,)
    fresh = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
    code.touch(mode=0o600)
    code.write_text(digest(fresh) + "\n")
    return (f"Set-up code: {fresh}", f"Begin at {settings.public_url}/set-up/")


_DEMO_SIGN_IN = "Sign in as anna, ben, cem or dana with the password tripost-demo"


def _check_demo_stays_home(settings: Settings) -> None:
    """Its passwords are printed in the handbook."""
    if not (settings.data / DEMO_MARK).exists():
        return
    for name, place in (("TRIPOST_HTTP", settings.http), ("TRIPOST_SMTP", settings.smtp),
                        ("TRIPOST_LMTP", settings.lmtp)):  # fmt: skip
        if place.host not in LOOPBACK:
            house.give_up(
                f"{name}: the demo world serves on loopback only, not on {place}. Start a real "
                "one with TRIPOST_DEMO=0 and another TRIPOST_DATA."
            )
