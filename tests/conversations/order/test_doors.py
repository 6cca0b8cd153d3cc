"""Merge, split, link, move, participants and forward as the app asks for them."""

import email
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right
from tripost.store.blobs import digest
from tripost.store.models import Blob, Conversation

ORIGINAL = (
    b"From: Jana <jana@x.example>\r\nTo: support@acme.example\r\nSubject: Platte\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p>Sie ist <b>kaputt</b><script>x</script><img src="cid:bild@x"></p>\r\n--r\r\n'
    b"Content-Type: image/png; name=bild.png\r\nContent-ID: <bild@x>\r\n"
    b"Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\naGFsbG8=\r\n--r--\r\n"
    b"--b\r\nContent-Type: application/pdf\r\n"
    b"Content-Disposition: attachment; filename=rechnung.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nUERG\r\n--b--\r\n"
)


@pytest.fixture
def support(house: House) -> Any:
    return house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.READ)


def begun(house: House, address: Any, name: str = "jana", **more: Any) -> str:
    values = {"from_address": f"{name}@x.example", "message_id": f"{name}@x.example"} | more
    return str(house.world.mail(address, **values).conversation)


def act(client: httpx.Client, ids: list[str], **do: Any) -> Any:
    answer = client.post("/api/v1/acts", json={"conversations": ids, "do": do})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_merge_is_said_before_done_and_undone(house: House, support: Any) -> None:
    a, b = begun(house, support), begun(house, support, "kim")
    with house.client("anna") as anna:
        said = anna.post("/api/v1/merges/preview", json={"conversations": [b], "into": a}).json()
        assert (said["confidential"], said["messages"]) == (False, 2)
        assert said["warnings"] == ["different-people"]
        done = act(anna, [b], kind="merge", into=a)
        assert set(done["changed"]) == {a, b}
        found = anna.get(f"/api/v1/conversations/{b}").json()
        assert (found["id"], [m["id"] for m in found["merged"]]) == (a, [b])
        assert [m["from"]["address"] for m in found["messages"]] == [
            "jana@x.example",
            "kim@x.example",
        ]
        rows = anna.get("/api/v1/conversations").json()["items"]
        assert [r["id"] for r in rows] == [a]
        undone = anna.post(f"/api/v1/acts/{done['act']}/undo")
        assert undone.status_code == 200, undone.text
        assert {r["id"] for r in anna.get("/api/v1/conversations").json()["items"]} == {a, b}
        assert anna.get(f"/api/v1/conversations/{b}").json()["id"] == b
        again = anna.post(f"/api/v1/acts/{undone.json()['act']}/undo")
        assert again.status_code == 200, again.text
        assert anna.get(f"/api/v1/conversations/{b}").json()["id"] == a


def test_an_answer_written_meanwhile_is_held(house: House, support: Any) -> None:
    """Law 6, from the old thread and from the one that was merged."""
    a, b = begun(house, support), begun(house, support, "kim")
    with house.client("anna") as anna, house.client("ben") as ben:
        act(anna, [b], kind="merge", into=a)
        for ident, newer in ((a, 1), (b, 2)):
            held = ben.post(
                f"/api/v1/conversations/{ident}/replies", json={"text": "Hallo", "seen_up_to": 1}
            )
            assert (held.status_code, held.json()["code"]) == (409, "crossing"), held.text
            assert len(held.json()["newer"]) == newer
            assert held.json()["draft"]["conversation"] == a


def test_what_is_typed_in_the_old_thread_is_kept_in_the_whole(house: House, support: Any) -> None:
    a, b = begun(house, support), begun(house, support, "kim")
    with house.client("anna") as anna, house.client("ben") as ben:
        act(anna, [b], kind="merge", into=a)
        wish = {"conversation": b, "address_id": "0", "text": "halb", "seen_up_to": 1}
        kept = ben.post("/api/v1/drafts", json=wish)
        assert kept.status_code == 201, kept.text
        assert (kept.json()["conversation"], kept.json()["seen_up_to"]) == (a, 0)


def test_what_is_merged_can_no_longer_be_worked_on_alone(house: House, support: Any) -> None:
    a, b = begun(house, support), begun(house, support, "kim")
    with house.client("anna") as anna:
        act(anna, [b], kind="merge", into=a)
        note = anna.post(f"/api/v1/conversations/{b}/notes", json={"text": "x"})
        assert (note.status_code, note.json()["code"]) == (409, "merged")
        itself = act(anna, [a], kind="merge", into=b)
        assert [one["code"] for one in itself["refused"]] == ["merge-itself"]


