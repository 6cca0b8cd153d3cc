"""A guest by link: sees one conversation and nothing else, leaves a remark, and is let go."""

import hashlib
import re
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.conversations.append import PartRow
from tripost.people.models import Audit, Right
from tripost.store.models import Change, Conversation, Entry, Guest

ORIGIN = {"Origin": "http://127.0.0.1:8000"}


@pytest.fixture
def thread(house: House) -> str:
    """In support@: anna and ben write, dana reads; one mail of Jana's."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.READ)
    part = PartRow("2", "Foto <1>.png", "image/png", "", False, 3, 0, 3, "binary")
    return str(house.world.mail(support, parts=(part,), visible="Die <b>Platte</b>").conversation)


def let_in(house: House, thread: str, **wish: Any) -> tuple[str, dict[str, Any]]:
    """The path of a new guest's page, and what the API says of the guest."""
    wish = {"name": "Gutachter Kern", "days": 14, "notes": False} | wish
    with house.client("anna") as anna:
        made = anna.post(f"/api/v1/conversations/{thread}/guests", json=wish)
    assert made.status_code == 201, made.text
    return made.json()["url"].removeprefix("http://127.0.0.1:8000"), made.json()["guest"]


def note(house: House, thread: str, text: str) -> None:
    """Ben leaves one."""
    with house.client("ben") as ben:
        made = ben.post(f"/api/v1/conversations/{thread}/notes", json={"text": text})
        assert made.status_code == 201, made.text


