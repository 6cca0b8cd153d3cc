"""A DNS server that knows no name and says so at once: `with answering() as "127.0.0.1:port"`.

A measured server asks it about authors' domains. Without an answer it would wait for its resolver's
patience, and that wait would be measured.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.message
import dns.rcode


@contextmanager
def answering() -> Iterator[str]:
    """Serve on a free port until the end of the block."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(door,), daemon=True)
        thread.start()
        host, port = door.getsockname()
        yield f"{host}:{port}"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", (host, port))
        thread.join()


def _serve(door: socket.socket) -> None:
    while True:
        asked, peer = door.recvfrom(4096)
        if not asked:
            return
        reply = dns.message.make_response(dns.message.from_wire(asked))
        reply.set_rcode(dns.rcode.NXDOMAIN)
        door.sendto(reply.to_wire(), peer)
