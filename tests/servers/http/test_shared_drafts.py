"""A draft that two people write in turn: nothing is lost, and who sends it signs it."""

from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.outbound.models import Outgoing
from tripost.people.models import Right
from tripost.store.models import Draft, Message, Upload


@pytest.fixture
def thread(house: House) -> str:
    """In support@: anna and ben write, dana reads; cem writes in sales@ alone."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.READ)
    house.world.address("sales", cem=READ_WRITE)
    return str(house.world.mail(support).conversation)


def begun(client: httpx.Client, thread: str, **wish: Any) -> dict[str, Any]:
    """A draft that is everybody's."""
    body = {"address_id": "0", "conversation": thread, "text": "eins", "seen_up_to": 1, **wish}
    made = client.post("/api/v1/drafts", json=body)
    assert made.status_code == 201, made.text
    url = f"/api/v1/drafts/{made.json()['id']}"
    shared: dict[str, Any] = client.post(f"{url}/share", json={"shared": True}).json()
    return shared


def saved(client: httpx.Client, draft: dict[str, Any], **change: Any) -> httpx.Response:
    """As the app does it: what it was given, with what was typed."""
    return client.put(f"/api/v1/drafts/{draft['id']}", json={**draft, **change})


def test_two_write_in_turn_and_nothing_is_lost(house: House, thread: str) -> None:
    with house.client("anna") as anna, house.client("ben") as ben:
        draft = begun(anna, thread)
        assert (draft["version"], draft["shared"], draft["author"]) == (
            1,
            True,
            "anna@acme.example",
        )
        [seen] = ben.get(f"/api/v1/conversations/{thread}").json()["drafts"]
        went_on = saved(ben, seen, text="eins zwei")
        assert (went_on.status_code, went_on.json()["version"]) == (200, 2)
        assert went_on.json()["author"] == "anna@acme.example"
        late = saved(anna, draft, text="eins drei")
        assert (late.status_code, late.json()["code"]) == (409, "draft-moved")
        assert (late.json()["draft"]["text"], late.json()["draft"]["version"]) == ("eins zwei", 2)
        again = saved(anna, late.json()["draft"], text="eins zwei drei")
        assert (again.status_code, again.json()["version"]) == (200, 3)
        blind = dict(draft)
        del blind["version"]
        assert saved(ben, blind).json()["code"] == "version-needed"
    assert Draft.objects.get().text == "eins zwei drei"


def test_it_is_shared_with_those_who_may_write_there_and_only_there(
    house: House, thread: str
) -> None:
    with house.client("anna") as anna, house.client("ben") as ben:
        draft = begun(anna, thread)
        url = f"/api/v1/drafts/{draft['id']}"
        with house.client("dana") as dana, house.client("cem") as cem:
            assert dana.get(f"/api/v1/conversations/{thread}").json()["drafts"] == []
            assert saved(dana, draft).status_code == 403
            assert cem.get("/api/v1/drafts").json()["items"] == []
            sales = house.world.mail(house.world.address("sales"), message_id="s@x").conversation
            assert saved(cem, draft, conversation=str(sales)).status_code == 404
        assert ben.post(f"{url}/share", json={"shared": False}).status_code == 404
        assert ben.delete(url).status_code == 404
        assert anna.post(f"{url}/share", json={"shared": False}).status_code == 200
        assert saved(ben, draft, text="x").status_code == 404
        assert ben.get("/api/v1/drafts").json()["items"] == []


def test_who_sends_it_signs_it_and_its_files_go_along(house: House, thread: str) -> None:
    url = f"/api/v1/conversations/{thread}/replies"
    with house.client("anna") as anna, house.client("ben") as ben:
        upload = anna.post("/api/v1/uploads", files={"file": ("plan.txt", b"Plan")}).json()["id"]
        draft = begun(anna, thread, attachments=[upload])
        assert ben.get(f"/api/v1/uploads/{upload}").content == b"Plan"
        wish = {
            "text": "eins", "seen_up_to": 1, "draft": draft["id"], "attachments": [upload],
            "identity": "person", "draft_version": draft["version"],
        }  # fmt: skip
        sent = ben.post(url, json=wish)
        assert sent.status_code == 201, sent.text
        message = sent.json()["message"]
        assert (message["from"]["name"], message["author"]) == (
            "Ben · Acme Support", "ben@acme.example",
        )  # fmt: skip
        assert [a["name"] for a in message["attachments"]] == ["plan.txt"]
        assert not Draft.objects.exists()
        back = ben.post(f"/api/v1/sends/{message['sending']['id']}/cancel").json()
        assert [a["name"] for a in back["attachments"]] == ["plan.txt"], "an undo loses no file"
        assert back["author"] == "ben@acme.example"
    assert Upload.objects.get().owner.name == "Ben"


