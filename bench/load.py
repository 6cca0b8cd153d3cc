"""Our own load generator: one process, epoll, pipelined envelopes over SMTP or LMTP."""

import re
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Target:
    """A door on this machine; `lmtp` greets with LHLO."""

    port: int
    lmtp: bool
    recipient: str


@dataclass(slots=True)
class Result:
    """Seconds from the first byte to the last 250, and each mail's own; times in seconds."""

    seconds: float = 0.0
    each: list[float] = field(default_factory=list)


class Refused(Exception):
    """The server said something other than 250; the text is its answer."""


def wire(mail: bytes) -> bytes:
    """A mail as it goes over the line: dots doubled, the final dot behind (RFC 5321 §4.5.2)."""
    stuffed = _DOT.sub(b"..", mail)
    return stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n")


def send(
    target: Target, wired: Sequence[bytes], *, connections: int, seconds: float = 60
) -> Result:
    """Deliver all, `connections` at a time, each mail answered before the next of its connection.

    `wired` are mails as `wire` makes them. Raises Refused, TimeoutError.
    """
    crowd = _Crowd(target, wired)
    began = time.perf_counter()
    for _ in range(min(connections, len(wired))):
        crowd.open()
    while crowd.open_now:
        crowd.turn()
        if time.perf_counter() - began > seconds:
            raise TimeoutError(f"{len(crowd.result.each)} of {len(wired)} mails in {seconds} s")
    crowd.result.seconds = crowd.last - began
    return crowd.result


class _Connection:
    """A socket and where its conversation stands: greeting, hello, envelope, content."""

    __slots__ = ("awaited", "begun", "heard", "mail", "out", "socket", "step")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.heard, self.awaited, self.step = b"", 1, "greeting"
        self.out = memoryview(b"")
        self.begun = 0.0
        self.mail = b""


class _Crowd:
    """All connections of one run."""

    def __init__(self, target: Target, wired: Sequence[bytes]) -> None:
        self._target = target
        self._left = iter(wired)
        self._poll = select.epoll()
        self.open_now: dict[int, _Connection] = {}
        self.result = Result()
        self.last = 0.0
        hello = "LHLO" if target.lmtp else "EHLO"
        self._hello = f"{hello} bench.example\r\n".encode()
        self._envelope = (
            f"MAIL FROM:<bench@kunde.example>\r\nRCPT TO:<{target.recipient}>\r\nDATA\r\n"
        ).encode()

    def open(self) -> None:
        """One more connection."""
        one = _Connection(self._target.port)
        self.open_now[one.socket.fileno()] = one
        self._poll.register(one.socket, select.EPOLLIN)

    def turn(self) -> None:
        """Whatever can move, moves."""
        for number, event in self._poll.poll(1.0):
            one = self.open_now[number]
            if event & select.EPOLLOUT:
                self._write(one)
            if event & (select.EPOLLIN | select.EPOLLHUP):
                self._read(one)

    def _read(self, one: _Connection) -> None:
        heard = one.socket.recv(65536)
        if not heard:
            raise Refused(f"closed at {one.step}")
        one.heard += heard
        if not one.heard.endswith(b"\n"):
            return
        answers = [line for line in one.heard.split(b"\r\n") if line and line[3:4] != b"-"]
        if len(answers) >= one.awaited:
            one.heard = b""
            self._go_on(one, answers)

    def _go_on(self, one: _Connection, answers: list[bytes]) -> None:
        wanted = b"3" if one.step == "envelope" else b"2"
        if not answers[-1].startswith(wanted):
            raise Refused(answers[-1].decode("utf-8", "replace"))
        match one.step:
            case "greeting":
                one.step = "hello"
                self._say(one, self._hello)
            case "envelope":
                one.step, one.awaited = "content", 1
                self._say(one, one.mail)
            case _:
                if one.step == "content":
                    self.last = time.perf_counter()
                    self.result.each.append(self.last - one.begun)
                self._next(one)

    def _next(self, one: _Connection) -> None:
        mail = next(self._left, None)
        if mail is None:
            self._poll.unregister(one.socket)
            del self.open_now[one.socket.fileno()]
            one.socket.close()
            return
        one.mail, one.begun = mail, time.perf_counter()
        one.step, one.awaited = "envelope", 3  # pipelined: MAIL, RCPT and DATA (RFC 2920)
        self._say(one, self._envelope)

    def _say(self, one: _Connection, words: bytes) -> None:
        one.out = memoryview(words)
        self._write(one)

    def _write(self, one: _Connection) -> None:
        try:
            sent = one.socket.send(one.out)
        except BlockingIOError:
            sent = 0
        one.out = one.out[sent:]
        waits = select.EPOLLOUT if one.out else 0
        self._poll.modify(one.socket, select.EPOLLIN | waits)
