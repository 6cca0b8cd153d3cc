"""A corridor of its own, to be killed: `prepare <number>` once, `run <connections>` often."""

import asyncio
import contextlib
import sys
from datetime import timedelta


def prepare(number: int) -> None:
    """A data folder with one mail to `number` recipients, due now."""
    from tests.world import READ_WRITE, World
    from tripost.kit.clock import system_clock
    from tripost.outbound.actions import Frozen, enqueue
    from tripost.store import ground
    from tripost.store.blobs import digest
    from tripost.store.models import Blob

    ground.migrate()
    at = system_clock() - timedelta(seconds=1)
    world = World(at)
    support = world.address("support", anna=READ_WRITE)
    raw = (
        b"From: support@acme.example\r\nTo: x@example.net\r\n"
        b"Message-ID: <one@acme.example>\r\n\r\nHallo\r\n"
    )
    Blob.objects.create(sha256=digest(raw), size=len(raw), data=raw)
    mail = world.mail(support)
    enqueue(
        Frozen(
            address=support.pk,
            conversation=mail.conversation,
            message=None,
            author=world.user("anna").pk,
            kind="reply",
            base=digest(raw),
            envelope_from=support.email,
            recipients=tuple(f"c{n:03}@example.net" for n in range(number)),
            not_before=at,
            draft={},
        ),
        at=at,
    )


async def run(relays: int) -> None:
    """Send until nothing is left, then stop in order."""
    from tripost.delivery.loop import Corridor
    from tripost.kit.settings import settings
    from tripost.servers.build import build

    services = build(settings())
    services.writer.start()

    async def nobody(envelope: object, raw: bytes) -> None:
        raise AssertionError("nobody lives here")

    corridor = Corridor(services, hand_over=nobody, relays=relays)
    running = asyncio.create_task(corridor.run())
    left = "SELECT COUNT(*) FROM outbound_delivery WHERE state IN ('queued', 'deferred')"
    while services.reader.rows(left) != [(0,)]:
        assert not running.done()
        await asyncio.sleep(0.01)
    corridor.stop()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    services.writer.stop()


if __name__ == "__main__":
    import django

    from tripost.kit.settings import settings as read
    from tripost.store.ground import make_folder

    make_folder(read())
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        asyncio.run(run(int(sys.argv[2])))
