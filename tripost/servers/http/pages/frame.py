"""What all pages share: services, language, the source of a request, and their frame."""

import hashlib
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tripost.people.api import DEMO_MARK
from tripost.people.queries import organisation
from tripost.servers.http.pages.texts import texts
from tripost.store.reads import DjangoReader
from tripost.store.services import Services

CSS = Path(__file__).parent / "assets" / "pages.css"


def services_of(request: HttpRequest) -> Services:
    """What the web door was given."""
    return cast(Services, request.META["tripost.services"])


def source_of(request: HttpRequest) -> str:
    """Where a request comes from. A proxy we trust (TRIPOST_TRUSTED_PROXIES) is believed about
    the hop before it, and so on: what a stranger wrote into the header counts for nothing."""
    trusted = services_of(request).settings.trusted_proxies
    hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    source = str(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(hops):
        try:
            here = ip_address(source)
            before = str(ip_address(hop.strip()))
        except ValueError:
            return source
        if not any(here in network for network in trusted):
            return source
        source = before
    return source


def page(request: HttpRequest, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """A page in the frame; never cached, since it may hold a CSRF token."""
    said = texts(request)
    name = organisation(DjangoReader())
    frame = {
        "t": said,
        "language": "de" if said["sign_in"] == "Anmelden" else "en",
        "organisation": name,
        "welcome": said["sign_in_title"].format(name=name),
        "css": css_version(),
        "demo": (services_of(request).settings.data / DEMO_MARK).exists(),
    }
    answer = render(request, template, {**frame, **values}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@cache
def css_version() -> str:
    """Changes when the style does."""
    return hashlib.sha256(CSS.read_bytes()).hexdigest()[:12]


def style(request: HttpRequest) -> HttpResponse:
    """The one style sheet of the pages."""
    answer = HttpResponse(CSS.read_bytes(), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: mostly a page that was open for long."""
    said = texts(request)
    return page(request, "message.html", status=403, heading=said["sign_in"], says=said["too_long"])
