"""Teams and what is given to them, over the doors."""

import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.people.models import Right
from tripost.store.models import Conversation


@pytest.fixture
def office(house: House) -> House:
    """Anna writes at support@, Ben has no right of his own, Root administrates."""
    house.world.address("support", anna=READ_WRITE)
    house.world.user("ben")
    house.world.user("root", role="administrator")
    return house


def mail(house: House) -> str:
    return str(house.world.mail(house.world.address("support")).conversation)


def test_a_team_gets_an_address_and_work_and_loses_both(office: House) -> None:
    ident = mail(office)
    with office.client("root") as root, office.client("anna") as anna, office.client("ben") as ben:
        made = root.post("/api/v1/teams", json={"name": "Technik", "members": ["BEN@acme.example"]})
        assert made.status_code == 201
        team = made.json()
        assert team == {"id": team["id"], "name": "Technik", "members": ["ben@acme.example"]}
        assert ben.get("/api/v1/teams").json()["items"] == [team]
        path = f"/api/v1/conversations/{ident}"
        blind = anna.put(f"{path}/assignment", json={"team": "Technik"})
        assert (blind.status_code, blind.json()["code"]) == (422, "cannot-read")

        grants = f"/api/v1/addresses/support@acme.example/team-grants/{team['id']}"
        settings = root.put(grants, json={"rights": ["write_as"]}).json()
        assert settings["team_grants"] == [
            {"team": {"id": team["id"], "name": "Technik"}, "rights": ["read", "write_as"]}
        ]
        row = anna.put(f"{path}/assignment", json={"team": "Technik"}).json()
        assert (row["team"], row["assignee"], row["state"]) == ("Technik", None, "open")
        row = ben.put(f"{path}/assignment", json={"user": "ben@acme.example"}).json()
        assert (row["team"], row["assignee"]) == ("Technik", "ben@acme.example")

        assert root.patch(f"/api/v1/teams/{team['id']}", json={"name": "Werkstatt"}).json()[
            "members"
        ] == ["ben@acme.example"]
        assert anna.get(path).json()["team"] == "Werkstatt"
        assert root.delete(f"/api/v1/teams/{team['id']}").status_code == 204
        assert ben.get(path).status_code == 404
        row = anna.get(path).json()
        assert (row["team"], row["assignee"]) == (None, "ben@acme.example"), "nothing is lost"
        assert root.put(grants, json={"rights": ["read"]}).status_code == 404


def test_whoever_leaves_the_house_leaves_the_duty_and_finds_the_team_again(office: House) -> None:
    with office.client("root") as root:
        wish = {"name": "Technik", "members": ["anna@acme.example", "ben@acme.example"]}
        team = root.post("/api/v1/teams", json=wish).json()
        root.patch("/api/v1/users/ben@acme.example", json={"active": False})
        assert root.get("/api/v1/teams").json()["items"][0]["members"] == ["anna@acme.example"]
        root.patch(f"/api/v1/teams/{team['id']}", json={"members": []})
        again = root.patch(f"/api/v1/teams/{team['id']}", json={"members": ["ben@acme.example"]})
        assert (again.status_code, again.json()["code"]) == (422, "unknown-person")
        root.patch("/api/v1/users/ben@acme.example", json={"active": True})
        assert root.get("/api/v1/teams").json()["items"][0]["members"] == ["ben@acme.example"]


def test_work_of_whoever_loses_the_right_is_not_lost(office: House) -> None:
    ident = mail(office)
    office.world.address("support", ben=READ_WRITE)
    with office.client("root") as root, office.client("anna") as anna:
        path = f"/api/v1/conversations/{ident}"
        anna.put(f"{path}/assignment", json={"user": "ben@acme.example"})
        root.put(
            "/api/v1/addresses/support@acme.example/grants/ben@acme.example", json={"rights": []}
        )
        assert anna.get(path).json()["assignee"] == "ben@acme.example"
        row = anna.put(f"{path}/assignment", json={"user": "anna@acme.example"}).json()
        assert row["assignee"] == "anna@acme.example"


def test_what_is_given_away_by_whoever_sees_only_their_own_is_out_of_their_sight(
    office: House,
) -> None:
    office.world.address("support", ben=int(Right.OWN | Right.WRITE_AS))
    ident = mail(office)
    with office.client("anna") as anna, office.client("ben") as ben:
        path = f"/api/v1/conversations/{ident}"
        assert ben.get(path).status_code == 404
        given = anna.put(f"{path}/assignment", json={"user": "ben@acme.example"})
        assert given.status_code == 200
        away = ben.put(f"{path}/assignment", json={"user": "anna@acme.example"})
        assert (away.status_code, away.content) == (204, b"")
        assert ben.get(path).status_code == 404
        undone = ben.post(f"/api/v1/acts/{away.headers['Tripost-Act']}/undo").json()
        assert [one["code"] for one in undone["kept"]] == ["not-found"]
    assert Conversation.objects.get(pk=ident).assignee == office.world.user("anna")


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"name": ""}, 422, "bad-name"),
        ({"name": "x" * 101}, 422, "bad-name"),
        ({"name": "a\r\nBcc: b"}, 422, "bad-name"),
        ({"name": "Da"}, 409, "taken"),
        ({"name": "X", "members": ["nobody@acme.example"]}, 422, "unknown-person"),
        ({"name": "X", "colour": 1}, 422, "bad-request"),
    ],
)
def test_what_cannot_be_a_team(
    office: House, wish: dict[str, object], status: int, code: str
) -> None:
    with office.client("root") as root:
        root.post("/api/v1/teams", json={"name": "Da"})
        answer = root.post("/api/v1/teams", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert [t["name"] for t in root.get("/api/v1/teams").json()["items"]] == ["Da"]
        assert root.patch("/api/v1/teams/4711", json={"name": "Y"}).status_code == 404
        assert root.delete("/api/v1/teams/4711").status_code == 404


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"timezone": "Mars/Olympus"}, "bad-timezone"),
        ({"timezone": "../etc/passwd"}, "bad-timezone"),
        ({"density": "loose"}, "bad-density"),
    ],
)
def test_what_cannot_be_chosen(office: House, wish: dict[str, str], code: str) -> None:
    with office.client("anna") as anna:
        before = anna.get("/api/v1/me").json()
        answer = anna.patch("/api/v1/me", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert anna.get("/api/v1/me").json() == before
        assert (before["timezone"], before["density"]) == ("Europe/Berlin", "comfortable")
        changed = anna.patch("/api/v1/me", json={"timezone": "Asia/Tokyo", "density": "compact"})
        assert (changed.json()["timezone"], changed.json()["density"]) == ("Asia/Tokyo", "compact")
