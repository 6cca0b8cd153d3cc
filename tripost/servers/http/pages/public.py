"""What the public pages of a list share: which list, which guards, how times are said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language

from tripost.modes.distribution_list.joining.limits import network_of
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.people import throttle
from tripost.servers.http.pages import branding
from tripost.servers.http.pages.branding import Look
from tripost.servers.http.pages.frame import page, services_of, source_of
from tripost.servers.http.pages.texts import texts
from tripost.store.reads import DjangoReader

CSP: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def listing_named(email: str) -> Settings | None:
    """A list by its address, with how it is run; None: there is no such list."""
    reader = DjangoReader()
    found = reader.row(
        "SELECT id FROM addresses_address WHERE email = %s AND mode = 'list'",
        (email.strip().lower(),),
    )
    return None if found is None else settings.of(reader, found[0])


def of(address: int) -> Settings:
    """How a list is run that was found a moment ago."""
    return settings.of(DjangoReader(), address)


def language() -> str:
    """The language the visitor's browser asks for: de or en."""
    return "de" if (get_language() or "en").startswith("de") else "en"


def title(listing: Settings) -> str:
    """What people call the list."""
    return listing.name or listing.email


def path(prefix: str, listing: Settings, *more: str) -> str:
    """A path of ours about a list."""
    return "/".join(["", prefix, quote(listing.email, safe="@"), *more])


def network(request: HttpRequest) -> str:
    """Where the visitor comes from, cut (/24, /48)."""
    return network_of(source_of(request))


def too_many(request: HttpRequest, *, what: str, limit: int) -> HttpResponse | None:
    """429 when this network has done `what` too often, in throttle.WINDOW; else counts it."""
    # Each for itself: whoever searches a lot may still sign up.
    at, place = services_of(request).clock(), f"{network(request)} {what}"
    wait = throttle.waiting(place, login=what, at=at, limit=limit)
    if wait is None:
        throttle.failed(place, login=what, at=at)
        return None
    said = texts(request)
    says = said["wait"].format(minutes=max(1, round(wait.seconds / 60)))
    answer = message(request, said["too_often"], says, status=429)
    answer["Retry-After"] = str(wait.seconds)
    return answer


def message(
    request: HttpRequest,
    heading: str,
    says: str,
    *,
    status: int = 200,
    links: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A heading, a sentence, and where to go on (text → path)."""
    return guarded(
        page(
            request, "said.html", status=status, heading=heading, says=says,
            links=(links or {}).items(),
        )
    )  # fmt: skip


def bad_link(request: HttpRequest) -> HttpResponse:
    """One answer to every link that is not ours, too old, or about what is gone."""
    said = texts(request)
    return message(request, said["bad_link"], said["bad_link_old"], status=404)


def look(request: HttpRequest, listing: Settings) -> Look:
    """How the pages of this list look."""
    return branding.look(listing, base_url=services_of(request).settings.public_url)


def guarded(answer: HttpResponse, *, index: bool = False, look: Look | None = None) -> HttpResponse:
    """Links with tokens are told to nobody, nothing is fetched from others, nothing indexed.
    `look`: the one style in the page that may hold."""
    styles = f"'self' {look.hash}" if look is not None and look.css else "'self'"
    answer["Content-Security-Policy"] = CSP.replace("style-src 'self'", f"style-src {styles}")
    answer["Referrer-Policy"] = "same-origin"
    if not index:
        answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def day(at: datetime, *, zone: str) -> str:
    """The month in letters: 12/07 is two different days in English."""
    return date_format(at.astimezone(ZoneInfo(zone)), "DATE_FORMAT")


def moment(at: datetime, *, zone: str) -> str:
    """Day and time."""
    return date_format(at.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")


def problem(said: Mapping[str, str], reason: str) -> str:
    """What is wrong with a field, as a person says it."""
    return said[f"field_{reason}"] if f"field_{reason}" in said else said["field_wrong"]
