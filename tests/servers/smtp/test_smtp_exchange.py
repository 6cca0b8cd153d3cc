"""Do our client and servers understand each other, and others, over real sockets?"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.servers.smtp.doors import Room, certificate, door
from tripost.core.smtp.actions import Close, Send, StartTls
from tripost.core.smtp.client import ClientSession, Failed, Login, Manner, Outcome, Ready, Tls
from tripost.core.smtp.content import canonical
from tripost.core.smtp.outgoing import Outgoing, prepared
from tripost.core.smtp.replies import Reply


async def hand_over(
    port: int, mails: Sequence[Outgoing], manner: Manner, tls: ssl.SSLContext | None = None
) -> list[Outcome | Failed]:
    """Sends all mails over one connection; the outcomes, and the failure that ended it if any."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    session, waiting, results = ClientSession(manner), list(mails), []
    steps, closed = [], False
    while not closed:
        if not steps:
            data = await asyncio.wait_for(reader.read(65536), 10)
            steps = session.feed(data) if data else session.lost()
        more: list[Any] = []
        for step in steps:
            match step:
                case Send(data):
                    writer.write(data)
                case StartTls():
                    await writer.start_tls(tls, server_hostname="localhost")
                    more += session.tls_started()
                case Ready():
                    more += session.send(waiting.pop(0)) if waiting else session.quit()
                case Outcome() | Failed():
                    results.append(step)
                case Close():
                    closed = True
        steps = more
    writer.close()
    return results


def mail(*recipients: str, content: bytes = b"Subject: x\r\n\r\nhello\r\n") -> Outgoing:
    return Outgoing(
        sender="a@b.test", recipients=recipients or ("c@here.test",), body=prepared(content)
    )


def codes(results: Sequence[Outcome | Failed]) -> list[list[int]]:
    return [
        [reply.code for reply in one.replies] if isinstance(one, Outcome) else [-one.reply.code]
        for one in results
    ]


PLAIN = Manner(hostname="us.test", tls=Tls.NONE)


async def test_many_mails_over_one_connection() -> None:
    room = Room()
    mails = [
        mail("c@here.test", "nobody@here.test"),
        mail("nobody@here.test"),
        mail("later@here.test", "broken@here.test"),
        mail(content=b".\r\n..\r\n.x\r\n" + b"y" * 300_000 + b"\r\n"),
        mail(content="Grüße\r\n".encode()),
    ]
    async with door(room) as server:
        results = await hand_over(server.port, mails, PLAIN)
    assert codes(results) == [[250, 550], [550], [450, 451], [250], [250]]
    assert [raw for _, raw in room.mails] == [
        b"Subject: x\r\n\r\nhello\r\n",
        b".\r\n..\r\n.x\r\n" + b"y" * 300_000 + b"\r\n",
        "Grüße\r\n".encode(),
    ]
    assert room.mails[2][0].body8bit


async def test_lmtp_between_us() -> None:
    room = Room()
    manner = Manner(hostname="us.test", tls=Tls.NONE, lmtp=True)
    async with door(room, lmtp=True) as server:
        mails = [mail("c@here.test", "nobody@here.test", "full@here.test"), mail()]
        results = await hand_over(server.port, mails, manner)
    assert codes(results) == [[250, 550, 452], [250]]


async def test_tls_between_us(tmp_path: Path) -> None:
    room = Room()
    server_tls, client_tls = certificate(tmp_path)
    manner = Manner(hostname="us.test", tls=Tls.REQUIRED)
    async with door(room, tls=server_tls) as server:
        results = await hand_over(server.port, [mail("jörg@here.test"), mail()], manner, client_tls)
    assert codes(results) == [[250], [250]]
    assert [envelope.protocol for envelope, _ in room.mails] == ["UTF8SMTPS", "ESMTPS"]


pieces = st.lists(
    st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"..", b"x", b"\r\n.\r\n", b"\n.\n", b"\xfc"]),
    max_size=20,
).map(b"".join)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(pieces, min_size=1, max_size=5))
def test_whatever_is_sent_arrives_as_so_many_mails(contents: list[bytes]) -> None:
    async def exchange() -> list[bytes]:
        room = Room()
        async with door(room) as server:
            mails = [mail(content=canonical(content)) for content in contents]
            await hand_over(server.port, mails, PLAIN)
        return [raw for _, raw in room.mails]

    assert asyncio.run(exchange()) == [canonical(content) for content in contents]


class Recorder:
    """A handler for aiosmtpd."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _: Any) -> str:
        if to.startswith("nobody@"):
            return "550 5.1.1 No such address"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 2.0.0 queued"


@asynccontextmanager
async def aiosmtpd(recorder: Recorder, **options: Any) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(recorder, enable_SMTPUTF8=True, hostname="hop.test", loop=loop, **options),
        "127.0.0.1",
        0,
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def test_aiosmtpd_understands_us() -> None:
    recorder = Recorder()
    mails = [
        mail("c@here.test", "nobody@here.test"),
        mail("nobody@here.test"),
        mail("jörg@here.test", content=".dot\r\n..\r\nGrüße\r\n".encode()),
    ]
    async with aiosmtpd(recorder) as port:
        results = await hand_over(port, mails, PLAIN)
    assert codes(results) == [[250, 550], [550], [250]]
    assert recorder.mails == [
        ("a@b.test", ["c@here.test"], b"Subject: x\r\n\r\nhello\r\n"),
        ("a@b.test", ["jörg@here.test"], ".dot\r\n..\r\nGrüße\r\n".encode()),
    ]


@pytest.mark.parametrize("excluded", [[], ["PLAIN"]], ids=["PLAIN", "LOGIN"])
@pytest.mark.parametrize("password", ["gehe!m", "falsch"])
async def test_we_sign_in_at_aiosmtpd_behind_tls(
    tmp_path: Path, excluded: list[str], password: str
) -> None:
    def authenticator(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
        known = (data.login, data.password) == (b"anna", b"gehe!m")
        return AuthResult(success=known, handled=False)

    server_tls, client_tls = certificate(tmp_path)
    manner = Manner(hostname="us.test", login=Login(user="anna", password=password))
    options = {
        "tls_context": server_tls,
        "authenticator": authenticator,
        "auth_required": True,
        "auth_exclude_mechanism": excluded,
    }
    async with aiosmtpd(Recorder(), **options) as port:
        results = await hand_over(port, [mail()], manner, client_tls)
    if password == "gehe!m":
        assert codes(results) == [[250]]
    else:
        assert codes(results) == [[-535]]


async def test_a_hop_that_vanishes_behind_the_content_leaves_it_open() -> None:
    async def vanish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hop.test\r\n")
        await reader.readline()
        writer.write(b"250-hop.test\r\n250 PIPELINING\r\n")
        await reader.readuntil(b"DATA\r\n")
        writer.write(b"250 OK\r\n250 OK\r\n354 go\r\n")
        await reader.readuntil(b"\r\n.\r\n")
        writer.close()

    server = await asyncio.start_server(vanish, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    outcome, failed = await hand_over(port, [mail()], PLAIN)
    server.close()
    assert isinstance(outcome, Outcome)
    assert outcome.uncertain
    assert failed == Failed(Reply(451, "4.4.2", "The connection was lost"))
