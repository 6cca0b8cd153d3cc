"""The API as a program uses it: reads, work on conversations, and what is refused."""

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right


@pytest.fixture
def support(house: House) -> str:
    """A conversation in support@, where anna and ben may write and dana may read."""
    made = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.READ)
    return str(house.world.mail(made).conversation)


def test_health_names_what_is_ready(house: House) -> None:
    with house.client() as client:
        answer = client.get("/health")
    assert (answer.status_code, answer.json()["services"]) == (200, ["http"])


def test_the_openapi_document_names_every_operation(house: House) -> None:
    with house.client() as client:
        document = client.get("/api/v1/openapi.json").json()
    operations = [o for path in document["paths"].values() for o in path.values()]
    ids = [o["operationId"] for o in operations]
    assert len(ids) == len(set(ids)) > 10
    assert "Conversation" in document["components"]["schemas"]


def test_a_list_and_a_conversation_have_the_shape_of_the_contract(
    house: House, support: str
) -> None:
    with house.client("anna") as client:
        page = client.get("/api/v1/conversations", params={"address": "support@acme.example"})
        whole = client.get(f"/api/v1/conversations/{support}").json()
    row = page.json()["items"][0]
    assert page.json()["next"] is None
    assert (row["id"], row["address"], row["state"]) == (support, "support@acme.example", "new")
    assert row["unread"] is True
    assert row["last_activity_at"] == "2026-11-23T09:30:00Z"
    assert whole["messages"][0]["from"] == {
        "address": "jana@praxis-weiss.example",
        "name": "Jana Weiß",
    }
    assert whole["reply_to"][0]["address"] == "jana@praxis-weiss.example"
    assert whole["subject"] == row["subject"]


def test_work_on_a_conversation(house: House, support: str) -> None:
    base = f"/api/v1/conversations/{support}"
    with house.client("anna") as client:
        note = client.post(f"{base}/notes", json={"text": "@ben bitte ansehen"})
        assert (note.status_code, note.json()["mentions"]) == (201, ["ben@acme.example"])
        row = client.put(f"{base}/assignment", json={"user": "ben@acme.example"}).json()
        assert row["assignee"] == "ben@acme.example"
        assert client.put(f"{base}/state", json={"state": "closed"}).json()["state"] == "closed"
        row = client.put(f"{base}/labels", json={"labels": ["Versand"]}).json()
        assert row["labels"] == ["Versand"]
        assert client.put(f"{base}/read", json={"up_to": 99}).json()["unread"] is False
        assert client.put(f"{base}/read", json={"up_to": 0}).json()["unread"] is True
        found = client.get("/api/v1/search", params={"q": "ansehen is:closed"}).json()["items"]
        assert [f["id"] for f in found] == [support]
        assert found[0]["hit"]["message"] is None
        assert client.get("/api/v1/labels").json()["items"][0]["name"] == "Versand"


def test_confidential_means_not_there_for_others(house: House, support: str) -> None:
    path = f"/api/v1/conversations/{support}"
    with house.client("anna") as anna, house.client("ben") as ben:
        assert ben.get(path).status_code == 200
        made = anna.put(f"{path}/readers", json={"users": ["anna@acme.example"]})
        assert made.json()["confidential"] is True
        hidden, missing = ben.get(path), ben.get("/api/v1/conversations/12345")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content
        assert ben.get("/api/v1/conversations").json()["items"] == []
        assert ben.get("/api/v1/search", params={"q": "Platte"}).json()["items"] == []
        assert (
            anna.put(f"{path}/assignment", json={"user": "ben@acme.example"}).json()["code"]
            == "cannot-read"
        )


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/conversations?view=nonsense", None, 422, "bad-view"),
        ("GET", "/conversations?cursor=nonsense", None, 422, "bad-cursor"),
        ("GET", "/conversations?limit=0", None, 422, "bad-request"),
        ("GET", "/conversations?address=nobody@acme.example", None, 404, "not-found"),
        ("GET", "/conversations/abc", None, 404, "not-found"),
        ("GET", "/search?q=(", None, 422, "bad-query"),
        ("GET", "/nonsense", None, 404, "not-found"),
        ("DELETE", "/me", None, 405, "bad-method"),
        ("PATCH", "/me", {"language": "xx"}, 422, "bad-language"),
        ("PATCH", "/me", {"name": "Anna\r\nBcc: x@y.example"}, 422, "bad-name"),
        ("PATCH", "/me", {"role": "administrator"}, 422, "bad-request"),
        ("POST", "/labels", {"name": " "}, 422, "bad-label"),
        ("POST", "/users", {"address": "x@y.example", "name": "X"}, 403, "forbidden"),
    ],
)
def test_what_cannot_be_is_refused_as_a_problem_document(
    house: House, support: str, method: str, path: str, body: object, status: int, code: str
) -> None:
    with house.client("anna") as client:
        answer = client.request(method, f"/api/v1{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_an_administrator_adds_people_and_ends_accounts(house: House) -> None:
    house.world.user("root", role="administrator")
    with house.client("root") as client:
        new = {"address": "eva@acme.example", "name": "Eva", "password": "long enough indeed"}
        assert client.post("/api/v1/users", json=new).status_code == 201
        again = client.post("/api/v1/users", json=new)
        assert (again.status_code, again.json()["code"]) == (409, "taken")
        weak = client.post(
            "/api/v1/users", json={**new, "address": "f@acme.example", "password": "short"}
        )
        assert weak.json()["code"] == "weak-password"
        last = client.patch("/api/v1/users/root@acme.example", json={"role": "member"})
        assert (last.status_code, last.json()["code"]) == (409, "last-administrator")
    with house.client("eva") as eva, house.client("root") as client:
        assert eva.get("/api/v1/me").status_code == 200
        client.patch("/api/v1/users/eva@acme.example", json={"active": False})
        assert eva.get("/api/v1/me").status_code == 401


def test_the_same_key_works_once_and_answers_the_same(house: House, support: str) -> None:
    path = f"/api/v1/conversations/{support}/notes"
    with house.client("anna", **{"Idempotency-Key": "k1"}) as client:
        first = client.post(path, json={"text": "once"})
        second = client.post(path, json={"text": "once"})
        other = client.post(path, json={"text": "twice"})
        notes = client.get(f"/api/v1/conversations/{support}").json()["notes"]
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert second.headers["idempotency-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert len(notes) == 1


def test_a_refused_request_does_not_spend_its_key(house: House, support: str) -> None:
    path = f"/api/v1/conversations/{support}/notes"
    with house.client("anna", **{"Idempotency-Key": "k1"}) as client:
        assert client.post(path, json={"text": " "}).status_code == 422
        assert client.post(path, json={"text": "now with text"}).status_code == 201


def test_the_app_is_told_that_it_shows_the_demo_world(house: House) -> None:
    with house.client("anna") as client:
        assert client.get("/api/v1/me").json()["organisation"]["demo"] is False
        (house.services.settings.data / "demo-world").touch()
        assert client.get("/api/v1/me").json()["organisation"]["demo"] is True
