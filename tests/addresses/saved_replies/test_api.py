"""Saved replies: for oneself, an address or all, filled for one conversation."""

from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right


@pytest.fixture
def thread(house: House) -> str:
    """In support@, which anna manages and ben reads; cem is elsewhere; root administers."""
    support = house.world.address("support", anna=READ_WRITE | Right.MANAGE, ben=READ_WRITE)
    house.world.address("sales", cem=READ_WRITE)
    house.world.user("root", role="administrator")
    return str(house.world.mail(support).conversation)


def saved(client: httpx.Client, **wish: Any) -> httpx.Response:
    """Something to say again."""
    return client.post("/api/v1/saved-replies", json={"name": "Dank", "text": "Danke", **wish})


SUPPORT = {"for": "address", "address": "support@acme.example"}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"for": "me"}, {"anna": 201, "ben": 201, "cem": 201, "root": 201}),
        (SUPPORT, {"anna": 201, "ben": 403, "cem": 404, "root": 201}),
        ({"for": "all"}, {"anna": 403, "ben": 403, "cem": 403, "root": 201}),
    ],
    ids=["me", "address", "all"],
)
def test_who_may_keep_one_for_whom(
    house: House, thread: str, wish: dict[str, str], code: dict[str, int]
) -> None:
    for name, wanted in code.items():
        with house.client(name) as client:
            assert saved(client, **wish).status_code == wanted, name


def test_everybody_finds_theirs(house: House, thread: str) -> None:
    with (
        house.client("anna") as anna,
        house.client("ben") as ben,
        house.client("cem") as cem,
        house.client("root") as root,
    ):
        saved(anna, name="Meine")
        saved(anna, name="Support", folder="Versand", **SUPPORT)
        saved(root, name="Alle", **{"for": "all"})

        def names(client: httpx.Client, query: str = "") -> list[str]:
            answer = client.get(f"/api/v1/saved-replies{query}").json()
            return [one["name"] for one in answer["items"]]

        assert names(anna) == ["Alle", "Meine", "Support"]
        assert names(ben) == ["Alle", "Support"]
        assert names(cem) == ["Alle"]
        assert names(anna, "?address=support@acme.example") == ["Alle", "Meine", "Support"]
        assert cem.get("/api/v1/saved-replies?address=support@acme.example").status_code == 404


def test_one_is_changed_moved_and_removed_by_who_keeps_it(house: House, thread: str) -> None:
    with house.client("anna") as anna, house.client("ben") as ben:
        made = saved(anna).json()
        url = f"/api/v1/saved-replies/{made['id']}"
        assert ben.patch(url, json={"text": "x"}).status_code == 404
        assert anna.patch(url, json={"for": "all"}).status_code == 403
        moved = anna.patch(url, json={**SUPPORT, "folder": "Versand"})
        assert (moved.status_code, moved.json()["for"], moved.json()["text"]) == (
            200, "address", "Danke",
        )  # fmt: skip
        assert ben.patch(url, json={"text": "x"}).status_code == 403
        assert anna.delete(url).status_code == 204
        assert anna.delete(url).status_code == 404


def test_it_is_filled_with_the_names_of_a_conversation(house: House, thread: str) -> None:
    text = "Hallo {{contact.first_name}}, {{me.first_name}} von {{address.name}} {{x.y}}"
    html = "<p onclick=x>Hallo {{contact.name}}<script>1</script></p>"
    with house.client("ben") as ben, house.client("cem") as cem:
        reply = saved(ben, text=text, html=html).json()["id"]
        url = f"/api/v1/saved-replies/{reply}/filled?conversation={thread}"
        filled = ben.get(url).json()
        assert cem.get(url).status_code == 404
    assert filled == {
        "text": "Hallo Jana, Ben von Acme Support {{x.y}}",
        "html": "<p>Hallo Jana Weiß</p>",
        "missing": ["x.y"],
    }


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"name": ""}, "bad-name"),
        ({"name": "a\nb"}, "bad-name"),
        ({"folder": "x" * 121}, "bad-folder"),
        ({"text": "x" * 100_001}, "too-long"),
        ({"for": "address"}, "no-address"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    house: House, thread: str, wish: dict[str, Any], code: str
) -> None:
    with house.client("anna") as anna:
        answer = saved(anna, **wish)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
