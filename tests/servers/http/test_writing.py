"""Answering, crossing, undoing, drafts: as the composer does it."""

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right


@pytest.fixture
def thread(house: House) -> str:
    """A conversation in support@; anna and ben may answer, dana may read."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.READ)
    return str(house.world.mail(support).conversation)


def test_an_answer_waits_in_its_undo_window_and_comes_back_as_a_draft(
    house: House, thread: str
) -> None:
    with house.client("anna") as anna:
        url = f"/api/v1/conversations/{thread}"
        sent = anna.post(f"{url}/replies", json={"text": "Kommt.", "seen_up_to": 1})
        assert sent.status_code == 201, sent.text
        message = sent.json()["message"]
        assert (message["direction"], message["visible"]) == ("out", "Kommt.")
        assert message["sending"]["state"] == "undo"
        assert sent.json()["undo_until"] == "2026-11-23T09:30:10Z"
        rows = anna.get("/api/v1/outbox").status_code
        assert rows == 403
        draft = anna.post(f"/api/v1/sends/{message['sending']['id']}/cancel")
        assert (draft.status_code, draft.json()["text"]) == (200, "Kommt.")
        assert [m["direction"] for m in anna.get(url).json()["messages"]] == ["in"]
        late = anna.post(f"/api/v1/sends/{message['sending']['id']}/cancel")
        assert (late.status_code, late.json()["code"]) == (409, "too-late")


def test_of_two_answers_the_second_is_held_and_shown_the_first(house: House, thread: str) -> None:
    url = f"/api/v1/conversations/{thread}/replies"
    with house.client("anna") as anna, house.client("ben") as ben:
        assert anna.post(url, json={"text": "Eins", "seen_up_to": 1}).status_code == 201
        held = ben.post(url, json={"text": "Zwei", "seen_up_to": 1})
        assert (held.status_code, held.json()["code"]) == (409, "crossing")
        assert [m["visible"] for m in held.json()["newer"]] == ["Eins"]
        draft = held.json()["draft"]
        assert (draft["text"], draft["held"]) == ("Zwei", {"reason": "crossing"})
        forced = ben.post(
            url, json={"text": "Zwei", "seen_up_to": 1, "force": True, "draft": draft["id"]}
        )
        assert forced.status_code == 201
        assert ben.get("/api/v1/drafts").json()["items"] == []


def test_who_may_only_read_cannot_answer(house: House, thread: str) -> None:
    with house.client("dana") as dana:
        answer = dana.post(
            f"/api/v1/conversations/{thread}/replies", json={"text": "x", "seen_up_to": 1}
        )
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "", "seen_up_to": 1}, "empty-mail"),
        ({"text": "x"}, "bad-request"),
        ({"text": "x", "seen_up_to": 1, "to": []}, "no-recipient"),
        ({"text": "x", "seen_up_to": 1, "to": [{"address": "no address"}]}, "bad-address"),
        (
            {"text": "x", "seen_up_to": 1, "to": [{"address": "a@b.example\r\nBcc: c@d.example"}]},
            "bad-address",
        ),
        (
            {"text": "x", "seen_up_to": 1, "to": [{"address": "a@b.example", "name": "a\r\nX: y"}]},
            "bad-header",
        ),
        ({"text": "x", "seen_up_to": 1, "identity": "ceo"}, "bad-identity"),
        ({"text": "x", "seen_up_to": 1, "attachments": ["12345"]}, "no-such-upload"),
        ({"text": "x", "seen_up_to": 1, "not_before": "2029-01-01T00:00:00Z"}, "too-far"),
        ({"text": "x", "seen_up_to": 1, "not_before": "2026-11-24T09:00:00"}, "bad-request"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_remains(
    house: House, thread: str, body: dict[str, object], code: str
) -> None:
    with house.client("anna") as anna:
        answer = anna.post(f"/api/v1/conversations/{thread}/replies", json=body)
        whole = anna.get(f"/api/v1/conversations/{thread}").json()
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert len(whole["messages"]) == 1


def test_a_new_mail_begins_a_conversation_with_its_attachment(house: House, thread: str) -> None:
    with house.client("anna") as anna:
        upload = anna.post("/api/v1/uploads", files={"file": ("a.txt", b"hello", "text/plain")})
        support = anna.get("/api/v1/addresses").json()["items"][0]["id"]
        made = anna.post(
            "/api/v1/conversations",
            json={
                "address_id": support,
                "to": [{"address": "kim@example.net", "name": "Kim"}],
                "subject": "Angebot",
                "html": "<p>Guten Tag <script>x</script></p>",
                "attachments": [upload.json()["id"]],
            },
        )
        assert made.status_code == 201, made.text
        message = made.json()["messages"][0]
        assert message["attachments"][0]["name"] == "a.txt"
        assert anna.get(message["attachments"][0]["url"]).content == b"hello"
        raw = anna.get(f"/api/v1/messages/{message['id']}/raw").text
    assert "script" not in raw
    assert "To: Kim <kim@example.net>" in raw


def test_a_draft_is_kept_for_its_writer_alone(house: House, thread: str) -> None:
    with house.client("anna") as anna, house.client("ben") as ben:
        detail = anna.get(f"/api/v1/conversations/{thread}").json()
        made = anna.post(
            "/api/v1/drafts",
            json={"conversation": thread, "address_id": detail["address_id"], "text": "Ent"},
        )
        assert made.status_code == 201, made.text
        ident = made.json()["id"]
        kept = anna.put(f"/api/v1/drafts/{ident}", json={**made.json(), "text": "Entwurf"})
        assert (kept.status_code, kept.json()["text"]) == (200, "Entwurf")
        stolen = ben.put(f"/api/v1/drafts/{ident}", json={**made.json(), "text": "!"})
        assert stolen.status_code == 404
        assert ben.delete(f"/api/v1/drafts/{ident}").status_code == 404
        assert ben.get("/api/v1/drafts").json()["items"] == []
        assert ben.get(f"/api/v1/conversations/{thread}").json()["drafts"] == []
        row = anna.get("/api/v1/conversations?view=drafts").json()["items"]
        assert [r["id"] for r in row] == [thread]
        assert anna.delete(f"/api/v1/drafts/{ident}").status_code == 204
        assert anna.get("/api/v1/drafts").json()["items"] == []
