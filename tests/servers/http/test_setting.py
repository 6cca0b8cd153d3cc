"""Domains, addresses, grants, lists, modes, outbox and ledger: as the administration does it."""

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right
from tripost.store.blobs import digest
from tripost.store.models import Blob, Intake


@pytest.fixture
def root(house: House) -> House:
    """With an administrator who may read nothing."""
    house.world.user("root", role="administrator")
    return house


def test_from_a_domain_to_a_working_address(root: House) -> None:
    root.world.user("anna")
    with root.client("root") as client:
        made = client.post("/api/v1/domains", json={"name": "Firma.example"})
        assert made.status_code == 201, made.text
        purposes = {r["purpose"] for r in made.json()["records"]}
        assert {"sign", "spf", "dmarc"} <= purposes
        again = client.post("/api/v1/domains", json={"name": "firma.example"})
        assert (again.status_code, again.json()["code"]) == (409, "taken")
        ask = "/api/v1/addresses/available?address="
        assert client.get(f"{ask}info@firma.example").json() == {"available": True, "reason": None}
        assert client.get(f"{ask}info@other.example").json()["reason"] == "foreign-domain"
        new = {
            "address": "info@firma.example",
            "name": "Firma",
            "mode": "inbox",
            "people": [{"address": "anna@acme.example", "rights": ["write_as"]}],
        }
        address = client.post("/api/v1/addresses", json=new)
        assert address.status_code == 201, address.text
        assert address.json()["rights"] == []
        assert [p["address"] for p in address.json()["team"]] == ["anna@acme.example"]
        assert client.get(f"{ask}info@firma.example").json()["reason"] == "taken"
        path = f"/api/v1/addresses/{address.json()['id']}"
        changed = client.patch(
            path, json={"signature": "Firma GmbH", "aliases": ["hallo@firma.example"]}
        )
        assert changed.json()["aliases"] == ["hallo@firma.example"]
        settings = client.get(f"{path}/settings").json()
        assert settings["signature"] == "Firma GmbH"
        assert settings["grants"] == [{"user": "anna@acme.example", "rights": ["read", "write_as"]}]
        used = client.delete(f"/api/v1/domains/{made.json()['id']}")
        assert (used.status_code, used.json()["code"]) == (409, "in-use")
        assert client.delete(path).status_code == 204
        assert client.delete(f"/api/v1/domains/{made.json()['id']}").status_code == 204


def test_who_makes_an_address_alone_works_on_it(root: House) -> None:
    root.world.address("first")
    with root.client("root") as client:
        made = client.post(
            "/api/v1/addresses",
            json={"address": "info@acme.example", "name": "Info", "mode": "mailbox"},
        )
    assert made.json()["rights"] == ["read", "write_as", "manage"]


def test_grants_are_given_and_taken_by_the_administration(root: House) -> None:
    support = root.world.address("support", ben=Right.READ | Right.MANAGE)
    place = root.world.mail(support)
    path = f"/api/v1/addresses/{support.pk}/grants/root@acme.example"
    with root.client("root") as client:
        thread = f"/api/v1/conversations/{place.conversation}"
        assert client.get(thread).status_code == 404
        given = client.put(path, json={"rights": ["read"]})
        assert given.status_code == 200
        assert client.get(thread).status_code == 200
        client.put(path, json={"rights": []})
        assert client.get(thread).status_code == 404
        bad = client.put(path, json={"rights": ["everything"]})
        assert (bad.status_code, bad.json()["code"]) == (422, "bad-right")


def test_the_mode_is_previewed_switched_and_switched_back(root: House) -> None:
    support = root.world.address("support")
    root.world.mail(support)
    path = f"/api/v1/addresses/{support.email}"
    with root.client("root") as client:
        preview = client.get(f"{path}/mode-preview?to=list").json()
        assert (preview["from"], preview["to"]) == ("inbox", "list")
        assert {"code": "conversations", "count": 1} in preview["keeps"]
        assert client.post(f"{path}/mode", json={"mode": "list"}).json()["mode"] == "list"
        assert client.post(f"{path}/mode", json={"mode": "inbox"}).json()["mode"] == "inbox"
        assert client.post(f"{path}/mode", json={"mode": "x"}).json()["code"] == "bad-mode"


