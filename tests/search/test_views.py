"""A saved view's number is the number of what is in it, for whoever asks, and follows the log."""

from datetime import timedelta
from typing import Any

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right, Team
from tripost.search import members
from tripost.search.follower import Follower
from tripost.search.models import Followed, Member, View
from tripost.store.changes import record
from tripost.store.models import Change, Conversation, Invited, Reader


@pytest.fixture
def follower(house: House) -> Follower:
    return Follower(house.services)


def _post(house: House, who: str, **wish: Any) -> Any:
    with house.client(who) as client:
        return client.post("/api/v1/saved-views", json={"name": "V", "query": "is:open", **wish})


def _views(house: House, name: str) -> dict[str, Any]:
    with house.client(name) as client:
        return {v["name"]: v for v in client.get("/api/v1/saved-views").json()["items"]}


def _count(house: House, name: str, view: str = "V") -> int:
    return int(_views(house, name)[view]["count"])


def _touch(house: House, *conversations: int, **values: Any) -> None:
    for ident in conversations:
        Conversation.objects.filter(pk=ident).update(**values)
        record("state.set", at=house.now, conversation=ident)


def test_a_view_counts_what_it_shows_and_follows(house: House, follower: Follower) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    mails = [house.world.mail(support, subject=f"Rechnung {n}").conversation for n in range(4)]
    assert _post(house, "anna", query="rechnung is:open").json()["count"] == 4
    while house.loop.run(follower.turn()):
        pass
    assert Member.objects.count() == 4
    assert _count(house, "anna") == 4
    _touch(house, mails[0], mails[1], state="closed")
    assert house.loop.run(follower.turn())
    assert _count(house, "anna") == 2
    told = Change.objects.filter(kind="views.counted").latest("modseq")
    assert told.data == {
        "owners": [house.world.user("anna").pk],
        "addresses": [support.pk],
        "people": [],
    }
    assert not house.loop.run(follower.turn()), "its own word is no news"
    with house.client("anna") as client:
        ident = _views(house, "anna")["V"]["id"]
        assert (
            client.patch(f"/api/v1/saved-views/{ident}", json={"query": "is:closed"}).json()[
                "count"
            ]
            == 2
        )
        house.loop.run(follower.turn())
        assert _count(house, "anna") == 2
        assert client.delete(f"/api/v1/saved-views/{ident}").status_code == 204
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("shared", "team", "heard"),
    [
        (False, False, ["anna"]),
        (False, True, ["anna", "ben"]),
        (True, False, ["anna", "ben", "cem"]),
    ],
)
def test_of_a_view_that_is_not_theirs_nobody_hears_anything(
    house: House, follower: Follower, shared: bool, team: bool, heard: list[str]
) -> None:
    world = house.world
    names = ("anna", "ben", "cem")
    support = world.address("support", **dict.fromkeys(names, READ_WRITE))
    mail = world.mail(support).conversation
    red = Team.objects.create(name="Rot")
    red.members.add(world.user("ben"))
    View.objects.create(
        id=77_001, name="V", query="is:open", owner=world.user("anna"), shared=shared,
        team=red if team else None,
    )  # fmt: skip
    listeners = {name: house.listen(name) for name in names}
    for listener in listeners.values():
        listener.until(type="hello")
    while house.loop.run(follower.turn()):
        pass
    _touch(house, mail, state="closed")
    house.loop.run(follower.turn())
    house.services.writer.submit(
        lambda: record("user.changed", at=house.now, data={"end": True})
    ).result(10)
    counted = []
    for name, listener in listeners.items():
        said = listener.before(data={"end": True})
        listener.close()
        counted += [name] if any(one.get("kind") == "views.counted" for one in said) else []
        assert "77001" not in str(said)
    assert counted == heard


