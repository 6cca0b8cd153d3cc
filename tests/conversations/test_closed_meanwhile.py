"""What was looked at is looked at once more where it is written: it may be hidden by then."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.conversations.confidential.readers import set_readers
from tripost.people.models import Right
from tripost.store.models import Conversation, Entry, Guest, Invited, Reader, Task

HERE = "/api/v1/conversations"
DOORS: dict[str, tuple[str, str, Any]] = {
    "readers": ("PUT", "{c}/readers", {"users": ["ben@acme.example"]}),
    "invited": ("PUT", "{c}/invited", {"users": ["cem@acme.example"]}),
    "note": ("POST", "{c}/notes", {"text": "@cem", "grant": ["cem@acme.example"]}),
    "plain note": ("POST", "{c}/notes", {"text": "x"}),
    "guest": ("POST", "{c}/guests", {"name": "G", "days": 3}),
    "tasks": ("POST", "{c}/tasks", {"text": "x"}),
    "reply": ("POST", "{c}/replies", {"text": "x", "seen_up_to": 99}),
    "forward": (
        "POST",
        "{c}/forwards",
        {"message": "{m}", "to": [{"address": "x@y.example"}], "text": "x", "seen_up_to": 99},
    ),
}


@pytest.fixture
def office(house: House) -> House:
    house.world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    house.world.user("cem")
    return house


def just_before(house: House, action: Callable[[], Any], patch: pytest.MonkeyPatch) -> None:
    """Whoever looks now and writes then is overtaken by `action`, once."""
    writer, real, waiting = house.services.writer, house.services.writer.do, [action]

    def do(*given: Any, **named: Any) -> Any:
        while waiting:
            writer.submit(waiting.pop()).result(10)
        return real(*given, **named)

    patch.setattr(writer, "do", do)


def test_nobody_acts_on_what_is_closed_to_them_by_then(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = office.world.user("anna").pk
    for n, (method, path, body) in enumerate(DOORS.values()):
        mail = office.world.mail(office.world.address("support"), message_id=f"m{n}@x")
        conversation = mail.conversation
        close = partial(set_readers, conversation, users=[anna], by=anna, at=office.now)
        if "message" in body:
            body = body | {"message": str(mail.message)}
        with monkeypatch.context() as patch, office.client("ben") as ben:
            just_before(office, close, patch)
            answer = ben.request(method, f"{HERE}/{path.format(c=conversation)}", json=body)
        assert (path, answer.status_code, answer.json()["code"]) == (path, 404, "not-found")
        entries = Entry.objects.filter(conversation=conversation).exclude(kind="message")
        assert [e.kind for e in entries] == ["confidential"], path
        readers = Reader.objects.filter(conversation=conversation)
        assert list(readers.values_list("user_id", flat=True)) == [anna]
    for kind in (Invited, Guest, Task):
        assert not kind.objects.exists()
    assert not Conversation.objects.filter(sending__gt=0).exists()


def test_an_invitation_does_not_widen_what_is_theirs(office: House) -> None:
    """Whoever may write only in what is assigned to them reads what they were invited to."""
    support = office.world.address("support", dana=Right.OWN | Right.WRITE_AS)
    mail = office.world.mail(support)
    with office.client("anna") as anna, office.client("dana") as dana:
        here = f"{HERE}/{mail.conversation}"
        assert anna.put(f"{here}/invited", json={"users": ["dana@acme.example"]}).is_success
        assert dana.get(here).status_code == 200
        answers = [
            dana.post(f"{here}/replies", json={"text": "x", "seen_up_to": 99}),
            dana.post(
                f"{here}/forwards",
                json={"message": str(mail.message), "to": [{"address": "x@y.example"}]},
            ),
            dana.put(f"{here}/state", json={"state": "closed"}),
        ]
        assert [one.status_code for one in answers] == [403, 403, 403]
        body = {"user": "dana@acme.example"}
        assert anna.put(f"{here}/assignment", json=body).is_success
        reply = dana.post(f"{here}/replies", json={"text": "x", "seen_up_to": 99})
        assert reply.status_code == 201, reply.text


def test_a_draft_where_one_no_longer_looks_is_neither_shared_nor_thrown_away(
    office: House,
) -> None:
    """Others may have gone on with it there, or would find what was written by an outsider."""
    support = office.world.address("support")
    conversation = str(office.world.mail(support).conversation)
    with office.client("ben") as ben, office.client("anna") as anna:
        wish = {"address_id": str(support.pk), "conversation": conversation, "text": "x"}
        mine, ours = (ben.post("/api/v1/drafts", json=wish).json()["id"] for _ in range(2))
        shared = {"shared": True}
        assert ben.post(f"/api/v1/drafts/{ours}/share", json=shared).status_code == 200
        body = {"users": ["anna@acme.example"]}
        assert anna.put(f"{HERE}/{conversation}/readers", json=body).status_code == 200
        assert ben.post(f"/api/v1/drafts/{mine}/share", json=shared).status_code == 404
        assert ben.delete(f"/api/v1/drafts/{ours}").status_code == 404
        seen = [one["id"] for one in anna.get(f"{HERE}/{conversation}").json()["drafts"]]
        assert seen == [ours]
