"""The few ASGI types and answers that the layers of the web door share."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Not this way",
    408: "Too slow",
    409: "Conflict",
    413: "Too large",
    415: "Wrong kind of content",
    422: "Cannot be used",
    429: "Too many tries",
    500: "Something broke",
    502: "The other side failed",
    503: "Not now",
}


def header(scope: Scope, name: bytes) -> str:
    """A request header by its lower-case name; "" when it is not there."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def problem_body(status: int, code: str, detail: str, **more: Any) -> bytes:
    """RFC 9457 §3: a problem document, with our `code`."""
    return msgspec.json.encode(
        {
            "type": f"urn:tripost:problem:{code}",
            "title": TITLES.get(status, "Problem"),
            "status": status,
            "detail": detail,
            "code": code,
            **more,
        }
    )


async def respond(
    send: Send, status: int, body: bytes, *, content_type: str, headers: Headers | None = None
) -> None:
    """One whole answer."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", content_type.encode()),
                (b"content-length", str(len(body)).encode()),
                *(headers or []),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, status: int, code: str, detail: str, **more: Any) -> None:
    """A problem document as the answer."""
    await respond(
        send,
        status,
        problem_body(status, code, detail, **more),
        content_type="application/problem+json",
        headers=[(b"cache-control", b"no-store")],
    )
