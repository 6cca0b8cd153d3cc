"""The demo world is complete, believable and quiet: nothing of it waits to leave."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.world import World
from tripost.addresses.models import Address
from tripost.conversations.queries import Wanted, page
from tripost.demo.load import load
from tripost.jobs.models import Job
from tripost.kit.bus import Bus
from tripost.kit.settings import Settings
from tripost.modes.distribution_list.campaigns import checking
from tripost.modes.distribution_list.campaigns import queries as campaigns
from tripost.modes.distribution_list.joining import consents
from tripost.modes.distribution_list.models import (
    Archived,
    Campaign,
    HeldPost,
    Segment,
    Subscriber,
)
from tripost.modes.distribution_list.results import queries as results
from tripost.modes.distribution_list.subscribers import audience
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
    assert Delivery.objects.exclude(state="sent").count() == 1  # the one that came back
    assert not Delivery.objects.filter(state__in=("queued", "deferred")).exists()
    assert not Job.objects.exists()
    assert not Conversation.objects.filter(sending__gt=0).exists()
    assert not Outgoing.objects.filter(left_at=None).exists()  # nobody's answer waits
    assert not Outgoing.objects.filter(finished_at=None).exists()
    readers = Subscriber.objects.filter(address__email="news@acme.example")
    assert sorted(readers.values_list("email", flat=True)) == [
        f"s{number:02d}@example.net" for number in range(1, 26)
    ]
    assert set(readers.values_list("state", "delivery")) == {("active", "each")}
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


def test_the_list_has_a_past_and_plans(loaded: World) -> None:
    """A report with something of everything, a draft, a post that waits, and proof of consent."""
    reader = loaded.reader
    news = Address.objects.get(email="news@acme.example")
    who = loaded.actor("anna")
    found, _ = results.of_list(reader, who=who, address=news.pk, limit=9, cursor=None)
    assert [(one.kind, one.state) for one in found] == [
        ("campaign", "sent"), ("post", "sent"), ("post", "sent"),
    ]  # fmt: skip
    campaign = results.one(reader, who=who, mailing=found[0].id)
    assert asdict(campaign.totals) == {
        "recipients": 25, "waiting": 0, "sent": 24, "deferred": 0, "failed": 1, "cancelled": 0,
        "bounced": 1, "complained": 0, "unsubscribed": 1, "answered": 1, "clicked": 2,
    }  # fmt: skip
    assert sum(link.people for link in results.links(reader, mailing=campaign.id)) == 2
    times = results.timeline(reader, mailing=campaign.id, on_sqlite=connection.vendor == "sqlite")
    assert sum(number for _, number in times) == 24
    states = Campaign.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["sending", "draft"]
    for row in campaigns.of_list(reader, address=news.pk, limit=9, cursor=None)[0]:
        one = campaigns.one(reader, campaign=row.id)
        checking.require_ready(reader, campaign=one, who=who, at=loaded.now)
    assert [one.reason for one in HeldPost.objects.filter(decided="")] == ["not-allowed"]
    assert Archived.objects.count() == 3, "two posts, and the campaign to everyone"
    chain = consents.chain(news.pk, email="s20@example.net")
    assert [one.kind for one in chain] == ["vouched", "withdrawn", "asked", "confirmed"]
    answer = Conversation.objects.get(contact_address="s04@example.net")
    assert answer.labels == ["Frühbestellung Schuljahr 2027"]


@pytest.mark.parametrize(
    ("query", "number"),
    [("interesse:Schule", 8), ("ort:Leipzig", 6), ("answered:90d OR clicked:90d", 3)],
)
def test_the_segments_find_somebody(loaded: World, query: str, number: int) -> None:
    news = Address.objects.get(email="news@acme.example")
    assert Segment.objects.filter(address=news, query=query).exists()
    chosen = audience.chosen(loaded.reader, address=news.pk, query=query, at=loaded.now)
    assert len(chosen) == number


def test_the_awkward_mails_are_readable(loaded: World) -> None:
    scan = Message.objects.get(from_address__contains="scanner")
    assert scan.subject == "Scan: Lieferschein für Größe M, geprüft"
    assert "geprüft" in scan.visible
    assert "組立説明書" in Message.objects.get(from_address="yuki.tanaka@example.net").visible
    assert Message.objects.get(automatic="auto-reply").from_name == "Moritz Albrecht"
