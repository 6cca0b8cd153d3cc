"""The glass can be broken, but never quietly (law 7)."""

from functools import partial

import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.conversations.confidential.glass import clean_reason, id_of
from tripost.conversations.confidential.readers import set_readers
from tripost.kit.entered import BadInput
from tripost.people.models import Audit, Right
from tripost.store.models import Invited, Mention, Reader

WHY = "The court asks for this letter"


@pytest.fixture
def closed(house: House) -> int:
    """Confidential for anna and ben; cem reads the address, root administers."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=Right.READ)
    house.world.user("root", role="administrator")
    anna, ben = house.world.user("anna").pk, house.world.user("ben").pk
    made = house.services.writer.submit(lambda: house.world.mail(support)).result(10).conversation
    close = partial(set_readers, made, users=[anna, ben], by=anna, at=house.now)
    house.services.writer.submit(close).result(10)
    return made


def test_an_administrator_reads_and_everybody_is_told(house: House, closed: int) -> None:
    with house.client("root") as root:
        assert root.get(f"/api/v1/conversations/{closed}").status_code == 404
        link = f"https://tripost.example/#/c/{closed}"
        answer = root.post("/api/v1/glass", json={"conversation": link, "reason": WHY})
        assert answer.json() == {"conversation": str(closed)}
        read = root.get(f"/api/v1/conversations/{closed}").json()
    assert read["readers"] == ["anna@acme.example", "ben@acme.example", "root@acme.example"]
    assert read["events"][-1]["kind"] == "glass_broken"
    assert read["events"][-1]["data"] == {"by": "root@acme.example", "reason": WHY}
    for name in ("anna", "ben"):
        with house.client(name) as reader:
            assert reader.get("/api/v1/views").json()["mentions"] == 1
            items = reader.get("/api/v1/conversations?view=mentions").json()["items"]
            assert [item["id"] for item in items] == [str(closed)]
    row = Audit.objects.get(kind="glass.broken")
    assert (row.conversation_id, row.detail) == (closed, {"reason": WHY})


def test_who_broke_in_reads_and_notes_and_nothing_else(house: House, closed: int) -> None:
    with house.client("root") as root:
        root.post("/api/v1/glass", json={"conversation": str(closed), "reason": WHY})
        place = f"/api/v1/conversations/{closed}"
        assert root.post(f"{place}/notes", json={"text": "seen"}).status_code == 201
        assert root.put(f"{place}/state", json={"state": "closed"}).status_code == 403
        assert root.put(f"{place}/readers", json={"users": []}).status_code == 403
        answer = root.post(f"{place}/replies", json={"text": "x", "seen_up_to": 99})
        assert answer.status_code == 403


def test_twice_breaks_nothing_more(house: House, closed: int) -> None:
    with house.client("root") as root:
        for _ in range(2):
            wish = {"conversation": str(closed), "reason": WHY}
            assert root.post("/api/v1/glass", json=wish).status_code == 200
    assert Audit.objects.filter(kind="glass.broken").count() == 1
    assert Mention.objects.count() == 2


def test_the_readers_can_close_it_again(house: House, closed: int) -> None:
    listener = house.listen("root")
    listener.until(type="hello")
    with house.client("root") as root, house.client("anna") as anna:
        root.post("/api/v1/glass", json={"conversation": str(closed), "reason": WHY})
        listener.until(kind="glass.broken", conversation=str(closed))
        anna.put(f"/api/v1/conversations/{closed}/readers", json={"users": ["ben@acme.example"]})
        assert listener.until(type="gone")["conversation"] == str(closed)
        assert root.get(f"/api/v1/conversations/{closed}").status_code == 404
        anna.put(f"/api/v1/conversations/{closed}/readers", json={"users": []})
        assert root.get(f"/api/v1/conversations/{closed}").status_code == 404
    assert not Invited.objects.exists()
    assert not Reader.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("cem", 403), ("root", 422)])
def test_it_needs_an_administrator_and_a_reason(
    house: House, closed: int, who: str, status: int
) -> None:
    with house.client(who) as client:
        wish = {"conversation": str(closed), "reason": "  x  "}
        assert client.post("/api/v1/glass", json=wish).status_code == status
    assert not Mention.objects.exists()


@pytest.mark.parametrize("named", ["", "x", "99999999", "9" * 19, "https://x.example/c/12345678/"])
def test_what_is_not_there_is_not_there(house: House, closed: int, named: str) -> None:
    with house.client("root") as root:
        answer = root.post("/api/v1/glass", json={"conversation": named, "reason": WHY})
    assert answer.status_code == 404


def test_a_link_is_read() -> None:
    assert id_of("4711000") == 4711000
    assert id_of("http://h:8000/inbox/123456/c/7654321?x=1") == 7654321
    assert id_of("nothing") is None


@pytest.mark.parametrize("text", ["", "short", " " * 40, "x" * 501])
def test_a_reason_says_something(text: str) -> None:
    with pytest.raises(BadInput, match="Say why"):
        clean_reason(text)
