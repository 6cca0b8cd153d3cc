"""What is known of people outside, and by whom (law 7)."""

from functools import partial
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.conversations.confidential.readers import set_readers
from tripost.modes.distribution_list.models import Subscriber
from tripost.people.models import Audit, Right
from tripost.store.models import Contact, Conversation, Identity

JANA = "jana@praxis-weiss.example"
PRIVATE = "jana@home.example"


@pytest.fixture
def support(house: House) -> Address:
    """Jana has written to support@ and sales@."""
    made = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=Right.READ)
    sales = house.world.address("sales", dana=READ_WRITE, anna=READ_WRITE)
    house.world.user("root", role="administrator")
    write(house, made)
    write(house, sales, message_id="m2@x.example", subject="Angebot")
    return made


def write(house: House, address: Address, **changes: Any) -> int:
    """A mail from Jana arrives; its conversation."""
    arrive = partial(house.world.mail, address, **changes)
    return house.services.writer.submit(arrive).result(10).conversation


def ask(house: House, name: str, method: str, path: str, body: Any = None) -> httpx.Response:
    with house.client(name) as client:
        return client.request(method, f"/api/v1/contacts/{path}", json=body)


def panel(house: House, name: str, email: str = JANA) -> dict[str, Any]:
    found: dict[str, Any] = ask(house, name, "GET", email).json()
    return found


def test_a_panel_tells_what_the_asker_may_see(house: House, support: Address) -> None:
    found = panel(house, "anna")
    assert (found["address"], found["name"]) == (JANA, "Jana Weiß")
    assert {one["subject"] for one in found["earlier"]} == {"Defekte Lieferung", "Angebot"}
    assert [one["subject"] for one in panel(house, "ben")["earlier"]] == ["Defekte Lieferung"]
    assert found["identities"] == [JANA]
    assert ask(house, "anna", "GET", JANA.upper()).json()["earlier"] == found["earlier"]


@pytest.mark.parametrize("email", [JANA, "nobody@x.example", "x", "%00", "a" * 400])
def test_whom_one_has_not_met_one_does_not_know(house: House, support: Address, email: str) -> None:
    known, unknown = ask(house, "root", "GET", email), ask(house, "root", "GET", "other@x.example")
    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content
    assert ask(house, "root", "POST", f"{email}/notes", {"text": "x"}).status_code == 404
    assert ask(house, "root", "PATCH", email, {"name": "x"}).status_code == 404
    assert not Contact.objects.exists()


def test_what_is_written_down_stays(house: House, support: Address) -> None:
    wish = {
        "name": "Dr. Jana Weiß",
        "company": "Praxis Weiß",
        "phone": "+49 30 1",
        "fields": [{"name": "Kundennummer", "value": "4711"}],
    }
    answer = ask(house, "anna", "PATCH", JANA, wish)
    assert answer.status_code == 200, answer.text
    seen = panel(house, "ben")
    assert {k: seen[k] for k in ("name", "company", "phone")} == {
        k: wish[k] for k in ("name", "company", "phone")
    }
    assert seen["fields"] == [{"name": "Kundennummer", "value": "4711", "protected": False}]
    assert ask(house, "cem", "PATCH", JANA, {"name": "x"}).status_code == 403
    assert not Audit.objects.filter(kind="contact.protected").exists()


