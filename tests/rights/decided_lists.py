"""Whom setting up a list and deciding about its posts are for."""

from tests.doors import House
from tests.rights.decided import ADDRESSES, Decided, Request, _on
from tests.rights.roles import Place
from tripost.modes.distribution_list.models import Allowed


def _allowed(house: House, place: Place) -> Request:
    Allowed.objects.get_or_create(
        address=place.address, email="gast@x.example", defaults={"at": house.now}
    )
    return Request(f"/addresses/{place.address.pk}/allowed/gast@x.example")


LISTS: dict[str, Decided] = {
    "get_list": Decided("managers-of-address", _on("/addresses/{a}/list"), ADDRESSES),
    "change_list": Decided(
        "managers-of-address", _on("/addresses/{a}/list", {"prefix": "[x]"}), ADDRESSES
    ),
    "preview_from": Decided(
        "managers-of-address",
        _on("/addresses/{a}/from-preview?author=anna@acme.example"),
        ADDRESSES,
    ),
    "list_allowed": Decided("moderators-of-address", _on("/addresses/{a}/allowed"), ADDRESSES),
    "remove_allowed": Decided("moderators-of-address", _allowed, ADDRESSES),
}
