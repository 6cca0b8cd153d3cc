"""Do the doors keep their word to real clients: nothing promised that is not durable?"""

import asyncio
import smtplib
import socket
import ssl
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from tests.servers.smtp.doors import Client, Room, certificate, door
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.core.smtp.profile import Limits
from tripost.core.smtp.replies import Reply
from tripost.servers.smtp.lmtp import lmtp_server
from tripost.servers.smtp.mx import mx_server

MAIL = b"Subject: hello\r\n\r\n.dot\r\n..two\r\nend\r\n"


def mail(subject: str = "hello") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.test", "c@here.test", subject
    message.set_content("Grüße\n.dot\n" + "x" * 50_000, cte="8bit")
    return message


async def test_smtplib_hands_a_mail_over() -> None:
    room = Room()

    def send(port: int) -> dict[str, tuple[int, bytes]]:
        with smtplib.SMTP("127.0.0.1", port, "client.test", 10) as client:
            assert client.ehlo()[0] == 250
            assert client.noop()[0] == 250
            to = ["c@here.test", "nobody@here.test", "later@here.test", "broken@here.test"]
            return client.sendmail("a@b.test", to, MAIL, ["BODY=8BITMIME"])

    async with door(room) as server:
        refused = await asyncio.to_thread(send, server.port)
    assert {name: code for name, (code, _) in refused.items()} == {
        "nobody@here.test": 550,
        "later@here.test": 450,
        "broken@here.test": 451,
    }
    ((envelope, raw),) = room.mails
    assert raw == MAIL
    assert envelope.recipients == ("c@here.test",)
    assert envelope.peer.address == "127.0.0.1"
    assert (envelope.helo, envelope.protocol, envelope.tls) == ("client.test", "ESMTP", "")
    assert envelope.body8bit
    assert not envelope.smtputf8


async def test_smtplib_speaks_lmtp_and_hears_of_each_recipient() -> None:
    room = Room()
    async with door(room, lmtp=True) as server:
        client = await Client.at(server)
        await client.begin("c@here.test", "full@here.test", "d@here.test")
        client.say("x", ".")
        assert [(await client.reply())[:3] for _ in range(3)] == ["250", "452", "250"]

        def send() -> None:
            with smtplib.LMTP("127.0.0.1", server.port) as other:
                other.sendmail("a@b.test", ["c@here.test"], MAIL)

        await asyncio.to_thread(send)
        client.leave()
    assert [raw for _, raw in room.mails] == [b"x\r\n", MAIL]


async def test_aiosmtplib_sends_over_starttls(tmp_path: Path) -> None:
    room = Room()
    server_tls, client_tls = certificate(tmp_path)
    async with door(room, tls=server_tls) as server:
        client = aiosmtplib.SMTP(
            hostname="127.0.0.1", port=server.port, start_tls=False, local_hostname="c.test"
        )
        await client.connect()
        await client.starttls(tls_context=client_tls, server_hostname="localhost")
        for number in range(3):
            await client.send_message(mail(f"mail {number}"), sender="jörg@b.test")
        await client.quit()
    assert [raw.split(b"Subject: ")[1][:6] for _, raw in room.mails] == [
        b"mail 0",
        b"mail 1",
        b"mail 2",
    ]
    envelope, raw = room.mails[0]
    assert envelope.protocol == "UTF8SMTPS"
    assert envelope.tls.startswith("TLSv1.")
    assert envelope.smtputf8
    assert envelope.sender == "jörg@b.test"
    assert b"\r\n.dot\r\n" in raw


async def test_no_250_before_the_mail_is_durable() -> None:
    room = Room()
    room.durable.clear()
    async with door(room) as server:
        client = await Client.at(server)
        await client.begin("c@here.test")
        client.say("x", ".", "NOOP")
        await room.accepting.wait()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.reader.read(1), 0.05)
        room.durable.set()
        assert await client.reply() == "250 2.0.0 Stored\r\n"
        assert await client.reply() == "250 2.0.0 OK\r\n"
        client.leave()


async def test_trouble_on_our_side_is_temporary_and_does_not_end_the_talk() -> None:
    room = Room()
    async with door(room) as server:
        client = await Client.at(server)
        client.say("MAIL FROM:<broken@b.test>", "RCPT TO:<c@here.test>", "DATA", "x", ".", "NOOP")
        codes = [(await client.reply())[:3] for _ in range(5)]
        assert codes == ["250", "250", "354", "451", "250"]
        client.leave()
    assert room.mails == []


async def test_a_client_that_closes_its_half_still_gets_its_answer() -> None:
    room = Room()
    async with door(room) as server:
        client = await Client.at(server)
        client.say("MAIL FROM:<>", "RCPT TO:<c@here.test>", "DATA", "x", ".")
        client.writer.write_eof()
        answers = (await asyncio.wait_for(client.reader.read(), 10)).decode()
        assert answers.endswith("250 2.0.0 Stored\r\n")
        client.leave()
    assert len(room.mails) == 1


async def test_a_client_that_leaves_in_the_middle_leaves_nothing() -> None:
    room = Room()
    async with door(room) as server:
        client = await Client.at(server)
        await client.begin("c@here.test")
        client.writer.write(b"half a mail")
        await client.writer.drain()
        client.leave()
        async with asyncio.timeout(10):
            while server.connections:
                await asyncio.sleep(0.005)
        assert server.held == 0
    assert room.mails == []


