"""Nothing of what is confidential leaves by any door, not even as a number (law 7, PROMISES P23).

Five people who may not see it ask for everything before it is there and once more after. Each
answer must be the same, byte for byte; none may hold the canary; and each thing of the hidden
conversation, asked for by its id, must be as absent as one that never was. The doors are those of
the OpenAPI document: one that nobody wrote down in `watched.py` fails.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.doors import House, Listener
from tests.rights.hidden import (
    CANARY,
    HIDDEN_CONTACT,
    WATCHERS,
    Ground,
    bodies,
    hide,
    settle,
)
from tests.rights.watched import DOORS, named
from tripost.servers.http.api import make_api, openapi
from tripost.store.changes import record

ABSENT = "123456789012345"
API = "/api/v1"


def reads() -> set[str]:
    """Every operation that only looks."""
    document = openapi(make_api())
    return {
        methods["get"]["operationId"] for methods in document["paths"].values() if "get" in methods
    }


def test_every_door_that_only_looks_is_watched() -> None:
    assert reads() == set(DOORS)


def test_a_guest_sees_one_conversation(house: House) -> None:
    """The page of a link says the same with and without another conversation, and its address
    opens no file of another."""
    ground = settle(house)
    link = urlsplit(ground.open["link"]).path
    with house.client() as guest:
        before = guest.get(link)
        assert before.status_code == 200
        assert "offenbody" in before.text
        hide(ground, how="contact")
        after = guest.get(link)
        assert _without_token(after.text) == _without_token(before.text)
        for kind, path in (("attachment", "file/{}/"), ("attachment", "file/{}"),
                           ("message", "text/{}/"), ("message", "text/{}")):  # fmt: skip
            there = guest.get(link + path.format(ground.hidden[kind]))
            never = guest.get(link + path.format(ABSENT))
            assert there.status_code == never.status_code == 404
            assert there.content == never.content


def _without_token(page: str) -> str:
    """A form's own secret is new on each page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def crawl(ground: Ground, name: str) -> dict[str, Any]:
    """Everything somebody gets to see by asking."""
    seen = {}
    with ground.house.client(name) as client:
        for operation, door in DOORS.items():
            for path in door.always(ground):
                answer = client.get(f"/api/v1{path}")
                assert answer.status_code < 500, (name, path, answer.text)
                said = bodies(answer)
                seen[path] = _blacked(said) if operation == "list_audit" else said
    return seen


def _blacked(said: tuple[int, Any]) -> tuple[int, Any]:
    """The audit says that something was done somewhere, without saying where: that alone is no
    leak but its purpose."""
    status, body = said
    if status != 200:
        return said
    blank = [one for one in body["items"] if one["target"] is None and one["detail"] == {}]
    return status, [one for one in body["items"] if one not in blank]


@pytest.fixture
def listeners(house: House) -> Iterator[dict[str, Listener]]:
    """Filled by the test, closed here."""
    made: dict[str, Listener] = {}
    yield made
    for listener in made.values():
        listener.close()


@pytest.mark.parametrize(
    ("how", "watchers"),
    [
        ("contact", tuple(WATCHERS)),
        ("sensitivity", tuple(WATCHERS)),
        ("open", ("owner", "visitor", "stranger")),  # others may know of it, or look after it
    ],
)
def test_nothing_leaks(
    house: House, how: str, watchers: Sequence[str], listeners: dict[str, Listener]
) -> None:
    ground = settle(house)
    before = {name: crawl(ground, name) for name in watchers}
    for name in watchers:
        listeners[name] = house.listen(name)
        listeners[name].until(type="hello")
    hide(ground, how=how)
    _be_present(ground)
    heard = _heard(house, listeners)
    wrong = [
        f"{name} heard {one}"
        for name, said in heard.items()
        for one in said
        if (one["type"], one["conversation"]) != ("presence", ground.open["conversation"])
    ]
    for name in watchers:
        after = crawl(ground, name)
        assert before[name].keys() == after.keys()
        for path, said in after.items():
            if CANARY in str(said).lower():
                wrong.append(f"{name} reads the canary at {path}: {said}")
            elif said != before[name][path]:
                wrong.append(f"{name} sees a difference at {path}: {before[name][path]} → {said}")
        wrong += _asked_by_id(ground, name)
    assert not wrong, "\n".join(line[:700] for line in wrong)
    if how != "open":
        _is_there(ground)


def _is_there(ground: Ground) -> None:
    """It is no wonder that nobody sees what is not there: the reader finds it at every door."""
    seen = crawl(ground, "insider")
    for path in (
        "/labels", "/drafts", "/tasks", "/intake?limit=1000",
        f"/search?q={CANARY}body&limit=1000", f"/conversations?q=from:{HIDDEN_CONTACT}&limit=1000",
        f"/contacts?q={CANARY}", "/query/complete?q=label:z&at=7", "/outbox?limit=1000",
    ):  # fmt: skip
        assert CANARY in str(seen[path]), path
    with ground.house.client("insider") as insider:
        for operation, door in DOORS.items():
            for template in door.templates:
                answer = insider.get(
                    f"/api/v1{template.format(ground.hidden[door.thing], **ground.open)}"
                )
                assert answer.status_code in (200, 502), (operation, answer.text)


