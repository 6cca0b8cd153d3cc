"""uvicorn's HTTP protocol with an end to patience: a head has a size and a time (PROMISES L29)."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 20.0  # for a whole head, from the connection or the last answer on
HEAD_LIMIT = 64 * 1024  # bytes; httptools itself takes any number
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"  # RFC 6585 §5
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class Bounded(HttpToolsProtocol):
    """Drops who opens connections and does not ask. Bodies are the guard's concern."""

    _late: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: Any) -> None:
        """Somebody is there; a head must follow."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        self._satisfied()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Between answers only a head can come; bytes that are none count too."""
        cycle: Any = self.cycle  # uvicorn's types say never None; before the first head it is
        if self._late is None and cycle is not None and cycle.response_complete:
            self._expect()
        self._head += len(data)
        super().data_received(data)
        if self._late is not None and self._head > HEAD_LIMIT:
            self.transport.write(TOO_LARGE)
            self._drop()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._satisfied()
        super().on_headers_complete()

    def _expect(self) -> None:
        self._head = 0
        self._late = self.loop.call_later(HEAD_SECONDS, self._drop)

    def _satisfied(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _drop(self) -> None:
        self._satisfied()
        self.transport.close()
