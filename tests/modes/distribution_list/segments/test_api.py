"""Segments over the wire: saved, counted while they are typed, completed, refused with the word."""

from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.people.models import Right

NEWS = "/api/v1/addresses/news@acme.example"
MANAGER = int(READ_WRITE | Right.MANAGE)


@pytest.fixture
def anna(house: House) -> httpx.Client:
    """Looks after a list of twelve, one of whom has left."""
    house.world.address("news", mode="list", anna=MANAGER, ben=MANAGER)
    client = house.client("anna")
    people = [
        {"address": f"s{n:02}@x.example", "attributes": {"city": "Köln" if n % 3 else "Bonn"}}
        for n in range(12)
    ]
    assert client.post(f"{NEWS}/subscribers", json={"subscribers": people}).json()["added"] == 12
    client.delete(f"{NEWS}/subscribers/s00@x.example")
    return client


def counted(anna: httpx.Client, query: str) -> Any:
    answer = anna.post(f"{NEWS}/segments/count", json={"query": query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_question_is_counted_while_it_is_typed(anna: httpx.Client) -> None:
    assert counted(anna, "city:bonn") == {
        "count": 3, "of": 11, "sample": ["s03@x.example", "s06@x.example", "s09@x.example"],
    }  # fmt: skip
    assert (counted(anna, "")["count"], len(counted(anna, "")["sample"])) == (11, 5)
    assert (counted(anna, "city:köln")["count"], counted(anna, "city:ulm")["count"]) == (8, 0)
    assert counted(anna, "state:removed")["count"] == 1
    assert counted(anna, "-state:removed")["of"] == 11


def test_a_saved_one_narrows_the_page_and_the_export(anna: httpx.Client) -> None:
    made = anna.post(f"{NEWS}/segments", json={"name": "Rhein ", "query": " city:köln  "})
    assert made.status_code == 201
    shape = made.json()
    told = (shape["name"], shape["query"], shape["count"], shape["by"])
    assert told == ("Rhein", "city:köln", 8, "anna@acme.example")
    page = anna.get(f"{NEWS}/subscribers", params={"segment": shape["id"], "q": "s1"}).json()
    assert [i["address"][:3] for i in page["items"]] == ["s10", "s11"]
    lines = anna.get(f"{NEWS}/subscribers.csv?segment={shape['id']}").text.splitlines()
    assert len(lines) == 9
    for strange in ("999", "x", "9" * 30):
        assert anna.get(f"{NEWS}/subscribers?segment={strange}").status_code == 404
    one = f"/api/v1/segments/{shape['id']}"
    assert anna.put(one, json={"query": "city:bonn"}).json()["count"] == 3
    assert anna.put(one, json={"name": "B"}).json()["query"] == "city:bonn"
    assert [s["name"] for s in anna.get(f"{NEWS}/segments").json()["items"]] == ["B"]
    assert anna.delete(one).status_code == 204
    assert anna.delete(one).status_code == 404


def test_what_cannot_be_asked_points_at_the_word(anna: httpx.Client) -> None:
    for answer in (
        anna.post(f"{NEWS}/segments/count", json={"query": "a stadt:x"}),
        anna.post(f"{NEWS}/segments", json={"name": "x", "query": "a stadt:x"}),
        anna.get(f"{NEWS}/subscribers", params={"q": "a stadt:x"}),
    ):
        said = answer.json()
        assert (answer.status_code, said["code"]) == (422, "bad-query")
        told = (said["position"], said["word"], said["reason"])
        assert told == (2, "stadt:x", "unknown-field")
    assert anna.post(f"{NEWS}/segments", json={"name": "", "query": "x"}).json()["code"] == (
        "bad-name"
    )
    anna.post(f"{NEWS}/segments", json={"name": "x", "query": "x"})
    again = anna.post(f"{NEWS}/segments", json={"name": "x", "query": "y"})
    assert (again.status_code, again.json()["code"]) == (409, "name-taken")


def test_one_that_nobody_can_read_any_more_has_no_number(house: House, anna: httpx.Client) -> None:
    house.world.address("support", anna=int(Right.READ))
    for name, query in (("a", "city:x"), ("b", "wrote:support@")):
        anna.post(f"{NEWS}/segments", json={"name": name, "query": query})
    anna.delete(f"{NEWS}/attributes/city")
    shown = [s["count"] for s in anna.get(f"{NEWS}/segments").json()["items"]]
    assert shown == [None, 0]
    with house.client("ben") as ben:  # reads nothing at support@
        assert [s["count"] for s in ben.get(f"{NEWS}/segments").json()["items"]] == [None, None]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("att", ["attr.city:"]), ("sta", ["state:"]), ("state:bo", ["state:bouncing "]),
        ("city:n", ["city:none "]), ("wrote:su", ["wrote:support@acme.example "]),
        ("list:", ["list:other@acme.example "]), ("answered:ne", ["answered:never "]),
        ("since:tod", ["since:today "]),
    ],
)  # fmt: skip
def test_what_could_come_next(
    house: House, anna: httpx.Client, typed: str, offered: list[str]
) -> None:
    house.world.address("support", anna=int(Right.READ))
    house.world.address("other", mode="list", anna=MANAGER)
    wish = {"q": typed, "at": len(typed)}
    found = anna.get(f"{NEWS}/segments/complete", params=wish).json()["items"]
    assert [item["insert"] for item in found] == offered


def test_lists_are_nested_by_who_looks_after_both(house: House, anna: httpx.Client) -> None:
    house.world.address("north", mode="list", anna=MANAGER)
    house.world.address("south", mode="list", ben=MANAGER)
    house.world.address("support", anna=MANAGER)

    def put(name: str, lists: list[str]) -> httpx.Response:
        wish = {"lists": [f"{one}@acme.example" for one in lists]}
        return anna.put(f"/api/v1/addresses/{name}@acme.example/nested", json=wish)

    assert put("news", ["north"]).json() == {"lists": ["north@acme.example"]}
    circle = put("north", ["news"])
    assert (circle.status_code, circle.json()["code"]) == (409, "circle")
    assert "north@acme.example → news@acme.example → north@acme.example" in circle.json()["detail"]
    for strange in ("south", "support", "nowhere"):
        answer = put("news", [strange])
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown-list")
    assert put("news", []).json() == {"lists": []}
