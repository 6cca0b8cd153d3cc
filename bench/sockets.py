"""A thousand browsers in one process: WebSockets by hand over one epoll, to cost little."""

import base64
import os
import select
import socket
import time
from collections.abc import Callable, Sequence

TIMEOUT = 30.0  # seconds one round may take


class Crowd:
    """Open sockets that wait for what a server sends to all of them."""

    def __init__(self, port: int, *, path: str, headers: Sequence[str]) -> None:
        """One socket for each of `headers`, e.g. "Authorization: Bearer …" ("" for none)."""
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        for header in headers:
            one = _open(port, path=path, header=header)
            one.setblocking(False)
            self._sockets[one.fileno()] = one
            self._poll.register(one, select.EPOLLIN)

    def hear(self, trigger: Callable[[], object], *, mark: bytes) -> list[float]:
        """Seconds from before `trigger` until each socket has read `mark`."""
        began = time.perf_counter()
        trigger()
        waiting = set(self._sockets)
        read: dict[int, bytes] = {}
        times = []
        while waiting and time.perf_counter() - began < TIMEOUT:
            for number, _ in self._poll.poll(1):
                read[number] = read.get(number, b"") + self._sockets[number].recv(65536)
                if number in waiting and mark in read[number]:
                    waiting.discard(number)
                    times.append(time.perf_counter() - began)
        if waiting:
            raise RuntimeError(f"{len(waiting)} sockets heard nothing")
        return times

    def quiet(self, seconds: float) -> None:
        """Read away what else comes for a while."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            for number, _ in self._poll.poll(0.05):
                self._sockets[number].recv(65536)

    def close(self) -> None:
        """All go."""
        for one in self._sockets.values():
            one.close()
        self._poll.close()


def _open(port: int, *, path: str, header: str) -> socket.socket:
    """A socket after its handshake (RFC 6455 §4.1)."""
    one = socket.create_connection(("127.0.0.1", port), timeout=10)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        *([header] if header else []),
    ]
    one.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        more = one.recv(4096)
        if not more:
            break
        answer += more
    if not answer.startswith(b"HTTP/1.1 101"):
        raise RuntimeError(answer[:200].decode("utf-8", "replace"))
    return one
