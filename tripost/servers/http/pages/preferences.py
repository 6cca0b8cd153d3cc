"""Preferences behind a signed link: how the mails come, who one is, what is kept, and leaving."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import consents, fields, leaving, preferences, words
from tripost.modes.distribution_list.joining.fields import Wrong
from tripost.modes.distribution_list.joining.preferences import Wish
from tripost.modes.distribution_list.joining.tokens import Holder, mark
from tripost.modes.distribution_list.models import Subscriber
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.subscribers import attributes
from tripost.servers.http.pages import public
from tripost.servers.http.pages.frame import page, services_of
from tripost.servers.http.pages.joining import WAIT, asked
from tripost.servers.http.pages.texts import texts
from tripost.store.reads import DjangoReader

MOVES = 5  # requests to change the address, of one network in throttle.WINDOW
TELLS = ("saved", "asked", "back")


@csrf_exempt  # the token in the path is the right to change; there is no cookie to abuse
@require_http_methods(["GET", "HEAD", "POST"])
def prefer(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows. POST does what its button says: save, move, leave, back."""
    row = preferences.holder(installation(), token)
    if row is None:
        return public.bad_link(request)
    listing = public.of(row.address_id)
    if request.method != "POST":
        return _shown(request, row, listing)
    try:
        return _do(request, row, listing)
    except Wrong as wrong:
        return _shown(request, row, listing, wrong=wrong)


def _do(request: HttpRequest, row: Subscriber, listing: Settings) -> HttpResponse:
    services = services_of(request)
    at, submit = services.clock(), services.writer.submit
    match request.POST.get("do", ""):
        case "save" if row.state == "active":
            wish = _wish(request, row, listing, at=at)
            submit(partial(preferences.save, row.pk, wish, at=at)).result(WAIT)
            return HttpResponseRedirect("?saved")
        case "move" if row.state in ("active", "bouncing"):
            return _move(request, row, listing, at=at)
        case "leave":
            holder = Holder(row.pk, mark(row.email))
            submit(partial(leaving.leave, holder, how="page", at=at)).result(WAIT)
        case "back" if row.state in ("unsubscribed", "bouncing"):
            text = words.consent(listing.consent, language=public.language(),
                                 name=public.title(listing))  # fmt: skip
            submit(
                partial(
                    preferences.rejoin, row.pk, text=text, source=public.network(request), at=at,
                    form=services.settings.public_url + "/p/",
                )
            ).result(WAIT)  # fmt: skip
            return HttpResponseRedirect("?back")
    return HttpResponseRedirect("?")


def _move(
    request: HttpRequest, row: Subscriber, listing: Settings, *, at: datetime
) -> HttpResponse:
    to = fields.email(request.POST.get("email", "")[:1000], list_email=listing.email)
    waiting = public.too_many(request, what="move", limit=MOVES)
    if waiting is not None:
        return waiting
    services = services_of(request)
    services.writer.submit(
        partial(
            preferences.ask_move, installation(), services.settings.public_url,
            subscriber=row.pk, to=to, language=public.language(), at=at,
        )
    ).result(WAIT)  # fmt: skip
    return HttpResponseRedirect("?asked")


def _wish(request: HttpRequest, row: Subscriber, listing: Settings, *, at: datetime) -> Wish:
    """What the form says; raises Wrong."""
    given = request.POST
    delivery = given.get("delivery", "")
    if delivery not in preferences.DELIVERIES:
        raise Wrong("delivery", "wrong")
    until = None
    if delivery == "pause":
        until = _until(given.get("until", ""), listing, at=at)
    known = attributes.of(DjangoReader(), listing.address)
    topics = None if row.topics is None else tuple(row.topics)
    if "with_topics" in given:
        topics = fields.topics(given.getlist("topic"), offered=listing.topics)
    language = given.get("language", "")
    return Wish(
        name=fields.name(given.get("name", "")[:1000]),
        language=language if language in words.LANGUAGES else "",
        delivery=delivery,
        paused_until=until,
        topics=topics,
        attributes=fields.attributes(given.dict(), known=tuple(known.values())),
    )