def test_split_and_put_back(house: House, support: Any) -> None:
    a = begun(house, support)
    house.world.mail(
        support, conversation=int(a), from_address="kim@x.example", message_id="2@x", subject="Neu"
    )
    with house.client("anna") as anna:
        url = f"/api/v1/conversations/{a}/split"
        for entries, code in (([], "bad-entries"), ([9], "bad-entries"), ([1, 2], "nothing-left")):
            refused = anna.post(url, json={"entries": entries})
            assert (refused.status_code, refused.json()["code"]) == (422, code)
        made = anna.post(url, json={"entries": [2], "subject": "Etwas anderes"})
        assert made.status_code == 201, made.text
        new = made.json()["conversation"]
        assert (new["subject"], new["contact"]["address"]) == ("Etwas anderes", "kim@x.example")
        assert [m["number"] for m in new["messages"]] == [1]
        assert [p["address"] for p in new["participants"]] == ["kim@x.example"]
        old = anna.get(f"/api/v1/conversations/{a}").json()
        assert [m["number"] for m in old["messages"]] == [1]
        assert [p["address"] for p in old["reply_to"] + old["reply_cc"]] == ["jana@x.example"]
        undone = anna.post(f"/api/v1/acts/{made.json()['act']}/undo")
        assert undone.status_code == 200, undone.text
        back = anna.get(f"/api/v1/conversations/{new['id']}").json()
        assert (back["id"], len(back["messages"])) == (a, 2)


def test_a_split_that_somebody_went_on_with_stays(house: House, support: Any) -> None:
    a = begun(house, support)
    house.world.mail(support, conversation=int(a), message_id="2@x")
    with house.client("anna") as anna:
        made = anna.post(f"/api/v1/conversations/{a}/split", json={"entries": [2]}).json()
        new = made["conversation"]["id"]
        anna.post(f"/api/v1/conversations/{new}/notes", json={"text": "weiter"})
        undone = anna.post(f"/api/v1/acts/{made['act']}/undo").json()
        assert [one["code"] for one in undone["kept"]] == ["moved-on"]
        assert anna.get(f"/api/v1/conversations/{new}").json()["id"] == new


def test_moving_needs_both_addresses_and_takes_work_from_who_cannot_see_it(
    house: House, support: Any
) -> None:
    sales = house.world.address("sales", anna=READ_WRITE)
    a = begun(house, support)
    with house.client("anna") as anna, house.client("ben") as ben:
        anna.put(f"/api/v1/conversations/{a}/assignment", json={"user": "ben@acme.example"})
        hidden = ben.post(
            "/api/v1/acts",
            json={"conversations": [a], "do": {"kind": "move", "address": str(sales.pk)}},
        )
        assert hidden.status_code == 404
        done = act(anna, [a], kind="move", address=str(sales.pk))
        found = anna.get(f"/api/v1/conversations/{a}").json()
        assert (found["address"], found["assignee"]) == ("sales@acme.example", None)
        assert found["identities"][0]["address"] == "sales@acme.example"
        assert ben.get(f"/api/v1/conversations/{a}").status_code == 404
        anna.post(f"/api/v1/acts/{done['act']}/undo")
        found = ben.get(f"/api/v1/conversations/{a}").json()
        assert (found["address"], found["assignee"]) == ("support@acme.example", "ben@acme.example")


def test_links_show_both_ways_to_who_sees_both(house: House, support: Any) -> None:
    sales = house.world.address("sales", anna=READ_WRITE)
    a, b = begun(house, support), begun(house, sales, "kim")
    with house.client("anna") as anna, house.client("ben") as ben:
        made = anna.post(f"/api/v1/conversations/{a}/links", json={"to": b})
        assert [one["id"] for one in made.json()["links"]] == [b], made.text
        assert [one["id"] for one in anna.get(f"/api/v1/conversations/{b}").json()["links"]] == [a]
        assert ben.get(f"/api/v1/conversations/{a}").json()["links"] == []
        hidden = ben.post(f"/api/v1/conversations/{a}/links", json={"to": b})
        assert hidden.status_code == 404
        itself = anna.post(f"/api/v1/conversations/{a}/links", json={"to": a})
        assert (itself.status_code, itself.json()["code"]) == (422, "link-itself")
        gone = anna.delete(f"/api/v1/conversations/{a}/links/{b}")
        assert gone.json()["links"] == []


