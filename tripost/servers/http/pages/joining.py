"""Sign up for a list: the form, the same form for other sites, and the button behind the mail."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import fields, limits, preferences, signing_up, words
from tripost.modes.distribution_list.joining.fields import Wrong
from tripost.modes.distribution_list.joining.signing_up import Form
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.subscribers import attributes
from tripost.servers.http.pages import public
from tripost.servers.http.pages.frame import page, services_of
from tripost.servers.http.pages.texts import texts
from tripost.store.reads import DjangoReader

WAIT = 30  # seconds for the writer


@csrf_exempt  # forms on other sites post here; nothing happens before the mail is answered
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, address: str) -> HttpResponse:
    """GET shows the form. POST answers the same whoever is on the list: look into your mail."""
    listing = public.listing_named(address)
    if listing is None or not listing.sign_up:
        return public.bad_link(request)
    if request.method != "POST":
        return _shown(request, listing)
    waiting = public.too_many(request, what="sign-up", limit=limits.PER_PLACE)
    return waiting or _asked(request, listing)


def _asked(request: HttpRequest, listing: Settings) -> HttpResponse:
    services, said = services_of(request), texts(request)
    try:
        form = _read(request, listing)
    except Wrong as wrong:
        return _shown(request, listing, wrong=wrong, given=request.POST)
    if not request.POST.get("website"):  # a field no person sees
        at = services.clock()
        services.writer.submit(
            partial(
                signing_up.ask, installation(), services.settings.public_url,
                listing=listing, form=form, at=at,
            )
        ).result(WAIT)  # fmt: skip
    says = said["join_asked"].format(email=form.email)
    return public.message(request, said["join_look"], says)


def _read(request: HttpRequest, listing: Settings) -> Form:
    """What was filled in; raises Wrong. A form that does not ask for topics means all of them."""
    given = request.POST
    wanted = given.get("language", "")
    language = wanted if wanted in words.LANGUAGES else public.language()
    topics = None
    if "with_topics" in given:
        topics = fields.topics(given.getlist("topic"), offered=listing.topics)
    known = attributes.of(DjangoReader(), listing.address)
    values = fields.attributes(given.dict(), known=tuple(known.values()))
    base_url = services_of(request).settings.public_url
    return Form(
        email=fields.email(given.get("email", "")[:1000], list_email=listing.email),
        name=fields.name(given.get("name", "")[:1000]),
        language=language,
        attributes={key: value for key, value in values.items() if value is not None},
        topics=topics,
        consent=_consent(listing, language=language),
        form=fields.place(
            request.META.get("HTTP_REFERER", ""), usual=base_url + public.path("l", listing)
        ),
        source=public.network(request),
    )


def _consent(listing: Settings, *, language: str) -> str:
    return words.consent(listing.consent, language=language, name=public.title(listing))


def _shown(
    request: HttpRequest,
    listing: Settings,
    *,
    wrong: Wrong | None = None,
    given: Any = None,
) -> HttpResponse:
    said, look = texts(request), public.look(request, listing)
    shown = given if given is not None else {}
    answer = page(
        request,
        "join.html",
        look=look,
        status=200 if wrong is None else 422,
        heading=public.title(listing),
        intro=listing.intro,
        consent=_consent(listing, language=public.language()),
        topics=[(one.key, one.name, _ticked(given, one.key)) for one in listing.topics],
        asked=asked(listing, values={}, given=shown, wrong=wrong, said=said),
        given={name: shown.get(name, "") for name in ("email", "name")},
        wrong={} if wrong is None else {wrong.field: public.problem(said, wrong.reason)},
        archive=public.path("a", listing) if listing.archive == "public" else "",
    )
    return public.guarded(answer, index=listing.indexed and wrong is None, look=look)


def _ticked(given: Any, key: str) -> bool:
    return given is None or key in given.getlist("topic")


def asked(
    listing: Settings,
    *,
    values: Mapping[str, Any],
    given: Mapping[str, Any],
    wrong: Wrong | None,
    said: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The attributes a form asks for, with what is known or was just entered."""
    known = attributes.of(DjangoReader(), listing.address).values()
    return [
        {
            "field": f"attr.{one.key}",
            "label": one.label,
            "kind": one.kind,
            "choices": one.choices,
            "value": given.get(f"attr.{one.key}", values.get(one.key, "")),
            "wrong": public.problem(said, wrong.reason)
            if wrong is not None and wrong.field == f"attr.{one.key}"
            else "",
        }
        for one in known
        if one.asked
    ]


@require_http_methods(["GET", "HEAD"])
def embed(request: HttpRequest, address: str) -> HttpResponse:
    """The form as plain HTML for another site: no script, no cookie, nothing loaded from us."""
    listing = public.listing_named(address)
    if listing is None or not listing.sign_up:
        return public.bad_link(request)
    snippet = render_to_string(
        "embed.txt",
        {
            "t": texts(request),
            "language": public.language(),
            "action": services_of(request).settings.public_url + public.path("l", listing),
            "consent": _consent(listing, language=public.language()),
        },
    )
    said = texts(request)
    heading = said["embed"].format(list=public.title(listing))
    return public.guarded(page(request, "embed.html", heading=heading, snippet=snippet))


@csrf_exempt  # the token in the path is the right to press the button
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button and changes nothing: scanners prefetch links (PROMISES P45)."""
    services, secrets = services_of(request), installation()
    at = services.clock()
    pressed = request.method == "POST" and "confirm" in request.POST
    source = public.network(request)
    joins = signing_up.pending(secrets, token, at=at)
    if joins is not None:
        if pressed and not joins.done:
            act = partial(signing_up.confirm, secrets, token, source=source, at=at)
            joins = services.writer.submit(act).result(WAIT)
            pressed = joins is not None
        return _joining(request, joins, pressed=pressed) if joins else public.bad_link(request)
    moves = preferences.moving(secrets, token, at=at)
    if moves is not None and pressed:
        base_url = services.settings.public_url
        move = partial(preferences.move, secrets, base_url, token, source=source, at=at)
        moves = services.writer.submit(move).result(WAIT)
    if moves is None:
        return public.bad_link(request)
    return _moving(request, moves)


def _joining(request: HttpRequest, joins: signing_up.Pending, *, pressed: bool) -> HttpResponse:
    said, listing = texts(request), public.of(joins.address)
    look = public.look(request, listing)
    names = {"list": public.title(listing), "email": joins.email}
    done = joins.done or pressed
    answer = page(
        request,
        "confirm.html",
        look=look,
        heading=said["confirmed" if done else "confirm"].format(**names),
        says=said["confirmed_says" if done else "confirm_says"].format(**names),
        consent="" if done else joins.consent,
        button="" if done else said["confirm_button"],
        archive=public.path("a", listing) if done and listing.archive == "public" else "",
    )
    return public.guarded(answer, look=look)


def _moving(request: HttpRequest, moves: preferences.Moving) -> HttpResponse:
    said = texts(request)
    listing = public.of(moves.address)
    look = public.look(request, listing)
    names = {"list": public.title(listing), "email": moves.to}
    answer = page(
        request,
        "confirm.html",
        look=look,
        heading=said["moved" if moves.done else "move"].format(**names),
        says=said["moved_says" if moves.done else "move_says"].format(**names),
        consent="",
        button="" if moves.done else said["move_button"],
        archive="",
    )
    return public.guarded(answer, look=look)
