"""Whom the operations of saved views and of completion are for."""

from tests.doors import House
from tests.rights.decided import ONCE, Decided, Request, _plain
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.search.models import View


def _view(house: House, place: Place) -> Request:
    made = View.objects.create(
        id=new_id(house.now), name="x", query="is:open", owner=house.world.user("insider")
    )
    return Request(f"/saved-views/{made.pk}", {"tone": 2})


VIEWS: dict[str, Decided] = {
    "complete_query": Decided("anyone", _plain("/query/complete?q=from:&at=5"), ONCE),
    "list_saved_views": Decided("anyone", _plain("/saved-views"), ONCE),
    "add_saved_view": Decided(
        "anyone", _plain("/saved-views", {"name": "x", "query": "is:unread"}), ONCE
    ),
    "change_saved_view": Decided("own", _view, ONCE),
    "remove_saved_view": Decided("own", _view, ONCE),
}