def test_who_gets_the_next_answer_is_chosen_and_stays(house: House, support: Any) -> None:
    emma = ["Emma", "emma@x.example"]
    a = begun(house, support, recipients={"to": [["", support.email]], "cc": [emma]})
    url = f"/api/v1/conversations/{a}"
    with house.client("anna") as anna:
        people = anna.get(url).json()["participants"]
        assert [(p["address"], p["role"]) for p in people] == [
            ("jana@x.example", "to"),
            ("emma@x.example", "cc"),
        ]
        wish = [{"address": "jana@x.example", "name": "Jana", "role": "to"}]
        chosen = anna.put(f"{url}/participants", json={"participants": wish})
        assert chosen.status_code == 200, chosen.text
        assert chosen.json()["reply_cc"] == []
        cc = {"to": [["", support.email]], "cc": [emma, ["Neu", "neu@x.example"]]}
        house.world.mail(
            support, conversation=int(a), from_address="jana@x.example", message_id="2@x",
            recipients=cc,
        )  # fmt: skip
        sent = anna.post(f"{url}/replies", json={"text": "Ja", "seen_up_to": 9, "cc": []})
        assert sent.status_code == 201, sent.text
        found = anna.get(url).json()
        assert [p["address"] for p in found["reply_cc"]] == ["neu@x.example"]
        assert [p["address"] for p in found["appeared"]] == ["neu@x.example"]
        undone = anna.post(f"/api/v1/acts/{chosen.headers['Tripost-Act']}/undo")
        assert undone.status_code == 200, undone.text
        found = anna.get(url).json()
        assert {p["address"] for p in found["reply_cc"]} == {"neu@x.example", "emma@x.example"}


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([{"address": f"p{n}@x.example", "role": "cc"} for n in range(5_000)],
         "too-many-participants"),
        ([{"address": "no address", "role": "cc"}], "bad-address"),
        ([{"address": "a@x.example", "role": "bcc"}], "bad-role"),
        ([{"address": "a@x.example", "role": "to"}, {"address": "A@x.example", "role": "cc"}],
         "twice"),
    ],
)  # fmt: skip
def test_participants_that_cannot_be_are_refused(
    house: House, support: Any, people: list[dict[str, str]], code: str
) -> None:
    a = begun(house, support)
    with house.client("anna") as anna:
        answer = anna.put(f"/api/v1/conversations/{a}/participants", json={"participants": people})
        assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_mail_to_five_thousand_people_is_answered_by_nobody_silently(
    house: House, support: Any
) -> None:
    many = [["", f"p{n}@x.example"] for n in range(5_000)]
    a = begun(house, support, recipients={"to": [["", support.email]], "cc": many})
    with house.client("anna") as anna:
        assert anna.get(f"/api/v1/conversations/{a}").status_code == 200
        url = f"/api/v1/conversations/{a}/replies"
        answer = anna.post(url, json={"text": "x", "seen_up_to": 1})
        assert (answer.status_code, answer.json()["code"]) == (422, "too-many-recipients")


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [("de", "WG: Platte", "Von: Jana <jana@x.example>"), ("en", "Fwd: Platte", "From: Jana")],
)
def test_a_forward_takes_the_original_along_and_leaves_the_customer_theirs(
    house: House, support: Any, language: str, subject: str, line: str
) -> None:
    Blob.objects.create(sha256=digest(ORIGINAL), size=len(ORIGINAL), data=ORIGINAL)
    house.world.user("anna")
    type(house.world.user("anna")).objects.filter(address="anna@acme.example").update(
        language=language
    )
    place = house.world.mail(
        support, blob=digest(ORIGINAL), subject="Platte", from_name="Jana",
        from_address="jana@x.example",
    )  # fmt: skip
    waiting = Conversation.objects.get().waiting_since
    with house.client("anna") as anna:
        url = f"/api/v1/conversations/{place.conversation}"
        sent = anna.post(
            f"{url}/forwards",
            json={
                "message": str(place.message),
                "to": [{"address": "werk@y.example", "name": "Werk"}],
                "text": "Bitte ansehen",
                "original_attachments": True,
                "seen_up_to": 1,
            },
        )
        assert sent.status_code == 201, sent.text
        message = sent.json()["message"]
        assert message["subject"] == subject
        raw = anna.get(f"/api/v1/messages/{message['id']}/raw").content
        parsed = email.message_from_bytes(raw)
        parts = {part.get_content_type(): part for part in parsed.walk()}
        text = parts["text/plain"].get_payload(decode=True).decode()  # type: ignore[union-attr]
        html = parts["text/html"].get_payload(decode=True).decode()  # type: ignore[union-attr]
        assert line in text
        assert text.startswith("Bitte ansehen")
        assert "kaputt" in text
        assert "<b>kaputt</b>" in html
        assert "cid:bild@x" in html
        assert "<script" not in html
        assert parts["application/pdf"].get_payload(decode=True) == b"PDF"
        assert parts["image/png"]["Content-ID"] == "<bild@x>"
        assert "In-Reply-To" not in parsed
        found = anna.get(url).json()
        assert [p["address"] for p in found["reply_to"]] == ["jana@x.example"]
        assert found["reply_cc"] == []
        roles = {p["address"]: p["role"] for p in found["participants"]}
        assert roles["werk@y.example"] == "aside"
        assert Conversation.objects.get().waiting_since == waiting
        draft = anna.post(f"/api/v1/sends/{message['sending']['id']}/cancel").json()
        assert (draft["kind"], draft["forwards"]) == ("forward", str(place.message))


def test_only_a_mail_of_this_conversation_goes_on(house: House, support: Any) -> None:
    a = begun(house, support)
    other = house.world.mail(support, message_id="o@x", from_address="o@x.example")
    with house.client("anna") as anna:
        answer = anna.post(
            f"/api/v1/conversations/{a}/forwards",
            json={"message": str(other.message), "to": [{"address": "w@y.example"}], "text": "x"},
        )
    assert answer.status_code == 404
