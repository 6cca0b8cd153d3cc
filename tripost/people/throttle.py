"""Who guesses passwords is slowed down, without locking anybody else out (PROMISES L39)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address

from tripost.people.models import SignInFailure

WINDOW = timedelta(minutes=15)
PER_LOGIN = 5  # failures from one source at one login
PER_SOURCE = 50  # failures from one source at any login


@dataclass(frozen=True, slots=True)
class Wait:
    """Come back in so many seconds."""

    seconds: int


def waiting(source: str, *, login: str, at: datetime, limit: int = PER_LOGIN) -> Wait | None:
    """Whether this source must wait before it may try this login again.

    Only the source that failed waits: the same login from elsewhere is not touched. `limit`: how
    often it may fail at this login within the window.
    """
    recent = SignInFailure.objects.filter(source=place_of(source), at__gt=at - WINDOW)
    for failures, most in ((recent.filter(login=_key(login)), limit), (recent, PER_SOURCE)):
        times = list(failures.order_by("-at").values_list("at", flat=True)[:most])
        if len(times) == most:
            return Wait(seconds=max(1, int((times[-1] + WINDOW - at).total_seconds())))
    return None


def failed(source: str, *, login: str, at: datetime) -> None:
    """Remember a failure, and forget those that no longer count."""
    SignInFailure.objects.filter(at__lt=at - WINDOW).delete()
    SignInFailure.objects.create(at=at, source=place_of(source), login=_key(login))


def succeeded(source: str, *, login: str) -> None:
    """The right password clears the way for this source and login."""
    SignInFailure.objects.filter(source=place_of(source), login=_key(login)).delete()


def place_of(source: str) -> str:
    """One place on the net: an IPv4 address, or the /64 in which somebody has all of an IPv6
    network to themselves (RFC 4291 §2.5.4, RFC 6177 §2)."""
    try:
        address = ip_address(source)
    except ValueError:
        return source[:64]
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:  # RFC 4291 §2.5.5.2: the same host
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, 64), strict=False))


def _key(login: str) -> str:
    return login.strip().lower()[:254]