def test_nobody_learns_the_number_of_what_they_may_not_see(
    house: House, follower: Follower
) -> None:
    world = house.world
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.OWN)
    world.address("sales", cem=READ_WRITE)
    mails = [world.mail(support, subject=f"S{n}").conversation for n in range(6)]
    Conversation.objects.filter(pk__in=mails[:2]).update(confidential=True)
    Reader.objects.create(conversation_id=mails[0], user=world.user("anna"))
    Conversation.objects.filter(pk=mails[2]).update(assignee=world.user("dana"))
    Invited.objects.create(conversation_id=mails[3], user=world.user("eva"), at=house.now)
    world.user("anna", role="member")
    View.objects.create(
        id=1, name="V", query="is:open", owner=world.user("anna"), shared=True, position=0
    )
    wanted = {"anna": 5, "ben": 4, "cem": 0, "dana": 1, "eva": 1}
    assert {name: _count(house, name) for name in wanted} == wanted, "counted row by row"
    house.loop.run(follower.turn())
    assert View.objects.get().built
    assert {name: _count(house, name) for name in wanted} == wanted, "from the kept members"
    _touch(house, mails[4], confidential=True)
    house.loop.run(follower.turn())
    assert (_count(house, "anna"), _count(house, "ben")) == (4, 3)


def test_time_alone_moves_conversations(house: House, follower: Follower) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    first = house.world.mail(support).conversation
    second = house.world.mail(support).conversation
    hour = timedelta(hours=1)
    Conversation.objects.filter(pk=first).update(waiting_since=house.now - 3 * hour)
    Conversation.objects.filter(pk=second).update(due_at=house.now + hour, waiting_since=None)
    _post(house, "anna", name="long", query="waiting:>4h")
    _post(house, "anna", name="late", query="due:overdue")
    house.loop.run(follower.turn())
    assert (_count(house, "anna", "long"), _count(house, "anna", "late")) == (0, 0)
    house.pass_time(minutes=61)
    assert house.loop.run(follower.turn())
    assert (_count(house, "anna", "long"), _count(house, "anna", "late")) == (1, 1)


def test_a_log_that_begins_anew_builds_anew(house: House, follower: Follower) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    mail = house.world.mail(support).conversation
    _post(house, "anna", query="is:open")
    house.loop.run(follower.turn())
    assert _count(house, "anna") == 1
    Conversation.objects.filter(pk=mail).update(state="closed")  # nobody said so
    members.restart(at=1)
    Followed.objects.update(modseq=10**9)  # from another life of this database
    house.loop.run(Follower(house.services).turn())
    assert _count(house, "anna") == 0


def test_two_followers_do_not_count_twice(house: House, follower: Follower) -> None:
    """Each finds the place in the log moved by the other, looks again, and writes nothing twice."""
    support = house.world.address("support", anna=READ_WRITE)
    mail = house.world.mail(support).conversation
    _post(house, "anna", query="is:open")
    other = Follower(house.services)
    house.loop.run(follower.turn())
    house.loop.run(other.turn())
    _touch(house, mail, state="closed")
    house.loop.run(follower.turn())
    with pytest.raises(members.Outrun):
        house.loop.run(other.turn())
    assert _count(house, "anna") == 0


def test_a_renamed_team_is_looked_at_again(house: House, follower: Follower) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    mail = house.world.mail(support).conversation
    team = Team.objects.create(name="Technik")
    Conversation.objects.filter(pk=mail).update(team=team)
    _post(house, "anna", query="team:technik")
    house.loop.run(follower.turn())
    assert _count(house, "anna") == 1
    Team.objects.update(name="Lager")
    record("team.changed", at=house.now)
    house.loop.run(follower.turn())
    assert _count(house, "anna") == 0


def test_personal_views_are_counted_for_each(house: House, follower: Follower) -> None:
    world = house.world
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    mail = world.mail(support).conversation
    Conversation.objects.filter(pk=mail).update(assignee=world.user("ben"))
    View.objects.create(id=1, name="V", query="is:mine", owner=world.user("anna"), shared=True)
    house.loop.run(follower.turn())
    assert (_count(house, "anna"), _count(house, "ben")) == (0, 1)


