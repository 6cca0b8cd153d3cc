"""Whoever looks for Schein finds the mail about a Lieferschein, in lists and in views."""

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.search.follower import Follower
from tripost.search.learning import learn, learned
from tripost.store.models import Conversation


@pytest.fixture
def said(house: House) -> dict[str, int]:
    """Mails, by what they say."""
    support = house.world.address("support", anna=READ_WRITE)
    texts = (
        "Der Lieferschein fehlt.", "Unsere Stromrechnungen sind falsch.", "Ich warte auf Antwort.",
        "Das geht automatisch.", "Die Rechnungsnummer stimmt nicht.", "Strom, Nummer, Liefern.",
    )  # fmt: skip
    return {text: house.world.mail(support, visible=text).conversation for text in texts}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("schein", ["Der Lieferschein fehlt."]),
        ("Scheine", ["Der Lieferschein fehlt."]),
        ("body:schein", ["Der Lieferschein fehlt."]),
        ("Rechnung", ["Die Rechnungsnummer stimmt nicht.", "Unsere Stromrechnungen sind falsch."]),
        (
            "rechnungen -nummer",
            ["Die Rechnungsnummer stimmt nicht.", "Unsere Stromrechnungen sind falsch."],
        ),
        ("wort OR tisch", []),
        ("from:schein", []),
    ],
)
def test_compounds_are_found(
    house: House, said: dict[str, int], asked: str, wanted: list[str]
) -> None:
    house.loop.run(learn(house.services, {}))
    texts = {conversation: text for text, conversation in said.items()}
    found = [texts[hit.conversation] for hit in house.world.found("anna", asked)]
    assert sorted(found) == wanted


def test_learning_twice_changes_nothing(house: House, said: dict[str, int]) -> None:
    house.loop.run(learn(house.services, {}))
    upto = learned(house.world.reader)
    words = house.world.reader.rows("SELECT word FROM search_word")
    assert words
    house.loop.run(learn(house.services, {}))
    assert learned(house.world.reader) == upto > 0
    assert house.world.reader.rows("SELECT word FROM search_word") == words


def test_a_view_has_them_too(house: House, said: dict[str, int]) -> None:
    house.loop.run(learn(house.services, {}))
    with house.client("anna") as client:
        made = client.post("/api/v1/saved-views", json={"name": "V", "query": "schein is:open"})
        assert made.json()["count"] == 1
        house.loop.run(Follower(house.services).turn())
        assert client.get("/api/v1/saved-views").json()["items"][0]["count"] == 1
    assert Conversation.objects.count() == len(said)
