"""The demo world is complete, believable and quiet: nothing of it waits to leave."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.world import World
from tripost.conversations.queries import Wanted, page
from tripost.demo.load import load
from tripost.kit.bus import Bus
from tripost.kit.settings import Settings
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.blobs import Blobs
from tripost.store.models import Conversation, Entry, Intake, Message
from tripost.store.reads import DjangoReader, Pool
from tripost.store.services import Services
from tripost.store.writer import InlineWriter

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(now: datetime, tmp_path: Path) -> World:
    bus = Bus()
    load(
        Services(
            writer=InlineWriter(bus),
            reader=DjangoReader(),
            pool=Pool(threads=1),
            bus=bus,
            blobs=Blobs(tmp_path, inline_limit=1000),
            clock=lambda: now,
            settings=Settings(data=tmp_path),
        )
    )
    return World(now)


def test_the_world_is_whole(loaded: World) -> None:
    assert not Intake.objects.filter(outcome__in=("pending", "quarantined")).exists()
    assert Intake.objects.count() == Message.objects.filter(direction="in").count()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert not Conversation.objects.filter(sending__gt=0).exists()
    assert not Outgoing.objects.filter(left_at=None).exists()  # nobody's answer waits
    assert Subscriber.objects.filter(address__email="news@acme.example").count() == 25
    for row in Conversation.objects.all():
        numbers = Entry.objects.filter(conversation=row).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, row.last_entry + 1))
        assert row.last_activity_at <= loaded.now


def test_everyone_sees_their_own_rooms(loaded: World) -> None:
    def seen(name: str) -> set[str]:
        found = page(loaded.reader, who=loaded.actor(name), wanted=Wanted(limit=200))
        return {row.address.partition("@")[0] for row in found.items}

    assert seen("anna") == {"support", "sales", "office", "news"}
    assert seen("cem") == {"office", "news"}
    assert seen("dana") == {"support", "sales", "news"}


def test_the_awkward_mails_are_readable(loaded: World) -> None:
    scan = Message.objects.get(from_address__contains="scanner")
    assert scan.subject == "Scan: Lieferschein für Größe M, geprüft"
    assert "geprüft" in scan.visible
    assert "組立説明書" in Message.objects.get(from_address="yuki.tanaka@example.net").visible
    assert Message.objects.get(automatic="auto-reply").from_name == "Moritz Albrecht"
