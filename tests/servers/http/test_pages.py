"""Sign-in, sign-out and the way a stranger is slowed down."""

import re

import httpx
import pytest

from tests.doors import PASSWORD, House
from tripost.people.models import Session
from tripost.servers.http.pages.signing import safe_next


def form(client: httpx.Client, path: str) -> dict[str, str]:
    """The hidden CSRF field of a page."""
    answer = client.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)
    assert token, answer.text
    return {"csrfmiddlewaretoken": token[1]}


def sign_in(client: httpx.Client, name: str, password: str) -> httpx.Response:
    """As a person without JavaScript does it."""
    fields = form(client, "/sign-in/")
    return client.post(
        "/sign-in/",
        data={**fields, "username": name, "password": password},
        headers={"Origin": "http://127.0.0.1:8000"},
    )


@pytest.mark.parametrize("login", ["anna", "Anna@ACME.example", " anna "])
def test_a_name_or_address_and_the_password_open_the_door(house: House, login: str) -> None:
    house.set_password("anna")
    with house.client() as client:
        assert (client.get("/api/v1/me")).status_code == 401
        answer = sign_in(client, login, PASSWORD)
        assert (answer.status_code, answer.headers["location"]) == (302, "/")
        me = client.get("/api/v1/me")
    assert me.json()["address"] == "anna@acme.example"


def test_the_table_does_not_hold_what_the_cookie_says(house: House) -> None:
    house.set_password("anna")
    with house.client() as client:
        sign_in(client, "anna", PASSWORD)
        cookie = client.cookies["tripost_session"]
    assert [len(s.session_key) for s in Session.objects.all()] == [64]
    assert not Session.objects.filter(session_key=cookie).exists()


def test_wrong_name_and_wrong_password_look_the_same(house: House) -> None:
    house.set_password("anna")
    with house.client() as client:
        one = sign_in(client, "anna", "wrong")
        two = sign_in(client, "nobody", "wrong")
    assert one.status_code == two.status_code == 401
    strip = [re.sub(r'value="[^"]*"', "", a.text) for a in (one, two)]
    assert strip[0] == strip[1]


def test_guessing_is_slowed_down_from_there_and_nowhere_else(house: House) -> None:
    house.set_password("anna")
    with house.client(**{"X-Forwarded-For": "203.0.113.7"}) as guesser:
        for _ in range(5):
            assert (sign_in(guesser, "anna", "wrong")).status_code == 401
        locked = sign_in(guesser, "anna", PASSWORD)
        other = sign_in(guesser, "ben", "wrong")
    assert locked.status_code == 429
    assert int(locked.headers["retry-after"]) <= 15 * 60
    assert other.status_code == 401
    with house.client(**{"X-Forwarded-For": "203.0.113.8"}) as anna:
        assert (sign_in(anna, "anna", PASSWORD)).status_code == 302
    house.pass_time(minutes=16)
    with house.client(**{"X-Forwarded-For": "203.0.113.7"}) as guesser:
        assert (sign_in(guesser, "anna", PASSWORD)).status_code == 302


def test_a_form_without_its_token_is_refused(house: House) -> None:
    house.set_password("anna")
    with house.client() as client:
        answer = client.post("/sign-in/", data={"username": "anna", "password": PASSWORD})
    assert answer.status_code == 403


def test_sign_out_counts_from_the_next_request_on(house: House) -> None:
    house.set_password("anna")
    with house.client() as client:
        sign_in(client, "anna", PASSWORD)
        cookies = dict(client.cookies)
        assert (client.get("/api/v1/me")).status_code == 200
        token = client.cookies["csrftoken"]
        answer = client.post(
            "/sign-out/", headers={"X-CSRFToken": token, "Origin": "http://127.0.0.1:8000"}
        )
        assert answer.headers["location"] == "/sign-in/"
    with house.client() as client:
        client.cookies.update(cookies)
        assert (client.get("/api/v1/me")).status_code == 401


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/c/12?x=1", "/c/12?x=1"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-out/", "/"),
        ("", "/"),
    ],
)
def test_where_a_sign_in_may_lead(asked: str, goes: str) -> None:
    assert safe_next(asked) == goes


@pytest.mark.parametrize(("asks", "says"), [("de", "Anmelden"), ("en", "Sign in"), ("fr", "Sign")])
def test_the_page_speaks_the_browsers_language(house: House, asks: str, says: str) -> None:
    house.world.user("anna")
    with house.client(**{"Accept-Language": asks}) as client:
        answer = client.get("/sign-in/")
    assert says in answer.text
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


def test_only_the_demo_world_says_its_password(house: House) -> None:
    house.world.user("anna")
    with house.client() as client:
        assert "tripost-demo" not in client.get("/sign-in/").text
        (house.services.settings.data / "demo-world").touch()
        assert "<code>tripost-demo</code>" in client.get("/sign-in/").text
