"""The one way out to addresses that strangers named: only public ones, pinned, bounded (L28)."""

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

HOPS = 4
SECONDS = 8.0  # for each step: connect, headers, every read
TOTAL_SECONDS = 20.0  # for a whole hop
PORTS = {"http": 80, "https": 443}
USER_AGENT = "Tripost image proxy"
NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
SIX_TO_FOUR = ip_network("2002::/16")
PROTOCOLS = ip_network("192.0.0.0/24")  # RFC 6890; older Pythons know only parts of it
TEREDO = ip_network("2001::/32")


class Refused(Exception):
    """Not fetched: the address is not public, or what came is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came."""

    content_type: str
    body: bytes


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is out in the world; forms that hide an inner IPv4 are refused."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in SIX_TO_FOUR or address in TEREDO or any(address in n for n in NAT64):
            return False
        if address.is_site_local:
            return False
    return (
        address not in PROTOCOLS
        and address.is_global
        and not address.is_multicast
        and not address.is_private
        and not address.is_reserved
        and not address.is_unspecified
    )


def fetch(url: str, *, types: frozenset[str], limit: int) -> Fetched:
    """GET with at most `limit` bytes of one of these media types; raises Refused.

    Every hop resolves, checks all answers and connects to the checked address itself, so that a
    name that changes its mind between check and connect gains nothing.
    """
    for _ in range(HOPS):
        answer = _one(_checked(url), limit=limit, types=types)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise Refused("too many redirects")


def _checked(url: str) -> SplitResult:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise Refused("bad port") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Refused("only http and https without user information")
    if port not in (None, PORTS[parts.scheme]):
        raise Refused("only the usual ports")
    if any(ord(c) <= 32 or ord(c) == 127 for c in url):
        raise Refused("control characters")
    return parts


def _pinned(parts: SplitResult) -> tuple[str, int]:
    """A public address of the host; refused when any of its addresses is not public."""
    port = PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("no such host") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not addresses or not all(is_public(ip_address(a)) for a in addresses):
        raise Refused("not a public address")
    return addresses[0], port


def _one(parts: SplitResult, *, limit: int, types: frozenset[str]) -> Fetched | str:
    """One hop: what came, or where it leads."""
    address, port = _pinned(parts)
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    alarm: threading.Timer | None = None
    try:
        connection.sock = _connected(address, port, host=host, tls=parts.scheme == "https")
        # Each read has its own timeout; a host that drips headers would hold a thread for days.
        alarm = threading.Timer(TOTAL_SECONDS, _cut, (connection.sock,))
        alarm.start()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"User-Agent": USER_AGENT, "Accept": "image/*"})
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            return answer.headers.get("Location") or ""
        kind = answer.headers.get_content_type().lower()
        if answer.status != 200 or kind not in types:
            raise Refused(f"status {answer.status}, {kind}")
        return Fetched(content_type=kind, body=_read(answer, limit=limit))
    except (OSError, http.client.HTTPException, ValueError) as wrong:
        raise Refused(type(wrong).__name__) from None
    finally:
        if alarm is not None:
            alarm.cancel()
        connection.close()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse, *, limit: int) -> bytes:
    """The body, within size and time: a host that drips bytes does not hold a thread."""
    until = time.monotonic() + TOTAL_SECONDS
    body = bytearray()
    while piece := answer.read1(65536):
        body += piece
        if len(body) > limit:
            raise Refused("too large")
        if time.monotonic() > until:
            raise Refused("too slow")
    return bytes(body)


def _connected(address: str, port: int, *, host: str, tls: bool) -> socket.socket:
    plain = socket.create_connection((address, port), timeout=SECONDS)
    if not tls:
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
