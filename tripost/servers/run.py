"""The composition root: builds everything once, opens the doors, closes them in order."""

import asyncio
import gc
import signal
import socket
import ssl
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlsplit

import uvicorn
import uvloop

from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.profile import Limits
from tripost.core.smtp.replies import Reply
from tripost.inbound.accept import Acceptor
from tripost.inbound.door import Door
from tripost.inbound.route import Directory
from tripost.kit import log
from tripost.kit.settings import BadSetting, Endpoint, Settings
from tripost.modes.base import Admission
from tripost.servers.build import build
from tripost.servers.http.app import make_app
from tripost.servers.http.bounded import Bounded
from tripost.servers.smtp.base import Bounds, SmtpServer
from tripost.servers.smtp.listening import listening_socket
from tripost.servers.smtp.lmtp import lmtp_server
from tripost.servers.smtp.mx import mx_server
from tripost.store.services import Services
from tripost.worker.run import Worker

WS_LIMIT = 64 * 1024  # bytes of one message, before we look at it
_log = log.get("servers.run")


class PortTaken(Exception):
    """A door cannot open because something else listens there; the text says what to do."""


def serve(settings: Settings, *, notices: tuple[str, ...] = ()) -> None:
    """Run until SIGTERM or SIGINT. Django is set up, the tables are there, the folder is held.

    Raises PortTaken or BadSetting before anything was started.
    """
    uvloop.run(_serve(settings, notices))


async def _serve(settings: Settings, notices: tuple[str, ...]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    services = build(settings)
    house = House(services)
    try:
        await house.open()
        gc.collect()
        gc.freeze()  # what is there now stays: each full collection would walk over all of it
        _tell(house, notices)
        await stop.wait()
    finally:
        await house.close()


class House:
    """All that runs in this process. Doors open last and close first."""

    def __init__(self, services: Services) -> None:
        self.services = services
        acceptor = Acceptor(services.writer, services.blobs, services.clock)
        directory = Directory(services)
        tls = _tls(services.settings)
        self.smtp = self._door(Door(directory, acceptor, channel="smtp"), directory, tls)
        self.lmtp = self._door(Door(directory, acceptor, channel="lmtp"), directory, None)
        self.worker = Worker(
            services,
            local=Door(directory, acceptor, channel="local"),
            hostname=_hostname(services.settings),
        )
        self.http: _Http | None = None
        self._http_task: asyncio.Task[None] | None = None
        self._ready: list[str] = []

    def ready(self) -> tuple[str, ...]:
        """The servers of this process that are up: what `GET /health` tells."""
        return tuple(self._ready)

    async def open(self) -> None:
        """Start everything; raises PortTaken."""
        settings = self.services.settings
        self.services.writer.start()
        listener = _listen(settings.http, "TRIPOST_HTTP")
        await self.worker.start()
        self._ready.append("worker")
        await _start(self.smtp, settings.smtp, "TRIPOST_SMTP")
        self._ready.append("smtp")
        await _start(self.lmtp, settings.lmtp, "TRIPOST_LMTP")
        self._ready.append("lmtp")
        self.http = _Http(_http_config(make_app(self.services, started=self.ready)))
        self.http_port = int(listener.getsockname()[1])
        self._http_task = asyncio.create_task(self.http.serve(sockets=[listener]))
        while not self.http.started and not self._http_task.done():  # noqa: ASYNC110 no event there
            await asyncio.sleep(0.01)
        self._ready.append("http")

    async def close(self) -> None:
        """SMTP, then HTTP, then the work in hand, then the writer: nothing accepted is left."""
        was_open = bool(self._ready)
        self._ready.clear()
        await asyncio.gather(self.smtp.stop(), self.lmtp.stop())
        if self.http is not None and self._http_task is not None:
            self.http.should_exit = True
            await self._http_task
        await self.worker.stop()
        await asyncio.to_thread(self.services.writer.stop)
        self.services.pool.close()
        if was_open:
            _log.info("server.stopped")

    def _door(self, door: Door, directory: Directory, tls: ssl.SSLContext | None) -> SmtpServer:
        settings = self.services.settings

        async def admits(recipient: str, sender: str, peer: Peer) -> Reply:
            return _reply(await door.admits(recipient, sender, peer))

        async def accept(envelope: Envelope, raw: bytes) -> Reply:
            accepted = await door.accept(envelope, raw)
            return Reply(250, "2.0.0", f"Kept as {accepted[0].intake}")

        make = lmtp_server if door.channel == "lmtp" else mx_server
        return make(
            _hostname(settings),
            admits=admits,
            accept=accept,
            tls=tls,
            limits=Limits(size=settings.max_mail),
            bounds=Bounds(trusted=directory.trusts),
        )


class _Http(uvicorn.Server):
    """uvicorn inside our loop: the signals are ours."""

    def capture_signals(self) -> Any:
        """Leave them alone."""
        return nullcontext()


def _http_config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Bounded,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=WS_LIMIT,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


def _hostname(settings: Settings) -> str:
    """How we greet: the name people reach us by, else the machine's."""
    return urlsplit(settings.base_url).hostname or socket.gethostname()


def _reply(admission: Admission) -> Reply:
    return Reply(admission.code, admission.enhanced, admission.text)


def _listen(place: Endpoint, setting: str) -> Any:
    try:
        return listening_socket(place.host, port=place.port)
    except OSError as wrong:
        raise PortTaken(_taken(place, setting, wrong)) from None


async def _start(server: SmtpServer, place: Endpoint, setting: str) -> None:
    try:
        await server.start(place.host, port=place.port)
    except OSError as wrong:
        raise PortTaken(_taken(place, setting, wrong)) from None


def _taken(place: Endpoint, setting: str, wrong: OSError) -> str:
    reason = wrong.strerror or str(wrong)
    return f"Cannot listen on {place}: {reason}. Stop what runs there, or set {setting}."


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    for path in filter(None, (settings.tls_cert, settings.tls_key)):
        if not path.is_file():
            raise BadSetting(f"TRIPOST_TLS_CERT, TRIPOST_TLS_KEY: there is no file {path}")
    try:
        context.load_cert_chain(settings.tls_cert, settings.tls_key)
    except (OSError, ssl.SSLError) as wrong:
        raise BadSetting(f"TRIPOST_TLS_CERT, TRIPOST_TLS_KEY: {wrong}") from None
    return context


def _tell(house: House, notices: tuple[str, ...]) -> None:
    settings = house.services.settings
    web = settings.base_url or f"http://{Endpoint(host=settings.http.host, port=house.http_port)}"
    print("Tripost is ready.")
    print(f"  Web   {web.rstrip('/')}/")
    print(f"  SMTP  {Endpoint(host=settings.smtp.host, port=house.smtp.port)}")
    print(f"  LMTP  {Endpoint(host=settings.lmtp.host, port=house.lmtp.port)}")
    print(f"  Data  {settings.data.resolve()}")
    for notice in notices:
        print(f"  {notice}")
    print("Ctrl+C stops it.", flush=True)
