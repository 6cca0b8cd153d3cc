"""A guest's link that was taken away stays away."""

from typing import Any

import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE


@pytest.fixture
def support(house: House) -> Any:
    return house.world.address("support", anna=READ_WRITE)


def begun(house: House, address: Any, name: str) -> str:
    values = {"from_address": f"{name}@x.example", "message_id": f"{name}@x.example"}
    return str(house.world.mail(address, **values).conversation)


def test_taking_apart_opens_no_link_that_was_taken_away_meanwhile(
    house: House, support: Any
) -> None:
    """A merge closes links and its undo opens them again; not those somebody ended in between."""
    whole, part = begun(house, support, "jana"), begun(house, support, "kim")
    with house.client("anna") as anna, house.client() as outside:
        ways = {}
        for name in ("ended", "kept"):
            body = {"name": name, "days": 3}
            made = anna.post(f"/api/v1/conversations/{whole}/guests", json=body).json()
            ways[name] = (made["guest"]["id"], "/guest/" + made["url"].split("/guest/")[1])
        body = {"conversations": [part], "do": {"kind": "merge", "into": whole}}
        act = anna.post("/api/v1/acts", json=body).json()["act"]
        assert [outside.get(way).status_code for _, way in ways.values()] == [404, 404]
        house.pass_time(minutes=1)
        ended = anna.delete(f"/api/v1/conversations/{whole}/guests/{ways['ended'][0]}")
        assert ended.status_code == 204
        assert anna.post(f"/api/v1/acts/{act}/undo").status_code == 200
        assert [outside.get(way).status_code for _, way in ways.values()] == [404, 200]


def test_a_task_of_the_year_9999_is_refused(house: House, support: Any) -> None:
    """Its moment in another zone is no date any more."""
    conversation = begun(house, support, "jana")
    with house.client("anna") as anna:
        tasks = f"/api/v1/conversations/{conversation}/tasks"
        far = ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"]
        for due_at in far:
            answer = anna.post(tasks, json={"text": "x", "due_at": due_at})
            assert (answer.status_code, answer.json()["code"]) == (422, "bad-time")
        task = anna.post(tasks, json={"text": "x", "due_at": "2026-12-01T09:00:00Z"}).json()
        answer = anna.patch(f"/api/v1/tasks/{task['id']}", json={"due_at": far[0]})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-time")
        gone = anna.patch(f"/api/v1/tasks/{task['id']}", json={"due_at": None}).json()
        assert gone["due_at"] is None


def test_numbers_that_nothing_has_are_not_there(house: House, support: Any) -> None:
    conversation = begun(house, support, "jana")
    with house.client("anna") as anna, house.client() as outside:
        body = {"name": "Gast", "days": 3}
        made = anna.post(f"/api/v1/conversations/{conversation}/guests", json=body).json()
        way = "/guest/" + made["url"].split("/guest/")[1]
        for number in (2**31, 2**63, 10**30):
            answers = [outside.get(f"{way}{what}/{number}") for what in ("text", "file")]
            assert [one.status_code for one in answers] == [404, 404]
