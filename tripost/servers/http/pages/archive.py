"""The public archive of a list: its posts, one of them, a search, and a feed (RFC 4287)."""

from typing import Any, Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tripost.modes.distribution_list.archive import queries
from tripost.modes.distribution_list.archive.queries import Listed
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.servers.http.pages import public
from tripost.servers.http.pages.frame import page, services_of
from tripost.servers.http.pages.texts import texts
from tripost.store.reads import DjangoReader
from tripost.store.times import rfc3339

SHOWN: Final = 50
IN_FEED: Final = 20
SEARCHES: Final = 40  # of one network in throttle.WINDOW


@require_http_methods(["GET", "HEAD"])
def posts(request: HttpRequest, address: str) -> HttpResponse:
    """Newest first, by words with ?q=."""
    listing = _open(address)
    if listing is None:
        return public.bad_link(request)
    q = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if q:
        waiting = public.too_many(request, what="archive search", limit=SEARCHES)
        if waiting is not None:
            return waiting
    before = _number(request.GET.get("before", ""))
    found = queries.public(
        DjangoReader(),
        address=listing.address,
        since=listing.public_since,
        q=q,
        before=before,
        limit=SHOWN + 1,
    )
    look = public.look(request, listing)
    answer = page(
        request,
        "archive.html",
        look=look,
        heading=f"{public.title(listing)} · {texts(request)['archive']}",
        posts=[_line(one, listing, texts(request)) for one in found[:SHOWN]],
        q=q,
        older=_older(found, q),
        later=before is not None,
        index=listing.indexed,
        feed=public.path("a", listing, "feed.atom"),
        join=public.path("l", listing) if listing.sign_up else "",
    )
    return public.guarded(answer, index=listing.indexed, look=look)


@require_http_methods(["GET", "HEAD"])
def post(request: HttpRequest, address: str, ident: int) -> HttpResponse:
    """One post, as text."""
    listing = _open(address)
    found = None
    if listing is not None and ident < 2**63:
        found = queries.post(
            DjangoReader(), address=listing.address, since=listing.public_since, ident=ident
        )
    if listing is None or found is None:
        return public.bad_link(request)
    said, look = texts(request), public.look(request, listing)
    answer = page(
        request,
        "post.html",
        look=look,
        listing=public.title(listing),
        archive=public.path("a", listing),
        index=listing.indexed,
        join=public.path("l", listing) if listing.sign_up else "",
        post={
            "subject": found.subject or said["no_subject"],
            "author": found.author,
            "iso": found.at.isoformat(),
            "when": public.moment(found.at, zone=listing.timezone),
            "text": found.text,
            "quoted": found.quoted,
            "files": found.files,
        },
    )
    return public.guarded(answer, index=listing.indexed, look=look)


@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, address: str) -> HttpResponse:
    """The newest posts for a feed reader."""
    listing = _open(address)
    if listing is None:
        return public.bad_link(request)
    reader = DjangoReader()
    newest = queries.public(
        reader, address=listing.address, since=listing.public_since, limit=IN_FEED
    )
    words = queries.texts(reader, posts=[one.id for one in newest])
    base_url = services_of(request).settings.public_url
    here = base_url + public.path("a", listing)
    updated = newest[0].at if newest else services_of(request).clock()
    said = texts(request)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(public.title(listing))}</title>",
        f"<id>{_xml(here)}</id>",
        f'<link rel="self" href={_attribute(here + "/feed.atom")}/>',
        f"<link href={_attribute(here)}/>",
        f"<updated>{rfc3339(updated)}</updated>",
        f"<author><name>{_xml(public.title(listing))}</name></author>",
        *(_entry(one, here, text=words.get(one.id, ""), said=said) for one in newest),
        "</feed>",
    ]
    answer = HttpResponse(
        "\n".join(lines).encode(), content_type="application/atom+xml; charset=utf-8"
    )
    answer["Cache-Control"] = "public, max-age=300"
    return public.guarded(answer, index=listing.indexed)


def _entry(one: Listed, here: str, *, text: str, said: dict[str, str]) -> str:
    link, at = f"{here}/{one.id}", rfc3339(one.at)
    author = f"<author><name>{_xml(one.author)}</name></author>" if one.author else ""
    return (
        f"<entry><title>{_xml(one.subject or said['no_subject'])}</title><id>{_xml(link)}</id>"
        f"<link href={_attribute(link)}/><published>{at}</published><updated>{at}</updated>"
        f'{author}<content type="text">{_xml(text)}</content></entry>'
    )


def _open(address: str) -> Settings | None:
    """A list whose archive is for everyone; one answer for all others."""
    listing = public.listing_named(address)
    return listing if listing is not None and listing.archive == "public" else None


def _line(one: Listed, listing: Settings, said: dict[str, str]) -> dict[str, Any]:
    return {
        "path": public.path("a", listing, str(one.id)),
        "subject": one.subject or said["no_subject"],
        "author": one.author,
        "iso": one.at.isoformat(),
        "when": public.day(one.at, zone=listing.timezone),
    }


def _older(found: list[Listed], q: str) -> str:
    """Where the next page begins; "" = this was the last one."""
    if len(found) <= SHOWN:
        return ""
    return urlencode({"before": str(found[SHOWN - 1].id), **({"q": q} if q else {})})


def _number(text: str) -> int | None:
    return queries.number(text)


def _xml(text: str) -> str:
    """XML 1.0 §2.2 has no control characters, not even escaped ones."""
    return escape(_printed(text))


def _attribute(text: str) -> str:
    return quoteattr(_printed(text))


def _printed(text: str) -> str:
    return "".join(c for c in text if (c >= " " or c in "\t\n") and c not in "\ufffe\uffff")
