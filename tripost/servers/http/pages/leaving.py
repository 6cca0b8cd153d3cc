"""The unsubscribe page behind the link in every copy of a list (RFC 8058)."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.joining.leaving import Membership, membership, unsubscribe
from tripost.servers.http.pages import public
from tripost.servers.http.pages.frame import page, services_of
from tripost.servers.http.pages.texts import texts


@csrf_exempt  # the token in the path is the right to leave; mail programs have no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button and changes nothing: scanners prefetch links. POST acts."""
    said = texts(request)
    secrets = installation()
    how = _how(request) if request.method == "POST" else ""
    if how:
        services = services_of(request)
        found = services.writer.submit(
            partial(unsubscribe, secrets, token, at=services.clock(), how=how)
        ).result(timeout=30)
    else:
        found = membership(secrets, token)
    if found is None:
        return public.guarded(
            page(
                request, "leave.html", status=404, heading=said["bad_link"],
                says=said["bad_link_hint"], ask=False,
            )
        )  # fmt: skip
    return _about(request, found)


def _how(request: HttpRequest) -> str:
    """RFC 8058 §3.1: the body is exactly List-Unsubscribe=One-Click; our button says leave."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return "one-click"
    return "link" if "leave" in request.POST else ""


def _about(request: HttpRequest, found: Membership) -> HttpResponse:
    said = texts(request)
    names = {"list": found.list_name or found.list_email, "email": found.email}
    gone = found.state in ("unsubscribed", "removed")
    says = said["left"] if gone else said["leave_ask"]
    token = tokens.preferences(installation(), found.subscriber, email=found.email)
    look = public.look(request, public.of(found.address))
    answer = page(
        request,
        "leave.html",
        look=look,
        heading=said["leave"].format(**names),
        says=says.format(**names) + (f" {said['left_hint']}" if gone else ""),
        ask=not gone,
        preferences=f"/p/{token}",
    )
    return public.guarded(answer, look=look)
