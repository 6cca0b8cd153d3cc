"""The corridor in, whole: real writer, real reader processes, a clock that the test moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.doors import House, made_house
from tests.doors import house as house
from tests.storms.conftest import server as server
from tripost.addresses.models import Address
from tripost.core.smtp.envelope import Envelope, Peer
from tripost.inbound.accept import Accepted, Acceptor
from tripost.inbound.process import Processor
from tripost.inbound.readers import Readers
from tripost.inbound.verdict import Verdicts
from tripost.kit.dns import from_txt
from tripost.store.models import Intake

HERE = "127.0.0.1"


@dataclass
class Corridor:
    """Mails in at one end, ledger rows out at the other."""

    house: House
    acceptor: Acceptor
    processor: Processor
    readers: Readers

    def accept(
        self,
        raw: bytes,
        *addresses: Address,
        sender: str = "jana@praxis-weiss.example",
        recipients: Sequence[str] = (),
        peer: str = HERE,
    ) -> list[Accepted]:
        """One mail, durably."""
        named = tuple(recipients) or tuple(one.email for one in addresses)
        envelope = Envelope(
            sender=sender, recipients=named, peer=Peer(peer), helo="mx.example", tls="",
            smtputf8=False, body8bit=True, protocol="ESMTP", received_at=self.house.now,
        )  # fmt: skip
        pairs = list(zip(named, [one.pk for one in addresses], strict=True))
        return self.house.loop.run(
            self.acceptor.accept(envelope, raw, channel="smtp", recipients=pairs)
        )

    def process(self) -> list[tuple[str, str]]:
        """Take up all that is due; (outcome, detail) of the whole ledger, oldest first."""
        self.house.loop.run(self.processor.drain(), timeout=60)
        return list(Intake.objects.order_by("id").values_list("outcome", "detail"))

    def receive(self, raw: bytes, *addresses: Address, **more: Any) -> str:
        """Accept and process one mail; the outcome of its first recipient."""
        [first, *_] = self.accept(raw, *addresses, **more)
        self.process()
        return Intake.objects.get(id=first.intake).outcome


@pytest.fixture
def corridor(
    transactional_db: None, tmp_path: Path, now: datetime, request: pytest.FixtureRequest
) -> Iterator[Corridor]:
    """`@pytest.mark.parametrize("corridor", [Readers(…)], indirect=True)` brings other readers."""
    with made_house(tmp_path, now=now) as house:
        services = house.services
        readers = getattr(request, "param", None) or Readers()

        async def make() -> Corridor:
            await readers.start()
            return Corridor(
                house,
                Acceptor(services.writer, services.blobs, services.clock),
                Processor(
                    services, readers=readers, verdicts=Verdicts(from_txt(lambda name: None))
                ),
                readers,
            )

        made = house.loop.run(make())
        yield made
        house.loop.run(readers.stop())


def letter(
    text: str = "Guten Tag, leider kam die Platte beschädigt an.",
    *,
    message_id: str = "m1@praxis-weiss.example",
    subject: str = "Defekte Lieferung",
    author: str = "Jana Weiß <jana@praxis-weiss.example>",
    **fields: str,
) -> bytes:
    """A mail as a customer writes it."""
    head = {"From": author, "To": "support@acme.example", "Subject": subject}
    if message_id:
        head["Message-ID"] = f"<{message_id}>"
    head |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()
