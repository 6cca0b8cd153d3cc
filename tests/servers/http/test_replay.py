"""An Idempotency-Key repeats an answer, but never to who may no longer hear it (law 7)."""

from typing import Any

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Grant, Right


@pytest.mark.parametrize(
    ("loss", "again"),
    [
        ("nothing", 201),
        ("gained", 201),
        ("may only read", 404),
        ("lost the address", 404),
        ("confidential", 404),
    ],
)
@pytest.mark.parametrize("kind", ["reply", "begin", "note"])
def test_a_kept_answer_follows_the_rights(house: House, loss: str, again: int, kind: str) -> None:
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    thread = house.world.mail(support).conversation
    path, wish = _request(kind, thread=thread, address=support.pk)
    with house.client("anna") as anna, house.client("ben") as ben:
        first = anna.post(path, json=wish, headers={"Idempotency-Key": "k1"})
        assert first.status_code == 201, first.text
        made = first.json()["id"] if kind == "begin" else str(thread)
        grants = Grant.objects.filter(user=house.world.user("anna"))
        match loss:
            case "gained":
                grants.update(rights=READ_WRITE | Right.MANAGE)
            case "may only read":
                grants.update(rights=Right.READ)
            case "lost the address":
                grants.delete()
            case "confidential":
                shut = ben.put(
                    f"/api/v1/conversations/{made}/readers", json={"users": ["ben@acme.example"]}
                )
                assert shut.status_code == 200, shut.text
        second = anna.post(path, json=wish, headers={"Idempotency-Key": "k1"})
    assert second.status_code == again
    assert (second.content == first.content) is (again == 201)
    if again == 404:
        assert second.json()["code"] == "not-found"


def _request(kind: str, *, thread: int, address: int) -> tuple[str, dict[str, Any]]:
    """A POST that answers with something of a conversation."""
    match kind:
        case "reply":
            return f"/api/v1/conversations/{thread}/replies", {"text": "x", "seen_up_to": 1}
        case "note":
            return f"/api/v1/conversations/{thread}/notes", {"text": "x"}
    return "/api/v1/conversations", {
        "address_id": str(address), "subject": "x", "text": "x", "to": [{"address": "k@x.example"}],
    }  # fmt: skip
