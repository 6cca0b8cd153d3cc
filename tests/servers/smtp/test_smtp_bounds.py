"""Can a crowd, a sluggard or a stop of the server harm those who behave?"""

import asyncio
import socket
import struct

from tests.servers.smtp.doors import Client, Room, door
from tripost.core.smtp.profile import Limits
from tripost.servers.smtp.base import Bounds, SmtpServer
from tripost.servers.smtp.connection import Connection


def later(seconds: float) -> float:
    """The clock of the event loop, some time from now."""
    return asyncio.get_running_loop().time() + seconds


async def settled(server: SmtpServer, *, connections: int) -> None:
    async with asyncio.timeout(10):
        while server.connections != connections:
            await asyncio.sleep(0.005)


async def held(server: SmtpServer, *, octets: int) -> None:
    async with asyncio.timeout(10):
        while server.held != octets:
            await asyncio.sleep(0.005)


async def begun(connection: Connection, *, octets: int) -> None:
    async with asyncio.timeout(10):
        while connection._session.backlog != octets:
            await asyncio.sleep(0.002)


async def test_a_full_house_says_so_and_lets_in_again() -> None:
    async with door(Room(), bounds=Bounds(connections=2)) as server:
        inside = [await Client.at(server), await Client.at(server)]
        third = await Client.at(server, greet=False)
        assert (await third.reply()).startswith("421 4.3.2 ")
        assert await third.reply() == ""
        assert await inside[0].ask("NOOP") == "250 2.0.0 OK\r\n"
        inside[0].leave()
        await settled(server, connections=1)
        (await Client.at(server)).leave()
        inside[1].leave()


async def test_one_peer_gets_its_share_unless_trusted() -> None:
    async with door(Room(), bounds=Bounds(per_peer=1)) as server:
        first = await Client.at(server)
        second = await Client.at(server, greet=False)
        assert (await second.reply()).startswith("421 4.7.0 ")
        first.leave()
    trusting = Bounds(per_peer=1, trusted=lambda address: address == "127.0.0.1")
    async with door(Room(), bounds=trusting) as server:
        for client in [await Client.at(server), await Client.at(server)]:
            client.leave()


async def test_a_silent_client_is_shown_out() -> None:
    async with door(Room(), bounds=Bounds(idle=300, begun=60)) as server:
        client = await Client.at(server)
        server.sweep(later(299))
        assert await client.ask("NOOP") == "250 2.0.0 OK\r\n"
        server.sweep(later(301))
        assert (await client.reply()).startswith("421 4.4.2 ")
        assert await client.reply() == ""


async def test_who_never_greets_leaves_sooner() -> None:
    async with door(Room(), bounds=Bounds(idle=300, begun=60)) as server:
        client = await Client.at(server, greet=False)
        assert (await client.reply()).startswith("220 ")
        server.sweep(later(61))
        assert (await client.reply()).startswith("421 4.4.2 ")


async def test_single_bytes_buy_no_time() -> None:
    """Slow loris: a byte now and then, never a command."""
    async with door(Room(), bounds=Bounds(idle=300, begun=60)) as server:
        client = await Client.at(server)
        (connection,) = server._inside
        client.writer.write(b"N")
        await begun(connection, octets=1)
        first = connection.moved
        for octets in range(2, 6):
            client.writer.write(b"O")
            await begun(connection, octets=octets)
        assert connection.moved == first
        server.sweep(first + 61)
        assert (await client.reply()).startswith("421 4.4.2 ")


async def test_content_must_keep_a_pace() -> None:
    async with door(Room(), bounds=Bounds(begun=60, pace=1000)) as server:
        client = await Client.at(server)
        await client.begin("c@here.test")
        client.writer.write(b"x" * 1000)
        await held(server, octets=1000)
        (connection,) = server._inside
        first = connection.moved + 61
        server.sweep(first)
        assert connection.moved == first
        client.writer.write(b"x" * 999)
        await held(server, octets=1999)
        server.sweep(first + 61)
        assert (await client.reply()).startswith("421 4.4.2 ")
        await settled(server, connections=0)
        assert server.held == 0


