"""The page of subscribers over the wire: pages, one person, changes, attributes."""

from typing import Any

import httpx
import pytest

from tests.doors import House
from tests.doors import house as house
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.modes.distribution_list.models import Consent, Subscriber
from tripost.modes.distribution_list.subscribers import queries
from tripost.people.models import Right
from tripost.store.models import Change

NEWS = "/api/v1/addresses/news@acme.example"


@pytest.fixture
def anna(house: House) -> httpx.Client:
    """Looks after the list."""
    house.world.address("news", mode="list", anna=int(READ_WRITE | Right.MANAGE))
    return house.client("anna")


def add(anna: httpx.Client, *people: dict[str, Any]) -> Any:
    answer = anna.post(f"{NEWS}/subscribers", json={"subscribers": people})
    assert answer.status_code == 200, answer.text
    return answer.json()


def some(number: int) -> list[dict[str, Any]]:
    return [{"address": f"s{n:02}@x.example", "name": f"Nr {n} 100%"} for n in range(number)]


def test_adding_is_vouched_for(house: House, anna: httpx.Client) -> None:
    done = add(anna, {"address": "A@x.example", "attributes": {"city": " Köln ", "age": 41}})
    assert done == {"added": 1, "present": 0, "refused": []}
    one = anna.get(f"{NEWS}/subscribers/a@x.example").json()
    assert (one["attributes"], one["source"]) == ({"city": "Köln", "age": 41}, "hand")
    assert [(c["kind"], c["by"]) for c in one["consents"]] == [("vouched", "anna@acme.example")]
    kinds = {a["key"]: a["kind"] for a in anna.get(f"{NEWS}/attributes").json()["items"]}
    assert kinds == {"city": "text", "age": "number"}


def test_a_value_that_does_not_fit_is_refused(anna: httpx.Client) -> None:
    add(anna, {"address": "a@x.example", "attributes": {"age": 41}})
    done = add(
        anna,
        {"address": "b@x.example", "attributes": {"age": "alt"}},
        {"address": "c@x.example", "attributes": {"Not A Key": "x"}},
        {"address": "d@x.example", "attributes": {"age": "1.041,5"}},
    )
    assert done["added"] == 1
    assert done["refused"] == [
        {"address": "b@x.example", "reason": "bad-number"},
        {"address": "c@x.example", "reason": "unknown-attribute"},
    ]
    assert Subscriber.objects.get(email="d@x.example").attributes == {"age": 1041.5}


@pytest.mark.parametrize("sort", ["address", "name", "newest", "oldest", "bounces"])
def test_pages_follow_each_other_in_every_order(
    house: House, anna: httpx.Client, sort: str
) -> None:
    for person in some(7):
        add(anna, person)
        house.pass_time(seconds=1)
    for n in range(7):
        Subscriber.objects.filter(email=f"s{n:02}@x.example").update(bounces=n % 3)
    seen, cursor = [], ""
    while cursor is not None:
        wish = {"sort": sort, "limit": 2, "cursor": cursor}
        page = anna.get(f"{NEWS}/subscribers", params=wish).json()
        assert page["total"] == 7
        seen += [item["address"][1:3] for item in page["items"]]
        cursor = page["next"]
    usual = [f"{n:02}" for n in range(7)]
    wanted = {"newest": usual[::-1], "bounces": ["02", "05", "01", "04", "00", "03", "06"]}
    assert seen == wanted.get(sort, usual)


@pytest.mark.parametrize(
    "cursor",
    ["x", "[]", "[1,2]", '["\\u0000",1]', '["\\ud800",1]', '["a",99999999999999999999]', "5"],
)
def test_a_strange_cursor_begins_at_the_beginning(anna: httpx.Client, cursor: str) -> None:
    add(anna, *some(2))
    for sort in ("address", "newest", "bounces"):
        page = anna.get(f"{NEWS}/subscribers", params={"cursor": cursor, "sort": sort})
        assert len(page.json()["items"]) == 2, page.text


def test_words_look_into_address_and_name(anna: httpx.Client) -> None:
    add(anna, *some(12))
    found = {
        q: [
            i["address"][:3]
            for i in anna.get(f"{NEWS}/subscribers", params={"q": q}).json()["items"]
        ]
        for q in ("NR 7", "0%", "0_", "s03@")
    }
    assert found["NR 7"] == ["s07"]
    assert len(found["0%"]) == 12
    assert found["0_"] == []
    assert found["s03@"] == ["s03"]


