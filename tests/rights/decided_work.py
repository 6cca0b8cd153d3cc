"""Whom the operations of work, statuses and teams are for."""

from tests.doors import House
from tests.rights.decided import ADDRESSES, ONCE, Decided, Request, _new, _on, _plain
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.people.models import Team
from tripost.store.models import Act, ActItem, Status


def _act(house: House, place: Place) -> Request:
    star = {"kind": "star", "on": True}
    return Request("/acts", {"conversations": [str(place.conversation)], "do": star})


def _acted(house: House, place: Place) -> Request:
    act = Act.objects.create(
        id=new_id(house.now), by=house.world.user("insider"), at=house.now, kind="priority"
    )
    ActItem.objects.create(
        act=act, conversation_id=place.conversation, before={"priority": 1}, after={"priority": 0}
    )
    return Request(f"/acts/{act.pk}/undo")


def _status(house: House, place: Place) -> Request:
    made = Status.objects.create(name=f"s{new_id(house.now)}", type="waiting")
    return Request(f"/statuses/{made.pk}", {"tone": 2})


def _team(house: House, place: Place) -> Request:
    made = Team.objects.create(name=f"t{new_id(house.now)}")
    return Request(f"/teams/{made.pk}", {"members": []})


def _team_grant(house: House, place: Place) -> Request:
    made = Team.objects.create(name=f"t{new_id(house.now)}")
    return Request(f"/addresses/{place.address.pk}/team-grants/{made.pk}", {"rights": ["read"]})


WORK: dict[str, Decided] = {
    # Whoever may not see one of them is told that it is not there, for each by itself.
    "act": Decided("anyone", _act),
    "undo_act": Decided("own", _acted),
    "assign": Decided("writers", _on("/conversations/{c}/assignment", {"user": None})),
    "set_state": Decided("writers", _on("/conversations/{c}/state", {"state": "closed"})),
    "set_priority": Decided("writers", _on("/conversations/{c}/priority", {"priority": 1})),
    "set_due": Decided("writers", _on("/conversations/{c}/due", {"due_at": None})),
    "set_labels": Decided("writers", _on("/conversations/{c}/labels", {"labels": ["x"]})),
    "understand_time": Decided("anyone", _plain("/when?text=morgen"), ONCE),
    "list_statuses": Decided("anyone", _plain("/statuses"), ONCE),
    "add_status": Decided(
        "administrators", _new("/statuses", lambda n: {"name": f"s{n}", "type": "open"}), ONCE
    ),
    "change_status": Decided("administrators", _status, ONCE),
    "remove_status": Decided("administrators", _status, ONCE),
    "list_teams": Decided("anyone", _plain("/teams"), ONCE),
    "add_team": Decided("administrators", _new("/teams", lambda n: {"name": f"t{n}"}), ONCE),
    "change_team": Decided("administrators", _team, ONCE),
    "remove_team": Decided("administrators", _team, ONCE),
    "set_team_grant": Decided("managers-of-address", _team_grant, ADDRESSES),
}
