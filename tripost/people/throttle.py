"""Who guesses passwords is slowed down, without locking anybody else out (PROMISES L39)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tripost.people.models import SignInFailure

WINDOW = timedelta(minutes=15)
PER_LOGIN = 5  # failures from one source at one login
PER_SOURCE = 50  # failures from one source at any login


@dataclass(frozen=True, slots=True)
class Wait:
    """Come back in so many seconds."""

    seconds: int


def waiting(source: str, *, login: str, at: datetime) -> Wait | None:
    """Whether this source must wait before it may try this login again.

    Only the source that failed waits: the same login from elsewhere is not touched.
    """
    recent = SignInFailure.objects.filter(source=source, at__gt=at - WINDOW)
    for failures, limit in ((recent.filter(login=_key(login)), PER_LOGIN), (recent, PER_SOURCE)):
        times = list(failures.order_by("-at").values_list("at", flat=True)[:limit])
        if len(times) == limit:
            return Wait(seconds=max(1, int((times[-1] + WINDOW - at).total_seconds())))
    return None


def failed(source: str, *, login: str, at: datetime) -> None:
    """Remember a failure, and forget those that no longer count."""
    SignInFailure.objects.filter(at__lt=at - WINDOW).delete()
    SignInFailure.objects.create(at=at, source=source[:64], login=_key(login))


def succeeded(source: str, *, login: str) -> None:
    """The right password clears the way for this source and login."""
    SignInFailure.objects.filter(source=source[:64], login=_key(login)).delete()


def _key(login: str) -> str:
    return login.strip().lower()[:254]