def _be_present(ground: Ground) -> None:
    """The insider looks at it and writes, with a socket of their own."""
    insider = ground.house.listen("insider")
    insider.until(type="hello")
    conversation = ground.hidden["conversation"]
    insider.say(type="presence", conversation=conversation, state="composing")
    insider.until(type="presence", conversation=conversation)
    insider.close()


def _heard(house: House, listeners: dict[str, Listener]) -> dict[str, list[Any]]:
    """What came over everybody's stream until now."""
    house.services.writer.submit(
        lambda: record("user.changed", at=house.now, data={"end": True})
    ).result(10)
    return {name: one.before(data={"end": True}) for name, one in listeners.items()}


def _asked_by_id(ground: Ground, name: str) -> list[str]:
    """The hidden thing and one that never was must be told apart by nothing."""
    wrong = []
    with ground.house.client(name) as client:
        for operation, door in DOORS.items():
            for template in door.templates:
                absent = "nobody@none.example" if door.thing == "contact" else ABSENT
                there = client.get(
                    f"/api/v1{template.format(ground.hidden[door.thing], **ground.open)}"
                )
                never = client.get(named(template, absent, ground, base=API))
                if bodies(there) != bodies(never):
                    wrong.append(f"{name} × {operation}: {there.text} is not {never.text}")
        absent_ids = dict.fromkeys(ground.hidden, ABSENT) | {"contact": "nobody@none.example"}
        for (method, path, body), (_, other, instead) in zip(
            deeds(ground.hidden, ground.open), deeds(absent_ids, ground.open), strict=True
        ):
            there = _named(client.request(method, f"/api/v1{path}", json=body), ground.hidden)
            never = _named(client.request(method, f"/api/v1{other}", json=instead), absent_ids)
            if there != never:
                wrong.append(f"{name} × {method} {path} {body}: {there} is not {never}")
    return wrong


def deeds(hidden: dict[str, str], shown: dict[str, str]) -> list[tuple[str, str, Any]]:
    """What somebody could try with ids they have no business to know."""
    c, o = hidden["conversation"], shown["conversation"]
    place, acts = (
        f"/conversations/{c}",
        (
            {"kind": "state", "state": "closed"},
            {"kind": "assign", "user": None},
            {"kind": "priority", "priority": 2},
            {"kind": "due", "due_at": None},
            {"kind": "label", "add": ["x"], "remove": []},
            *({"kind": kind, "on": True} for kind in ("star", "follow", "archive", "read")),
            {"kind": "merge", "into": o},
        ),
    )
    return [
        ("POST", f"{place}/notes", {"text": "x"}),
        ("PUT", f"{place}/assignment", {"user": None}),
        ("PUT", f"{place}/state", {"state": "closed"}),
        ("PUT", f"{place}/labels", {"labels": []}),
        ("PUT", f"{place}/readers", {"users": []}),
        ("PUT", f"{place}/read", {"up_to": 1}),
        ("PUT", f"{place}/priority", {"priority": 0}),
        ("PUT", f"{place}/due", {"due_at": None}),
        ("PUT", f"{place}/invited", {"users": []}),
        ("PUT", f"{place}/participants", {"participants": []}),
        ("POST", f"{place}/replies", {"text": "x", "seen_up_to": 99}),
        ("POST", f"{place}/tasks", {"text": "x"}),
        ("POST", f"{place}/split", {"entries": [1]}),
        ("POST", f"{place}/links", {"to": o}),
        ("POST", f"/conversations/{o}/links", {"to": c}),
        ("DELETE", f"/conversations/{o}/links/{c}", None),
        ("POST", "/merges/preview", {"conversations": [c], "into": o}),
        ("POST", "/merges/preview", {"conversations": [o], "into": c}),
        *(("POST", "/acts", {"conversations": [c], "do": do}) for do in acts),
        ("POST", "/acts", {"conversations": [o], "do": {"kind": "merge", "into": c}}),
        ("POST", f"/acts/{hidden['act']}/undo", None),
        ("PATCH", f"/tasks/{hidden['task']}", {"done": True}),
        ("DELETE", f"/tasks/{hidden['task']}", None),
        ("POST", "/drafts", {"conversation": c, "address_id": "1", "text": "x"}),
        ("PUT", f"/drafts/{hidden['draft']}", {"conversation": c, "address_id": "1", "text": "x"}),
        ("POST", f"/drafts/{hidden['draft']}/share", {"shared": True}),
        ("DELETE", f"/drafts/{hidden['draft']}", None),
        ("POST", f"/sends/{hidden['send']}/cancel", None),
        ("POST", f"/intake/{hidden['intake']}/retry", None),
        ("PATCH", f"/contacts/{hidden['contact']}", {"name": "x"}),
        ("POST", f"/contacts/{hidden['contact']}/notes", {"text": "x"}),
        ("DELETE", f"/contacts/{hidden['contact']}/notes/{hidden['contactnote']}", None),
    ]


def _named(answer: httpx.Response, ids: dict[str, str]) -> tuple[int, str]:
    """Without the ids that the asker said."""
    text = answer.text
    for value in ids.values():
        text = text.replace(value, "…") if len(value) > 6 else text
    return answer.status_code, text
