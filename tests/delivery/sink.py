"""A relay that writes down what it gets, and misbehaves where a test says so."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Mail:
    """One mail as it came over the wire, dots unstuffed; `answered`: we said 250 to it."""

    sender: str
    recipients: list[str]
    content: bytes
    connection: int
    answered: bool = True

    def header(self, name: str) -> list[str]:
        """All values of a field, unfolded."""
        head = self.content.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
        lines = head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n")
        return [v.strip() for n, _, v in (line.partition(":") for line in lines)
                if n.lower() == name.lower()]  # fmt: skip


# What to answer to a command: None = as usual, "drop" = cut, "hang" = say nothing more.
Answer = Callable[[str, str], str | None]  # (verb: CONNECT, MAIL, RCPT, DATA, DOT …; argument)


@dataclass
class Sink:
    """An ESMTP server with PIPELINING. `answer` decides, mails are kept in order of arrival."""

    answer: Answer = lambda verb, argument: None
    mails: list[Mail] = field(default_factory=list)
    connections: int = 0
    tls: ssl.SSLContext | None = None  # offers STARTTLS
    login: str = ""  # offers AUTH PLAIN behind TLS, and wants this: base64 of \0user\0password
    told: list[tuple[bool, str]] = field(default_factory=list)  # (encrypted, AUTH argument)
    encrypted: list[bool] = field(default_factory=list)  # of each mail
    begun: list[tuple[int, str]] = field(default_factory=list)  # (connection, recipient)
    listen: int = 0  # the port, if it matters
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def __aenter__(self) -> "Sink":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.listen)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._talk(reader, writer, self.connections)
        self._writers.discard(writer)
        writer.close()

    async def _talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        sender: str | None = None
        recipients: list[str] = []
        encrypted = False
        if not await self._say(writer, "CONNECT", "", "220 sink"):
            return
        while line := (await reader.readline()).decode():
            verb, _, rest = line.strip().partition(" ")
            verb = verb.upper()
            match verb:
                case "EHLO":
                    usual = self._offer(encrypted=encrypted)
                case "STARTTLS":
                    usual = "220 go"
                case "AUTH":
                    self.told.append((encrypted, rest))
                    right = rest == f"PLAIN {self.login}"
                    usual = "235 2.7.0 welcome" if right else "535 5.7.8 no"
                case "MAIL":
                    sender, recipients = rest[6:].partition(">")[0], []
                    usual = "250 2.1.0 ok"
                case "RCPT":
                    self.begun.append((number, rest[4:].partition(">")[0]))
                    usual = "250 2.1.5 ok"
                case "DATA":
                    usual = "354 go" if recipients else "503 5.5.1 for nobody"
                case _:
                    usual = "250 2.0.0 ok"
            said = await self._say(writer, verb, rest, usual)
            if not said:
                return
            if verb == "STARTTLS":
                assert self.tls is not None
                await writer.start_tls(self.tls)
                encrypted = True
            if verb == "MAIL" and not said.startswith("2"):
                sender = None
            if verb == "RCPT" and sender is not None and said.startswith("2"):
                recipients.append(rest[4:].partition(">")[0])
            if verb == "DATA" and said.startswith("354"):
                wire = await reader.readuntil(b"\r\n.\r\n")
                content = (b"\r\n" + wire[:-3]).replace(b"\r\n..", b"\r\n.")[2:]
                mail = Mail(sender or "", recipients, content, number, answered=False)
                self.mails.append(mail)
                self.encrypted.append(encrypted)
                said = await self._say(writer, "DOT", ",".join(recipients), "250 2.0.0 taken")
                if not said:
                    return
                mail.answered = said.startswith("2")
            if verb == "QUIT":
                return

    def _offer(self, *, encrypted: bool) -> str:
        words = ["sink", "PIPELINING", "8BITMIME", "SIZE 10000000"]
        if self.tls is not None and not encrypted:
            words.append("STARTTLS")
        if self.login and encrypted:
            words.append("AUTH PLAIN")
        *first, last = words
        return "".join(f"250-{word}\r\n" for word in first) + f"250 {last}"

    async def _say(self, writer: asyncio.StreamWriter, verb: str, argument: str, usual: str) -> str:
        answer = self.answer(verb, argument)
        if answer == "drop":
            return ""
        if answer == "hang":
            await asyncio.sleep(3600)
        said = answer or usual
        writer.write(said.encode() + b"\r\n")
        await writer.drain()
        return said

    def heard(self, recipient: str) -> bool:
        """Whether somebody began a mail to them."""
        return any(begun == recipient for _, begun in self.begun)

    def taken(self) -> list[str]:
        """Recipients of the mails we said 250 to."""
        return [r for mail in self.mails if mail.answered for r in mail.recipients]
