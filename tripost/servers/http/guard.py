"""Around every answer: security headers, a limit on bodies, and never a bare 500."""

import asyncio
import re
from typing import Protocol

from tripost.kit import log
from tripost.servers.http.asgi import App, Message, Receive, Scope, Send, header, refuse

APP_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
USUAL = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), browsing-topics=()",
    b"content-security-policy": APP_CSP.encode(),
}
BODY_LIMIT = 8 * 1024 * 1024  # bytes; uploads have their own
UPLOAD_LIMIT = 30 * 1024 * 1024
IMPORT_LIMIT = 51 * 1024 * 1024  # a file of 50 MB and what is around it
_IMPORTS = re.compile(r"/api/v1/addresses/[^/]+/imports(?:/preview)?")

_log = log.get("servers.http")


class Closing(Protocol):
    """An ASGI app that can be told to end."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve."""
        ...

    def close(self) -> None:
        """Wait for what runs."""
        ...


BODY_SECONDS = 60.0  # of patience with a body, and one more for each
BODY_PACE = 8 * 1024  # bytes that have come


class TooLarge(Exception):
    """A body beyond the limit."""


class TooSlow(Exception):
    """A body that drips in."""


class Guard:
    """The outermost layer of the web door."""

    def __init__(self, app: Closing, *, secure: bool) -> None:
        self._app: App = app
        self._inner = app
        self._usual = dict(USUAL)
        if secure:
            self._usual[b"strict-transport-security"] = b"max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens inside."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._usual)
        limit = _limit(scope["path"])
        declared = header(scope, b"content-length")
        if declared.isdigit() and int(declared) > limit:
            await refuse(answer, 413, "too-large", f"At most {limit:,} bytes fit.")
            return
        try:
            await self._app(scope, _limited(receive, limit), answer)
        except TooLarge:
            if not answer.started:
                await refuse(answer, 413, "too-large", f"At most {limit:,} bytes fit.")
        except TooSlow:
            if not answer.started:
                await refuse(answer, 408, "too-slow", "The rest of this request did not come.")
        except Exception:
            # Answered here: an exception that reaches uvicorn closes the connection (TRIALS §1).
            _log.exception("http.failed", method=scope["method"], path=scope["path"])
            if answer.started:
                raise
            await refuse(answer, 500, "server-error", "This is our fault. Nothing was changed.")

    def close(self) -> None:
        """Wait for what runs inside."""
        self._inner.close()


def _limit(path: str) -> int:
    if _IMPORTS.fullmatch(path):
        return IMPORT_LIMIT
    return UPLOAD_LIMIT if path == "/api/v1/uploads" else BODY_LIMIT


class _Answer:
    """Adds the usual headers unless the answer brought its own."""

    def __init__(self, send: Send, usual: dict[bytes, bytes]) -> None:
        self._send = send
        self._usual = usual
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = list(message.get("headers", ()))
            present = {name.lower() for name, _ in headers}
            headers += [(n, v) for n, v in self._usual.items() if n not in present]
            message = {**message, "headers": headers}
        await self._send(message)


def _limited(receive: Receive, limit: int) -> Receive:
    """Counts the body as it comes, and waits for it as long as it keeps coming."""
    seen, whole = 0, False
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def counted() -> Message:
        nonlocal seen, whole
        if whole:
            return await receive()
        patience = began + BODY_SECONDS + seen / BODY_PACE - loop.time()
        try:
            message = await asyncio.wait_for(receive(), max(patience, 0.01))
        except TimeoutError:
            raise TooSlow from None
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge
        whole = not message.get("more_body")
        return message

    return counted
