"""Whom the operations of order (merge, split, link, participants, forward) are for."""

from tests.doors import House
from tests.rights.decided import Decided, Request, _on
from tests.rights.roles import Place
from tripost.kit.ids import new_id


def _beside(house: House, place: Place) -> int:
    """Another conversation at the same address."""
    made = house.world.mail(
        place.address, message_id=f"{new_id(house.now)}@x.example", subject="Nebenan"
    )
    return made.conversation


def _merge(house: House, place: Place) -> Request:
    wish = {"conversations": [str(_beside(house, place))], "into": str(place.conversation)}
    return Request("/merges/preview", wish)


def _split(house: House, place: Place) -> Request:
    more = house.world.mail(
        place.address,
        conversation=place.conversation,
        message_id=f"{new_id(house.now)}@x.example",
    )
    return Request(f"/conversations/{place.conversation}/split", {"entries": [more.number]})


def _link(house: House, place: Place) -> Request:
    return Request(f"/conversations/{place.conversation}/links", {"to": str(_beside(house, place))})


def _unlink(house: House, place: Place) -> Request:
    return Request(f"/conversations/{place.conversation}/links/{_beside(house, place)}")


def _forward(house: House, place: Place) -> Request:
    wish = {
        "message": str(place.message),
        "to": [{"address": "werk@x.example"}],
        "text": "x",
        "seen_up_to": 99,
    }
    return Request(f"/conversations/{place.conversation}/forwards", wish)


ORDER: dict[str, Decided] = {
    "preview_merge": Decided("writers", _merge),
    "split_conversation": Decided("writers", _split),
    "link_conversations": Decided("writers", _link),
    "unlink_conversations": Decided("writers", _unlink),
    "set_participants": Decided(
        "writers", _on("/conversations/{c}/participants", {"participants": []})
    ),
    "forward": Decided("writers", _forward),
}