def test_who_was_taken_off_is_shown_by_name_of_the_state(anna: httpx.Client) -> None:
    add(anna, *some(2))
    assert anna.delete(f"{NEWS}/subscribers/s00@x.example").status_code == 204

    def shown(**wish: str) -> list[str]:
        page = anna.get(f"{NEWS}/subscribers", params=wish).json()
        return [item["address"][:3] for item in page["items"]]

    assert shown() == ["s01"]
    assert shown(state="removed") == ["s00"]
    assert anna.get(f"{NEWS}/subscribers?state=x").json()["code"] == "bad-state"


def test_a_person_is_changed_in_part(anna: httpx.Client) -> None:
    add(anna, {"address": "a@x.example", "name": "A", "attributes": {"city": "Köln", "age": 4}})
    one = f"{NEWS}/subscribers/a@x.example"
    wish = {"name": " B\u200b ", "topics": ["x"], "attributes": {"age": None, "city": "Bonn"}}
    done = anna.patch(one, json=wish).json()
    assert (done["name"], done["topics"], done["attributes"]) == ("B", ["x"], {"city": "Bonn"})
    done = anna.patch(one, json={"delivery": "digest", "language": "en"}).json()
    assert (done["name"], done["delivery"], done["language"]) == ("B", "digest", "en")
    assert anna.patch(one, json={"topics": None}).json()["topics"] is None
    for wish, code in (
        ({"delivery": "never"}, "bad-delivery"),
        ({"language": "xx"}, "bad-language"),
        ({"attributes": {"unknown": 1}}, "unknown-attribute"),
        ({"attributes": {"age": "x"}}, "bad-number"),
        ({"state": "unsubscribed"}, "bad-state"),
    ):
        answer = anna.patch(one, json=wish)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert anna.patch(f"{NEWS}/subscribers/b@x.example", json={}).status_code == 404


def test_a_digest_begins_now_and_a_pause_goes_back_to_what_was(
    house: House, anna: httpx.Client
) -> None:
    add(anna, {"address": "a@x.example"})
    house.pass_time(days=1)
    for delivery in ("digest", "pause", "pause"):
        anna.patch(f"{NEWS}/subscribers/a@x.example", json={"delivery": delivery})
    row = Subscriber.objects.get()
    told = (row.delivery, row.resumes, row.digested_at, row.paused_until)
    assert told == ("pause", "digest", house.now, None)


def test_only_who_did_not_leave_by_themselves_is_brought_back(anna: httpx.Client) -> None:
    add(anna, *some(3))
    for n, state in enumerate(("bouncing", "removed", "unsubscribed")):
        Subscriber.objects.filter(email=f"s0{n}@x.example").update(state=state, bounces=3, score=2)
    for n, status in enumerate((200, 200, 409)):
        answer = anna.patch(f"{NEWS}/subscribers/s0{n}@x.example", json={"state": "active"})
        assert answer.status_code == status
    rows = Subscriber.objects.order_by("email").values_list("state", "bounces", "score")
    assert list(rows) == [("active", 0, 0), ("active", 0, 0), ("unsubscribed", 3, 2)]
    assert Consent.objects.filter(email="s01@x.example", kind="vouched").count() == 2


def test_a_paste_is_sorted_with_what_was_perhaps_meant(anna: httpx.Client) -> None:
    add(anna, *some(3))
    Subscriber.objects.filter(email="s01@x.example").update(state="unsubscribed")
    Subscriber.objects.filter(email="s02@x.example").update(state="removed")
    text = (
        "Jana <jana@gmial.com>; s00@x.example, s01@x.example\ns02@x.example\n"
        "neu@web.de neu@web.de\njörg@gmx.de\nanna(at)web.de\nnews@acme.example\nUnsinn"
    )
    found = anna.post(f"{NEWS}/subscribers/preview", json={"text": text}).json()
    assert {v["address"]: (v["state"], v["suggestion"]) for v in found["valid"]} == {
        "jana@gmial.com": ("new", "jana@gmail.com"),
        "s00@x.example": ("present", None),
        "s01@x.example": ("unsubscribed", None),
        "s02@x.example": ("removed", None),
        "neu@web.de": ("new", None),
        "jörg@gmx.de": ("new", "joerg@gmx.de"),
    }
    assert [(i["line"], i["reason"], i["suggestion"]) for i in found["invalid"]] == [
        (5, "no-at", "anna@web.de"),
        (7, "no-at", None),
        (0, "own-address", None),
    ]
    assert found["twice"] == [{"address": "neu@web.de", "name": ""}]
    assert Change.objects.filter(kind="subscribers.changed").count() == 1


