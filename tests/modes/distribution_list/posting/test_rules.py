"""What does a list know of an author? Subscriptions, nested ones too, and what was allowed once."""

from datetime import datetime

import pytest

from tests.world import World
from tripost.modes.base import Situation
from tripost.modes.distribution_list.models import Allowed, ListSettings, Nested, Subscriber
from tripost.modes.distribution_list.posting.rules import rules_of
from tripost.store.reads import DjangoReader

pytestmark = pytest.mark.django_db


def asked(address: int, author: str) -> Situation:
    return Situation(
        address=address, email="news@acme.example", posting="members", from_address=author,
        verified=True, rights=0, automatic="", loops=False, state=None, stranger=False,
    )  # fmt: skip


def test_who_is_subscribed_here_or_below_is_a_member(now: datetime) -> None:
    world = World(now)
    news, below, lowest = (world.address(name, mode="list") for name in ("news", "b", "c"))
    Nested.objects.create(parent=news, child=below)
    Nested.objects.create(parent=below, child=lowest)
    Nested.objects.create(parent=lowest, child=news)  # a circle ends all the same
    for address, state in ((news, "active"), (below, "bouncing"), (lowest, "active")):
        Subscriber.objects.create(
            address=address, email=f"{address.email[0]}@x.example", since=now, state=state
        )
    Subscriber.objects.create(address=news, email="gone@x.example", since=now, state="unsubscribed")
    reader = DjangoReader()
    members = {
        author: rules_of(reader, asked(news.pk, author)).member
        for author in ("n@x.example", "b@x.example", "c@x.example", "gone@x.example", "o@x.example")
    }
    assert [author for author, member in members.items() if member] == [
        "n@x.example", "b@x.example", "c@x.example",
    ]  # fmt: skip
    Nested.objects.filter(parent=lowest).delete()
    assert not rules_of(reader, asked(lowest.pk, "n@x.example")).member, "never upwards"


def test_what_is_set_and_who_was_allowed_count_here_alone(now: datetime) -> None:
    world = World(now)
    news, other = world.address("news", mode="list"), world.address("other", mode="list")
    ListSettings.objects.create(
        address=news, posting_domains=["p.example"], max_size=9, attachments="strip",
        attachment_types=["pdf"],
    )  # fmt: skip
    Allowed.objects.create(address=news, email="gast@x.example", at=now)
    here = rules_of(DjangoReader(), asked(news.pk, "gast@x.example"))
    assert (here.domains, here.max_size, here.attachments, here.types, here.allowed) == (
        ("p.example",), 9, "strip", ("pdf",), True,
    )  # fmt: skip
    there = rules_of(DjangoReader(), asked(other.pk, "gast@x.example"))
    assert (there.domains, there.attachments, there.allowed) == ((), "any", False)
