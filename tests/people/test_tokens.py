"""Secrets of one's own programs: shown once, seen by nobody else, ended at once."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.people.models import Audit, Token
from tripost.people.tokens import AT_MOST, NOTED


@pytest.fixture
def anna(house: House) -> Iterator[httpx.Client]:
    """Anna, with a conversation at support@."""
    support = house.world.address("support", anna=READ_WRITE)
    house.world.mail(support)
    with house.client("anna") as client:
        yield client


def made(client: httpx.Client, **wish: str) -> tuple[str, httpx.Client]:
    """A new token: its id, and a program that uses it."""
    answer = client.post("/api/v1/tokens", json={"name": "Kalender"} | wish)
    assert answer.status_code == 201, answer.text
    token = answer.json()["token"]
    secret = answer.json()["secret"]
    program = httpx.Client(
        transport=client._transport,
        base_url=client.base_url,
        headers={"Authorization": f"Bearer {secret}"},
    )
    return token["id"], program


def listed(client: httpx.Client) -> list[dict[str, object]]:
    """What the page shows."""
    items: list[dict[str, object]] = client.get("/api/v1/tokens").json()["items"]
    return items


def test_it_is_shown_once_and_works_until_it_is_ended(house: House, anna: httpx.Client) -> None:
    ident, program = made(anna, name="  Mein   Kalender ")
    newest = listed(anna)[0]
    assert newest == {
        "id": ident,
        "name": "Mein Kalender",
        "kind": "api",
        "rights": ["all"],
        "created_at": "2026-01-15T09:00:00Z",
        "last_used_at": None,
    } | {"created_at": newest["created_at"]}
    assert program.get("/api/v1/me").json()["address"] == "anna@acme.example"
    assert (
        program.headers["Authorization"].removeprefix("Bearer ")
        not in anna.get("/api/v1/tokens").text
    )
    assert not Token.objects.filter(digest__contains="tp_").exists()
    assert anna.delete(f"/api/v1/tokens/{ident}").status_code == 204
    assert program.get("/api/v1/me").status_code == 401
    assert anna.delete(f"/api/v1/tokens/{ident}").status_code == 404
    kinds = Audit.objects.filter(kind__startswith="token.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True))[-2:] == ["token.created", "token.revoked"]


def test_its_last_use_is_kept_to_ten_minutes(house: House, anna: httpx.Client) -> None:
    ident, program = made(anna)
    begun = house.now

    def used() -> object:
        return Token.objects.get(pk=ident).last_used_at

    program.get("/api/v1/me")
    assert used() == begun
    house.pass_time(seconds=NOTED.total_seconds() - 1)
    program.get("/api/v1/me")
    assert used() == begun
    house.pass_time(seconds=2)
    program.get("/api/v1/me")
    assert used() == begun + NOTED + timedelta(seconds=1)
    house.pass_time(days=-2)  # a clock that was set right
    program.get("/api/v1/me")
    assert used() == house.now


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/acts", {"conversations": ["1"], "do": {"kind": "star", "on": True}}),
        ("PATCH", "/me", {"name": "X"}),
        ("POST", "/tokens", {"name": "one that may do more"}),
        ("DELETE", "/tokens/1", None),
        ("PUT", "/conversations/1/read", {"up_to": 1}),
        ("POST", "/no/such/door", None),
    ],
)
def test_one_that_reads_changes_nothing(
    anna: httpx.Client, method: str, path: str, body: object
) -> None:
    _, program = made(anna, rights="read")
    assert listed(anna)[0]["rights"] == ["read"]
    assert program.get("/api/v1/conversations").json()["items"]
    answer = program.request(method, f"/api/v1{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "read-only")


def test_one_that_reads_is_present_to_nobody(house: House, anna: httpx.Client) -> None:
    _, program = made(anna, rights="read")
    conversation = anna.get("/api/v1/conversations").json()["items"][0]["id"]
    house._tokens["reader"] = program.headers["Authorization"].removeprefix("Bearer ")
    watcher, reader = house.listen("anna"), house.listen("reader")
    try:
        for one in (watcher, reader):
            one.until(type="hello")
        for one in (reader, watcher):
            one.say(type="presence", conversation=conversation, state="composing")
        [people] = [reader.until(type="presence", conversation=conversation)["people"]]
        assert len(people) == 1, "the one who is there is Anna's own browser"
    finally:
        watcher.close()
        reader.close()


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"name": ""}, "bad-name"),
        ({"name": "x" * 101}, "bad-name"),
        ({"name": "a\nb"}, "bad-name"),
        ({"name": "x", "rights": "write"}, "bad-request"),
        ({"name": "x", "scopes": "api"}, "bad-request"),
        ({}, "bad-request"),
    ],
)
def test_what_cannot_be_made_is_refused(
    anna: httpx.Client, wish: dict[str, str], code: str
) -> None:
    answer = anna.post("/api/v1/tokens", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert len(listed(anna)) == 1


def test_there_is_an_end_to_them(house: House, anna: httpx.Client) -> None:
    owner = house.world.user("anna").pk
    Token.objects.bulk_create(
        [Token(user_id=owner, digest=str(n), created_at=house.now) for n in range(AT_MOST - 1)]
    )
    answer = anna.post("/api/v1/tokens", json={"name": "one more"})
    assert (answer.status_code, answer.json()["code"]) == (422, "too-many-tokens")


def test_nobody_sees_or_ends_those_of_others(house: House, anna: httpx.Client) -> None:
    ident, program = made(anna)
    house.world.user("root", role="administrator")
    with house.client("root") as root:
        assert [one["id"] for one in listed(root)] != [ident]
        never = root.delete("/api/v1/tokens/123456789")
        there = root.delete(f"/api/v1/tokens/{ident}")
        assert (there.status_code, there.text) == (never.status_code, never.text)
        assert there.status_code == 404
    assert program.get("/api/v1/me").status_code == 200


def test_an_app_password_is_listed_and_opens_no_api(house: House, anna: httpx.Client) -> None:
    from tripost.people import tokens

    secret = tokens.new_secret()
    owner = house.world.user("anna").pk
    tokens.create(
        owner, at=house.now, secret=secret, kind="app-password", scopes="imap,smtp", name="Handy"
    )
    newest = listed(anna)[0]
    assert (newest["name"], newest["kind"], newest["rights"]) == (
        "Handy", "app-password", ["imap", "smtp"],
    )  # fmt: skip
    program = {"Authorization": f"Bearer {secret}"}
    with house.client() as stranger:
        assert stranger.get("/api/v1/me", headers=program).status_code == 401
