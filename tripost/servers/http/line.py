"""One open socket of the stream: written to directly where uvicorn allows it, never awaited."""

import asyncio
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from tripost.people.policies import Actor
from tripost.realtime.frames import Frame
from tripost.servers.http.asgi import Send
from tripost.servers.http.auth import Credential

BACKLOG = 256 * 1024  # bytes that wait for one slow reader before it is cut off
QUEUE = 1_000  # messages, where there is no raw transport
SIGNED_OUT = 4401
CUT = 4408


class Line:
    """A signed-in browser that listens. A slow one is cut and resumes from its cursor."""

    def __init__(self, *, shown: Credential, actor: Actor, send: Send) -> None:
        self.shown = shown
        self.actor = actor
        self.position = 0
        self.closed = False
        self._send = send
        owner = getattr(send, "__self__", None)
        # uvicorn's own protocol object, pinned by a test; anything else goes through a queue.
        self._raw: Any = owner if isinstance(owner, WebSocketsSansIOProtocol) else None
        self._queue: asyncio.Queue[Frame] = asyncio.Queue(QUEUE)
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def is_raw(self) -> bool:
        """Whether frames go straight to the transport."""
        return self._raw is not None

    def write(self, frame: Frame) -> None:
        """Hand a frame over; returns at once (TRIALS §3: one slow reader must not hold others)."""
        if self.closed:
            return
        if self._raw is None:
            try:
                self._queue.put_nowait(frame)
            except asyncio.QueueFull:
                self.close(CUT)
            return
        transport = self._raw.transport
        if self._raw.disconnected or self._raw.close_sent or transport.is_closing():
            return
        if transport.get_write_buffer_size() > BACKLOG:
            self.closed = True
            transport.abort()
            return
        transport.write(frame.wire)

    async def drain(self) -> None:
        """Send what is queued, for sockets without a raw transport; runs until cancelled."""
        while True:
            frame = await self._queue.get()
            await self._send({"type": "websocket.send", "text": frame.text.decode()})

    def close(self, code: int) -> None:
        """Say why and end; a peer that does not read is cut after two seconds."""
        if self.closed:
            return
        self.closed = True
        task = asyncio.get_running_loop().create_task(self._close(code))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def ended(self) -> None:
        """Wait until the close that was asked for is said: whoever returns first cuts it off."""
        await asyncio.gather(*self._closing)

    async def _close(self, code: int) -> None:
        with suppress(Exception):
            try:
                await asyncio.wait_for(self._send({"type": "websocket.close", "code": code}), 2)
            except TimeoutError:
                if self._raw is not None:
                    self._raw.transport.abort()