def test_subscribers_by_paste_and_api(root: House) -> None:
    root.world.address("news", mode="list", ben=READ_WRITE)
    path = "/api/v1/addresses/news@acme.example/subscribers"
    with root.client("root") as client, root.client("ben") as ben:
        pasted = client.post(
            f"{path}/preview", json={"text": "Kim <kim@example.net>, kim@example.net\nnonsense"}
        ).json()
        itself = client.post(f"{path}/preview", json={"text": "News@acme.example"}).json()
        assert [(r["text"], r["reason"]) for r in itself["invalid"]] == [
            ("News@acme.example", "own-address")
        ]
        assert [v["address"] for v in pasted["valid"]] == ["kim@example.net"]
        assert len(pasted["twice"]) == len(pasted["invalid"]) == 1
        wish = {"subscribers": [{"address": "kim@example.net"}, {"address": "x"}]}
        added = client.post(path, json=wish).json()
        assert (added["added"], added["present"], len(added["refused"])) == (1, 0, 1)
        assert client.post(path, json=wish).json()["present"] == 1
        items = client.get(path).json()["items"]
        assert [(i["address"], i["state"]) for i in items] == [("kim@example.net", "active")]
        again = client.post(f"{path}/preview", json={"text": "Kim <KIM@example.net>"}).json()
        assert [(v["address"], v["state"]) for v in again["valid"]] == [
            ("KIM@example.net", "present")
        ]
        assert ben.get(path).status_code == 403
        assert client.get("/api/v1/addresses").json()["items"][0]["subscribers"] == 1
        assert client.delete(f"{path}/kim@example.net").status_code == 204
        assert client.delete(f"{path}/kim@example.net").status_code == 404


def test_the_ledger_shows_its_rows_and_hides_what_may_not_be_read(root: House) -> None:
    support = root.world.address("support", anna=READ_WRITE | Right.MANAGE)
    place = root.world.mail(support)
    Blob.objects.get_or_create(sha256=digest(b"x"), defaults={"size": 1, "data": b"x"})
    for number, outcome in enumerate(("new", "quarantined"), start=1):
        Intake.objects.create(
            id=number,
            received_at=root.now,
            channel="smtp",
            sender="jana@praxis-weiss.example",
            recipient=support.email,
            address_id=support.pk,
            blob_id=digest(b"x"),
            size=1,
            fingerprint=str(number),
            outcome=outcome,
            subject="Defekte Lieferung",
            conversation_id=place.conversation if outcome == "new" else None,
        )
    with root.client("root") as client, root.client("anna") as anna, root.client("ben") as ben:
        mine = anna.get("/api/v1/intake").json()["items"]
        theirs = client.get("/api/v1/intake").json()["items"]
        assert [i["outcome"] for i in mine] == ["quarantined", "new"]
        assert {i["subject"] for i in mine} == {"Defekte Lieferung"}
        assert {i["subject"] for i in theirs} == {""}
        assert {i["conversation"] for i in theirs} == {None}
        assert {i["sender"] for i in mine} == {"jana@praxis-weiss.example"}
        assert {i["sender"] for i in theirs} == {"…@praxis-weiss.example"}
        assert ben.get("/api/v1/intake").status_code == 403
        first = anna.get("/api/v1/intake?limit=1").json()
        second = anna.get(f"/api/v1/intake?limit=1&cursor={first['next']}").json()
        assert second["items"] == mine[1:]
        assert second["next"] is None
        assert client.post("/api/v1/intake/2/retry").status_code == 204
        again = client.post("/api/v1/intake/1/retry")
        assert (again.status_code, again.json()["code"]) == (409, "not-quarantined")
        anna.put(
            f"/api/v1/conversations/{place.conversation}/readers",
            json={"users": ["anna@acme.example"]},
        )
        assert [i["id"] for i in client.get("/api/v1/intake").json()["items"]] == ["2"]


def test_the_outbox_shows_what_waits(root: House) -> None:
    support = root.world.address("support", anna=READ_WRITE | Right.MANAGE)
    place = root.world.mail(support)
    with root.client("anna") as anna, root.client("root") as client:
        anna.post(
            f"/api/v1/conversations/{place.conversation}/replies",
            json={"text": "x", "seen_up_to": 1},
        )
        mine = anna.get("/api/v1/outbox").json()["items"]
        assert [(o["recipient"], o["state"]) for o in mine] == [
            ("jana@praxis-weiss.example", "queued")
        ]
        assert mine[0]["subject"].endswith("Defekte Lieferung")
        assert client.get("/api/v1/outbox").json()["items"][0]["subject"] == ""
        assert anna.get("/api/v1/outbox?state=sent").json()["items"] == []
        assert anna.get("/api/v1/outbox?state=waiting_relay").json()["items"] == []
        assert anna.get("/api/v1/outbox?state=x").json()["code"] == "bad-state"