async def test_nobody_is_blamed_for_our_slowness() -> None:
    room = Room()
    room.durable.clear()
    async with door(room) as server:
        client = await Client.at(server)
        await client.begin("c@here.test")
        client.say("x", ".")
        await room.accepting.wait()
        server.sweep(later(10_000))
        room.durable.set()
        assert (await client.reply()).startswith("250 ")
        client.leave()


async def test_who_does_not_read_the_answers_is_not_read_and_then_cut() -> None:
    options = {"bounds": Bounds(begun=60), "limits": Limits(recipients=1)}
    async with door(Room(), **options) as server:
        client = await Client.at(server)
        (connection,) = server._inside
        client.writer.transport.pause_reading()
        client.say("MAIL FROM:<a@b.test>")
        flood = b"RCPT TO:<c@here.test>\r\n" * 2000  # all but the first are answered 452
        said = 0
        while not connection.stuck:
            assert said < 500, "the server reads on and on"
            client.writer.write(flood)
            said += 1
            await asyncio.sleep(0.002)
        assert connection._transport.get_write_buffer_size() < 2 * 1024 * 1024
        server.sweep(later(59))
        assert server.connections == 1
        server.sweep(later(61))
        await settled(server, connections=0)
        client.writer.transport.abort()


async def test_mails_in_hand_are_bounded_in_memory() -> None:
    async with door(Room(), bounds=Bounds(held=100_000)) as server:
        first, second = await Client.at(server), await Client.at(server)
        await first.begin("c@here.test")
        await second.begin("c@here.test")
        first.writer.write(b"x" * 80_000)
        await held(server, octets=80_000)
        third = await Client.at(server)
        assert (await third.ask("MAIL FROM:<a@b.test>")).startswith("452 4.3.1 ")
        second.writer.write(b"x" * 15_000)
        await held(server, octets=95_000)
        second.writer.write(b"x" * 10_000)
        await held(server, octets=80_000)  # all of the second mail is given up
        second.say("", ".")
        assert (await second.reply()).startswith("452 4.3.1 ")
        first.say("", ".")
        assert (await first.reply()).startswith("250 ")
        assert server.held == 0
        for client in (first, second, third):
            client.leave()


async def test_who_leaves_while_we_work_is_not_counted_twice() -> None:
    room = Room()
    room.durable.clear()
    async with door(room) as server:
        client = await Client.at(server)
        await client.begin("c@here.test")
        client.say("x" * 1000, ".")
        await room.accepting.wait()
        await held(server, octets=1002)
        wire = client.writer.get_extra_info("socket")
        # RST instead of FIN: the client is gone, not merely silent.
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.writer.transport.abort()
        await settled(server, connections=0)
        assert server.held == 0
        room.durable.set()
        async with asyncio.timeout(10):
            while not room.mails:
                await asyncio.sleep(0.002)
        await asyncio.sleep(0)
        assert server.held == 0
    assert len(room.mails) == 1


async def test_a_stop_finishes_the_mail_in_hand_and_shows_the_others_out() -> None:
    room = Room()
    async with door(room) as server:
        busy, idle = await Client.at(server), await Client.at(server)
        await busy.begin("c@here.test")
        stop = asyncio.create_task(server.stop(grace=10))
        assert (await idle.reply()).startswith("421 4.3.2 ")
        busy.say("x", ".")
        assert (await busy.reply()).startswith("250 ")
        assert (await busy.reply()).startswith("421 4.3.2 ")
        await stop
    assert len(room.mails) == 1


async def test_a_stop_does_not_wait_for_ever() -> None:
    room = Room()
    async with door(room) as server:
        busy = await Client.at(server)
        await busy.begin("c@here.test")
        await server.stop(grace=0.05)
        await settled(server, connections=0)
        busy.leave()


async def test_many_clients_at_once_lose_nothing() -> None:
    room = Room()

    async def send(server: SmtpServer, number: int) -> None:
        client = await Client.at(server)
        for turn in range(5):
            await client.begin("c@here.test")
            client.say(f"{number} {turn}", ".")
            assert (await client.reply()).startswith("250 ")
        client.leave()

    async with door(room) as server:
        await asyncio.gather(*(send(server, number) for number in range(20)))
    assert sorted(raw for _, raw in room.mails) == sorted(
        f"{number} {turn}\r\n".encode() for number in range(20) for turn in range(5)
    )
