"""Sign in and sign out, without JavaScript."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from tripost.people import throttle
from tripost.people.models import User
from tripost.servers.http.pages.frame import page, services_of, source_of
from tripost.servers.http.pages.texts import texts

HOME = "/"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name or address, and password; the same answer for people who do not exist."""
    goal = safe_next(request.POST.get("next") or request.GET.get("next") or HOME)
    if request.method == "POST":
        return _try(request, goal=goal)
    if request.user.is_authenticated:
        return HttpResponseRedirect(goal)
    if not User.objects.exists():
        return HttpResponseRedirect("/set-up/")
    return page(request, "sign_in.html", next=goal, username="", wrong="")


def _try(request: HttpRequest, *, goal: str) -> HttpResponse:
    services, source, said = services_of(request), source_of(request), texts(request)
    username = request.POST.get("username", "")
    wait = throttle.waiting(source, login=username, at=services.clock())
    if wait is not None:
        minutes = max(1, round(wait.seconds / 60))
        sentence = said["wait"].format(minutes=minutes)
        answer = page(
            request, "sign_in.html", status=429, next=goal, username=username, wrong=sentence
        )
        answer["Retry-After"] = str(wait.seconds)
        return answer
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        throttle.failed(source, login=username, at=services.clock())
        return page(
            request, "sign_in.html", status=401, next=goal, username=username, wrong=said["wrong"]
        )
    throttle.succeeded(source, login=username)
    login(request, user)
    return HttpResponseRedirect(goal)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; a GET only asks (PROMISES L25)."""
    if request.method == "POST":
        logout(request)
        services_of(request).bus.wake({"sessions", "changes"})
        return HttpResponseRedirect("/sign-in/")
    return page(request, "sign_out.html")


def safe_next(goal: str) -> str:
    """A path of ours, or home: never another host, scheme or a sign-out."""
    safe = goal.startswith("/") and url_has_allowed_host_and_scheme(goal, allowed_hosts=None)
    return goal if safe and not goal.startswith(("/sign-", "/api/")) else HOME
