"""Whom subscribers, their attributes, segments and imports are for."""

from typing import Any

from tests.doors import House
from tests.rights.decided import ADDRESSES, Build, Decided, Request, _on
from tests.rights.roles import Place
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import Attribute, Import, Segment, Subscriber


def _subscriber(body: Any = None) -> Build:
    """Somebody who is on the list."""

    def build(house: House, place: Place) -> Request:
        Subscriber.objects.update_or_create(
            address=place.address, email="gone@x.example",
            defaults={"since": house.now, "state": "active"},
        )  # fmt: skip
        return Request(f"/addresses/{place.address.pk}/subscribers/gone@x.example", body)

    return build


def _attribute(body: Any = None) -> Build:
    def build(house: House, place: Place) -> Request:
        key = f"k{new_id(house.now)}"
        Attribute.objects.create(address=place.address, key=key, label="K", kind="text")
        return Request(f"/addresses/{place.address.pk}/attributes/{key}", body)

    return build


def _segment(body: Any = None) -> Build:
    def build(house: House, place: Place) -> Request:
        made = Segment.objects.create(
            address=place.address, name=f"S{new_id(house.now)}", query="name:x", at=house.now
        )
        return Request(f"/segments/{made.pk}", body)

    return build


FILE = {"file": ("x.csv", b"mail\nx@x.example\n", "text/csv")}


def _import(suffix: str = "") -> Build:
    def build(house: House, place: Place) -> Request:
        made = Import.objects.create(
            id=new_id(house.now), address=place.address, at=house.now, file="x.csv", state="done"
        )
        return Request(f"/addresses/{place.address.pk}/imports/{made.pk}{suffix}")

    return build


def _managers(build: Build) -> Decided:
    return Decided("managers-of-address", build, ADDRESSES)


SUBSCRIBERS: dict[str, Decided] = {
    "list_subscribers": _managers(_on("/addresses/{a}/subscribers")),
    "add_subscribers": _managers(
        _on("/addresses/{a}/subscribers", {"subscribers": [{"address": "s@x.example"}]})
    ),
    "preview_subscribers": _managers(_on("/addresses/{a}/subscribers/preview", {"text": "x"})),
    "get_subscriber": _managers(_subscriber()),
    "change_subscriber": _managers(_subscriber({"name": "X"})),
    "remove_subscriber": _managers(_subscriber()),
    "list_attributes": _managers(_on("/addresses/{a}/attributes")),
    "add_attribute": _managers(
        lambda house, place: Request(
            f"/addresses/{place.address.pk}/attributes", {"key": f"a{new_id(house.now)}"}
        )
    ),
    "change_attribute": _managers(_attribute({"label": "L"})),
    "remove_attribute": _managers(_attribute()),
    "export_subscribers": _managers(_on("/addresses/{a}/subscribers.csv")),
    "set_nested": _managers(_on("/addresses/{a}/nested", {"lists": []})),
    "preview_import": _managers(
        lambda house, place: Request(f"/addresses/{place.address.pk}/imports/preview", files=FILE)
    ),
    "add_import": _managers(
        lambda house, place: Request(
            f"/addresses/{place.address.pk}/imports",
            files={**FILE, "mapping": (None, '["email"]')},
        )
    ),
    "list_imports": _managers(_on("/addresses/{a}/imports")),
    "get_import": _managers(_import()),
    "import_errors": _managers(_import("/errors.csv")),
    "undo_import": _managers(_import("/undo")),
    "list_segments": _managers(_on("/addresses/{a}/segments")),
    "add_segment": _managers(
        lambda house, place: Request(
            f"/addresses/{place.address.pk}/segments",
            {"name": f"S{new_id(house.now)}", "query": "name:x"},
        )
    ),
    "count_segment": _managers(_on("/addresses/{a}/segments/count", {"query": "name:x"})),
    "complete_segment": _managers(_on("/addresses/{a}/segments/complete?q=sta&at=3")),
    "change_segment": _managers(_segment({"query": "name:y"})),
    "remove_segment": _managers(_segment()),
}
