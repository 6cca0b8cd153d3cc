"""A cookie counts only for requests of our own pages (Fetch metadata, else Origin)."""

from urllib.parse import urlsplit

from tripost.servers.http.asgi import Scope, header

SAFE = ("GET", "HEAD", "OPTIONS")


def from_our_pages(scope: Scope, *, public_url: str) -> bool:
    """Whether a browser says that this request comes from our own origin.

    `Sec-Fetch-Site` when there is one (same-site is a stranger too), else the Origin must be ours.
    Neither: not a browser's own page, so a cookie is not enough.
    """
    site = header(scope, b"sec-fetch-site")
    origin = header(scope, b"origin")
    if site and site != "same-origin":
        return False
    if origin:
        return is_ours(origin, scope, public_url=public_url)
    return site == "same-origin"


def is_ours(origin: str, scope: Scope, *, public_url: str) -> bool:
    """Whether an Origin header names the public address or the host that was asked."""
    if origin == public_url:
        return True
    parts = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return False  # "null" is what sandboxed frames send
    if public_url.startswith("https://") and parts.scheme != "https":
        return False
    return parts.netloc == header(scope, b"host")
