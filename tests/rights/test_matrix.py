"""Every operation × every role × own, confidential and foreign things (PROMISES P20).

Generated from the OpenAPI document: an operation nobody has decided about fails.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.doors import House
from tests.rights.decided import DECIDED as GROUND
from tests.rights.decided import Decided
from tests.rights.decided_archive import ARCHIVE
from tests.rights.decided_campaigns import CAMPAIGNS
from tests.rights.decided_lists import LISTS
from tests.rights.decided_mailings import MAILINGS
from tests.rights.decided_order import ORDER
from tests.rights.decided_replies import REPLIES
from tests.rights.decided_subscribers import SUBSCRIBERS
from tests.rights.decided_together import TOGETHER
from tests.rights.decided_views import VIEWS
from tests.rights.decided_work import WORK
from tests.rights.roles import KNOWS, MANAGES, READS, ROLES, SECRETS, expected, fresh, settle
from tripost.realtime.log import as_cursor
from tripost.servers.http.api import make_api, openapi
from tripost.store.changes import record

DECIDED = (
    VIEWS
    | GROUND
    | TOGETHER
    | REPLIES
    | ORDER
    | WORK
    | LISTS
    | ARCHIVE
    | MAILINGS
    | CAMPAIGNS
    | SUBSCRIBERS
)
NOT_FOUND = (
    b'{"type":"urn:tripost:problem:not-found","title":"Not found","status":404,'
    b'"detail":"There is nothing here.","code":"not-found"}'
)


def operations() -> dict[str, tuple[str, str]]:
    """Method and path of every operation."""
    document = openapi(make_api())
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_every_operation_is_decided() -> None:
    assert sorted(operations()) == sorted(DECIDED)


def test_every_cell(house: House) -> None:
    """One house for all: what is asked for is made fresh for each cell."""
    settle(house)
    for where in SECRETS:
        fresh(house, where)
    known, wrong = operations(), []
    for role in ROLES:
        with house.client(None if role == "nobody" else role) as client:
            for name, decided in DECIDED.items():
                method, path = known[name]
                for where in decided.targets:
                    found = _cell(house, client, decided, role, where, method=method, path=path)
                    wrong += [f"{name} × {line}" for line in found]
    assert not wrong, "\n".join(wrong)


def _cell(
    house: House, client: Any, decided: Decided, role: str, where: str, *, method: str, path: str
) -> list[str]:
    """What is wrong with one cell."""
    with transaction.atomic():
        place = fresh(house, where)
        request = decided.build(house, place)
    assert _matches(path, request.path), f"{request.path} is not {path}"
    answer = client.request(
        method,
        f"/api/v1{request.path}",
        **({"files": request.files} if request.files else {"json": request.body}),
    )
    want = expected(decided.scope, role, where)
    status = 200 if answer.status_code in request.ok else answer.status_code
    cell = f"{role} × {where}"
    if status != want:
        return [f"{cell}: {answer.status_code} instead of {want}: {answer.text[:200]}"]
    if want == 404 and answer.content != NOT_FOUND:
        return [f"{cell}: a 404 of its own: {answer.text}"]
    shown = [
        word
        for kind, word in SECRETS.items()
        if role not in READS[kind] and word.lower() in answer.text.lower()
    ]
    return [f"{cell}: shows {word}" for word in shown if _not_echoed(word, request.body)]


def _not_echoed(word: str, body: Any) -> bool:
    return word not in str(body)


def _matches(template: str, path: str) -> bool:
    pattern = re.sub(r"\{[^}]+\}", "[^/?]+", template.removeprefix("/api/v1"))
    return re.fullmatch(pattern + r"(\?.*)?", path) is not None


@pytest.mark.parametrize(
    "path",
    ["/conversations", "/conversations?q=text", "/conversations?view=unread", "/search?q=text"],
)
def test_lists_over_all_addresses_hold_only_what_may_be_read(house: House, path: str) -> None:
    settle(house)
    places = {where: fresh(house, where) for where in SECRETS}
    for role in ROLES[1:]:
        with house.client(role) as client:
            items = client.get(f"/api/v1{path}").json()["items"]
            ids = ",".join(str(p.conversation) for p in places.values())
            asked = client.get(f"/api/v1/conversations?ids={ids}").json()["items"]
        wanted = {str(places[w].conversation) for w in SECRETS if role in READS[w]}
        assert {i["id"] for i in items} == wanted, (role, path)
        assert {i["id"] for i in asked} == wanted, (role, path)


def test_counts_hold_only_what_may_be_read(house: House) -> None:
    settle(house)
    for where in SECRETS:
        fresh(house, where)
    for role in ROLES[1:]:
        with house.client(role) as client:
            shown = {
                a["address"]: a["counts"]["open"]
                for a in client.get("/api/v1/addresses").json()["items"]
            }
        support = sum(role in READS[w] for w in ("open", "closed"))
        assert shown.get("support@acme.example", 0) == support, role
        assert shown.get("sales@acme.example", 0) == int(role in READS["other"]), role


STREAM = {
    "conversation.merged": "conversation",
    "conversation.unmerged": "conversation",
    "conversation.split": "conversation",
    "conversation.moved": "conversation",
    "links.set": "conversation",
    "participants.set": "conversation",
    "message.added": "conversation",
    "mailing.answered": "conversation",
    "bounces.warned": "conversation",
    "note.added": "conversation",
    "mark.set": "own",
    "followers.set": "conversation",
    "priority.set": "conversation",
    "due.set": "conversation",
    "statuses.changed": "all",
    "state.set": "conversation",
    "assignee.set": "conversation",
    "labels.set": "conversation",
    "readers.set": "conversation",
    "glass.broken": "conversation",
    "send.cancelled": "conversation",
    "send.held": "conversation",
    "send.paused": "conversation",
    "send.resumed": "conversation",
    "draft.shared": "conversation",
    "draft.moved": "conversation",
    "tasks.set": "conversation",
    "invited.set": "conversation",
    "guests.set": "conversation",
    "delivery.updated": "conversation",
    "bounce.added": "conversation",
    "read.set": "conversation",
    "draft.saved": "own",
    "draft.removed": "own",
    "upload.added": "own",
    "saved_reply.mine": "own",
    "saved_replies.changed": "address",
    "token.created": "own",
    "contact.changed": "own",
    "token.revoked": "own",
    "address.changed": "address",
    "mode.switched": "address",
    "grant.changed": "address",
    "subscribers.changed": "address",
    "attributes.changed": "address",
    "segments.changed": "address",
    "import.changed": "address",
    "list.changed": "address",
    "archive.changed": "address",
    "campaign.changed": "address",
    "intake.changed": "managers",
    "domain.changed": "all",
    "label.added": "all",
    "team.changed": "all",
    "user.added": "all",
    "attachments.read": "conversation",
    "views.changed": "all",
    "views.counted": "all",
    "user.changed": "all",
}


def test_every_kind_of_change_is_decided() -> None:
    """Reads the sources: whoever records a new kind decides here who may hear of it."""
    root = Path(__file__).resolve().parents[2] / "tripost"
    kinds = set()
    for file in root.rglob("*.py"):
        kinds |= set(re.findall(r'\brecord\(\s*"([a-z_.]+)"', file.read_text()))
    assert kinds <= set(STREAM), kinds - set(STREAM)


def test_who_hears_of_what(house: House) -> None:
    """Every kind of change on every target, and each person's own socket."""
    settle(house)
    places = {where: fresh(house, where) for where in SECRETS}
    insider = house.world.user("insider").pk
    listeners = {role: house.listen(role) for role in ROLES if role != "nobody"}
    for listener in listeners.values():
        listener.until(type="hello")
    sent: dict[str, tuple[str, str]] = {}

    def changes() -> None:
        for kind, scope in STREAM.items():
            for where in SECRETS if scope == "conversation" else ("open", "other"):
                place = places[where]
                of_conversation = scope == "conversation"
                modseq = record(
                    kind,
                    at=house.now,
                    address=None if scope == "all" else place.address.pk,
                    conversation=place.conversation if of_conversation else None,
                    actor=insider,
                )
                sent[as_cursor(modseq)] = (scope, where)
        record("user.changed", at=house.now, data={"end": True})

    house.services.writer.submit(changes).result(10)
    for role, listener in listeners.items():
        heard = {m["cursor"] for m in listener.before(data={"end": True}) if m["type"] == "change"}
        wanted = {c for c, (scope, where) in sent.items() if _hears(role, scope, where)}
        assert {sent[c] for c in heard ^ wanted} == set(), role


def _hears(role: str, scope: str, where: str) -> bool:
    if scope == "conversation":
        return role in READS[where]
    if scope == "own":
        return role == "insider"
    if scope == "address":
        return role in KNOWS[where]
    return scope == "all" or role in MANAGES[where]
