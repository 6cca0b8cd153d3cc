"""What the stream lets people hear is what the lists let them see."""

import itertools

import pytest

from tests.doors import House
from tests.world import READ_WRITE, World
from tripost.conversations.confidential.readers import set_readers
from tripost.people.models import Right
from tripost.people.policies import may_see
from tripost.people.sight import Told, sees, sights, told
from tripost.realtime.log import Logged
from tripost.store.changes import record


@pytest.mark.django_db
def test_both_forms_of_law_7_agree(world: World) -> None:
    support = world.address("support", anna=READ_WRITE, ben=Right.READ, cem=Right.MANAGE)
    world.address("sales", dana=READ_WRITE)
    world.user("root", role="administrator")
    open_one = world.mail(support).conversation
    closed = world.mail(support, message_id="m2@x.example").conversation
    anna = world.user("anna").pk
    set_readers(closed, users=[anna], by=anna, at=world.now)
    known = sights(world.reader, conversations=(open_one, closed, 1))
    assert set(known) == {open_one, closed}
    people = [world.actor(name) for name in ("anna", "ben", "cem", "dana", "root")]
    decided = [
        (sees(who, known[c]), may_see(world.reader, who=who, conversation=c))
        for who, c in itertools.product(people, (open_one, closed))
    ]
    assert all(one == two for one, two in decided)
    assert [one for one, _ in decided].count(True) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "who", "verdict"),
    [
        ("draft.saved", "anna", Told.YES),
        ("draft.saved", "ben", Told.NO),
        ("draft.removed", "ben", Told.NO),
        ("intake.changed", "ben", Told.NO),
        ("intake.changed", "root", Told.YES),
        ("address.changed", "ben", Told.YES),
        ("address.changed", "dana", Told.NO),
        ("mode.switched", "root", Told.YES),
    ],
)
def test_who_hears_of_an_address(world: World, kind: str, who: str, verdict: Told) -> None:
    support = world.address("support", anna=READ_WRITE, ben=Right.READ)
    world.user("root", role="administrator")
    change = Logged(1, "", kind, support.pk, None, world.user("anna").pk, {})
    assert told(world.actor(who), change, None) is verdict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "verdict"), [("anna", Told.NO), ("cem", Told.YES), ("root", Told.YES)]
)
def test_a_change_of_the_whole_ledger_is_for_who_looks_after_some_of_it(
    world: World, who: str, verdict: Told
) -> None:
    world.address("support", anna=READ_WRITE, cem=Right.MANAGE)
    world.user("root", role="administrator")
    change = Logged(1, "", "intake.changed", None, None, None, {"intakes": ["7"]})
    assert told(world.actor(who), change, None) is verdict


def test_what_is_given_away_or_withdrawn_is_gone_for_whom_it_was(house: House) -> None:
    """Somebody who sees only what is theirs, and somebody who was let in."""
    narrow = Right.OWN | Right.WRITE_AS
    support = house.world.address("support", anna=READ_WRITE, ben=narrow, cem=narrow)
    house.world.user("eva")
    arrive = house.services.writer.submit(lambda: house.world.mail(support))
    place = arrive.result(10).conversation
    ways = {
        "ben": ("assignment", {"user": "ben@acme.example"}, {"user": None}),
        "eva": ("invited", {"users": ["eva@acme.example"]}, {"users": []}),
    }
    with house.client("anna") as anna:
        for name, (door, give, take) in ways.items():
            others = [house.listen(other) for other in ("cem", name)]
            for listener in others:
                listener.until(type="hello")
            path = f"/api/v1/conversations/{place}"
            assert anna.put(f"{path}/{door}", json=give).is_success
            others[1].until(type="change", conversation=str(place))
            with house.client(name) as client:
                assert client.get(path).status_code == 200
                shown = client.get("/api/v1/conversations").json()["items"]
                assert [row["id"] for row in shown] == [str(place)]
            assert anna.put(f"{path}/{door}", json=take).is_success
            assert others[1].until(type="gone")["conversation"] == str(place)
            with house.client(name) as client:
                assert client.get(path).status_code == 404
                assert client.get("/api/v1/conversations").json()["items"] == []
            house.services.writer.submit(
                lambda: record("user.changed", at=house.now, data={"end": True})
            ).result(10)
            assert others[0].before(data={"end": True}) == [], "nothing of it for cem"
            for listener in others:
                listener.close()
