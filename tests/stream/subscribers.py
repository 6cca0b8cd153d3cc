"""Subscribers, attributes, segments and imports as who looks after the list changes them."""

from collections.abc import Callable
from typing import Any

import httpx

from tests.doors import House
from tripost.addresses.models import Address
from tripost.modes.distribution_list.models import Import
from tripost.modes.distribution_list.subscribers.imports import job

SUPPORT = "/api/v1/addresses/support@acme.example"
PERSON = {"subscribers": [{"address": "s@x.example", "attributes": {"city": "Bonn"}}]}


def _do(root: httpx.Client, method: str, path: str, body: Any = None, **more: Any) -> Any:
    answer = root.request(method, f"{SUPPORT}{path}", json=body, **more)
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


def person_comes_and_goes(house: House, thread: int) -> None:
    """Added, changed, taken off, brought back."""
    with house.client("root") as root:
        _do(root, "POST", "/subscribers", PERSON)
        _do(root, "PATCH", "/subscribers/s@x.example", {"name": "S"})
        _do(root, "DELETE", "/subscribers/s@x.example")
        _do(root, "PATCH", "/subscribers/s@x.example", {"state": "active"})


def attribute_comes_and_goes(house: House, thread: int) -> None:
    """Made, changed, dropped."""
    with house.client("root") as root:
        _do(root, "POST", "/attributes", {"key": "city"})
        _do(root, "PUT", "/attributes/city", {"label": "Ort"})
        _do(root, "DELETE", "/attributes/city")


def segment_comes_and_goes(house: House, thread: int) -> None:
    """Saved, changed, dropped."""
    with house.client("root") as root:
        made = _do(root, "POST", "/segments", {"name": "x", "query": "state:active"})
        for method, body in (("PUT", {"name": "y"}), ("DELETE", None)):
            answer = root.request(method, f"/api/v1/segments/{made['id']}", json=body)
            assert answer.status_code < 300, answer.text


def list_nested(house: House, thread: int) -> None:
    """Another list becomes a member."""
    house.world.address("news", mode="list")
    with house.client("root") as root:
        _do(root, "PUT", "/nested", {"lists": ["news@acme.example"]})


def imported(house: House, thread: int) -> None:
    """A file is loaded."""
    files = {"file": ("x.csv", b"mail\na@x.example\nb@x.example\n", "text/csv")}
    with house.client("root") as root:
        made = root.post(f"{SUPPORT}/imports", files=files, data={"mapping": '["email"]'})
        assert made.status_code == 201, made.text
    house.loop.run(job.load(house.services, {"import": made.json()["id"]}))


def import_undone(house: House, thread: int) -> None:
    """And taken back."""
    imported(house, thread)
    made = Import.objects.get(address=Address.objects.get(email="support@acme.example"))
    with house.client("root") as root:
        _do(root, "POST", f"/imports/{made.pk}/undo")
    by = house.world.user("root").pk
    house.loop.run(job.undo(house.services, {"import": str(made.pk), "by": by}))


SUBSCRIBERS: dict[str, Callable[[House, int], object]] = {
    "subscriber": person_comes_and_goes,
    "attribute": attribute_comes_and_goes,
    "segment": segment_comes_and_goes,
    "nested list": list_nested,
    "import": imported,
    "import, undone": import_undone,
}
