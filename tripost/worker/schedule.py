"""All work that is done later or again and again, in one list."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import connection

from tripost.people.models import SignInFailure
from tripost.store.services import Services
from tripost.worker.runner import Handler, Periodic

FAILURES_KEPT: Final = timedelta(days=1)


async def forget_failures(services: Services, _: Mapping[str, Any]) -> None:
    """Sign-in failures are only needed for throttling. Safe to run twice."""
    before = services.clock() - FAILURES_KEPT
    await services.writer.do(lambda: SignInFailure.objects.filter(at__lt=before).delete())


async def forget_sessions(services: Services, _: Mapping[str, Any]) -> None:
    """Sessions that have ended are nobody's. Safe to run twice."""
    from django.contrib.sessions.models import Session

    now = services.clock()
    await services.writer.do(lambda: Session.objects.filter(expire_date__lt=now).delete())


async def optimise(services: Services, _: Mapping[str, Any]) -> None:
    """Let SQLite refresh what its planner knows about the tables. Safe to run twice."""

    def run() -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA optimize")

    await services.writer.do(run)


HANDLERS: Final[Mapping[str, Handler]] = {
    "people.forget_failures": forget_failures,
    "people.forget_sessions": forget_sessions,
    "store.optimise": optimise,
}
PERIODIC: Final = (
    Periodic("people.forget_failures", timedelta(hours=6)),
    Periodic("people.forget_sessions", timedelta(days=1)),
    Periodic("store.optimise", timedelta(hours=6)),
)
