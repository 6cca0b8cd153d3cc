"""A post that comes by mail is about what its subject says, from the door to each copy."""

import pytest

from tests.inbound.conftest import Corridor, letter
from tests.inbound.conftest import corridor as corridor
from tests.inbound.conftest import server as server
from tripost.addresses.models import Address
from tripost.modes.distribution_list import expanding
from tripost.modes.distribution_list.models import Archived, ListSettings, Subscriber
from tripost.outbound.models import Delivery, Outgoing


@pytest.fixture
def news(corridor: Corridor) -> Address:
    """Anybody may post; two topics, named by words."""
    made = corridor.house.world.address("news", mode="list")
    Address.objects.filter(pk=made.pk).update(posting="anyone")
    ListSettings.objects.create(
        address=made,
        topics=[
            {"key": "it", "name": "Wartung", "words": ["Wartung", "[IT]"]},
            {"key": "fun", "name": "Feste", "words": ["Fest"]},
        ],
    )
    since = corridor.house.now
    for name, topics in (("all", None), ("it", ["it"]), ("fun", ["fun"]), ("none", [])):
        Subscriber.objects.create(
            address=made, email=f"{name}@x.example", topics=topics, since=since
        )
    return made


@pytest.mark.parametrize(
    ("subject", "topics", "who"),
    [
        ("[IT] Ausfall heute", ["it"], {"all", "it"}),
        ("Wartung und Fest", ["it", "fun"], {"all", "it", "fun"}),
        ("=?utf-8?q?Sommer-Fest_f=C3=BCr_alle?=", ["fun"], {"all", "fun"}),
        ("Festplatten", [], {"all", "it", "fun", "none"}),
    ],
)
def test_by_smtp(
    corridor: Corridor, news: Address, subject: str, topics: list[str], who: set[str]
) -> None:
    raw = letter("Hallo", To=news.email, subject=subject, author="Gast <gast@fremd.example>")
    assert corridor.receive(raw, news, sender="gast@fremd.example", peer="127.0.0.1") == "post"
    house = corridor.house
    house.services.writer.submit(
        lambda: expanding.born(at=house.now, lease_until=house.now, limit=10)
    ).result(10)
    sent = Delivery.objects.values_list("recipient", flat=True)
    assert {one.partition("@")[0] for one in sent} == who
    assert Outgoing.objects.get().draft.get("topics", []) == topics
    assert Archived.objects.get().topics == topics