@pytest.mark.parametrize("sort", ["newest", "oldest", "priority"])
def test_the_list_of_a_view_page_by_page(house: House, follower: Follower, sort: str) -> None:
    world = house.world
    support, office = (world.address(a, anna=READ_WRITE) for a in ("support", "office"))
    hidden = world.address("hidden", ben=READ_WRITE)
    mails = []
    for number in range(9):
        place = (support, office, hidden)[number % 3]
        at = house.now + timedelta(minutes=number)
        mails.append(world.mail(place, at=at, subject=f"S{number}").conversation)
    _touch(house, mails[0], state="closed")
    ident = _post(house, "anna", query="is:open", sort=sort).json()["id"]

    def pages(client: Any) -> list[str]:
        found, cursor = [], ""
        while cursor is not None:
            query = f"view=saved:{ident}&limit=2" + (f"&cursor={cursor}" if cursor else "")
            page = client.get(f"/api/v1/conversations?{query}").json()
            found += [row["subject"] for row in page["items"]]
            cursor = page["next"]
        return found

    wanted = ["S7", "S6", "S4", "S3", "S1"]
    with house.client("anna") as client:
        for _ in range(2):  # counted row by row, then from the kept members
            assert pages(client) == (wanted[::-1] if sort == "oldest" else wanted)
            house.loop.run(follower.turn())
        some = client.get(f"/api/v1/conversations?view=saved:{ident}&address={office.pk}").json()
        assert {row["subject"] for row in some["items"]} == {"S7", "S4", "S1"}
    with house.client("ben") as client:
        assert client.get(f"/api/v1/conversations?view=saved:{ident}").status_code == 404


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"query": "is:nonsense"}, 422, "bad-query"),
        ({"name": " "}, 422, "bad-name"),
        ({"sort": "size"}, 422, "bad-sort"),
        ({"for": "nobody"}, 422, "bad-audience"),
        ({"for": "team"}, 422, "bad-team"),
        ({"for": "team", "team": "Lager"}, 422, "unknown-team"),
        ({"for": "team", "team": "Technik"}, 403, "forbidden"),
        ({"for": "all"}, 403, "forbidden"),
        ({"tone": 13}, 422, "bad-tone"),
        ({"position": -1}, 422, "bad-position"),
        ({"query": "wort " * 10_000}, 422, "bad-query"),
    ],
)
def test_what_is_refused(house: House, wish: dict[str, Any], status: int, code: str) -> None:
    house.world.address("support", anna=READ_WRITE)
    Team.objects.create(name="Technik")
    answer = _post(house, "anna", **wish)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if code == "bad-query":
        assert {"position", "word", "reason", "message"} <= answer.json().keys()
    assert not View.objects.exists()


def test_whom_a_view_is_for(house: House) -> None:
    world = house.world
    world.address("support", anna=READ_WRITE | Right.MANAGE, ben=READ_WRITE, dana=READ_WRITE)
    Team.objects.create(name="Technik").members.add(world.user("ben"))
    _post(house, "anna", name="for all", **{"for": "all"})
    _post(house, "ben", name="for us", **{"for": "team", "team": "Technik"})
    _post(house, "ben", name="for me")
    assert {name: sorted(_views(house, name)) for name in ("anna", "ben", "dana")} == {
        "anna": ["for all"],
        "ben": ["for all", "for me", "for us"],
        "dana": ["for all"],
    }
    ours, mine = View.objects.get(name="for all").pk, View.objects.get(name="for me").pk
    with house.client("dana") as client:
        assert client.delete(f"/api/v1/saved-views/{ours}").status_code == 403
        assert client.delete(f"/api/v1/saved-views/{mine}").status_code == 404


def test_completion_offers_names_one_may_know(house: House) -> None:
    world = house.world
    house.world.mail(world.address("support", anna=READ_WRITE))
    world.mail(world.address("hidden"), from_address="geheim@example.net", from_name="Geheim")
    with house.client("anna") as client:

        def offered(text: str) -> list[str]:
            found = client.get("/api/v1/query/complete", params={"q": text, "at": len(text)})
            return [item["insert"] for item in found.json()["items"]]

        assert offered("from:") == ["from:jana@praxis-weiss.example "]
        assert offered("in:") == ["in:support@acme.example "]
        assert "assigned:anna@acme.example " in offered("assigned:")
