"""A whole house for tests of the web door: real database file, real writer, real pool."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from django.db import connection, connections
from django.test.utils import override_settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.world import World
from tripost.kit.bus import Bus
from tripost.kit.settings import Settings
from tripost.people import tokens
from tripost.people.models import User
from tripost.servers.http.app import make_app
from tripost.servers.http.bounded import Bounded
from tripost.store.blobs import Blobs
from tripost.store.models import Modseq
from tripost.store.reads import DjangoReader, Pool, Reader, SqliteReader
from tripost.store.services import Services
from tripost.store.writer import Writer

URL = "http://127.0.0.1:8000"
POOL_THREADS = 2
PASSWORD = "a long enough one"


class LoopThread:
    """The server's event loop beside the test, whose own thread may use the ORM."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any], *, timeout: float = 30) -> Any:
        """Run in the loop and wait."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def stop(self) -> None:
        """End the loop and its thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


class AsgiTransport(httpx.BaseTransport):
    """Asks an ASGI app that runs in another thread's loop."""

    def __init__(self, app: Any, loop: LoopThread) -> None:
        self._inner = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request, whole."""
        request.read()

        async def ask() -> tuple[int, Any, bytes]:
            asked = httpx.Request(
                request.method, request.url, headers=request.headers, content=request.content
            )
            answer = await self._inner.handle_async_request(asked)
            raw = [chunk async for chunk in answer.stream]  # type: ignore[union-attr]
            return answer.status_code, answer.headers, b"".join(raw)

        status, headers, content = self._loop.run(ask())
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(content))


class _Server(uvicorn.Server):
    def capture_signals(self) -> Any:
        """The signals belong to pytest."""
        return nullcontext()


class Listener:
    """What a browser hears on the stream."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def next(self, *, timeout: float = 10) -> dict[str, Any]:
        """The next message, whatever it is."""
        said: dict[str, Any] = json.loads(self.socket.recv(timeout=timeout))
        return said

    def until(self, **wanted: Any) -> dict[str, Any]:
        """Skip what comes before a message with these fields."""
        while True:
            said = self.next()
            if all(said.get(k) == v for k, v in wanted.items()):
                return said

    def before(self, **wanted: Any) -> list[dict[str, Any]]:
        """Everything that came before a message with these fields."""
        heard = []
        while True:
            said = self.next()
            if all(said.get(k) == v for k, v in wanted.items()):
                return heard
            heard.append(said)

    def say(self, **message: Any) -> None:
        """Send something."""
        self.socket.send(json.dumps(message))

    def closed_with(self) -> int:
        """Read to the end; the code the server closed with."""
        while True:
            try:
                self.next()
            except ConnectionClosed as end:
                return end.rcvd.code if end.rcvd else 1006

    def close(self) -> None:
        """Go."""
        self.socket.close()


@dataclass
class House:
    """Services, a world to fill, and clients that ask as somebody."""

    services: Services
    world: World
    app: Any
    loop: "LoopThread"
    times: list[datetime]
    _tokens: dict[str, str] = field(default_factory=dict)
    _server: "_Server | None" = None
    _serving: "Future[None] | None" = None
    _socket: socket.socket = field(default_factory=socket.socket)

    @property
    def now(self) -> datetime:
        """What the house's clock says; `pass_time` moves it."""
        return self.times[0]

    def pass_time(self, **delta: float) -> None:
        """Let time pass without waiting."""
        self.times[0] += timedelta(**delta)

    def token(self, name: str) -> str:
        """A Bearer token of this person, made once."""
        if name not in self._tokens:
            secret = tokens.new_secret()
            tokens.create(self.world.user(name).pk, at=self.now, secret=secret)
            self._tokens[name] = secret
        return self._tokens[name]

    def client(self, name: str | None = None, **headers: str) -> httpx.Client:
        """Asks the app directly, as this person (by token) or as nobody."""
        if name is not None:
            headers["Authorization"] = f"Bearer {self.token(name)}"
        return httpx.Client(
            transport=AsgiTransport(self.app, self.loop), base_url=URL, headers=headers
        )

    def serve(self) -> str:
        """Open a real port with uvicorn, as `servers.run` does; returns host:port."""
        if self._server is None:
            config = uvicorn.Config(
                self.app,
                http=Bounded,
                ws="websockets-sansio",
                ws_per_message_deflate=False,
                lifespan="on",
                log_config=None,
            )
            self._server = _Server(config)
            self._socket.bind(("127.0.0.1", 0))
            self._serving = asyncio.run_coroutine_threadsafe(
                self._server.serve(sockets=[self._socket]), self.loop.loop
            )
            while not self._server.started:
                time.sleep(0.005)
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def listen(self, name: str, *, cursor: str | None = None) -> "Listener":
        """A browser that is connected to the stream as this person."""
        query = "" if cursor is None else f"?cursor={cursor}"
        return Listener(
            connect(
                f"ws://{self.serve()}/api/v1/stream{query}",
                additional_headers={"Authorization": f"Bearer {self.token(name)}"},
                compression=None,
                legacy=True,
            )
        )

    def close(self) -> None:
        """Stop serving."""
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            self._serving.result(20)
        self._socket.close()

    def set_password(self, name: str, password: str = PASSWORD) -> User:
        """A person who can sign in."""
        user = self.world.user(name)
        user.set_password(password)
        user.save()
        return user


@contextmanager
def made_house(folder: Path, *, now: datetime) -> Iterator[House]:
    """Needs a database whose commits are real (`transactional_db`)."""
    Modseq.objects.get_or_create(pk=1)
    bus = Bus()
    writer = Writer(bus)
    writer.start()
    pool = Pool(threads=POOL_THREADS)
    reader: Reader
    if connection.vendor == "sqlite":
        reader = SqliteReader(Path(str(connection.settings_dict["NAME"])))
    else:
        reader = DjangoReader()
    times = [now]
    services = Services(
        writer=writer,
        reader=reader,
        pool=pool,
        bus=bus,
        blobs=Blobs(folder / "blobs", inline_limit=1000),
        clock=lambda: times[0],
        settings=Settings(data=folder),
    )
    dist = folder / "dist"
    app = make_app(services, dist=dist)
    loop = LoopThread()
    hasher = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hasher):
        made = House(services=services, world=World(now), app=app, loop=loop, times=times)
        yield made
        made.close()
    app.close()
    loop.stop()
    writer.stop()
    _leave(pool)
    if isinstance(reader, SqliteReader):
        reader.close()


def _leave(pool: Pool) -> None:
    """Close the connection of every thread, so that the database can be dropped."""
    together = threading.Barrier(POOL_THREADS)

    def close() -> None:
        together.wait(10)
        connections.close_all()

    for _ in range(POOL_THREADS):
        pool._executor.submit(close)
    pool.close()


@pytest.fixture
def house(transactional_db: None, tmp_path: Path, now: datetime) -> Iterator[House]:
    """A house with nobody in it yet."""
    with made_house(tmp_path, now=now) as made:
        yield made
