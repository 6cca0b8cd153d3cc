"""Whom setting up a list and deciding about its posts are for."""

from tests.rights.decided import ADDRESSES, Decided, _on

LISTS: dict[str, Decided] = {
    "get_list": Decided("managers-of-address", _on("/addresses/{a}/list"), ADDRESSES),
    "change_list": Decided(
        "managers-of-address", _on("/addresses/{a}/list", {"prefix": "[x]"}), ADDRESSES
    ),
}
