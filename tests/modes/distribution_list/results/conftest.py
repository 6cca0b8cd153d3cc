"""A list from its draft to what comes back: both corridors, the job table, and a relay of ours."""

import asyncio
import email
import email.policy
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest

from tests.delivery.sink import Mail, Sink
from tests.inbound.conftest import Corridor as Inwards
from tests.inbound.conftest import corridor as corridor
from tests.inbound.conftest import server as server
from tests.modes.distribution_list.campaigns.conftest import MANAGER, Desk
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.core.smtp.envelope import Envelope
from tripost.delivery.loop import Corridor
from tripost.jobs.models import Job
from tripost.kit.settings import Relay
from tripost.modes.distribution_list.models import Attribute, ListSettings, Subscriber
from tripost.outbound.models import Outgoing
from tripost.people.models import Right
from tripost.worker.runner import Runner
from tripost.worker.schedule import HANDLERS

BLOCKS = [
    {"id": "a", "type": "heading", "text": "Hallo {{first_name|zusammen}}"},
    {"id": "b", "type": "text", "html": "<p>Neues aus {{attr.city|Deutschland}}.</p>"},
    {"id": "c", "type": "button", "text": "Zum Lager", "href": "https://acme.example/lager"},
]


@dataclass
class Office:
    """news@ with its people, and everything that lets a campaign leave and come back."""

    inwards: Inwards
    news: Address
    support: Address
    anna: Desk
    dana: Desk
    sink: Sink = field(default_factory=Sink)

    @property
    def now(self) -> datetime:
        return self.inwards.house.now

    def campaign(self, *, query: str = "", **changes: Any) -> str:
        """Written and sent through the API; its recipients are frozen. The mailing's id."""
        made = self.anna("POST", f"/addresses/{self.news.pk}/campaigns", {"name": "Lager"})
        path = f"/campaigns/{made['id']}"
        wish = {
            "version": made["version"], "subject": "Neues für {{first_name|Sie}}",
            "preheader": "Aus dem Lager", "content": {"blocks": BLOCKS}, "query": query, **changes,
        }  # fmt: skip
        saved = self.anna("PUT", path, wish)
        self.anna("POST", f"{path}/send", {"version": saved["version"]})
        self.inwards.house.pass_time(seconds=11)
        self.work()
        sending: dict[str, Any] = self.anna("GET", path)
        assert sending["state"] == "sending", sending
        return str(sending["send"])

    def work(self) -> None:
        """What the worker has to do by now."""
        house = self.inwards.house
        runner = Runner(house.services, handlers=HANDLERS)
        while house.loop.run(runner.turn()):
            continue
        assert not Job.objects.exclude(error="").exists(), Job.objects.exclude(error="")[0].error

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """The corridor out runs beside the test."""
        house = self.inwards.house
        stop = asyncio.Event()
        started: Future[None] = Future()

        async def run() -> None:
            async with self.sink:
                relay = Relay(host="127.0.0.1", port=self.sink.port, tls="none")
                settings = house.services.settings.model_copy(update={"relay": relay})
                out = Corridor(
                    replace(house.services, settings=settings), hand_over=_nothing_is_ours,
                    hostname="mail.acme.example", relays=2, lines=2, patience=5,
                )  # fmt: skip
                running = asyncio.create_task(out.run())
                started.set_result(None)
                await stop.wait()
                out.stop()
                await running

        done = asyncio.run_coroutine_threadsafe(run(), house.loop.loop)
        started.result(30)
        try:
            yield
        finally:
            house.loop.loop.call_soon_threadsafe(stop.set)
            done.result(60)

    def until(self, wanted: Callable[[], bool]) -> None:
        """Wait for the corridor beside us."""

        async def look() -> None:
            async with asyncio.timeout(60):
                while not await self.inwards.house.services.pool.run(wanted):
                    await asyncio.sleep(0.02)

        self.inwards.house.loop.run(look(), timeout=70)

    def leave(self, *mailings: str) -> None:
        """Let these leave to their last copy."""
        ids = [int(one) for one in mailings]
        with self.leaving():
            self.until(
                lambda: not Outgoing.objects.filter(pk__in=ids, finished_at__isnull=True).exists()
            )

    def copy(self, name: str) -> "Copy":
        """What this person got; it must be one."""
        [mail] = [one for one in self.sink.mails if one.recipients == [f"{name}@example.net"]]
        return Copy(mail)

    def report(self, mailing: str) -> Any:
        return self.anna("GET", f"/mailings/{mailing}")

    def rows(self, mailing: str, **narrowed: str) -> dict[str, Any]:
        """Its recipients by their name."""
        query = "&".join(f"{key}={value}" for key, value in narrowed.items())
        found = self.anna("GET", f"/mailings/{mailing}/recipients?{query}")
        return {one["address"].partition("@")[0]: one for one in found["items"]}


@dataclass(frozen=True)
class Copy:
    """A mail as a recipient's program reads it."""

    mail: Mail

    @property
    def parsed(self) -> EmailMessage:
        return email.message_from_bytes(self.mail.content, policy=email.policy.default)

    def part(self, kind: str) -> str:
        body = self.parsed.get_body((kind,))
        assert body is not None
        return str(body.get_content())

    @property
    def one_click(self) -> str:
        """The address a mail program posts to (RFC 8058 §3.1)."""
        assert self.mail.header("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
        [value] = self.mail.header("List-Unsubscribe")
        found = re.search(r"<https?://[^/]+(/[^>]+)>", value)
        assert found is not None, value
        return found[1]

    @property
    def message_id(self) -> str:
        return self.mail.header("Message-ID")[0]


async def _nothing_is_ours(envelope: Envelope, raw: bytes) -> None:
    raise AssertionError(f"nobody of {envelope.recipients} is here")


PEOPLE = {
    "jana": ("Jana Weiß", "Bonn"),
    "ole": ("Ole Kurz", "Bonn"),
    "pia": ("Pia Lang", "Bonn"),
    "tim": ("=HYPERLINK(1)", "Bonn"),
    "uta": ("Uta Groß", "Bonn"),
    "vera": ("", "Bonn"),
    "willi": ("Willi Köhler", "Köln"),
    "xaver": ("Xaver Ott", ""),
}


@pytest.fixture
def office(corridor: Inwards) -> Office:
    """anna manages, dana moderates, ben only writes; answers are for support@."""
    world, now = corridor.house.world, corridor.house.now
    news = world.address(
        "news", mode="list", anna=int(MANAGER), ben=int(READ_WRITE),
        dana=int(Right.READ | Right.MODERATE),
    )  # fmt: skip
    support = world.address("support", anna=READ_WRITE)
    ListSettings.objects.create(
        address=news, brand={"imprint": "Acme GmbH, Leipzig"}, clicks=True, reply_to="inbox",
        reply_inbox=support,
    )  # fmt: skip
    Attribute.objects.create(address=news, key="city", label="Ort", kind="text")
    Subscriber.objects.bulk_create(
        Subscriber(
            address=news, email=f"{local}@example.net", name=name, since=now,
            attributes={"city": city} if city else {},
        )
        for local, (name, city) in PEOPLE.items()
    )  # fmt: skip
    house = corridor.house
    return Office(corridor, news, support, Desk(house, "anna"), Desk(house, "dana"))
