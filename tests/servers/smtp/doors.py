"""A door on a free port with a small room behind it, and clients that speak plain bytes."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.replies import Reply
from tripost.servers.smtp.base import SmtpServer
from tripost.servers.smtp.lmtp import lmtp_server
from tripost.servers.smtp.mx import mx_server


@dataclass
class Room:
    """Takes everything but nobody@ and later@; delivery to full@ fails, broken@ raises."""

    mails: list[tuple[Envelope, bytes]] = field(default_factory=list)
    accepting: asyncio.Event = field(default_factory=asyncio.Event)
    durable: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.durable.set()

    async def admits(self, recipient: str, sender: str, peer: Peer) -> Reply:
        match recipient.partition("@")[0]:
            case "nobody":
                return Reply(550, "5.1.1", "No such address")
            case "later":
                await asyncio.sleep(0)
                return Reply(450, "4.2.0", "Come back later")
            case "broken":
                raise RuntimeError("the database is away")
        return Reply(250, "2.1.5", "Recipient OK")

    async def accept(self, envelope: Envelope, raw: bytes) -> Reply | Sequence[Reply]:
        self.accepting.set()
        await self.durable.wait()
        if envelope.sender.startswith("broken@"):
            raise OSError("no space left on device")
        self.mails.append((envelope, raw))
        if envelope.protocol.startswith("LMTP"):
            return [self._fate(recipient) for recipient in envelope.recipients]
        return Reply(250, "2.0.0", "Stored")

    def _fate(self, recipient: str) -> Reply:
        if recipient.startswith("full@"):
            return Reply(452, "4.2.2", "Full")
        return Reply(250, "2.0.0", "Stored")


@asynccontextmanager
async def door(room: Room, *, lmtp: bool = False, **options: Any) -> AsyncIterator[SmtpServer]:
    """An open door; closed at the end."""
    make = lmtp_server if lmtp else mx_server
    server = make("mx.test", admits=room.admits, accept=room.accept, **options)
    await server.start("127.0.0.1", port=0)
    try:
        yield server
    finally:
        await server.stop(grace=1)


@dataclass
class Client:
    """Speaks and listens in lines, with a bound on patience."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def at(cls, server: SmtpServer, *, greet: bool = True) -> "Client":
        client = cls(*await asyncio.open_connection("127.0.0.1", server.port))
        if greet:
            assert (await client.reply()).startswith("220 ")
            assert (await client.ask("LHLO c" if server.profile.lmtp else "EHLO c"))[:3] == "250"
        return client

    def say(self, *lines: str) -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())

    async def reply(self) -> str:
        """One reply, or "" at the end."""
        lines = []
        while True:
            line = (await asyncio.wait_for(self.reader.readline(), 10)).decode()
            lines.append(line)
            if line[3:4] != "-":
                return "".join(lines)

    async def ask(self, *lines: str) -> str:
        self.say(*lines)
        return await self.reply()

    async def begin(self, *recipients: str) -> None:
        """Up to the 354."""
        self.say("MAIL FROM:<a@b.test>", *(f"RCPT TO:<{one}>" for one in recipients), "DATA")
        for _ in range(len(recipients) + 1):
            assert (await self.reply()).startswith("250 ")
        assert (await self.reply()).startswith("354 ")

    def leave(self) -> None:
        self.writer.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's context with a certificate for localhost, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, pem_key = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem_key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem, pem_key)
    return server, ssl.create_default_context(cafile=str(pem))
