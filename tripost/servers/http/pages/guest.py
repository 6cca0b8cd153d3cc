"""One conversation for somebody with a link: to read, with its files, and to leave a remark."""

from datetime import datetime
from functools import partial
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from tripost.conversations.together import guest_view, guests, notes
from tripost.conversations.together.guest_view import Let, Shown
from tripost.conversations.viewing import KEPT_TYPES, UNKNOWN
from tripost.people import throttle
from tripost.people.policies import Hidden
from tripost.servers.http.pages.frame import page, services_of, source_of
from tripost.servers.http.pages.texts import texts
from tripost.store.blobs import MissingBlob
from tripost.store.reads import DjangoReader

REMARK_LIMIT = 5_000  # characters; a form of the pages may have 64 kB
REMARKS = 10  # of one guest from one place in throttle.WINDOW
GUESSES = 20  # links that do not exist, from one place in throttle.WINDOW
PAGE_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FILE_CSP = "default-src 'none'; sandbox"


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows; POST keeps a remark as a note and shows again."""
    let = _let_in(request, secret)
    if isinstance(let, HttpResponse):
        return let
    if request.method == "POST":
        return _remark(request, let)
    services = services_of(request)
    services.writer.submit(partial(guests.looked, let.guest, at=services.clock())).result(30)
    return _shown(request, let, kept="kept" in request.GET)


@require_http_methods(["GET", "HEAD"])
def text(request: HttpRequest, secret: str, entry: int) -> HttpResponse:
    """A text that is too long for the page."""
    let = _let_in(request, secret)
    if isinstance(let, HttpResponse):
        return let
    try:
        whole = guest_view.whole_text(DjangoReader(), let=let, entry=entry)
    except Hidden:
        return _nothing(request)
    return _file(whole.encode(), name=f"{entry}.txt", content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, secret: str, ident: int) -> HttpResponse:
    """A file of a mail, to be kept and never to be shown by us."""
    let = _let_in(request, secret)
    if isinstance(let, HttpResponse):
        return let
    try:
        found = guest_view.file(DjangoReader(), let=let, ident=ident)
        body = found.bytes_from(services_of(request).blobs)
    except (Hidden, MissingBlob):
        return _nothing(request)
    kind = found.content_type.lower()
    known = kind if kind in KEPT_TYPES else UNKNOWN
    return _file(body, name=found.name or "attachment", content_type=known)


def _let_in(request: HttpRequest, secret: str) -> Let | HttpResponse:
    """Whom the link lets in; who tries many is slowed down."""
    at, source = services_of(request).clock(), source_of(request)
    wait = throttle.waiting(source, login="guest link", at=at, limit=GUESSES)
    if wait is not None:
        return _wait(request, wait.seconds)
    try:
        return guest_view.let_in(DjangoReader(), secret=secret, now=at)
    except Hidden:
        throttle.failed(source, login="guest link", at=at)
        return _nothing(request)


def _remark(request: HttpRequest, let: Let) -> HttpResponse:
    services, said = services_of(request), texts(request)
    at, source = services.clock(), source_of(request)
    login = f"guest {let.guest}"
    remark = request.POST.get("remark", "").replace("\0", "").strip()
    wait = throttle.waiting(source, login=login, at=at, limit=REMARKS)
    if wait is not None:
        return _enough(request, let, remark=remark, seconds=wait.seconds)
    if not remark:
        return _shown(request, let, wrong=said["guest_empty"], status=422)
    if len(remark) > REMARK_LIMIT:
        wrong = said["guest_long"].format(limit=f"{REMARK_LIMIT:,}")
        return _shown(request, let, wrong=wrong, remark=remark, status=422)
    throttle.failed(source, login=login, at=at)  # counted, though nothing failed
    keep = partial(
        notes.add_remark, let.conversation, guest=let.guest, name=let.name, text=remark, at=at
    )
    try:
        services.writer.submit(keep).result(30)
    except notes.TooManyRemarks as many:
        seconds = max(1, int(many.wait.total_seconds()))
        return _enough(request, let, remark=remark, seconds=seconds)
    return HttpResponseRedirect("?kept")


def _enough(request: HttpRequest, let: Let, *, remark: str, seconds: int) -> HttpResponse:
    """Later again; the words are still there."""
    minutes = max(1, round(seconds / 60))
    wrong = texts(request)["guest_enough"].format(minutes=minutes)
    answer = _shown(request, let, wrong=wrong, remark=remark, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _shown(
    request: HttpRequest,
    let: Let,
    *,
    kept: bool = False,
    wrong: str = "",
    remark: str = "",
    status: int = 200,
) -> HttpResponse:
    before = request.GET.get("before", "")
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    shown, said = guest_view.page(DjangoReader(), let=let, before=place), texts(request)
    answer = page(
        request,
        "guest.html",
        status=status,
        shown=shown,
        entries=[_entry(one, said, zone=let.zone) for one in shown.entries],
        paged=place is not None,
        hello=said["guest_hello"].format(name=let.name),
        intro=said["guest_intro"].format(
            address=shown.address, until=_day(let.expires_at, said, zone=let.zone)
        ),
        kept=kept,
        wrong=wrong,
        remark=remark[:REMARK_LIMIT],
        limit=REMARK_LIMIT,
    )
    return _guarded(answer)


def _entry(one: Shown, said: dict[str, str], *, zone: str) -> dict[str, object]:
    return {
        "entry": one.entry,
        "kind": one.kind,
        "author": one.author,
        "did": said[f"guest_{one.kind}"],
        "iso": one.at.isoformat(),
        "when": date_format(one.at.astimezone(ZoneInfo(zone)), said["guest_time"]),
        "text": one.text,
        "cut": one.cut,
        "files": one.files,
    }


def _day(at: datetime, said: dict[str, str], *, zone: str) -> str:
    """The month in letters: 12/07 is two different days in English."""
    return date_format(at.astimezone(ZoneInfo(zone)), said["guest_day"])


def _nothing(request: HttpRequest) -> HttpResponse:
    said = texts(request)
    answer = page(
        request, "message.html", status=404, heading=said["bad_link"], says=said["guest_gone"]
    )
    return _guarded(answer)


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    said = texts(request)
    says = said["wait"].format(minutes=max(1, round(seconds / 60)))
    answer = page(request, "message.html", status=429, heading=said["bad_link"], says=says)
    answer["Retry-After"] = str(seconds)
    return _guarded(answer)


def _guarded(answer: HttpResponse) -> HttpResponse:
    """The link is a secret: it is told to nobody we link to, and nothing is fetched from others."""
    answer["Content-Security-Policy"] = PAGE_CSP
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _file(body: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Bytes of a stranger: never a document of our origin (PROMISES L19)."""
    answer = HttpResponse(body, content_type=content_type)
    # RFC 6266 §4.3, RFC 8187: the name in UTF-8, percent-encoded
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = FILE_CSP
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
