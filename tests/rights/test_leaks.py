"""Nothing of what is confidential leaves by any door, not even as a number (law 7, PROMISES P23).

Five people who may not see it ask for everything before it is there and once more after. Each
answer must be the same, byte for byte; none may hold the canary; and each thing of the hidden
conversation, asked for by its id, must be as absent as one that never was. The doors are those of
the OpenAPI document: one that nobody wrote down here fails.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.doors import House, Listener
from tests.rights.hidden import (
    CANARY,
    HIDDEN_CONTACT,
    OPEN_CONTACT,
    OTHER_HIDDEN,
    WATCHERS,
    Ground,
    bodies,
    hide,
    settle,
)
from tripost.servers.http.api import make_api, openapi
from tripost.store.changes import record

Paths = Callable[[Ground], list[str]]
ABSENT = "123456789012345"
API = "/api/v1"


@dataclass(frozen=True)
class Door:
    """How to ask one operation: `always` for what is there in any case, `thing` (with a template)
    for what names something by its id."""

    always: Paths = field(default=lambda ground: [])
    thing: str = ""
    templates: tuple[str, ...] = ()


def _just(*paths: str) -> Door:
    return Door(always=lambda ground: [*paths])


def _of_address(*templates: str) -> Door:
    """Asked of every address there is."""
    return Door(
        always=lambda ground: [
            template.format(a=address.pk)
            for template in templates
            for address in (ground.support, ground.sales)
        ]
    )


def _thing(kind: str, *templates: str) -> Door:
    """Asked of the open thing always, and of the hidden one as of one that is not there."""
    return Door(
        always=lambda ground: [
            template.format(ground.open[kind], **ground.open) for template in templates
        ],
        thing=kind,
        templates=templates,
    )


def named(template: str, ident: str, ground: Ground, *, base: str = "") -> str:
    """The path for this thing; what else it names is open."""
    return base + template.format(ident, **ground.open)


VIEWS = (
    "all", "open", "mine", "unassigned", "waiting", "later", "closed", "unread", "drafts",
    "mentions", "followed", "starred", "spam", "trash", "due",
)  # fmt: skip
SORTS = ("newest", "oldest", "waiting", "due", "wakes", "priority")
QUERIES = (
    CANARY, f"{CANARY}*", f"{CANARY}body", f"{CANARY}subject", f"{CANARY}note", f"{CANARY}file",
    f"from:{HIDDEN_CONTACT}", f"participant:{CANARY}", f"subject:{CANARY}subject",
    f"label:{CANARY}label", f"filename:{CANARY}", f"cc:{OTHER_HIDDEN}", "is:confidential",
    "is:unread", "is:open", "has:task", "has:note", "has:attachment", "has:link", "priority:high",
    "due:<1d", "Rechnung", "steht -offen", f"-{CANARY}body", "rechnung OR x", "larger:0",
)  # fmt: skip
TYPED = (
    "z",
    "zq",
    CANARY,
    "label:z",
    "label:",
    "from:z",
    "participant:zq",
    "to:",
    "in:",
    "status:",
)

DOORS: dict[str, Door] = {
    "get_me": _just("/me"),
    "list_tokens": _just("/tokens"),
    "list_people": _just("/people"),
    "list_users": _just("/users"),
    "list_teams": _just("/teams"),
    "list_statuses": _just("/statuses"),
    "list_labels": _just("/labels"),
    "list_domains": _just("/domains"),
    "list_addresses": _just("/addresses"),
    "is_address_available": _just("/addresses/available?address=new@acme.example"),
    "get_address_settings": _of_address("/addresses/{a}/settings"),
    "preview_mode": _of_address(
        *(f"/addresses/{{a}}/mode-preview?to={to}" for to in ("list", "mailbox", "inbox"))
    ),
    "list_subscribers": _of_address(
        "/addresses/{a}/subscribers?limit=1000", "/addresses/{a}/subscribers?q=-wrote:1y"
    ),
    "get_subscriber": _of_address("/addresses/{a}/subscribers/a@x.example"),
    "get_evidence": _of_address("/addresses/{a}/subscribers/a@x.example/evidence.json"),
    "list_archive": _of_address("/addresses/{a}/archive", "/addresses/{a}/archive?q=z"),
    "list_attributes": _of_address("/addresses/{a}/attributes"),
    "export_subscribers": _of_address("/addresses/{a}/subscribers.csv"),
    "list_imports": _of_address("/addresses/{a}/imports"),
    "get_import": _of_address("/addresses/{a}/imports/5"),
    "import_errors": _of_address("/addresses/{a}/imports/5/errors.csv"),
    "list_mailings": _of_address("/addresses/{a}/mailings"),
    "get_mailing": _thing("mailing", "/mailings/{}"),
    "list_mailing_recipients": _thing("mailing", "/mailings/{}/recipients"),
    "export_mailing": _thing("mailing", "/mailings/{}/recipients.csv"),
    "list_campaigns": _of_address("/addresses/{a}/campaigns"),
    "get_campaign": _just("/campaigns/5"),
    "preview_campaign": _just("/campaigns/5/preview"),
    "list_campaign_hints": _just("/campaigns/5/hints"),
    "list_templates": _of_address("/addresses/{a}/templates"),
    "get_list": _of_address("/addresses/{a}/list"),
    "preview_from": _of_address("/addresses/{a}/from-preview?author=anna@acme.example"),
    "list_allowed": _of_address("/addresses/{a}/allowed"),
    "check_domain": _just("/domains/5/checks"),
    "list_suppressions": _just("/suppressions"),
    "list_segments": _of_address("/addresses/{a}/segments"),
    "complete_segment": _of_address("/addresses/{a}/segments/complete?q=wrote:&at=6"),
    "list_held": _of_address("/addresses/{a}/held"),
    "get_views": _just("/views"),
    "list_saved_views": _just("/saved-views"),
    "list_conversations": Door(
        always=lambda ground: [
            *(f"/conversations?view={view}&limit=1000" for view in VIEWS),
            *(f"/conversations?sort={sort}&limit=1" for sort in SORTS),
            *(f"/conversations?address={a.pk}&limit=1000" for a in (ground.support, ground.sales)),
            *(f"/conversations?address={ground.support.pk}&view={view}" for view in VIEWS),
            *(f"/conversations?q={q}&limit=1000" for q in QUERIES),
            f"/conversations?ids={ground.open['conversation']}",
        ],
        thing="conversation",
        templates=("/conversations?ids={}",),
    ),
    "search": _just(*(f"/search?q={q}&limit=1000" for q in QUERIES)),
    "complete_query": _just(*(f"/query/complete?q={q}&at={len(q)}" for q in TYPED)),
    "list_contacts": _just(*(f"/contacts?q={q}" for q in ("z", CANARY, "geheim", "offen", "a"))),
    "get_contact": Door(
        always=lambda ground: [f"/contacts/{OPEN_CONTACT}"],
        thing="contact",
        templates=("/contacts/{}",),
    ),
    "get_conversation": _thing("conversation", "/conversations/{}"),
    "list_deliveries": _thing("conversation", "/conversations/{}/deliveries"),
    "list_mentionable": _thing("conversation", "/conversations/{}/mentionable"),
    "list_drafts": _just("/drafts"),
    "list_tasks": _just("/tasks", "/tasks?mine=1", "/tasks?mine=0"),
    "view_message": _thing("message", "/messages/{}/view", "/messages/{}/view?full=1&remote=1"),
    "raw_message": _thing("message", "/messages/{}/raw"),
    "get_attachment": _thing("attachment", "/attachments/{}", "/attachments/{}?inline=1"),
    "get_upload": _thing("upload", "/uploads/{}"),
    "get_picture": _just("/proxy?u=aHR0cDovL3guZXhhbXBsZQ&sig=x"),
    "list_intake": _just("/intake?limit=1000", "/intake?outcome=new"),
    "list_outbox": _just("/outbox?limit=1000", "/outbox?state=queued"),
    "list_audit": _just("/audit?limit=1000"),
    "list_saved_replies": Door(
        always=lambda ground: ["/saved-replies", f"/saved-replies?address={ground.support.pk}"]
    ),
    "fill_saved_reply": _thing("conversation", "/saved-replies/{reply}/filled?conversation={}"),
    "understand_time": _just("/when?text=morgen&timezone=Europe/Berlin"),
}


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
