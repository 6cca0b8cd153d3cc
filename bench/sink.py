"""A next hop that takes everything and only counts: `python -m bench.sink <port>`, one process.

Beside SMTP it knows XSTAT (recipients, mails, first, last: seconds since 1970) and XZERO.
"""

import asyncio
import socket
import sys
import time

END = b"\r\n.\r\n"


class Count:
    """What was taken since the last XZERO."""

    recipients = mails = 0
    first = last = 0.0


class Session(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._buffer = b""
        self._content = False
        self._tail = b""
        self._recipients = 0
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio."""
        self._transport = transport  # type: ignore[assignment]
        self._transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        """asyncio."""
        if self._content:
            self._take(data)
            return
        self._buffer += data
        said = []
        while not self._content:
            line, found, rest = self._buffer.partition(b"\r\n")
            if not found:
                break
            self._buffer = rest
            said.append(self._answer(line))
        self._transport.write(b"".join(said))
        if self._content and self._buffer:
            rest, self._buffer = self._buffer, b""
            self._take(rest)

    def _answer(self, line: bytes) -> bytes:
        match line[:4].upper():
            case b"RCPT":
                self._recipients += 1
            case b"MAIL":
                self._recipients = 0
            case b"DATA":
                self._content, self._tail = True, b"\r\n"
                return b"354 go\r\n"
            case b"EHLO":
                return b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 99999999\r\n"
            case b"XSTA":
                told = (Count.recipients, Count.mails, Count.first, Count.last)
                return b"250 %d %d %.4f %.4f\r\n" % told
            case b"XZER":
                Count.recipients = Count.mails = 0
                Count.first = Count.last = 0.0
            case b"QUIT":
                self._transport.write(b"221 bye\r\n")
                self._transport.close()
                return b""
        return b"250 ok\r\n"

    def _take(self, data: bytes) -> None:
        whole = self._tail + data
        end = len(whole) - 5 if whole.endswith(END) else whole.rfind(END)
        if end < 0:
            self._tail = whole[-4:]
            return
        self._content = False
        Count.mails += 1
        Count.recipients += self._recipients
        Count.last = time.time()
        Count.first = Count.first or Count.last
        self._transport.write(b"250 2.0.0 taken\r\n")
        if len(whole) > end + 5:  # the next command came along (Postfix: QUIT)
            self.data_received(whole[end + 5 :])


async def main(port: int) -> None:
    """Until killed."""
    # Without IPPROTO_TCP asyncio leaves Nagle on, which costs 40 ms a mail.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Session, sock=listener, backlog=512)
    await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(int(sys.argv[1])))
