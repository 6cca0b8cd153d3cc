"""The peer of the row "broadcast": a bare `websockets` server that sends one text to all."""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

TEXT = (
    '{"type":"change","cursor":"c1f","kind":"note.added","address":"support@acme.example",'
    '"address_id":"1","conversation":"1234567890123456789","actor":"anna@acme.example",'
    '"at":"2026-11-23T12:00:00Z","data":{"entries":[2]}}'
)


async def main(port: int, trigger: int) -> None:
    """Sockets on `port`; a line on `trigger` (TCP) sends to all."""
    crowd: set[ServerConnection] = set()

    async def joined(one: ServerConnection) -> None:
        crowd.add(one)
        try:
            await one.wait_closed()
        finally:
            crowd.discard(one)

    async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            broadcast(crowd, TEXT)
        writer.close()

    async with (
        serve(joined, "127.0.0.1", port, compression=None, ping_interval=None),
        await asyncio.start_server(called, "127.0.0.1", trigger),
    ):
        print("ready", flush=True)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
