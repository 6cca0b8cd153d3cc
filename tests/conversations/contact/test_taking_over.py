"""Nobody makes a person theirs whom others keep, and what is refused closes nothing."""

from functools import partial
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.people.models import Right
from tripost.store.models import Contact, Conversation

JANA = "jana@praxis-weiss.example"
KIM = "kim@x.example"
SECRET = "DE02 1203 0000"


@pytest.fixture
def support(house: House) -> Address:
    """Jana wrote to support@, where Anna keeps a field of hers to herself; Kim to sales@."""
    made = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    house.world.address("sales", dana=READ_WRITE, ben=Right.READ)
    write(house, made)
    field = {"name": "IBAN", "value": SECRET, "protected": True}
    assert change(house, "anna", {"fields": [field]}).status_code == 200
    return made


def write(house: House, address: Address, **changes: Any) -> int:
    """A mail arrives; its conversation."""
    arrive = partial(house.world.mail, address, **changes)
    return house.services.writer.submit(arrive).result(10).conversation


def change(house: House, name: str, body: Any, email: str = JANA) -> httpx.Response:
    with house.client(name) as client:
        return client.patch(f"/api/v1/contacts/{email}", json=body)


@pytest.mark.parametrize(
    "body",
    [
        {"readers": ["ben@acme.example"]},
        {"fields": [{"name": "x", "value": "y", "protected": True}]},
        {"protected": True},
        {"protected": True, "readers": ["ben@acme.example"]},
    ],
)
def test_who_is_no_reader_does_not_become_one(house: House, support: Address, body: Any) -> None:
    change(house, "ben", body)
    with house.client("ben") as client:
        assert SECRET not in client.get(f"/api/v1/contacts/{JANA}").text
    with house.client("anna") as client:
        found = client.get(f"/api/v1/contacts/{JANA}").json()
    assert found["readers"] == ["anna@acme.example"]
    assert SECRET in str(found["fields"])
    assert not Conversation.objects.filter(confidential=True).exists()


def test_the_rest_of_what_is_known_is_open_to_all_who_know_them(
    house: House, support: Address
) -> None:
    open_field = {"name": "Ort", "value": "Ulm", "protected": False}
    answer = change(house, "ben", {"company": "Weiß", "fields": [open_field]})
    assert answer.status_code == 200
    assert (answer.json()["company"], SECRET in answer.text) == ("Weiß", False)
    assert SECRET in change(house, "anna", {"name": "Jana"}).text


def test_nobody_swallows_a_person_they_only_read_of(house: House, support: Address) -> None:
    """To make two people one changes both: it takes the right to write to both."""
    sales = house.world.address("sales")
    write(house, sales, from_address=KIM, message_id="k1@x")
    assert change(house, "dana", {"name": "Kim", "phone": "1"}, KIM).status_code == 200
    answer = change(house, "ben", {"identities": [JANA, KIM]})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-address")
    assert Contact.objects.filter(name="Kim", identities__email=KIM).exists()


def test_what_is_refused_closes_nothing(house: House, support: Address) -> None:
    fields = [{"name": f"f{n}", "value": "x"} for n in range(51)]
    answer = change(house, "anna", {"protected": True, "fields": fields})
    assert (answer.status_code, answer.json()["code"]) == (422, "too-many-fields")
    assert not Conversation.objects.filter(confidential=True).exists()
    kim = write(house, support, from_address=KIM, message_id="k2@x")
    with house.client("anna") as client:
        assert client.patch(f"/api/v1/contacts/{KIM}", json={"protected": True}).status_code == 200
    assert Conversation.objects.get(pk=kim).confidential
    answer = change(house, "anna", {"protected": True, "identities": [JANA, KIM]})
    assert (answer.status_code, answer.json()["code"]) == (409, "protected")
    assert Conversation.objects.filter(confidential=True).count() == 1


def test_where_they_take_part_is_closed_as_well(house: House, support: Address) -> None:
    """As it is when their mail arrives at a person who is protected already."""
    kim = write(house, support, from_address=KIM, message_id="k1@x")
    write(house, support, from_address=JANA, message_id="k2@x", conversation=kim)
    news = house.world.address("news", mode="list", anna=READ_WRITE)
    post = write(house, news, message_id="n1@x")
    assert change(house, "anna", {"protected": True}).status_code == 200
    assert Conversation.objects.get(pk=kim).confidential
    assert not Conversation.objects.get(pk=post).confidential, "all members have it"
    with house.client("ben") as ben:
        assert ben.get(f"/api/v1/conversations/{kim}").status_code == 404