def say(client: httpx.Client, path: str, text: str) -> httpx.Response:
    """As somebody without JavaScript does it."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(path).text)
    assert token
    fields = {"csrfmiddlewaretoken": token[1], "remark": text}
    return client.post(path, data=fields, headers=ORIGIN)


def test_a_guest_sees_the_mails_and_nothing_of_the_house(house: House, thread: str) -> None:
    note(house, thread, "Hausgeheimnis")
    path, _ = let_in(house, thread)
    with house.client("anna") as anna:
        anna.post(f"/api/v1/conversations/{thread}/replies", json={"text": "Noch zurückzunehmen",
                  "seen_up_to": 2})  # fmt: skip
    with house.client() as guest:
        page = guest.get(path, headers={"Accept-Language": "de"})
    assert page.status_code == 200
    assert "Die &lt;b&gt;Platte&lt;/b&gt;" in page.text
    assert "Hallo Gutachter Kern" in page.text
    assert "Hausgeheimnis" not in page.text
    assert "Noch zurückzunehmen" not in page.text, "it may still be taken back"
    assert "<script" not in page.text
    assert "http://" not in page.text.replace("http://www.w3.org", "")
    assert len(page.content) < 50_000
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_with_notes_if_one_was_let_and_in_english(house: House, thread: str) -> None:
    note(house, thread, "Für den Gutachter")
    path, _ = let_in(house, thread, notes=True)
    with house.client() as guest:
        page = guest.get(path, headers={"Accept-Language": "en"})
    assert "Für den Gutachter" in page.text
    assert "Hello Gutachter Kern" in page.text


def test_a_file_comes_as_a_file(house: House, thread: str) -> None:
    path, _ = let_in(house, thread)
    with house.client() as guest:
        [link] = re.findall(r'href="(file/\d+)"', guest.get(path).text)
        file = guest.get(path + link)
        strange = guest.get(path + "file/999")
    assert file.status_code == 200
    assert file.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in file.headers["content-security-policy"]
    assert strange.status_code == 404


def test_the_table_does_not_hold_what_the_link_says(house: House, thread: str) -> None:
    path, _ = let_in(house, thread)
    secret = path.split("/")[2]
    guest = Guest.objects.get()
    assert guest.digest == hashlib.sha256(secret.encode()).hexdigest()
    told = [str(c.data) for c in Change.objects.all()] + [
        str(a.detail) for a in Audit.objects.all()
    ]
    assert not any(secret in one for one in told)
    assert Audit.objects.filter(kind="guest.added").count() == 1


@pytest.mark.parametrize("end", ["revoked", "expired", "host left", "confidential", "trash"])
def test_the_link_ends(house: House, thread: str, end: str) -> None:
    path, guest = let_in(house, thread)
    with house.client("ben") as ben, house.client() as outside:
        assert outside.get(path).status_code == 200
        match end:
            case "revoked":
                url = f"/api/v1/conversations/{thread}/guests/{guest['id']}"
                assert ben.delete(url).status_code == 204
                assert ben.delete(url).status_code == 204
            case "expired":
                house.pass_time(days=14, seconds=1)
            case "host left":
                house.world.address("support", anna=Right.MANAGE)
            case "confidential":
                ben.put(f"/api/v1/conversations/{thread}/readers",
                        json={"users": ["ben@acme.example"]})  # fmt: skip
            case "trash":
                Conversation.objects.filter(pk=thread).update(state="trash")
        assert outside.get(path).status_code == 404
        assert outside.get(path + "text/1").status_code == 404


def test_a_remark_is_a_note_of_the_guest(house: House, thread: str) -> None:
    path, _ = let_in(house, thread)
    note(house, thread, "Hausgeheimnis")
    with house.client() as guest, house.client("ben") as ben:
        kept = say(guest, path, "Der Schaden ist <alt>.")
        assert kept.status_code == 302, kept.text
        page = guest.get(path + kept.headers["location"])
        assert "Der Schaden ist &lt;alt&gt;." in page.text
        assert "Hausgeheimnis" not in page.text
        detail = ben.get(f"/api/v1/conversations/{thread}").json()
    remark = detail["notes"][-1]
    assert (remark["text"], remark["guest"], remark["author"]) == (
        "Der Schaden ist <alt>.", "Gutachter Kern", "",
    )  # fmt: skip
    assert detail["unread"], "somebody should look"
    assert [g["name"] for g in detail["guests"]] == ["Gutachter Kern"]
    assert detail["guests"][0]["last_seen_at"] is not None
    assert Entry.objects.filter(kind="note", actor=None).count() == 1


def test_a_remark_without_the_forms_token_is_refused(house: House, thread: str) -> None:
    path, _ = let_in(house, thread)
    with house.client() as guest:
        assert guest.post(path, data={"remark": "x"}, headers=ORIGIN).status_code == 403
    assert not Entry.objects.filter(kind="note").exists()


@pytest.mark.parametrize(("text", "code"), [("   ", 422), ("x" * 5_001, 422), ("ü" * 5_000, 302)])
def test_a_remark_has_a_length(house: House, thread: str, text: str, code: int) -> None:
    path, _ = let_in(house, thread)
    with house.client() as guest:
        assert say(guest, path, text).status_code == code


def test_too_many_remarks_and_guesses_wait(house: House, thread: str) -> None:
    path, _ = let_in(house, thread)
    with house.client() as guest:
        codes = [say(guest, path, f"{n}").status_code for n in range(11)]
        assert codes == [302] * 10 + [429]
        guesses = [guest.get(f"/guest/{n}/").status_code for n in range(21)]
        assert guesses == [404] * 20 + [429]
        assert guest.get(path).status_code == 429
        house.pass_time(minutes=16)
        assert guest.get(path).status_code == 200


def test_a_link_that_many_hold_takes_so_many_an_hour_from_wherever(
    house: House, thread: str
) -> None:
    """The limit of each place alone would let forty through; the words are not lost."""
    path, _ = let_in(house, thread)
    other, _ = let_in(house, thread)
    with house.client() as guest:
        for _ in range(3):
            assert [say(guest, path, f"{n}").status_code for n in range(10)] == [302] * 10
            house.pass_time(minutes=16)
        refused = say(guest, path, "Die Akte liegt bei.")
        assert refused.status_code == 429
        assert "Die Akte liegt bei." in refused.text
        assert "12 " in refused.text
        assert refused.headers["Retry-After"] == "720"
        assert Entry.objects.filter(kind="note").count() == 30
        assert say(guest, other, "Und ich?").status_code == 302, "another link is another matter"
        house.pass_time(minutes=13)
        assert say(guest, path, "Die Akte liegt bei.").status_code == 302


def test_a_long_thread_comes_in_pages(house: House, thread: str) -> None:
    support = house.world.address("support")
    for number in range(2, 40):
        house.world.mail(
            support,
            conversation=int(thread),
            message_id=f"{number}@x",
            visible=f"Nr{number} " * 900,
        )
    path, _ = let_in(house, thread)
    seen: set[str] = set()
    with house.client() as guest:
        link = path
        for _ in range(40):
            page = guest.get(link)
            assert len(page.content) < 50_000
            seen |= set(re.findall(r"Nr\d+", page.text))
            earlier = re.search(r'href="(\?before=\d+)"', page.text)
            if not earlier:
                break
            link = path + earlier[1]
    assert seen == {f"Nr{n}" for n in range(2, 40)}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"days": 0}, "bad-days"),
        ({"days": 91}, "bad-days"),
        ({"name": " "}, "bad-guest"),
        ({"name": "a\nb"}, "bad-guest"),
    ],
)
def test_what_cannot_be_is_refused(
    house: House, thread: str, wish: dict[str, Any], code: str
) -> None:
    with house.client("anna") as anna:
        url = f"/api/v1/conversations/{thread}/guests"
        answer = anna.post(url, json={"name": "G", "days": 3, **wish})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
