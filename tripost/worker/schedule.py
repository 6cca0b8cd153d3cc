"""All work that is done later or again and again, in one list."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import connection

from tripost.conversations.work.forgetting import forget
from tripost.modes.distribution_list import freeing, warning
from tripost.modes.distribution_list.campaigns import asking, starting
from tripost.modes.distribution_list.digest.actions import LAST
from tripost.modes.distribution_list.digest.sending import send_digests, send_last
from tripost.modes.distribution_list.joining.forgetting import tidy
from tripost.modes.distribution_list.moderation import jobs as held
from tripost.modes.distribution_list.moderation import letters
from tripost.modes.distribution_list.subscribers.imports import job as imports
from tripost.people.models import SignInFailure
from tripost.search.learning import learn
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


async def forget_acts(services: Services, _: Mapping[str, Any]) -> None:
    """What was done long ago can no longer be undone. Safe to run twice."""
    while await services.writer.do(lambda: forget(at=services.clock())):
        continue


HANDLERS: Final[Mapping[str, Handler]] = {
    "lists.digests": send_digests,
    "lists.tidy": tidy,
    **imports.HANDLERS,
    LAST: send_last,
    asking.JOB: starting.start,
    "conversations.forget_acts": forget_acts,
    warning.JOB: warning.warn,
    freeing.JOB: freeing.free,
    held.HELD: letters.tell_moderators,
    held.TOLD: letters.answer_moderator,
    held.REFUSED: letters.tell_author,
    "people.forget_failures": forget_failures,
    "people.forget_sessions": forget_sessions,
    "search.learn": learn,
    "store.optimise": optimise,
}
GIVEN_UP: Final[Mapping[str, Handler]] = {asking.JOB: starting.give_up}
PERIODIC: Final = (
    Periodic("lists.digests", timedelta(minutes=1)),
    Periodic("lists.tidy", timedelta(minutes=10)),
    Periodic("conversations.forget_acts", timedelta(days=1)),
    Periodic(warning.JOB, warning.EVERY),
    Periodic(freeing.JOB, freeing.EVERY),
    Periodic("people.forget_failures", timedelta(hours=6)),
    Periodic("people.forget_sessions", timedelta(days=1)),
    Periodic("search.learn", timedelta(minutes=1)),
    Periodic("store.optimise", timedelta(hours=6)),
)
