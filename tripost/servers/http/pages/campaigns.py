"""What the copies of a campaign link to: web version, counted links, pictures. No login."""

from functools import partial
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import links, pictures, viewing
from tripost.servers.http.pages.frame import services_of
from tripost.store.blobs import MissingBlob
from tripost.store.reads import DjangoReader

# Written by colleagues, but served from our own name: it may show, and do nothing (PROMISES P32).
_PAGE_POLICY: Final = (
    "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
_PRIVATE: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def web_version(request: HttpRequest, token: str) -> HttpResponse:
    """The copy as a page."""
    secrets = installation()
    followed = links.read_web(secrets, token)
    if followed is None:
        raise Http404
    services = services_of(request)
    html = viewing.web_version(
        DjangoReader(),
        services.blobs,
        secrets,
        delivery=followed.delivery,
        base_url=services.settings.public_url,
    )
    if html is None:
        raise Http404
    answer = HttpResponse(html, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = _PAGE_POLICY
    return _with(answer)


@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """On to where the link leads, which is kept here: the address itself says nothing."""
    followed = links.read_click(installation(), token)
    target = viewing.target(DjangoReader(), followed=followed) if followed else None
    if followed is None or target is None:
        raise Http404
    services = services_of(request)
    by_machine = request.method == "HEAD" or viewing.machine(
        str(request.META.get("HTTP_USER_AGENT", ""))
    )
    services.writer.submit(
        partial(viewing.clicked, followed, by_machine=by_machine, at=services.clock())
    ).result(timeout=30)
    answer = HttpResponse(status=302)
    answer["Location"] = iri_to_uri(target)  # RFC 9110 §10.2.2: a URI, which is ASCII
    return _with(answer)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture that was uploaded for all."""
    found = pictures.read(installation(), name)
    if found is None:
        raise Http404
    sha256, kind = found
    try:
        raw = services_of(request).blobs.read(sha256)
    except MissingBlob:
        raise Http404 from None
    answer = HttpResponse(raw, content_type=kind)
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _with(answer: HttpResponse) -> HttpResponse:
    for name, value in _PRIVATE.items():
        answer[name] = value
    return answer
