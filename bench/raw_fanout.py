"""The measure for a fan-out: `python -m bench.raw_fanout <port> <number> <signing> [lines]`.

The same mail with a head of its own for each, over 8 connections (or `lines`) with pipelining,
signed the same way (none, ed25519, rsa), and nothing else: no queue, no record, nobody who could
leave meanwhile. Prints JSON.
"""

import asyncio
import base64
import hashlib
import json
import sys
import time
from collections.abc import Callable

from bench.mails import one

LINES = 8


def signer(kind: str) -> Callable[[bytes], bytes] | None:
    """Signs bytes as DKIM would."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

    if kind == "rsa":
        key = rsa.generate_private_key(65537, 2048)
        return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    if kind == "ed25519":
        own = ed25519.Ed25519PrivateKey.generate()
        return lambda data: own.sign(hashlib.sha256(data).digest())
    return None


class Line(asyncio.Protocol):
    """One connection; takes its next number from `left`."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._heard = b""
        self._content = b""
        self._awaits = b"220"
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """asyncio."""
        self._heard += data
        if self._awaits == b"220" and self._heard.endswith(b"\r\n"):
            self._awaits, self._heard = b"EHLO", b""
            self._transport.write(b"EHLO raw.example\r\n")
        elif self._awaits == b"EHLO" and b"250 " in self._heard:
            self._next()
        elif self._awaits == b"354" and self._heard.count(b"\n") == 3:
            assert self._heard.splitlines()[2].startswith(b"354"), self._heard
            self._awaits, self._heard = b"250", b""
            self._transport.write(self._content)
        elif self._awaits == b"250" and self._heard.endswith(b"\n"):
            assert self._heard.startswith(b"250"), self._heard
            self._run.taken += 1
            self._next()

    def _next(self) -> None:
        number = next(self._run.left, None)
        if number is None:
            self._transport.close()
            self._run.closed()
            return
        envelope, self._content = self._run.mail(number)
        self._awaits, self._heard = b"354", b""
        self._transport.write(envelope)


class Run:
    """All of it."""

    def __init__(self, number: int, kind: str, *, lines: int) -> None:
        self.left = iter(range(number))
        self.taken = 0
        self.done = asyncio.Event()
        self._open = lines
        self._sign = signer(kind)
        head, _, body = one(0, recipient="news@acme.example").partition(b"\r\n\r\n")
        self._head, self._body = head + b"\r\n", b"\r\n" + body
        self._bh = base64.b64encode(hashlib.sha256(body).digest())
        self._wire = self._body.replace(b"\r\n.", b"\r\n..") + b".\r\n"

    def mail(self, number: int) -> tuple[bytes, bytes]:
        """Envelope and content."""
        envelope = (
            b"MAIL FROM:<news+%d@acme.example>\r\nRCPT TO:<user%d@member.test>\r\nDATA\r\n"
            % (number, number)
        )
        head = b"List-Unsubscribe: <https://acme.example/u/%d/%x>\r\n" % (number, number * 7919)
        head += self._head
        if self._sign is not None:
            value = base64.b64encode(self._sign(head + self._bh))
            head = b"DKIM-Signature: v=1; bh=%s; b=%s\r\n" % (self._bh, value) + head
        return envelope, head + self._wire

    def closed(self) -> None:
        """A line has nothing more to do."""
        self._open -= 1
        if self._open == 0:
            self.done.set()


async def main(port: int, number: int, kind: str, lines: int) -> None:
    """Sends, then tells."""
    run = Run(number, kind, lines=lines)
    loop = asyncio.get_running_loop()
    cpu, began, at = time.process_time(), time.perf_counter(), time.time()
    for _ in range(lines):
        await loop.create_connection(lambda: Line(run), "127.0.0.1", port)
    await run.done.wait()
    took, spent = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({"taken": run.taken, "seconds": took, "cpu": spent, "began": at}))


if __name__ == "__main__":
    import uvloop

    told = int(sys.argv[4]) if len(sys.argv) > 4 else LINES
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], told))
