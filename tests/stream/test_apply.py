"""Applying a change to an old state equals fetching the new one (law 4)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from tests.doors import House
from tests.stream.browser import END, Browser
from tests.stream.campaigns import CAMPAIGNS
from tests.stream.list_actions import LIST_ACTIONS
from tests.stream.order import ORDER
from tests.stream.public import PUBLIC
from tests.stream.subscribers import SUBSCRIBERS
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.conversations.work import snooze
from tripost.delivery import complaints
from tripost.modes.switch import switch
from tripost.outbound.models import Delivery
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


def task_added(house: House, thread: int) -> str:
    """A task on the list; its id."""
    with house.client("anna") as client:
        made = client.post(f"/api/v1/conversations/{thread}/tasks", json={"text": "Anrufen"})
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


def task_ticked_off(house: House, thread: int) -> None:
    """Added, done, taken off."""
    task = task_added(house, thread)
    with house.client("anna") as client:
        assert client.patch(f"/api/v1/tasks/{task}", json={"done": True}).status_code == 200


def by_header(method: str, path: str, body: Any, *, undone: int) -> Callable[[House, int], None]:
    """An action with a door of its own, whose answer names the act; undone, and done again."""

    def act(house: House, thread: int) -> None:
        place = path.format(c=thread, t=task_added(house, thread) if "{t}" in path else "")
        with house.client("anna") as client:
            answer = client.request(method, f"/api/v1{place}", json=body)
            assert answer.status_code < 300, answer.text
            ident = answer.headers["Tripost-Act"]
            for _ in range(undone):
                answer = client.post(f"/api/v1/acts/{ident}/undo")
                assert answer.status_code == 200, answer.text
                ident = answer.json()["act"]

    return act


def task_removed(house: House, thread: int) -> None:
    """Added by mistake."""
    task = task_added(house, thread)
    with house.client("anna") as client:
        assert client.delete(f"/api/v1/tasks/{task}").status_code == 204


def draft_shared(house: House, thread: int) -> None:
    """Anna's draft is everybody's, and Ben goes on with it."""
    with house.client("anna") as anna, house.client("ben") as ben:
        place = {"conversation": str(thread), "address_id": "0"}
        made = anna.post("/api/v1/drafts", json=place).json()
        shared = anna.post(f"/api/v1/drafts/{made['id']}/share", json={"shared": True}).json()
        saved = ben.put(f"/api/v1/drafts/{made['id']}", json={**shared, "text": "weiter"})
        assert saved.status_code == 200, saved.text


def acted(
    do: dict[str, Any], *, undone: int = 0, name: str = "anna"
) -> Callable[[House, int], None]:
    """An act on the conversation; undone, and done again."""

    def act(house: House, thread: int) -> None:
        with house.client(name) as client:
            wish = {"conversations": [str(thread)], "do": do}
            answer = client.post("/api/v1/acts", json=wish)
            assert answer.status_code == 200, answer.text
            for _ in range(undone):
                answer = client.post(f"/api/v1/acts/{answer.json()['act']}/undo")
                assert answer.status_code == 200, answer.text

    return act


def status_renamed(house: House, thread: int) -> None:
    """An own name that the conversation carries gets another one."""
    with house.client("root") as root, house.client("anna") as anna:
        made = root.post("/api/v1/statuses", json={"name": "Druckerei", "type": "waiting"}).json()
        state = {"state": "waiting", "status": "Druckerei"}
        assert anna.put(f"/api/v1/conversations/{thread}/state", json=state).status_code == 200
        renamed = root.patch(f"/api/v1/statuses/{made['id']}", json={"name": "Beim Drucker"})
        assert renamed.status_code == 200, renamed.text


def team_comes_and_goes(house: House, thread: int) -> None:
    """A team gets the address and the conversation, another name, and is dissolved."""
    with house.client("root") as root, house.client("anna") as anna:
        wish = {"name": "Technik", "members": ["cem@acme.example"]}
        team = root.post("/api/v1/teams", json=wish).json()
        path = f"/api/v1/addresses/support@acme.example/team-grants/{team['id']}"
        assert root.put(path, json={"rights": ["read", "write_as"]}).status_code == 200
        given = anna.put(f"/api/v1/conversations/{thread}/assignment", json={"team": "Technik"})
        assert given.status_code == 200, given.text
        root.patch(f"/api/v1/teams/{team['id']}", json={"name": "Werkstatt"})
        assert root.delete(f"/api/v1/teams/{team['id']}").status_code == 204


def it_wakes(house: House, thread: int) -> None:
    """Snoozed, and its time has come."""
    later = house.now + timedelta(hours=1)
    acted({"kind": "state", "state": "snoozed", "until": later.isoformat()})(house, thread)
    woken = house.services.writer.submit(lambda: snooze.wake(at=later)).result(10)
    assert woken == 1


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


def token_comes_and_goes(house: House, thread: int) -> None:
    """A secret for a program of Anna's; nobody else hears of it."""
    with house.client("anna") as anna:
        made = anna.post("/api/v1/tokens", json={"name": "Kalender"}).json()
        assert anna.delete(f"/api/v1/tokens/{made['token']['id']}").status_code == 204


