"""Applying a change to an old state equals fetching the new one (law 4)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.doors import House
from tests.stream.browser import END, Browser
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.modes.switch import switch
from tripost.people import actions as people
from tripost.people.models import Right
from tripost.store.changes import record


@pytest.fixture
def thread(house: House) -> int:
    """In support@; anna writes, ben writes, cem reads."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=Right.READ)
    house.world.user("root", role="administrator")
    return house.world.mail(support).conversation


def over_http(name: str, method: str, path: str, body: Any = None) -> Callable[[House, int], None]:
    """An action as somebody does it in the app."""

    def act(house: House, thread: int) -> None:
        with house.client(name) as client:
            wish = body
            if isinstance(body, dict) and "conversation" in body:
                wish = {**body, "conversation": str(thread)}
            answer = client.request(method, f"/api/v1{path.format(c=thread)}", json=wish)
            assert answer.status_code < 300, answer.text

    return act


def a_mail_arrives(house: House, thread: int) -> None:
    """As the corridor in does it."""
    support = Address.objects.get(email="support@acme.example")
    house.world.mail(support, message_id="m2@x.example", conversation=thread)


def a_stranger_writes(house: House, thread: int) -> None:
    """A new conversation."""
    support = Address.objects.get(email="support@acme.example")
    house.world.mail(support, message_id="m3@x.example", subject="Neu")


def sent_and_undone(house: House, thread: int) -> None:
    """An answer that is taken back."""
    with house.client("anna") as client:
        sent = client.post(
            f"/api/v1/conversations/{thread}/replies", json={"text": "x", "seen_up_to": 1}
        ).json()
        client.post(f"/api/v1/sends/{sent['message']['sending']['id']}/cancel")


def drafted_and_thrown_away(house: House, thread: int) -> None:
    """A draft comes and goes."""
    with house.client("anna") as client:
        place = {"conversation": str(thread), "address_id": "0"}
        made = client.post("/api/v1/drafts", json=place)
        assert made.status_code == 201, made.text
        client.delete(f"/api/v1/drafts/{made.json()['id']}")


def switched(house: House, thread: int) -> None:
    """Another mode."""
    support = Address.objects.get(email="support@acme.example").pk
    house.services.writer.submit(
        lambda: switch(support, to="mailbox", by=None, at=house.now)
    ).result(10)


def ben_loses_support(house: House, thread: int) -> None:
    """His grant is taken away."""
    support = Address.objects.get(email="support@acme.example").pk
    ben = house.world.user("ben").pk
    house.services.writer.submit(
        partial(people.set_grant, support, user=ben, rights=0, by=None, at=house.now)
    ).result(10)


ACTIONS: dict[str, Callable[[House, int], None]] = {
    "mail": a_mail_arrives,
    "new mail": a_stranger_writes,
    "note": over_http("anna", "POST", "/conversations/{c}/notes", {"text": "@ben x"}),
    "assign": over_http(
        "anna", "PUT", "/conversations/{c}/assignment", {"user": "ben@acme.example"}
    ),
    "close": over_http("anna", "PUT", "/conversations/{c}/state", {"state": "closed"}),
    "label": over_http("anna", "PUT", "/conversations/{c}/labels", {"labels": ["Versand"]}),
    "read": over_http("ben", "PUT", "/conversations/{c}/read", {"up_to": 1}),
    "confidential": over_http(
        "anna", "PUT", "/conversations/{c}/readers", {"users": ["anna@acme.example"]}
    ),
    "reply": over_http(
        "anna", "POST", "/conversations/{c}/replies", {"text": "Kommt.", "seen_up_to": 1}
    ),
    "reply and close": over_http(
        "anna", "POST", "/conversations/{c}/replies", {"text": "x", "seen_up_to": 1, "close": True}
    ),
    "undo": sent_and_undone,
    "draft": over_http(
        "ben", "POST", "/drafts", {"conversation": "", "address_id": "0", "text": "x"}
    ),
    "draft thrown away": drafted_and_thrown_away,
    "saved view": over_http("anna", "POST", "/saved-views", {"name": "x", "query": "is:open"}),
    "rename": over_http("root", "PATCH", "/addresses/support@acme.example", {"name": "Hilfe"}),
    "mode": switched,
    "grant": over_http(
        "root",
        "PUT",
        "/addresses/support@acme.example/grants/cem@acme.example",
        {"rights": ["read", "write_as"]},
    ),
    "grant taken": ben_loses_support,
    "glass broken": over_http(
        "root", "POST", "/glass", {"conversation": "", "reason": "Because the test says so"}
    ),
}


@pytest.fixture
def watchers(house: House, thread: int) -> Iterator[list[Browser]]:
    """Everybody looks at the same conversation."""
    made = [Browser.start(house, name, conversation=thread) for name in ("anna", "ben", "cem")]
    yield made
    for one in made:
        one.listener.close()
        one.client.close()


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_applying_the_change_equals_fetching_anew(
    house: House, thread: int, watchers: list[Browser], name: str
) -> None:
    ACTIONS[name](house, thread)
    house.services.writer.submit(partial(record_end, house)).result(10)
    heard = []
    for browser in watchers:
        heard += browser.catch_up()
        kept = browser.state()
        fresh = Browser.start(house, browser.name, conversation=thread)
        assert kept == fresh.state(), (name, browser.name)
        fresh.listener.close()
    assert heard, "the action said nothing"


def record_end(house: House) -> None:
    """A mark in the log that everybody hears."""
    record(END, at=house.now)
