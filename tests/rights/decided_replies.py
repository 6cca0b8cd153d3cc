"""Whom the operations of saved replies are for."""

from tests.doors import House
from tests.rights.decided import ADDRESSES, ONCE, Decided, Request, _plain
from tests.rights.roles import Place
from tripost.addresses.models import SavedReply


def _mine(house: House, place: Place) -> Request:
    made = SavedReply.objects.create(name="x", owner=house.world.user("insider"))
    return Request(f"/saved-replies/{made.pk}", {"text": "y"})


def _filled(house: House, place: Place) -> Request:
    made = SavedReply.objects.create(name="x", text="{{contact.name}}")
    return Request(f"/saved-replies/{made.pk}/filled?conversation={place.conversation}")


REPLIES: dict[str, Decided] = {
    "list_saved_replies": Decided("anyone", _plain("/saved-replies"), ONCE),
    "add_saved_reply": Decided(
        "managers-of-address",
        lambda house, place: Request(
            "/saved-replies", {"name": "x", "for": "address", "address": str(place.address.pk)}
        ),
        ADDRESSES,
    ),
    "change_saved_reply": Decided("own", _mine, ONCE),
    "remove_saved_reply": Decided("own", _mine, ONCE),
    "fill_saved_reply": Decided("readers", _filled),
}
