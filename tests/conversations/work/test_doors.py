"""The doors of work: many at once, lost races told, bad input refused whole, speed."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.conversations.work import fifties
from tripost.conversations.work.act import perform
from tripost.people.models import Right
from tripost.store.models import Act, Conversation, Entry


@pytest.fixture
def office(house: House) -> House:
    """Anna and Ben write at support@, Cem reads, Root administrates."""
    house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=int(Right.READ))
    house.world.user("root", role="administrator")
    return house


def mails(house: House, count: int) -> list[str]:
    support = house.world.address("support")
    return [
        str(house.world.mail(support, message_id=f"m{n}@x", subject=f"S{n}").conversation)
        for n in range(count)
    ]


def acts(client: httpx.Client, ids: list[str], **do: Any) -> Any:
    return client.post("/api/v1/acts", json={"conversations": ids, "do": do})


def test_what_an_act_answers(office: House) -> None:
    ids = mails(office, 3)
    with office.client("anna") as client:
        answer = acts(client, [*ids, ids[0], "4711", "x"], kind="state", state="closed").json()
        assert sorted(answer["changed"]) == sorted(ids)
        assert answer["unchanged"] == 0
        assert {(r["id"], r["code"]) for r in answer["refused"]} == {
            ("4711", "not-found"),
            ("x", "not-found"),
        }
        assert {row["state"] for row in answer["rows"]} == {"closed"}
        back = client.post(f"/api/v1/acts/{answer['act']}/undo").json()
        assert sorted(back["undone"]) == sorted(ids)
        assert back["kept"] == []
        again = client.post(f"/api/v1/acts/{answer['act']}/undo")
        assert (again.status_code, again.json()["code"]) == (409, "already-undone")
        assert client.post(f"/api/v1/acts/{back['act']}/undo").json()["undone"]


def test_five_hundred_are_closed_and_undone_at_once(office: House) -> None:
    ids = mails(office, 500)
    with office.client("anna") as client:
        best = 9.9
        for _ in range(3):  # the machine has other work; the best of three is ours
            began = time.perf_counter()
            done = acts(client, ids, kind="state", state="closed").json()
            back = client.post(f"/api/v1/acts/{done['act']}/undo").json()
            best = min(best, time.perf_counter() - began)
            assert (len(done["changed"]), len(back["undone"])) == (500, 500)
            assert len(done["rows"]) == 100
    print(f"500 closed and undone: {best:.3f} s")
    assert best < 4.0, best  # half a second on a machine that has nothing else to do
    assert set(Conversation.objects.values_list("state", flat=True)) == {"new"}


def test_of_a_hundred_parallel_changes_every_lost_race_is_told(office: House) -> None:
    """Ten people, ten tries each, at one conversation; who loses looks again."""
    (ident,) = mails(office, 1)
    tokens = {name: office.token(name) for name in ("anna", "ben")}
    values = [-1, 0, 1, 2]

    def worker(number: int) -> tuple[int, int]:
        accepted = lost = 0
        name = "anna" if number % 2 else "ben"
        headers = {"Authorization": f"Bearer {tokens[name]}"}
        url = f"http://{address}/api/v1"
        with httpx.Client(headers=headers) as client:
            known = 0
            for turn in range(10):
                wanted = values[(values.index(known) + 1 + turn % 3) % 4]
                wish = {
                    "conversations": [ident],
                    "do": {"kind": "priority", "priority": wanted},
                    "was": {"priority": known},
                }
                answer = client.post(f"{url}/acts", json=wish)
                if answer.status_code == 200:
                    assert answer.json()["changed"] == [ident]
                    accepted, known = accepted + 1, wanted
                else:
                    told = answer.json()
                    assert (answer.status_code, told["code"]) == (409, "moved-on")
                    assert told["by"] in ("anna@acme.example", "ben@acme.example")
                    lost, known = lost + 1, told["row"]["priority"]
        return accepted, lost

    address = office.serve()
    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(worker, range(10)))
    accepted = sum(one for one, _ in results)
    assert accepted + sum(lost for _, lost in results) == 100
    events = Entry.objects.filter(conversation_id=ident, kind="priority").order_by("number")
    assert events.count() == accepted == Act.objects.count()
    steps = [(e.data["from"], e.data["to"]) for e in events]
    assert all(before[1] == after[0] for before, after in pairwise(steps))
    assert Conversation.objects.get(pk=ident).priority == steps[-1][1]


def test_the_single_doors_name_their_act_and_tell_lost_races(office: House) -> None:
    (ident,) = mails(office, 1)
    with office.client("anna") as anna, office.client("ben") as ben:
        path = f"/api/v1/conversations/{ident}"
        taken = anna.put(f"{path}/assignment", json={"user": "anna@acme.example"})
        assert (taken.json()["assignee"], taken.json()["state"]) == ("anna@acme.example", "open")
        late = ben.put(
            f"{path}/assignment",
            json={"user": "ben@acme.example", "was": {"assignee": None}},
        )
        assert (late.status_code, late.json()["code"]) == (409, "moved-on")
        assert late.json()["row"]["assignee"] == "anna@acme.example"
        assert late.json()["by"] == "anna@acme.example"
        undo = anna.post(f"/api/v1/acts/{taken.headers['Tripost-Act']}/undo")
        assert undo.json()["undone"] == [ident]
        row = anna.put(f"{path}/due", json={"due_at": "2026-12-01T09:00:00+01:00"}).json()
        assert row["due_at"] == "2026-12-01T08:00:00Z"
        assert anna.put(f"{path}/priority", json={"priority": 2}).json()["priority"] == 2
        same = anna.put(f"{path}/priority", json={"priority": 2})
        assert "Tripost-Act" not in same.headers


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"conversations": [], "do": {"kind": "star", "on": True}}, "nothing-chosen"),
        ({"conversations": ["1"] * 1001, "do": {"kind": "star", "on": True}}, "too-many"),
        ({"conversations": ["1"], "do": {"kind": "explode"}}, "bad-request"),
        ({"conversations": ["1"], "do": {"kind": "state", "state": "new"}}, "bad-state"),
        ({"conversations": ["1"], "do": {"kind": "state", "state": "x"}}, "bad-state"),
        ({"conversations": ["1"], "do": {"kind": "state", "state": "open", "x": 1}}, "bad-request"),
        (
            {"conversations": ["1"], "do": {"kind": "state", "state": "open", "status": "x"}},
            "bad-status",
        ),
        (
            {
                "conversations": ["1"],
                "do": {"kind": "state", "state": "snoozed", "until": "2020-01-01T00:00:00Z"},
            },
            "bad-time",
        ),
        (
            {
                "conversations": ["1"],
                "do": {"kind": "state", "state": "snoozed", "until": "2027-01-01T00:00:00"},
            },
            "bad-request",
        ),
        ({"conversations": ["1"], "do": {"kind": "assign"}}, "bad-request"),
        ({"conversations": ["1"], "do": {"kind": "assign", "user": "x@y.z"}}, "unknown-person"),
        ({"conversations": ["1"], "do": {"kind": "assign", "team": "x"}}, "unknown-team"),
        ({"conversations": ["1"], "do": {"kind": "priority", "priority": 9}}, "bad-priority"),
        ({"conversations": ["1"], "do": {"kind": "label", "add": [""]}}, "bad-label"),
        ({"conversations": ["1"], "do": {"kind": "label", "add": ["a\u0000"]}}, "bad-request"),
    ],
)
def test_what_cannot_be_done_is_refused_whole(office: House, wish: Any, code: str) -> None:
    (ident,) = mails(office, 1)
    if wish["conversations"] == ["1"]:
        wish = {**wish, "conversations": [ident]}
    with office.client("anna") as client:
        answer = client.post("/api/v1/acts", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Act.objects.exists()
    assert not Entry.objects.exclude(kind="message").exists()


def test_a_thousand_unknown_ids_are_refused_one_by_one(office: House) -> None:
    with office.client("anna") as client:
        answer = acts(client, [str(n) for n in range(1, 1001)], kind="star", on=True).json()
    assert (answer["act"], answer["changed"], len(answer["refused"])) == (None, [], 1000)
    assert {r["code"] for r in answer["refused"]} == {"not-found"}


def test_a_right_that_goes_in_the_middle_leaves_what_was_done_and_refuses_the_rest(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = mails(office, 120)
    anna = office.world.user("anna")

    def then_take_the_right(*args: Any, **more: Any) -> Any:
        done = perform(*args, **more)
        anna.grants.all().delete()
        return done

    monkeypatch.setattr(fifties, "perform", then_take_the_right)
    with office.client("anna") as client:
        answer = acts(client, ids, kind="state", state="closed")
    assert answer.status_code == 200
    told = answer.json()
    assert (len(told["changed"]), len(told["refused"]), told["rows"]) == (50, 70, [])
    assert {r["code"] for r in told["refused"]} == {"not-found"}
    assert Conversation.objects.filter(state="closed").count() == 50
    assert Act.objects.get().items.count() == 50


def test_taking_off_a_label_that_nobody_knows_changes_nothing(office: House) -> None:
    ids = mails(office, 2)
    with office.client("anna") as client:
        answer = acts(client, ids, kind="label", remove=["Gibtsnicht"]).json()
    assert (answer["changed"], answer["unchanged"]) == ([], 2)


def test_the_same_key_does_it_once(office: House) -> None:
    ids = mails(office, 60)
    with office.client("anna") as client:
        wish = {"conversations": ids, "do": {"kind": "state", "state": "closed"}}
        headers = {"Idempotency-Key": "k1"}
        first = client.post("/api/v1/acts", json=wish, headers=headers)
        second = client.post("/api/v1/acts", json=wish, headers=headers)
    assert first.json() == second.json()
    assert Act.objects.count() == 1


def test_statuses_are_kept_by_administrators_and_shown_to_all(office: House) -> None:
    (ident,) = mails(office, 1)
    with office.client("root") as root, office.client("anna") as anna:
        made = root.post("/api/v1/statuses", json={"name": "Beim Drucker", "type": "waiting"})
        assert made.status_code == 201
        assert made.json() == {
            "id": made.json()["id"], "name": "Beim Drucker", "type": "waiting", "tone": 1,
            "position": 1,
        }  # fmt: skip
        taken = root.post("/api/v1/statuses", json={"name": "Beim Drucker", "type": "open"})
        assert (taken.status_code, taken.json()["code"]) == (409, "taken")
        for wrong in (
            {"name": "X", "type": "spam"}, {"name": "", "type": "open"},
            {"name": "X", "type": "open", "tone": 99},
        ):  # fmt: skip
            assert root.post("/api/v1/statuses", json=wrong).status_code == 422
        path = f"/api/v1/conversations/{ident}/state"
        row = anna.put(path, json={"state": "waiting", "status": "Beim Drucker"}).json()
        assert (row["state"], row["status"]) == ("waiting", "Beim Drucker")
        status = f"/api/v1/statuses/{made.json()['id']}"
        used = root.patch(status, json={"type": "open"})
        assert (used.status_code, used.json()["code"]) == (409, "in-use")
        assert root.patch(status, json={"name": "Druckerei", "tone": 4}).json()["tone"] == 4
        assert [s["name"] for s in anna.get("/api/v1/statuses").json()["items"]] == ["Druckerei"]
        assert root.delete(status).status_code == 204
        assert root.delete(status).status_code == 404
        row = anna.get(f"/api/v1/conversations/{ident}").json()
        assert (row["state"], row["status"]) == ("waiting", None)


def test_times_in_words(office: House) -> None:
    with office.client("anna") as client:
        found = client.get("/api/v1/when", params={"text": "morgen 9 uhr"}).json()
        assert found == {"at": "2026-11-24T08:00:00Z", "iso_local": "2026-11-24T09:00:00+01:00"}
        params = {"text": "tomorrow 9am", "timezone": "America/New_York"}
        assert client.get("/api/v1/when", params=params).json()["at"] == "2026-11-24T14:00:00Z"
        assert client.patch("/api/v1/me", json={"timezone": "Asia/Tokyo"}).status_code == 200
        found = client.get("/api/v1/when", params={"text": "morgen 9 uhr"}).json()
        assert found["iso_local"] == "2026-11-24T09:00:00+09:00"
        for params in ({"text": "bald"}, {"text": "morgen", "timezone": "Mars"}):
            answer = client.get("/api/v1/when", params=params)
            assert (answer.status_code, answer.json()["code"]) == (422, "bad-time")
