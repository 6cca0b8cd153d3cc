"""Merge, split, move, link, participants and forward as somebody does them in the app."""

from collections.abc import Callable
from typing import Any

import httpx

from tests.doors import House
from tests.world import READ_WRITE
from tripost.addresses.models import Address


def _do(house: House, path: str, body: Any = None, *, method: str = "POST") -> httpx.Response:
    with house.client("anna") as client:
        answer = client.request(method, f"/api/v1{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer


def _beside(house: House, local: str = "support") -> int:
    """Another conversation, that began before anybody looked."""
    address = Address.objects.get(email=f"{local}@acme.example")
    kim = {"message_id": "k@x.example", "from_address": "kim@x.example", "subject": "Nebenan"}
    return house.world.mail(address, **kim).conversation


def merged(house: House, thread: int, *, into_it: bool = True, undone: int = 0) -> None:
    """With another conversation; taken apart, and merged again."""
    part, whole = _beside(house), thread
    if not into_it:
        part, whole = whole, part
    wish = {"conversations": [str(part)], "do": {"kind": "merge", "into": str(whole)}}
    answer = _do(house, "/acts", wish)
    for _ in range(undone):
        answer = _do(house, f"/acts/{answer.json()['act']}/undo")


def merged_with_something_confidential(house: House, thread: int) -> None:
    """Ben and Cem lose sight of it."""
    part = _beside(house)
    _do(house, f"/conversations/{part}/readers", {"users": ["anna@acme.example"]}, method="PUT")
    wish = {"conversations": [str(part)], "do": {"kind": "merge", "into": str(thread)}}
    _do(house, "/acts", wish)


def split(house: House, thread: int, *, undone: int = 0) -> None:
    """A second mail becomes a conversation of its own."""
    support = Address.objects.get(email="support@acme.example")
    more = house.world.mail(support, message_id="m2@x.example", conversation=thread)
    answer = _do(house, f"/conversations/{thread}/split", {"entries": [more.number]})
    for _ in range(undone):
        answer = _do(house, f"/acts/{answer.json()['act']}/undo")


def moved(house: House, thread: int, *, undone: int = 0) -> None:
    """To an address that Anna and Cem have, and Ben has not."""
    sales = house.world.address("sales", anna=READ_WRITE, cem=READ_WRITE)
    wish = {"conversations": [str(thread)], "do": {"kind": "move", "address": str(sales.pk)}}
    answer = _do(house, "/acts", wish)
    for _ in range(undone):
        answer = _do(house, f"/acts/{answer.json()['act']}/undo")


def linked(house: House, thread: int, *, again: bool = False) -> None:
    """With another conversation."""
    other = _beside(house)
    _do(house, f"/conversations/{thread}/links", {"to": str(other)})
    if again:
        _do(house, f"/conversations/{thread}/links/{other}", method="DELETE")


def chosen(house: House, thread: int, *, undone: int = 0) -> None:
    """Somebody new gets the next answer, too."""
    kim = {"address": "kim@x.example", "name": "Kim", "role": "cc"}
    path = f"/conversations/{thread}/participants"
    answer = _do(house, path, {"participants": [kim]}, method="PUT")
    act = answer.headers["Tripost-Act"]
    for _ in range(undone):
        act = _do(house, f"/acts/{act}/undo").json()["act"]


def forwarded(house: House, thread: int) -> None:
    """The first mail goes on to somebody else."""
    with house.client("anna") as client:
        mails = client.get(f"/api/v1/conversations/{thread}").json()["messages"]
    wish = {"message": mails[0]["id"], "to": [{"address": "werk@y.example"}], "text": "x"}
    _do(house, f"/conversations/{thread}/forwards", {**wish, "seen_up_to": 1})


ORDER: dict[str, Callable[[House, int], object]] = {
    "merge": merged,
    "merge into another": lambda house, thread: merged(house, thread, into_it=False),
    "merge undone": lambda house, thread: merged(house, thread, undone=1),
    "merge undone, from the part": lambda house, thread: merged(
        house, thread, into_it=False, undone=1
    ),
    "merge done again": lambda house, thread: merged(house, thread, undone=2),
    "merge with confidential": merged_with_something_confidential,
    "split": split,
    "split undone": lambda house, thread: split(house, thread, undone=1),
    "split done again": lambda house, thread: split(house, thread, undone=2),
    "move": moved,
    "move undone": lambda house, thread: moved(house, thread, undone=1),
    "link": linked,
    "unlink": lambda house, thread: linked(house, thread, again=True),
    "participants": chosen,
    "participants undone": lambda house, thread: chosen(house, thread, undone=1),
    "forward": forwarded,
}
