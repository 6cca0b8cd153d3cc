"""What was merged into another conversation is left alone until it is taken apart again."""

from typing import Any

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right
from tripost.store.models import Entry


@pytest.fixture
def support(house: House) -> Any:
    return house.world.address("support", anna=READ_WRITE)


def begun(house: House, address: Any, name: str) -> str:
    values = {"from_address": f"{name}@x.example", "message_id": f"{name}@x.example"}
    return str(house.world.mail(address, **values).conversation)


def test_an_act_on_a_part_is_not_undone_inside_the_whole(house: House, support: Any) -> None:
    """An event written into the husk would stand where an entry comes back to."""
    part, whole = begun(house, support, "jana"), begun(house, support, "kim")
    with house.client("anna") as anna:

        def act(**do: Any) -> Any:
            body = {"conversations": [part], "do": do}
            return anna.post("/api/v1/acts", json=body).json()["act"]

        urgent = act(kind="priority", priority=2)
        merged = act(kind="merge", into=whole)
        kept = anna.post(f"/api/v1/acts/{urgent}/undo").json()["kept"]
        assert [(one["id"], one["code"]) for one in kept] == [(part, "moved-on")]
        assert not Entry.objects.filter(conversation=part).exists()
        apart = anna.post(f"/api/v1/acts/{merged}/undo")
        assert (apart.status_code, apart.json()["kept"]) == (200, [])
        found = anna.get(f"/api/v1/conversations/{part}").json()
        assert (found["id"], found["priority"], len(found["messages"])) == (part, 2, 1)


def test_what_was_closed_as_a_part_does_not_come_back_open(house: House, support: Any) -> None:
    house.world.address("support", ben=READ_WRITE)
    part, whole = begun(house, support, "jana"), begun(house, support, "kim")
    with house.client("anna") as anna, house.client("ben") as ben:
        body = {"conversations": [part], "do": {"kind": "merge", "into": whole}}
        act = anna.post("/api/v1/acts", json=body).json()["act"]
        closed = anna.put(
            f"/api/v1/conversations/{whole}/readers", json={"users": ["anna@acme.example"]}
        )
        assert closed.status_code == 200
        assert anna.post(f"/api/v1/acts/{act}/undo").status_code == 200
        assert [anna.get(f"/api/v1/conversations/{c}").json()["id"] for c in (part, whole)] == [
            part,
            whole,
        ]
        seen = [ben.get(f"/api/v1/conversations/{c}").status_code for c in (part, whole)]
        assert seen == [404, 404]
        assert ben.get("/api/v1/conversations").json()["items"] == []


def test_what_is_confidential_is_not_moved_where_nobody_sees_it(house: House, support: Any) -> None:
    """Who may write as an address need not read it; a mail would be gone for everybody."""
    sales = house.world.address("sales", anna=Right.WRITE_AS, ben=READ_WRITE)
    conversation = begun(house, support, "jana")
    house.world.address("support", ben=READ_WRITE)
    with house.client("anna") as anna:
        here = f"/api/v1/conversations/{conversation}/readers"
        body = {"conversations": [conversation], "do": {"kind": "move", "address": str(sales.pk)}}
        assert anna.put(here, json={"users": ["anna@acme.example"]}).status_code == 200
        refused = anna.post("/api/v1/acts", json=body).json()["refused"]
        assert [(one["id"], one["code"]) for one in refused] == [(conversation, "cannot-read")]
        assert anna.put(here, json={"users": ["ben@acme.example"]}).status_code == 200
        done = anna.post("/api/v1/acts", json=body).json()
        assert done["changed"] == [conversation]
