"""Django's pages on a small pool of our own: its ASGI handler opens a thread per request."""

import asyncio
import io
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from tripost.servers.http.asgi import Headers, Receive, Scope, Send, refuse
from tripost.store.services import Services

THREADS = 2
PENDING = 64
BODY_LIMIT = 64 * 1024  # bytes; a page's form is small


class Pages:
    """Runs the pages; API calls never queue behind a slow password check."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._handler = WSGIHandler()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")
        self._pending = 0
        self._closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request whole; there are no streaming pages."""
        if self._pending >= PENDING:
            await refuse(send, 503, "busy", "Too many people at the door. Please try again.")
            return
        body = await _body(receive)
        if body is None:
            await refuse(send, 413, "too-large", "This form is too large.")
            return
        self._pending += 1
        try:
            status, headers, content = await asyncio.get_running_loop().run_in_executor(
                self._pool, self._run, self._environ(scope, body)
            )
        finally:
            self._pending -= 1
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def close(self) -> None:
        """Wait for what runs. Safe to run twice."""
        if self._closed:
            return
        self._closed = True
        together = threading.Barrier(THREADS)  # one task for each thread, not two for one
        for _ in range(THREADS):
            self._pool.submit(_say_goodbye, together)
        self._pool.shutdown()

    def _run(self, environ: dict[str, Any]) -> tuple[int, Headers, bytes]:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _: None

        response: Iterable[bytes] = self._handler(environ, start_response)
        try:
            content = b"".join(response)
        finally:
            close = getattr(response, "close", None)
            if close is not None:
                close()
        status, headers = started[-1]
        encoded = [(n.lower().encode(), v.encode("latin-1")) for n, v in headers]
        return int(status[:3]), encoded, content

    def _environ(self, scope: Scope, body: bytes) -> dict[str, Any]:
        """PEP 3333. Header names with `_` are dropped: they would pass for those with `-`."""
        server = scope.get("server") or ("127.0.0.1", 80)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": scope["method"],
            "SCRIPT_NAME": "",
            "PATH_INFO": scope["path"].encode().decode("latin-1"),
            "QUERY_STRING": scope["query_string"].decode("ascii"),
            "SERVER_NAME": server[0],
            "SERVER_PORT": str(server[1]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": scope.get("scheme", "http"),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(body)),
            "tripost.services": self._services,
        }
        for name, value in scope["headers"]:
            if b"_" in name or name == b"content-length":
                continue
            key = name.decode("latin-1").upper().replace("-", "_")
            key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
            text = value.decode("latin-1")
            joint = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
        return environ


def _say_goodbye(together: threading.Barrier) -> None:
    together.wait(10)
    connections.close_all()


async def _body(receive: Receive) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(chunks)
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > BODY_LIMIT:
            return None
        if not message.get("more_body"):
            return b"".join(chunks)
