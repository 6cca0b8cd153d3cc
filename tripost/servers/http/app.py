"""The web door: one ASGI app that sends each request to the API, the pages or the files."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec

from tripost.servers.http.api import document, make_api
from tripost.servers.http.asgi import Receive, Scope, Send, refuse, respond
from tripost.servers.http.auth import Doorkeeper, credential
from tripost.servers.http.cross_site import SAFE, from_our_pages
from tripost.servers.http.guard import Guard
from tripost.servers.http.hot import Hot
from tripost.servers.http.hub import Hub
from tripost.servers.http.idempotency import Idempotency
from tripost.servers.http.static import Static, usual_folder
from tripost.servers.http.stream import Stream
from tripost.servers.http.wsgi import Pages
from tripost.store.services import Services

LISTS = ("/l/", "/c/", "/p/", "/a/", "/u/", "/w/", "/r/", "/i/")  # public pages of lists
PAGES = ("/sign-in/", "/sign-out/", "/set-up/", "/guest/", *LISTS)
JSON = "application/json"

Started = Callable[[], Iterable[str]]


def make_app(
    services: Services, *, started: Started = lambda: ("http",), dist: Path | None = None
) -> Guard:
    """The whole door. `started` names the services that are ready, for /health."""
    root = Root(services, started=started, dist=dist or usual_folder())
    return Guard(root, secure=services.settings.public_url.startswith("https://"))


class Root:
    """Dispatch by prefix; no mounts, which would swallow each other's 404 (TRIALS §1)."""

    def __init__(self, services: Services, *, started: Started, dist: Path) -> None:
        self._services = services
        self._started = started
        self._public_url = services.settings.public_url
        self._door = Doorkeeper(services)
        self._fastapi = make_api()
        self._api = Idempotency(self._fastapi, services)
        self._hot = Hot(services)
        self._pages = Pages(services)
        self._static = Static(dist)
        self._hub = Hub(services)
        self._stream = Stream(self._hub, self._door, public_url=self._public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, one WebSocket, or the server's lifespan."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "websocket":
            await self._stream(scope, receive, send)
        elif scope["path"].startswith("/api/"):
            await self._call(scope, receive, send)
        elif scope["path"] == "/health":
            body = msgspec.json.encode({"status": "ready", "services": list(self._started())})
            await respond(send, 200, body, content_type=JSON)
        elif scope["path"].startswith(PAGES) or scope["path"] + "/" in PAGES:
            await self._pages(scope, receive, send)
        else:
            await self._static(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The API: who asks is known before anything else is looked at."""
        if scope["path"] == "/api/v1/openapi.json":
            told = await self._services.pool.run(document)
            await respond(send, 200, told, content_type=JSON)
            return
        shown = credential(scope["headers"])
        if (
            shown is not None
            and shown.by_cookie
            and scope["method"] not in SAFE
            and not from_our_pages(scope, public_url=self._public_url)
        ):
            await refuse(send, 403, "cross-site", "This request comes from another site.")
            return
        look = partial(self._door.who, shown)
        scope["tripost.actor"], scope["tripost.who"] = await look(), look
        scope["tripost.services"] = self._services
        if scope["tripost.actor"] is None:
            # Before any route is looked at: strangers learn nothing, not even what exists.
            await refuse(send, 401, "sign-in", "Please sign in.")
            return
        if scope["tripost.actor"].looks_only and scope["method"] not in SAFE:
            await refuse(send, 403, "read-only", "This access token may only read.")
            return
        body = self._hot.answer(scope, scope["tripost.actor"])
        if body is not None:
            await respond(send, 200, body, content_type=JSON)
            return
        await self._api(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._hub.start()
            else:
                await self._hub.stop()
                self.close()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    def close(self) -> None:
        """Wait for what runs."""
        self._pages.close()
