"""A list with moderators, and mails that come in and leave for real."""

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from tests.inbound.conftest import Corridor, letter
from tests.inbound.conftest import corridor as corridor
from tests.inbound.conftest import server as server
from tripost.addresses.models import Address
from tripost.modes.distribution_list.models import HeldPost
from tripost.outbound.models import Delivery, Outgoing
from tripost.people.models import Right
from tripost.store.models import Intake
from tripost.worker.runner import Runner
from tripost.worker.schedule import HANDLERS

MODERATES = int(Right.READ | Right.MODERATE)
MANAGES = int(Right.READ | Right.MANAGE)
OUTSIDE = "198.51.100.7"  # RFC 5737: nobody trusts it


@dataclass
class Desk:
    """A list, its corridor in, and what it has put into the outbox."""

    corridor: Corridor
    news: Address

    def post(self, text: str = "Hallo zusammen", *, peer: str = "127.0.0.1", **more: Any) -> str:
        """A mail to the list; its outcome."""
        more.setdefault("author", "Gast <gast@fremd.example>")
        more.setdefault("message_id", f"p{Intake.objects.count()}@fremd.example")
        raw = letter(text, **({"To": self.news.email, "subject": "Einladung"} | more))
        sender = more["author"].rpartition("<")[2].strip(">")
        return self.corridor.receive(raw, self.news, sender=sender, peer=peer)

    def work(self) -> None:
        """Do the jobs that are due."""
        runner = Runner(self.corridor.house.services, handlers=HANDLERS)
        while self.corridor.house.loop.run(runner.turn()):
            pass

    def letters(self, kind: str = "notice") -> list[tuple[str, EmailMessage]]:
        """What waits to leave: to whom, and the mail."""
        found = []
        for row in Delivery.objects.filter(outgoing__kind=kind).order_by("id"):
            raw = self.corridor.house.services.blobs.read(row.outgoing.base_id)
            mail = message_from_bytes(raw, policy=policy.SMTP)
            assert isinstance(mail, EmailMessage)
            found.append((row.recipient, mail))
        return found

    def answer(
        self, notice: EmailMessage, text: str, *, by: str, peer: str = "127.0.0.1", **more: Any
    ) -> str:
        """Somebody answers a notice; the outcome."""
        back = notice["Reply-To"].addresses[0].addr_spec
        raw = letter(
            text,
            author=f"{by.capitalize()} <{by}@acme.example>",
            message_id=f"a{Intake.objects.count()}@acme.example",
            **({"To": back, "In-Reply-To": notice["Message-ID"]} | more),
        )
        return self.corridor.receive(
            raw, self.news, recipients=[back], sender=f"{by}@acme.example", peer=peer
        )

    def held(self) -> HeldPost:
        """The last one."""
        return HeldPost.objects.select_related("decided_by").latest("id")

    def posted(self) -> int:
        """How many posts went out."""
        return Outgoing.objects.filter(kind="post").count()

    def ask(self, name: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Over HTTP."""
        with self.corridor.house.client(name) as client:
            return client.request(method, f"/api/v1{path}", json=body)


@pytest.fixture
def desk(corridor: Corridor) -> Desk:
    """news@: anna manages, ben moderates, cem reads."""
    world = corridor.house.world
    news = world.address("news", mode="list", anna=MANAGES, ben=MODERATES, cem=int(Right.READ))
    type(world.user("anna")).objects.filter(address="anna@acme.example").update(language="de")
    return Desk(corridor, news)