def complained(house: House, thread: int) -> None:
    """Whoever got an answer calls it unwanted."""
    ACTIONS["reply"](house, thread)
    copy = Delivery.objects.latest("id").pk
    house.services.writer.submit(lambda: complaints.about_delivery(copy, at=house.now)).result(10)


ACTIONS: dict[str, Callable[[House, int], object]] = {
    **ORDER,
    **PUBLIC,
    **CAMPAIGNS,
    **LIST_ACTIONS,
    **SUBSCRIBERS,
    "mail": a_mail_arrives,
    "new mail": a_stranger_writes,
    "note": over_http("anna", "POST", "/conversations/{c}/notes", {"text": "@ben x"}),
    "assign": over_http(
        "anna", "PUT", "/conversations/{c}/assignment", {"user": "ben@acme.example"}
    ),
    "close": over_http("anna", "PUT", "/conversations/{c}/state", {"state": "closed"}),
    "label on": acted({"kind": "label", "add": ["Versand"]}),
    "close and undo": acted({"kind": "state", "state": "closed"}, undone=1),
    "close, undo, redo": acted({"kind": "state", "state": "closed"}, undone=2),
    "spam": acted({"kind": "state", "state": "spam"}),
    "give and undo": acted({"kind": "assign", "user": "ben@acme.example"}, undone=1),
    "priority": acted({"kind": "priority", "priority": 2}),
    "due": acted({"kind": "due", "due_at": "2026-12-01T09:00:00Z"}),
    "star": acted({"kind": "star", "on": True}),
    "follow": acted({"kind": "follow", "on": True}, name="cem"),
    "archive and undo": acted({"kind": "archive", "on": True}, undone=1),
    "read at once": acted({"kind": "read", "on": True}),
    "wake": it_wakes,
    "status": status_renamed,
    "team": team_comes_and_goes,
    "label": over_http("anna", "PUT", "/conversations/{c}/labels", {"labels": ["Versand"]}),
    "read": over_http("ben", "PUT", "/conversations/{c}/read", {"up_to": 1}),
    "confidential": over_http(
        "anna", "PUT", "/conversations/{c}/readers", {"users": ["anna@acme.example"]}
    ),
    **{
        f"{name}, {'undone' if undone == 1 else 'done again'}": by_header(
            method, path, body, undone=undone
        )
        for undone in (1, 2)
        for name, method, path, body in (
            ("confidential", "PUT", "/conversations/{c}/readers", {"users": ["ben@acme.example"]}),
            ("tasks added", "POST", "/conversations/{c}/tasks", {"text": "a\nb"}),
            ("task ticked", "PATCH", "/tasks/{t}", {"done": True}),
            ("task gone", "DELETE", "/tasks/{t}", None),
        )
    },
    "reply": over_http(
        "anna", "POST", "/conversations/{c}/replies", {"text": "Kommt.", "seen_up_to": 1}
    ),
    "reply and close": over_http(
        "anna", "POST", "/conversations/{c}/replies", {"text": "x", "seen_up_to": 1, "close": True}
    ),
    "undo": sent_and_undone,
    "complaint": complained,
    "draft": over_http(
        "ben", "POST", "/drafts", {"conversation": "", "address_id": "0", "text": "x"}
    ),
    "draft thrown away": drafted_and_thrown_away,
    "task": task_added,
    "task done": task_ticked_off,
    "task removed": task_removed,
    "draft shared": draft_shared,
    "guest": over_http("anna", "POST", "/conversations/{c}/guests", {"name": "G", "days": 1}),
    "invite": over_http(
        "anna", "PUT", "/conversations/{c}/invited", {"users": ["cem@acme.example"]}
    ),
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
    "token": token_comes_and_goes,
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
