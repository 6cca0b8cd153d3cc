"""The first start: one administrator, one domain, one address, with the code of the terminal."""

import hmac
from datetime import datetime
from pathlib import Path

from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from tripost.addresses import actions as addresses
from tripost.addresses.dkim import Keys
from tripost.kit.entered import BadInput, Conflict
from tripost.kit.secrets import digest
from tripost.people import actions as people
from tripost.people import throttle
from tripost.people.models import Right, Role, User
from tripost.servers.http.pages.frame import page, services_of, source_of
from tripost.servers.http.pages.texts import texts
from tripost.store.services import Services

CODE_FILE = "setup-code"
FIELDS = ("code", "name", "own", "domain", "address", "address_name", "mode")
EVERYTHING = Right.READ | Right.WRITE_AS | Right.MANAGE
LOGIN = "set-up"  # what failures of the code are counted under


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Once, and only with the code; afterwards the page says that it is done."""
    said = texts(request)
    if User.objects.exists():
        return page(
            request, "message.html", status=410, heading=said["set_up"], says=said["set_up_done"]
        )
    if request.method != "POST":
        return page(request, "set_up.html", form={"mode": "inbox"}, wrong="")
    return _try(request)


def _try(request: HttpRequest) -> HttpResponse:
    services, source, said = services_of(request), source_of(request), texts(request)
    form = {name: request.POST.get(name, "").strip() for name in FIELDS}
    wait = throttle.waiting(source, login=LOGIN, at=services.clock())
    if wait is not None:
        wrong = said["wait"].format(minutes=max(1, round(wait.seconds / 60)))
        return page(request, "set_up.html", status=429, form=form, wrong=wrong)
    if not right_code(services.settings.data, form["code"]):
        throttle.failed(source, login=LOGIN, at=services.clock())
        return page(request, "set_up.html", status=403, form=form, wrong=said["bad_code"])
    try:
        form["language"] = get_language() or "en"  # the one this page is read in
        user = _make(services, form, password=request.POST.get("password", ""))
    except BadInput as bad:
        return page(request, "set_up.html", status=422, form=form, wrong=bad.detail)
    (services.settings.data / CODE_FILE).unlink(missing_ok=True)
    login(request, user, backend="tripost.people.sign_in.NameOrAddress")
    return HttpResponseRedirect("/")


def right_code(data: Path, code: str) -> bool:
    """Whether this is the code of the terminal, in any case, with spaces or hyphens.

    With no code made, none is right.
    """
    try:
        kept = (data / CODE_FILE).read_text().strip()
    except FileNotFoundError:
        return False
    given = digest("-".join(code.upper().replace("-", " ").split()))
    return len(kept) == len(given) and hmac.compare_digest(kept, given)


def _make(services: Services, form: dict[str, str], *, password: str) -> User:
    """All of it or nothing, in one transaction; raises BadInput."""
    hashed = make_password(people.clean_password(password))
    addresses.clean_domain(form["domain"])
    keys = addresses.new_keys()
    now = services.clock()
    return services.writer.submit(lambda: _made(form, password=hashed, keys=keys, at=now)).result(
        timeout=30
    )


def _made(form: dict[str, str], *, password: str, keys: Keys, at: datetime) -> User:
    if User.objects.exists():
        raise Conflict("taken", "Somebody was faster: it is set up already.")
    new = people.NewUser(
        address=form["own"],
        name=form["name"],
        role=Role.ADMINISTRATOR,
        language=form["language"],
        password=password,
    )
    user = people.add_user(new, by=None, at=at)
    domain = addresses.add_domain(form["domain"], keys=keys, by=user.pk, at=at)
    local = form["address"].partition("@")[0]
    addresses.add_address(
        f"{local}@{domain.name}",
        name=form["address_name"],
        mode=form["mode"],
        by=user.pk,
        at=at,
        grants={user.pk: int(EVERYTHING)},
    )
    return user