def test_attributes_come_and_go(anna: httpx.Client) -> None:
    made = anna.post(f"{NEWS}/attributes", json={"label": "Größe (cm)", "kind": "number"})
    assert (made.status_code, made.json()["key"]) == (201, "groesse_cm")
    wish = {"key": "plan", "label": "Plan", "kind": "choice", "choices": ["Frei", "Voll", "frei"]}
    assert anna.post(f"{NEWS}/attributes", json=wish).json()["choices"] == ["Frei", "Voll"]
    assert anna.post(f"{NEWS}/attributes", json=wish).json()["code"] == "key-taken"
    add(anna, {"address": "a@x.example", "attributes": {"plan": "VOLL"}})
    assert Subscriber.objects.get().attributes == {"plan": "Voll"}
    one = f"{NEWS}/attributes/plan"
    assert anna.put(one, json={"kind": "text"}).json()["code"] == "kind-used"
    assert anna.put(one, json={"asked": True, "position": 5}).json()["asked"]
    for wish, code in (
        ({"key": "1x"}, "bad-key"),
        ({"key": "name"}, "bad-key"),
        ({"key": "x", "kind": "y"}, "bad-kind"),
        ({"key": "x", "kind": "choice"}, "bad-choices"),
        ({"label": "???"}, "bad-key"),
        ({"key": "x", "label": "a\nb"}, "bad-label"),
    ):
        answer = anna.post(f"{NEWS}/attributes", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (422, code), wish
    assert anna.delete(one).status_code == 204
    assert anna.delete(one).status_code == 404
    assert [a["key"] for a in anna.get(f"{NEWS}/attributes").json()["items"]] == ["groesse_cm"]


def test_subjects_are_for_readers_alone(house: House, anna: httpx.Client) -> None:
    add(anna, {"address": "a@x.example"})
    news = Address.objects.get(email="news@acme.example")
    house.world.address("news", cem=int(Right.MANAGE))
    sent(house, news, Subscriber.objects.get())
    for name, subject in (("anna", "Frage"), ("cem", None)):
        with house.client(name) as client:
            one = client.get(f"{NEWS}/subscribers/a@x.example").json()
        assert [(s["subject"], s["state"], s["code"]) for s in one["sends"]] == [
            (subject, "sent", "250 2.0.0")
        ]


@pytest.mark.parametrize(
    ("kind", "subject", "told"),
    [
        ("campaign", "{{first_name|Guten Tag}}: Neues", "Guten Tag: Neues"),
        ("post", "{{first_name|Guten Tag}}: Neues", "{{first_name|Guten Tag}}: Neues"),
        ("campaign", None, None),
    ],
)
def test_a_campaign_is_told_without_its_variables(
    kind: str, subject: str | None, told: str | None
) -> None:
    assert queries._told(kind, subject) == told


def sent(house: House, news: Address, subscriber: Subscriber) -> None:
    """A post whose copy has reached this person."""
    from tripost.kit.ids import new_id
    from tripost.outbound.models import Delivery, Outgoing
    from tripost.store.models import Message

    mail = house.world.mail(news, subject="Frage")
    outgoing = Outgoing.objects.create(
        id=new_id(house.now), address=news, conversation_id=mail.conversation,
        message_id=mail.message, kind="post",
        base_id=Message.objects.get(pk=mail.message).blob_id,
        created_at=house.now, not_before=house.now,
    )  # fmt: skip
    Delivery.objects.create(
        id=new_id(house.now), outgoing=outgoing, recipient=subscriber.email, state="sent",
        code="250 2.0.0", next_at=house.now, subscriber_id=subscriber.pk,
    )  # fmt: skip
