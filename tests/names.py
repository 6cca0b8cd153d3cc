"""A DNS server of the test's own: UDP and TCP on one free port of 127.0.0.1."""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

Record = tuple[str, str]  # (type, value as in a zone file)
# The records of a name, in small letters; None: no answer at all.
Answers = Callable[[str, str], Sequence[Record] | None]
MOST_UDP = 512  # RFC 1035 §2.3.4


def of_zone(zone: Mapping[str, Sequence[Record]]) -> Answers:
    """Answers from a table by name."""
    return lambda name, kind: zone.get(name, ())


def texts(*values: str) -> tuple[Record, ...]:
    """TXT records, cut into strings of 255 bytes as a zone file wants them."""
    return tuple(("TXT", quoted(value.encode())) for value in values)


def quoted(value: bytes) -> str:
    """One TXT record of these bytes."""
    pieces = [value[at : at + 255] for at in range(0, len(value), 255)] or [b""]
    return " ".join('"' + "".join(f"\\{byte:03d}" for byte in piece) + '"' for piece in pieces)


@contextmanager
def serving(answers: Answers) -> Iterator[tuple[str, int]]:
    """Serve until the end of the block; gives (address, port)."""

    class Udp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, sock = self.request
            if (reply := _reply(data, answers)) is not None:
                sock.sendto(_short(reply), self.client_address)

    class Tcp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            size = self.request.recv(2, socket.MSG_WAITALL)
            if len(size) == 2:
                data = self.request.recv(struct.unpack(">H", size)[0], socket.MSG_WAITALL)
                if (reply := _reply(data, answers)) is not None:
                    wire = reply.to_wire()
                    self.request.sendall(struct.pack(">H", len(wire)) + wire)

    with _pair(Udp, Tcp) as (udp, tcp):
        threads = [threading.Thread(target=one.serve_forever, args=(0.05,)) for one in (udp, tcp)]
        for thread in threads:
            thread.start()
        try:
            yield "127.0.0.1", tcp.server_address[1]
        finally:
            for one in (udp, tcp):
                one.shutdown()
            for thread in threads:
                thread.join()


@contextmanager
def _pair(
    udp: type[socketserver.BaseRequestHandler], tcp: type[socketserver.BaseRequestHandler]
) -> Iterator[tuple[socketserver.ThreadingUDPServer, socketserver.ThreadingTCPServer]]:
    for _ in range(20):
        stream = socketserver.ThreadingTCPServer(("127.0.0.1", 0), tcp)
        try:
            packet = socketserver.ThreadingUDPServer(stream.server_address, udp)
        except OSError:
            stream.server_close()
            continue
        with stream, packet:
            yield packet, stream
        return
    raise OSError("no port is free for both UDP and TCP")


def _reply(data: bytes, answers: Answers) -> dns.message.Message | None:
    query = dns.message.from_wire(data)
    question = query.question[0]
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.RA
    kind = dns.rdatatype.to_text(question.rdtype)
    name, seen = question.name, set()
    while name not in seen:
        seen.add(name)
        plain = b".".join(label for label in name.labels if label).decode("latin-1").lower()
        found = answers(plain, kind)
        if found is None:
            return None
        for some in (kind, "CNAME"):
            values = [value for one, value in found if one == some]
            if values:
                reply.answer.append(_rrset(name, some, values))
                break
        if not values or some == kind:
            break
        name = dns.name.from_text(values[0])
    if not reply.answer:
        reply.set_rcode(dns.rcode.NOERROR if found else dns.rcode.NXDOMAIN)
    return reply


def _rrset(name: dns.name.Name, kind: str, values: Sequence[str]) -> dns.rrset.RRset:
    rdtype = dns.rdatatype.from_text(kind)
    data = [dns.rdata.from_text(dns.rdataclass.IN, rdtype, value) for value in values]
    return dns.rrset.from_rdata_list(name, 60, data)


def _short(reply: dns.message.Message) -> bytes:
    wire: bytes = reply.to_wire()
    if len(wire) <= MOST_UDP:
        return wire
    reply.answer.clear()
    reply.flags |= dns.flags.TC  # come again by TCP
    return bytes(reply.to_wire())
