"""A post is about what the words of its subject say, and reaches whoever wants to hear of that."""

import pytest

from tests.doors import House
from tests.doors import house as house
from tripost.kit.ids import new_id
from tripost.modes.distribution_list import expanding
from tripost.modes.distribution_list.models import Archived, ListSettings, Subscriber
from tripost.modes.distribution_list.posting.settings import Topic
from tripost.modes.distribution_list.posting.topics import about
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Message

TOPICS = (Topic("w", "Wartung", ("Wartung", "[IT]")), Topic("f", "Feste", ("Fest",)))


@pytest.mark.parametrize(
    ("subject", "keys"),
    [
        ("Wartung am Freitag", ("w",)),
        ("WARTUNG, dann Fest", ("w", "f")),
        ("[IT] Ausfall", ("w",)),
        ("Festplatten im Angebot", ()),
        ("", ()),
    ],
)
def test_whole_words_count_in_any_case(subject: str, keys: tuple[str, ...]) -> None:
    assert about(subject, TOPICS) == keys


@pytest.mark.parametrize(
    ("subject", "who"), [("Wartung heute", {"all", "w"}), ("Für jeden", {"all", "w", "f"})]
)
def test_only_who_wants_the_topic_gets_a_copy(house: House, subject: str, who: set[str]) -> None:
    news = house.world.address("news", mode="list")
    ListSettings.objects.create(
        address=news, topics=[{"key": one.key, "name": one.name, "words": one.words}
                              for one in TOPICS],
    )  # fmt: skip
    for name, topics in (("all", None), ("w", ["w"]), ("f", ["f"])):
        Subscriber.objects.create(
            address=news, email=f"{name}@x.example", topics=topics, since=house.now
        )
    filed = Message.objects.get(pk=house.world.mail(news, subject=subject).message)
    Outgoing.objects.create(
        id=new_id(house.now), address=news, conversation_id=filed.conversation_id, message=filed,
        kind="post", base_id=filed.blob_id, created_at=house.now, not_before=house.now,
        expanded=False,
    )  # fmt: skip
    found = house.services.writer.submit(
        lambda: expanding.born(at=house.now, lease_until=house.now, limit=10)
    ).result(10)
    assert len(found) == len(who)
    sent = Delivery.objects.values_list("recipient", flat=True)
    assert {one.partition("@")[0] for one in sent} == who
    assert Archived.objects.get().topics == (["w"] if len(who) == 2 else [])