async def test_an_oversize_mail_is_refused_and_forgotten() -> None:
    room = Room()
    async with door(room, limits=Limits(size=100_000)) as server:
        client = await Client.at(server)
        assert (await client.ask("MAIL FROM:<a@b.test> SIZE=100001")).startswith("552 5.3.4 ")
        await client.begin("c@here.test")
        for _ in range(40):
            client.writer.write(b"x" * 50_000 + b"\r\n")
            await client.writer.drain()
        client.say(".")
        assert (await client.reply()).startswith("552 5.3.4 ")
        assert server.held == 0
        await client.begin("c@here.test")
        client.say("small", ".")
        assert (await client.reply()).startswith("250 ")
        client.leave()
    assert [raw for _, raw in room.mails] == [b"small\r\n"]


async def test_commands_sent_along_with_starttls_are_not_heard(tmp_path: Path) -> None:
    room = Room()
    server_tls, client_tls = certificate(tmp_path)

    def attack(port: int) -> list[bytes]:
        with socket.create_connection(("127.0.0.1", port), 10) as plain:
            plain.recv(1000)
            plain.sendall(
                b"EHLO c\r\nSTARTTLS\r\nMAIL FROM:<evil@b.test>\r\nRCPT TO:<c@here.test>\r\n"
            )
            heard = b""
            while not heard.endswith(b"220 2.0.0 Ready to start TLS\r\n"):
                heard += plain.recv(1000)
            with client_tls.wrap_socket(plain, server_hostname="localhost") as secure:
                answers = []
                for line in (
                    b"DATA\r\n",
                    b"RCPT TO:<c@here.test>\r\n",
                    b"MAIL FROM:<a@b.test>\r\n",
                ):
                    secure.sendall(line)
                    answers.append(secure.recv(1000))
                return answers

    async with door(room, tls=server_tls) as server:
        answers = await asyncio.to_thread(attack, server.port)
    assert [answer[:3] for answer in answers] == [b"503", b"503", b"503"]


async def test_a_failed_handshake_frees_its_place(tmp_path: Path) -> None:
    server_tls, _ = certificate(tmp_path)
    async with door(Room(), tls=server_tls) as server:
        client = await Client.at(server)
        assert (await client.ask("STARTTLS")).startswith("220 ")
        client.say("EHLO is not a handshake")
        assert await asyncio.wait_for(client.reader.read(), 10) is not None
        async with asyncio.timeout(10):
            while server.connections:
                await asyncio.sleep(0.005)
        client.leave()


def test_starttls_needs_a_certificate() -> None:
    room = Room()
    server = mx_server("mx.test", admits=room.admits, accept=room.accept)
    assert not server.profile.starttls
    assert server.tls is None


async def test_answers_leave_at_once() -> None:
    """PERFORMANCE.md, Nagle: 44 ms for each mail otherwise."""
    async with door(Room()) as server:
        client = await Client.at(server)
        (connection,) = server._inside
        raw = connection._transport.get_extra_info("socket")
        assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        client.leave()


async def test_a_taken_place_is_an_error() -> None:
    async with door(Room()) as server:
        room = Room()
        second = mx_server("mx.test", admits=room.admits, accept=room.accept)
        with pytest.raises(OSError):
            await second.start("127.0.0.1", port=server.port)


async def test_the_room_hears_who_asks() -> None:
    heard: list[tuple[str, str, Peer]] = []

    async def admits(recipient: str, sender: str, peer: Peer) -> Reply:
        heard.append((recipient, sender, peer))
        return Reply(550, "5.7.1", "No\r\n250 yes")

    room = Room()
    server = mx_server("mx.test", admits=admits, accept=room.accept)
    await server.start("::1", port=0)
    client = Client(*await asyncio.open_connection("::1", server.port))
    client.say("EHLO c", "MAIL FROM:<a@b.test>", "RCPT TO:<c@here.test>", "NOOP")
    replies = [await client.reply() for _ in range(5)]
    assert replies[3].splitlines() == ["550-5.7.1 No", "550 5.7.1 250 yes"]
    assert replies[4].startswith("250 ")
    client.leave()
    await server.stop()
    ((recipient, sender, peer),) = heard
    assert (recipient, sender, peer.address) == ("c@here.test", "a@b.test", "::1")


async def test_a_sender_can_be_turned_away_at_mail() -> None:
    async def begins(sender: str, size: int, peer: Peer) -> Reply:
        if size > 5:
            return Reply(452, "4.3.1", "No room for that")
        return Reply(250, "2.1.0", f"Welcome {sender} {peer.address}")

    async with door(Room(), begins=begins) as server:
        client = await Client.at(server)
        assert (await client.ask("MAIL FROM:<a@b.test> SIZE=6")).startswith("452 4.3.1 ")
        assert await client.ask("RCPT TO:<c@here.test>") == "503 5.5.1 Say MAIL first\r\n"
        welcome = await client.ask("MAIL FROM:<a@b.test> SIZE=5")
        assert welcome == "250 2.1.0 Welcome a@b.test 127.0.0.1\r\n"
        client.leave()


@pytest.mark.parametrize("replies", [[], [Reply(250, "", "a"), Reply(250, "", "b")]])
async def test_a_wrong_number_of_answers_is_trouble_on_our_side(replies: list[Reply]) -> None:
    room = Room()

    async def accept(envelope: Envelope, raw: bytes) -> list[Reply]:
        return replies

    server = lmtp_server("mx.test", admits=room.admits, accept=accept)
    await server.start("127.0.0.1", port=0)
    client = await Client.at(server)
    await client.begin("c@here.test")
    client.say("x", ".")
    assert (await client.reply()).startswith("451 4.3.0 ")
    client.leave()
    await server.stop(grace=1)


def test_tls_of_today_only(tmp_path: Path) -> None:
    server_tls, _ = certificate(tmp_path)
    assert server_tls.minimum_version >= ssl.TLSVersion.TLSv1_2
