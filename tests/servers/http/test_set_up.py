"""The first start, and leaving a list."""

import hashlib

import pytest

from tests.doors import URL, House
from tests.servers.http.test_pages import form
from tripost.addresses.models import Address, Domain
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import tokens
from tripost.modes.distribution_list.models import Subscriber
from tripost.people.models import User

GOOD = {
    "code": "7 right-code",  # small letters will do, and spaces
    "name": "Anna Keller",
    "own": "anna@acme.example",
    "password": "a long enough one",
    "domain": "acme.example",
    "address": "support",
    "address_name": "Acme Support",
    "mode": "inbox",
}


@pytest.fixture
def code(house: House) -> None:
    """What `tripost serve` leaves beside the data."""
    digest = hashlib.sha256(b"7-RIGHT-CODE").hexdigest()
    (house.services.settings.data / "setup-code").write_text(digest)


def test_the_first_start_leads_through_administrator_domain_and_address(
    house: House, code: None
) -> None:
    with house.client() as client:
        assert client.get("/sign-in/").headers["location"] == "/set-up/"
        fields = {**form(client, "/set-up/"), **GOOD}
        answer = client.post("/set-up/", data=fields, headers={"Origin": URL})
        assert (answer.status_code, answer.headers.get("location")) == (302, "/"), answer.text
        assert client.get("/api/v1/me").json()["role"] == "administrator"
        mine = client.get("/api/v1/addresses").json()["items"]
        assert [(a["address"], a["mode"]) for a in mine] == [("support@acme.example", "inbox")]
        assert client.get("/set-up/").status_code == 410
    assert not (house.services.settings.data / "setup-code").exists()


@pytest.mark.parametrize("language", ["de", "en"])
def test_whoever_sets_up_in_german_is_spoken_to_in_german(
    house: House, code: None, language: str
) -> None:
    with house.client() as client:
        client.headers["Accept-Language"] = language
        fields = {**form(client, "/set-up/"), **GOOD}
        assert client.post("/set-up/", data=fields, headers={"Origin": URL}).status_code == 302
        assert client.get("/api/v1/me").json()["language"] == language


def test_an_umlaut_in_the_domain_is_read_as_one(house: House, code: None) -> None:
    with house.client() as client:
        fields = {**form(client, "/set-up/"), **GOOD, "domain": "Büro-Süd.example"}
        assert client.post("/set-up/", data=fields, headers={"Origin": URL}).status_code == 302
        assert client.get("/api/v1/me").json()["organisation"]["name"] == "Büro-Süd"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"code": "wrong"}, 403),
        ({"code": ""}, 403),
        ({"password": "short"}, 422),
        ({"own": "not an address"}, 422),
        ({"domain": "no domain"}, 422),
        ({"address": "a b"}, 422),
        ({"address_name": "x\r\nBcc: y@z.example"}, 422),
        ({"mode": "nonsense"}, 422),
    ],
)
def test_nothing_half_done_remains(
    house: House, code: None, changes: dict[str, str], status: int
) -> None:
    with house.client() as client:
        fields = {**form(client, "/set-up/"), **GOOD, **changes}
        answer = client.post("/set-up/", data=fields, headers={"Origin": URL})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert not User.objects.exists()
    assert not Domain.objects.exists()
    assert not Address.objects.exists()


def test_without_a_code_nobody_sets_up(house: House) -> None:
    with house.client() as client:
        fields = {**form(client, "/set-up/"), **GOOD, "code": ""}
        assert client.post("/set-up/", data=fields, headers={"Origin": URL}).status_code == 403


@pytest.fixture
def subscriber(house: House) -> Subscriber:
    """On news@."""
    news = house.world.address("news", mode="list")
    return Subscriber.objects.create(address=news, email="s@example.net", since=house.now)


def test_looking_at_the_link_changes_nothing(house: House, subscriber: Subscriber) -> None:
    token = tokens.leave(installation(), subscriber.pk, email=subscriber.email)
    with house.client() as client:
        answer = client.get(f"/u/{token}")
    subscriber.refresh_from_db()
    assert "<button" in answer.text
    assert "s@example.net" in answer.text
    assert subscriber.state == "active"


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {"leave": "yes"}])
def test_one_click_leaves_without_cookie_or_sign_in(
    house: House, subscriber: Subscriber, body: dict[str, str]
) -> None:
    token = tokens.leave(installation(), subscriber.pk, email=subscriber.email)
    with house.client(Origin="https://mail.example") as client:
        answer = client.post(f"/u/{token}", data=body)
        again = client.post(f"/u/{token}", data=body)
    subscriber.refresh_from_db()
    assert (answer.status_code, again.status_code) == (200, 200)
    assert subscriber.state == "unsubscribed"


@pytest.mark.parametrize("token", ["x", "A" * 32, "%2e%2e"])
def test_a_link_that_is_not_ours(house: House, token: str) -> None:
    with house.client() as client:
        assert client.get(f"/u/{token}").status_code == 404
        assert client.post(f"/u/{token}", data={"leave": "yes"}).status_code == 404
