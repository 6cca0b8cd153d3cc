"""Two who send at the same moment: exactly one mail goes, the other's words are kept (law 6)."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from tests.doors import House
from tests.world import READ_WRITE
from tripost.outbound.models import Outgoing
from tripost.store.models import Draft, Entry

SOAK = os.environ.get("TRIPOST_SOAK") == "1"
RACES = 1_000 if SOAK else 100


@pytest.mark.storm
def test_of_two_simultaneous_sends_exactly_one_goes(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    threads = [
        house.world.mail(support, message_id=f"m{n}@x.example").conversation for n in range(RACES)
    ]
    start = Barrier(2)
    with (
        house.client("anna") as anna,
        house.client("ben") as ben,
        ThreadPoolExecutor(2) as both,
    ):

        def send(client: httpx.Client, thread: int, text: str) -> httpx.Response:
            start.wait(30)
            wish = {"text": text, "seen_up_to": 1}
            return client.post(f"/api/v1/conversations/{thread}/replies", json=wish)

        for thread in threads:
            first, second = (
                both.submit(send, anna, thread, "von Anna"),
                both.submit(send, ben, thread, "von Ben"),
            )
            answers = {"von Anna": first.result(30), "von Ben": second.result(30)}
            _exactly_one(thread, answers)
    assert Outgoing.objects.count() == RACES
    assert Draft.objects.filter(held="crossing").count() == RACES


def _exactly_one(thread: int, answers: dict[str, httpx.Response]) -> None:
    """One 201; the other 409 with the first, and its own words as a draft."""
    codes = sorted(answer.status_code for answer in answers.values())
    assert codes == [201, 409], [answer.text for answer in answers.values()]
    [(lost, held)] = [(t, a.json()) for t, a in answers.items() if a.status_code == 409]
    [won] = [t for t in answers if t != lost]
    assert held["code"] == "crossing"
    assert [m["visible"] for m in held["newer"]] == [won]
    assert (held["draft"]["text"], held["draft"]["held"]) == (lost, {"reason": "crossing"})
    kinds = Entry.objects.filter(conversation=thread).order_by("number")
    said = [(1, "message"), (2, "message"), (3, "assigned")]  # whoever answers first has it
    assert list(kinds.values_list("number", "kind")) == said
