"""The outer layers of the door: other sites, headers, limits, rights that end."""

import socket

import pytest

from tests.doors import URL, House
from tests.servers.http.test_pages import sign_in
from tests.world import READ_WRITE
from tripost.people.door import Ask
from tripost.people.models import Grant, Right, User
from tripost.people.policies import Hidden
from tripost.store.models import Entry


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": URL}, 201),
        ({"Origin": URL, "Sec-Fetch-Site": "same-origin"}, 201),
    ],
)
def test_a_cookie_writes_only_from_our_own_pages(
    house: House, headers: dict[str, str], status: int
) -> None:
    house.set_password("anna")
    with house.client() as client:
        sign_in(client, "anna", "a long enough one")
        answer = client.post("/api/v1/labels", json={"name": "x"}, headers=headers)
    assert answer.status_code == status


def test_a_token_needs_no_page(house: House) -> None:
    with house.client("anna") as client:
        assert client.post("/api/v1/labels", json={"name": "x"}).status_code == 201


@pytest.mark.parametrize(
    "value", ["Bearer ", "Bearer nonsense", "Basic YTpi", "bearer", "Bearer tp_"]
)
def test_what_is_no_token_is_nobody(house: House, value: str) -> None:
    house.token("anna")
    with house.client(Authorization=value) as client:
        assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/health", "/api/v1/me", "/nothing.txt"])
def test_every_answer_carries_the_usual_headers(house: House, path: str) -> None:
    house.world.user("anna")
    with house.client() as client:
        headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(house: House) -> None:
    with house.client("anna") as client:
        answer = client.post("/api/v1/labels", content=b"x" * (8 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_right_that_was_taken_is_gone_on_the_next_request(house: House) -> None:
    support = house.world.address("support", ben=READ_WRITE)
    place = house.world.mail(support)
    with house.client("ben") as client:
        path = f"/api/v1/conversations/{place.conversation}"
        assert client.get(path).status_code == 200
        Grant.objects.all().delete()  # by whatever way, in whatever process
        assert client.get(path).status_code == 404
        User.objects.filter(address="ben@acme.example").update(is_active=False)
        assert client.get("/api/v1/me").status_code == 401


def test_strangers_learn_nothing_of_what_exists(house: House) -> None:
    with house.client() as client:
        answers = {
            (a.status_code, a.content)
            for a in (
                client.get("/api/v1/me"),
                client.get("/api/v1/nothing"),
                client.post("/api/v1/users", json={}),
                client.delete("/api/v1/conversations/1"),
            )
        }
    assert len(answers) == 1
    assert answers.pop()[0] == 401


def test_a_body_that_drips_in_keeps_no_right_alive(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    conversation = house.world.mail(support).conversation
    body = b'{"text": "too late"}'
    head = (
        f"POST /api/v1/conversations/{conversation}/notes HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {house.token('anna')}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    host, _, port = house.serve().partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as slow:
        slow.sendall(head.encode() + body[:5])
        with house.client("anna") as client:  # an answer: the head before it was read, too
            assert client.get(f"/api/v1/conversations/{conversation}").status_code == 200
        Grant.objects.all().delete()
        slow.sendall(body[5:])
        assert slow.recv(100).startswith(b"HTTP/1.1 404 ")
    assert not Entry.objects.filter(kind="note").exists()


def test_a_right_that_goes_before_the_write_stops_it(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    who, done = house.world.actor("anna"), []
    ask = Ask(who=who, services=house.services, now=house.now)
    house.loop.run(ask.write(lambda: done.append("before")))
    Grant.objects.filter(address=support).update(rights=Right.READ)
    with pytest.raises(Hidden):
        house.loop.run(ask.write(lambda: done.append("after")))
    assert done == ["before"]


def test_a_name_no_file_can_have_is_not_there(house: House) -> None:
    with house.client() as client:
        assert client.get("/" + "a" * 300 + ".js").status_code == 404


@pytest.mark.parametrize("body", [b'{"name": "a\\u0000b"}', b'{"name": "\\ud800"}'])
def test_a_text_no_database_keeps_is_refused(house: House, body: bytes) -> None:
    with house.client("anna", **{"Content-Type": "application/json"}) as client:
        answer = client.post("/api/v1/labels", content=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")


def test_a_draft_may_claim_to_have_seen_anything(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    wish = {"address_id": str(support.pk), "kind": "new", "seen_up_to": 10**30}
    with house.client("anna") as client:
        assert client.post("/api/v1/drafts", json=wish).status_code == 201