def test_an_old_version_is_not_sent_over_newer_words(house: House, thread: str) -> None:
    url = f"/api/v1/conversations/{thread}/replies"
    with house.client("anna") as anna, house.client("ben") as ben:
        draft = begun(anna, thread)
        saved(anna, draft, text="eins und zwei")
        wish = {"text": "eins", "seen_up_to": 1, "draft": draft["id"], "draft_version": 1}
        late = ben.post(url, json=wish)
        assert (late.status_code, late.json()["code"]) == (409, "draft-moved")
        assert late.json()["draft"]["text"] == "eins und zwei"
    assert not Outgoing.objects.exists()
    assert not Message.objects.filter(direction="out").exists()


def test_a_held_send_of_an_old_version_leaves_the_shared_draft_alone(
    house: House, thread: str
) -> None:
    with house.client("anna") as anna, house.client("ben") as ben:
        draft = begun(anna, thread)
        saved(anna, draft, text="eins und zwei")
        house.world.mail(
            house.world.address("support"), conversation=int(thread), message_id="m2@x.example"
        )
        wish = {"text": "eins", "seen_up_to": 1, "draft": draft["id"], "draft_version": 1}
        held = ben.post(f"/api/v1/conversations/{thread}/replies", json=wish).json()
    assert (held["code"], held["draft"]["author"]) == ("crossing", "ben@acme.example")
    assert set(Draft.objects.values_list("text", "author__name")) == {
        ("eins und zwei", "Anna"), ("eins", "Ben"),
    }  # fmt: skip


def test_a_note_of_ten_megabytes_is_refused_with_a_sentence(house: House, thread: str) -> None:
    with house.client("anna") as anna:
        url = f"/api/v1/conversations/{thread}/notes"
        huge = anna.post(url, json={"text": "x" * 10_000_000})
        assert (huge.status_code, huge.json()["code"]) == (413, "too-large")
        large = anna.post(url, json={"text": "x" * 7_000_000})
        assert (large.status_code, large.json()["code"]) == (422, "note-too-long")
        assert anna.get(f"/api/v1/conversations/{thread}").json()["notes"] == []


def test_a_picture_in_the_text_goes_beside_it(house: House, thread: str) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(8)
    with house.client("anna") as anna:
        files = {"file": ("plan.png", png, "image/png")}
        upload = anna.post("/api/v1/uploads", files=files).json()["id"]
        shown = anna.get(f"/api/v1/uploads/{upload}?inline=1")
        assert shown.headers["content-disposition"].startswith("inline; ")
        sent = anna.post(
            f"/api/v1/conversations/{thread}/replies",
            json={
                "html": f'<p>So: <img src="/api/v1/uploads/{upload}" alt="Plan">'
                '<img src="/api/v1/uploads/1"></p>',
                "seen_up_to": 1,
                "attachments": [upload],
            },
        )
        assert sent.status_code == 201, sent.text
        message = sent.json()["message"]
        [picture] = message["attachments"]
        assert (picture["name"], picture["inline"]) == ("plan.png", True)
        page = anna.get(f"/api/v1/messages/{message['id']}/view").text
        assert f"/api/v1/attachments/{picture['id']}?inline=1" in page
        raw = anna.get(f"/api/v1/messages/{message['id']}/raw").text
        assert "multipart/related" in raw
        assert anna.get(picture["url"]).content == png
        back = anna.post(f"/api/v1/sends/{message['sending']['id']}/cancel").json()
        assert f"/api/v1/uploads/{upload}" in back["html"]
        assert [a["id"] for a in back["attachments"]] == [upload]
