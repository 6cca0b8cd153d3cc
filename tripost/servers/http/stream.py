"""WS /api/v1/stream: the handshake, then presence in and changes out."""

import asyncio
import re
from typing import Any
from urllib.parse import parse_qs

import msgspec

from tripost.realtime.log import from_cursor
from tripost.servers.http.asgi import Receive, Scope, Send, header
from tripost.servers.http.auth import Doorkeeper, credential
from tripost.servers.http.cross_site import is_ours
from tripost.servers.http.hub import Hub
from tripost.servers.http.line import SIGNED_OUT, Line

PATH = "/api/v1/stream"
NOT_OURS = 4403
NOT_HERE = 4404
TOO_MUCH = 4413
MESSAGE_LIMIT = 4_096  # bytes
_ID = re.compile("[0-9]{1,18}|[0-8][0-9]{18}")  # below 2^63
PER_SECOND = 20  # messages of one socket


class Stream:
    """Accepts sockets of signed-in people from our own pages."""

    def __init__(self, hub: Hub, door: Doorkeeper, *, public_url: str) -> None:
        self._hub = hub
        self._door = door
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket, from its handshake to its end."""
        await receive()  # websocket.connect
        shown = credential(scope["headers"])
        refused = self._refused(scope, by_cookie=shown is not None and shown.by_cookie)
        person = None if refused else await self._door.who(shown)
        if refused or shown is None or person is None:
            # Accepted first, so that the browser learns the code and does not just retry.
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": refused or SIGNED_OUT})
            return
        await send({"type": "websocket.accept"})
        line = Line(shown=shown, actor=person, send=send)
        drain = None if line.is_raw else asyncio.create_task(line.drain())
        try:
            await self._hub.join(line, cursor=_cursor(scope))
            await self._listen(line, receive, silent=person.looks_only)
        finally:
            self._hub.leave(line)
            if drain is not None:
                drain.cancel()

    def _refused(self, scope: Scope, *, by_cookie: bool) -> int | None:
        """Other sites cannot open a socket with our cookie (RFC 6455 §10.2)."""
        if scope["path"] != PATH:
            return NOT_HERE
        origin = header(scope, b"origin")
        if origin:
            return None if is_ours(origin, scope, public_url=self._public_url) else NOT_OURS
        return NOT_OURS if by_cookie else None

    async def _listen(self, line: Line, receive: Receive, *, silent: bool) -> None:
        """Presence as it comes; a socket that floods us is closed. `silent`: who only reads is
        seen by nobody."""
        loop = asyncio.get_running_loop()
        second, count = loop.time(), 0
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            now = loop.time()
            if now - second >= 1:
                second, count = now, 0
            count += 1
            text = message.get("text") or ""
            if count > PER_SECOND or len(text) > MESSAGE_LIMIT:
                line.close(TOO_MUCH)
                await line.ended()
                return
            said = _understood(text)
            if said is not None and not silent:
                await self._hub.present(line, conversation=said[0], state=said[1])


def _cursor(scope: Scope) -> int | None:
    """Where the browser continues; a cursor that is none of ours reaches behind everything."""
    given = parse_qs(scope["query_string"].decode("latin-1")).get("cursor", [""])[0]
    if not given:
        return None
    place = from_cursor(given)
    return 2**62 if place is None else place


def _understood(text: str) -> tuple[int | None, str] | None:
    """(conversation, state) of a presence message; anything else is passed over."""
    try:
        said: Any = msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("type") != "presence":
        return None
    where, state = said.get("conversation"), said.get("state", "viewing")
    if where is not None and not (isinstance(where, str) and _ID.fullmatch(where)):
        return None
    return (None if where is None else int(where)), str(state)
