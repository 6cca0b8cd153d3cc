"""The durable step: shared commits, one row per recipient, no double however often it comes."""

from typing import Any

import pytest

from tests.inbound.conftest import Corridor, letter
from tripost.inbound.accept import Acceptor
from tripost.store.models import Blob, Intake


def test_one_row_per_recipient_and_the_bytes_once(corridor: Corridor) -> None:
    world = corridor.house.world
    raw = letter() + b"bare\nlf and bare\rcr\0 stay\r\n"
    accepted = corridor.accept(raw, world.address("support"), world.address("office"))
    rows = list(Intake.objects.order_by("id"))
    assert [row.id for row in rows] == [one.intake for one in accepted]
    assert [row.recipient for row in rows] == ["support@acme.example", "office@acme.example"]
    assert {row.outcome for row in rows} == {"pending"}
    assert rows[0].trace == {
        "peer": "127.0.0.1", "helo": "mx.example", "tls": "", "protocol": "ESMTP", "user": "",
    }  # fmt: skip
    assert bytes(Blob.objects.get().data or b"") == raw


def test_the_same_hand_over_again_is_the_same_row(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    [first] = corridor.accept(letter(), support)
    [again] = corridor.accept(letter(), support)
    assert not first.duplicate
    assert again.duplicate
    assert again.intake == first.intake
    assert Intake.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"sender": "tom@praxis-weiss.example"}, {"raw": letter("Etwas anderes")}]
)
def test_what_differs_is_another_mail(corridor: Corridor, change: dict[str, Any]) -> None:
    support = corridor.house.world.address("support")
    corridor.accept(letter(), support)
    [other] = corridor.accept(change.pop("raw", letter()), support, **change)
    assert not other.duplicate
    assert Intake.objects.count() == 2


def test_a_large_mail_lies_in_a_file(corridor: Corridor) -> None:
    raw = letter("x" * 50_000)
    corridor.accept(raw, corridor.house.world.address("support"))
    row = Blob.objects.get()
    assert row.data is None
    assert corridor.house.services.blobs.read_file(row.sha256) == raw


def test_a_burst_shares_commits_and_keeps_its_order(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    writer = corridor.house.services.writer
    closures: list[object] = []

    class Counting:
        def submit(self, run: Any, *, mail: bool = False) -> Any:
            closures.append(run)
            return writer.submit(run, mail=mail)

    services = corridor.house.services
    acceptor = Acceptor(Counting(), services.blobs, services.clock)

    async def burst() -> list[Any]:
        import asyncio

        from tripost.core.smtp.envelope import Envelope, Peer

        envelope = Envelope(
            sender="a@b.example", recipients=("support@acme.example",), peer=Peer("127.0.0.1"),
            helo="x", tls="", smtputf8=False, body8bit=False, protocol="ESMTP",
            received_at=services.clock(),
        )  # fmt: skip
        return await asyncio.gather(
            *(
                acceptor.accept(
                    envelope, letter(f"mail {n}"), channel="smtp",
                    recipients=[("support@acme.example", support.pk)],
                )
                for n in range(120)
            )
        )  # fmt: skip

    accepted = corridor.house.loop.run(burst())
    ids = [one.intake for [one] in accepted]
    assert ids == sorted(ids)
    assert Intake.objects.count() == 120
    assert len(closures) <= 4


def test_nothing_is_kept_when_the_writer_fails(corridor: Corridor) -> None:
    support = corridor.house.world.address("support")
    support.pk = 2**70  # no integer of any database
    with pytest.raises(Exception):
        corridor.accept(letter(), support)
    assert not Intake.objects.exists()
    assert not Blob.objects.exists()