def test_notes_are_their_authors(house: House, support: Address) -> None:
    note = ask(house, "cem", "POST", f"{JANA}/notes", {"text": " Ruft lieber an. "}).json()
    assert (note["text"], note["author"]) == ("Ruft lieber an.", "cem@acme.example")
    assert panel(house, "dana")["notes"] == [note]
    path = f"{JANA}/notes/{note['id']}"
    assert ask(house, "anna", "DELETE", path).status_code == 403
    assert ask(house, "cem", "DELETE", f"other@x.example/notes/{note['id']}").status_code == 404
    assert ask(house, "cem", "DELETE", path).status_code == 204
    assert ask(house, "cem", "DELETE", path).status_code == 404
    assert panel(house, "dana")["notes"] == []


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"name": "a\nb"}, "bad-name"),
        ({"phone": "1" * 101}, "bad-phone"),
        ({"fields": [{"name": "", "value": "x"}]}, "bad-field"),
        ({"fields": [{"name": "x", "value": "y" * 1001}]}, "bad-field"),
        ({"fields": [{"name": str(n), "value": "y"} for n in range(51)]}, "too-many-fields"),
        ({"readers": ["nobody@x.example"]}, "unknown-person"),
        ({"identities": ["never@seen.example"]}, "unknown-address"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(
    house: House, support: Address, wish: dict[str, Any], code: str
) -> None:
    answer = ask(house, "anna", "PATCH", JANA, {"company": "Neu", **wish})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert panel(house, "anna")["company"] == ""


def test_several_addresses_are_one_person(house: House, support: Address) -> None:
    write(house, support, message_id="m3@x", subject="Privat", from_address=PRIVATE)
    ask(house, "ben", "POST", f"{PRIVATE}/notes", {"text": "Privat erreichbar"})
    ask(house, "ben", "PATCH", PRIVATE, {"phone": "1"})
    joined = ask(house, "anna", "PATCH", JANA, {"identities": [PRIVATE]}).json()
    assert sorted(joined["identities"]) == [PRIVATE, JANA]
    assert joined["phone"] == "1"
    for email in (JANA, PRIVATE):
        seen = panel(house, "ben", email)
        assert [one["text"] for one in seen["notes"]] == ["Privat erreichbar"]
        assert {one["subject"] for one in seen["earlier"]} == {"Privat", "Defekte Lieferung"}
    assert Contact.objects.count() == 1
    thread = Conversation.objects.get(subject="Privat").pk
    with house.client("ben") as ben:
        shown = ben.get(f"/api/v1/conversations/{thread}").json()["contact_panel"]
    assert [one["subject"] for one in shown["earlier"]] == ["Defekte Lieferung"]
    apart = ask(house, "anna", "PATCH", JANA, {"identities": []}).json()
    assert apart["identities"] == [JANA]
    assert panel(house, "anna", PRIVATE)["notes"] == []


def test_nobody_is_joined_to_a_secret(house: House, support: Address) -> None:
    anna = house.world.user("anna").pk
    hidden = write(house, support, message_id="m3@x", from_address=PRIVATE)
    close = partial(set_readers, hidden, users=[anna], by=anna, at=house.now)
    house.services.writer.submit(close).result(10)
    secret = ask(house, "ben", "PATCH", JANA, {"identities": [PRIVATE]})
    absent = ask(house, "ben", "PATCH", JANA, {"identities": ["jana@none.example"]})
    assert secret.status_code == absent.status_code == 422
    assert secret.text.replace(PRIVATE, "") == absent.text.replace("jana@none.example", "")
    assert not Identity.objects.exists()


def test_lists_are_those_one_may_read(house: House, support: Address) -> None:
    news = house.world.address("news", mode="list", anna=Right.READ, dana=Right.MANAGE)
    Subscriber.objects.create(address=news, email=JANA, since=house.now, state="active")
    Subscriber.objects.create(address=news, email="s@x.example", since=house.now, state="active")
    assert [one["address"] for one in panel(house, "anna")["lists"]] == ["news@acme.example"]
    assert panel(house, "ben")["lists"] == []
    assert panel(house, "anna", "s@x.example")["earlier"] == []
    assert ask(house, "dana", "GET", "s@x.example").status_code == 404


def test_a_protected_contact_is_there_for_its_readers_only(house: House, support: Address) -> None:
    ask(house, "anna", "POST", f"{JANA}/notes", {"text": "Krank"})
    listener = house.listen("ben")
    listener.until(type="hello")
    wish = {"protected": True, "readers": ["cem@acme.example"]}
    answer = ask(house, "anna", "PATCH", JANA, wish)
    assert answer.status_code == 200, answer.text
    assert answer.json()["readers"] == ["anna@acme.example", "cem@acme.example"]
    mine = Conversation.objects.get(subject="Defekte Lieferung")
    assert listener.until(type="gone")["conversation"] == str(mine.pk)
    for name in ("ben", "dana", "root"):
        assert ask(house, name, "GET", JANA).status_code == 404
        with house.client(name) as client:
            assert client.get("/api/v1/contacts?q=jana").json()["items"] == []
            assert client.get("/api/v1/conversations").json()["items"] == []
    assert len(panel(house, "anna")["earlier"]) == 2
    assert len(panel(house, "cem")["earlier"]) == 1
    assert [row.detail["contact"] for row in Audit.objects.filter(kind="contact.protected")] == [
        str(Contact.objects.get().pk)
    ]
    with house.client("root") as root:
        items = root.get("/api/v1/audit?limit=1000").json()["items"]
    told = [one for one in items if one["kind"] in ("contact.protected", "readers.set")]
    assert len(told) == 3
    assert all((one["target"], one["detail"]) == (None, {}) for one in told)


def test_protecting_many_closes_all(house: House, support: Address) -> None:
    for number in range(45):
        write(house, support, message_id=f"n{number}@x")
    assert ask(house, "anna", "PATCH", JANA, {"protected": True}).status_code == 200
    assert not Conversation.objects.filter(confidential=False).exists()


def test_protected_fields_are_for_readers(house: House, support: Address) -> None:
    fields = [
        {"name": "Kasse", "value": "AOK", "protected": True},
        {"name": "Ort", "value": "Bonn", "protected": False},
    ]
    ask(house, "anna", "PATCH", JANA, {"fields": fields})
    assert panel(house, "anna")["fields"] == fields
    assert panel(house, "ben")["fields"] == fields[1:]
    assert panel(house, "ben")["readers"] == []
    moved = {**fields[1], "value": "Köln"}
    assert ask(house, "ben", "PATCH", JANA, {"fields": [moved]}).json()["fields"] == [moved]
    assert panel(house, "anna")["fields"] == [moved, fields[0]], "what ben cannot see stays"
    assert not Conversation.objects.filter(confidential=True).exists()


def test_a_protected_field_always_has_a_reader(house: House, support: Address) -> None:
    fields = [{"name": "IBAN", "value": "DE02", "protected": True}]
    assert ask(house, "anna", "PATCH", JANA, {"fields": fields}).status_code == 200
    assert ask(house, "anna", "PATCH", JANA, {"protected": False, "readers": []}).status_code == 200
    assert panel(house, "anna")["readers"] == ["anna@acme.example"]
    assert ask(house, "ben", "PATCH", JANA, {"company": "Praxis"}).status_code == 200
    assert panel(house, "anna")["readers"] == ["anna@acme.example"]
    assert "DE02" not in ask(house, "ben", "GET", JANA).text
    assert ask(house, "ben", "PATCH", JANA, {"protected": True}).status_code == 403


def test_who_sees_a_protected_field_is_chosen_without_protecting_the_person(
    house: House, support: Address
) -> None:
    """As the dialog sends it: the switch off, people named."""
    field = {"name": "Kasse", "value": "AOK", "protected": True}
    ask(house, "anna", "PATCH", JANA, {"fields": [field]})
    chosen = {"protected": False, "readers": ["ben@acme.example"]}
    kept = ask(house, "anna", "PATCH", JANA, chosen).json()
    assert kept["readers"] == ["anna@acme.example", "ben@acme.example"]
    assert [panel(house, name)["fields"] for name in ("anna", "ben", "cem")] == [
        [field], [field], [],
    ]  # fmt: skip
    assert not Conversation.objects.filter(confidential=True).exists(), "the person is no secret"
    chosen["readers"] = ["anna@acme.example"]
    assert ask(house, "cem", "PATCH", JANA, chosen).status_code == 403
    assert ask(house, "anna", "PATCH", JANA, chosen).status_code == 200
    assert panel(house, "ben")["fields"] == []
