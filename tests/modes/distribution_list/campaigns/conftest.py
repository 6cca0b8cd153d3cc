"""The house, with a list in it."""

from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.modes.distribution_list.models import Attribute, ListSettings, Subscriber
from tripost.people.models import Right

BLOCKS = [
    {"id": "a", "type": "heading", "text": "Hallo {{first_name|zusammen}}"},
    {"id": "b", "type": "text", "html": "<p>Neues aus {{attr.city|Köln}}.</p>"},
    {"id": "c", "type": "button", "text": "Zum Lager", "href": "https://acme.example/lager"},
]
MANAGER = READ_WRITE | Right.MANAGE


@pytest.fixture
def news(house: House) -> Address:
    """news@: anna manages, dana moderates, ben writes; three subscribers."""
    made = house.world.address(
        "news", mode="list", anna=int(MANAGER), ben=int(READ_WRITE),
        dana=int(Right.READ | Right.MODERATE),
    )  # fmt: skip
    ListSettings.objects.create(address=made, brand={"imprint": "Acme GmbH, Köln"}, clicks=True)
    Attribute.objects.create(address=made, key="city", label="Ort", kind="text")
    for name, city in (("Jana Weiß", "Bonn"), ("Ole Kurz", ""), ("Pia Lang", "Köln")):
        Subscriber.objects.create(
            address=made,
            email=f"{name.split()[0].lower()}@example.net",
            name=name,
            attributes={"city": city} if city else {},
            since=house.now,
        )
    return made


class Desk:
    """Asks as one person and expects what it is told to expect."""

    def __init__(self, house: House, name: str) -> None:
        self._client = house.client(name)

    def __call__(self, method: str, path: str, body: Any = None, *, status: int = 0) -> Any:
        """The JSON of an answer; with `status` 0 it must be a success."""
        answer: httpx.Response = self._client.request(method, f"/api/v1{path}", json=body)
        wanted = answer.status_code < 300 if status == 0 else answer.status_code == status
        assert wanted, f"{answer.status_code}: {answer.text}"
        return answer.json() if answer.content else None


@pytest.fixture
def anna(house: House, news: Address) -> Desk:
    """Who manages the list."""
    return Desk(house, "anna")


@pytest.fixture
def dana(house: House, news: Address) -> Desk:
    """Who moderates it."""
    return Desk(house, "dana")


@pytest.fixture
def draft(anna: Desk, news: Address) -> dict[str, Any]:
    """A campaign that could leave."""
    made = anna("POST", f"/addresses/{news.pk}/campaigns", {"name": "November"})
    changes = {
        "version": made["version"],
        "subject": "Neues für {{first_name|Sie}}",
        "preheader": "Drei Dinge",
        "content": {"blocks": BLOCKS},
    }
    anna("PUT", f"/campaigns/{made['id']}", changes)
    kept: dict[str, Any] = anna("GET", f"/campaigns/{made['id']}")
    return kept