def _until(text: str, listing: Settings, *, at: datetime) -> datetime | None:
    """The morning of the day on which mails come again; "" = until they say."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Wrong("until", "bad-date") from None
    until = datetime.combine(day, time(), ZoneInfo(listing.timezone))
    if not at < until <= at + preferences.LONGEST_PAUSE:
        raise Wrong("until", "bad-until")
    return until


def _shown(
    request: HttpRequest, row: Subscriber, listing: Settings, *, wrong: Wrong | None = None
) -> HttpResponse:
    said, look = texts(request), public.look(request, listing)
    given: Any = request.POST if wrong is not None and request.POST.get("do") == "save" else None
    now = services_of(request).clock()
    answer = page(
        request,
        "preferences.html",
        look=look,
        status=200 if wrong is None else 422,
        heading=public.title(listing),
        row=row,
        says=_state(row, said, listing),
        told=next((said[f"told_{one}"] for one in TELLS if one in request.GET), ""),
        form=_form(row, given),
        first_day=(now + timedelta(days=1)).date().isoformat(),
        until=_pause_end(row, listing, given),
        topics=[(one.key, one.name, _wanted(row, given, one.key)) for one in listing.topics],
        asked=asked(listing, values=row.attributes, given=given or {}, wrong=wrong, said=said),
        wrong={} if wrong is None else {wrong.field: public.problem(said, wrong.reason)},
        to=request.POST.get("email", "") if wrong is not None and wrong.field == "email" else "",
        weekly=listing.digest == "weekly",
        known=_known(row, listing, said),
        chain=_chain(row, said, zone=listing.timezone),
        archive=public.path("a", listing) if listing.archive == "public" else "",
        consent=words.consent(
            listing.consent, language=public.language(), name=public.title(listing)
        ),
    )
    return public.guarded(answer, look=look)


def _state(row: Subscriber, said: Mapping[str, str], listing: Settings) -> str:
    names = {"email": row.email, "list": public.title(listing)}
    state = "paused" if row.state == "active" and row.delivery == "pause" else row.state
    return said[f"is_{state}"].format(**names)


def _form(row: Subscriber, given: Any) -> dict[str, str]:
    if given is None:
        return {"name": row.name, "language": row.language, "delivery": row.delivery}
    return {name: given.get(name, "") for name in ("name", "language", "delivery")}


def _pause_end(row: Subscriber, listing: Settings, given: Any) -> str:
    if given is not None:
        return str(given.get("until", ""))
    if row.paused_until is None:
        return ""
    return row.paused_until.astimezone(ZoneInfo(listing.timezone)).date().isoformat()


def _wanted(row: Subscriber, given: Any, key: str) -> bool:
    if given is not None:
        return key in given.getlist("topic")
    return row.topics is None or key in row.topics


def _known(row: Subscriber, listing: Settings, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """All that is kept about them, asked for or not (Art. 15 GDPR)."""
    labels = {one.key: one.label for one in attributes.of(DjangoReader(), row.address_id).values()}
    zone = listing.timezone
    return [
        (said["known_address"], row.email),
        *([(said["known_name"], row.name)] if row.name else []),
        *((labels.get(key, key), str(value)) for key, value in sorted(row.attributes.items())),
        (said["known_since"], public.moment(row.since, zone=zone)),
        *([(said["known_left"], public.moment(row.left_at, zone=zone))] if row.left_at else []),
        *([(said["known_source"], said[f"source_{row.source}"])] if row.source else []),
        *([(said["known_bounces"], str(row.bounces))] if row.bounces else []),
    ]


def _chain(row: Subscriber, said: Mapping[str, str], *, zone: str) -> list[dict[str, str]]:
    return [
        {
            "when": public.moment(one.at, zone=zone),
            "what": said[f"consent_{one.kind}"],
            "text": one.text,
            "where": " · ".join(filter(None, (one.form, one.source))),
        }
        for one in consents.chain(row.address_id, email=row.email)
    ]
