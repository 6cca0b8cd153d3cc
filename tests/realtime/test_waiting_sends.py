"""Who has a send waiting is seen: from the click on, after a restart, until it goes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.doors import House, Listener
from tests.world import READ_WRITE
from tripost.conversations.together.held import hold_back
from tripost.conversations.together.notes import add_note
from tripost.outbound.models import Delivery
from tripost.outbound.results import Result, record_results
from tripost.servers.http.hub import Hub


@pytest.fixture(params=["inbox", "mailbox"])
def thread(house: House, request: Any) -> int:
    """In support@, where anna and ben write, whatever its mode."""
    support = house.world.address("support", mode=request.param, anna=READ_WRITE, ben=READ_WRITE)
    return house.world.mail(support).conversation


def sent(house: House, thread: int, **wish: Any) -> dict[str, Any]:
    """An answer of Anna's that waits."""
    with house.client("anna") as anna:
        done = anna.post(
            f"/api/v1/conversations/{thread}/replies",
            json={"text": "Kommt.", "seen_up_to": 1, **wish},
        )
    assert done.status_code == 201, done.text
    found: dict[str, Any] = done.json()
    return found


def people(ear: Listener) -> Any:
    """Who is where, as it is said next."""
    return ear.until(type="presence")["people"]


SENDING = [{"user": "anna@acme.example", "state": "sending"}]


def undo(house: House, done: dict[str, Any]) -> None:
    """Anna takes it back."""
    with house.client("anna") as anna:
        anna.post(f"/api/v1/sends/{done['message']['sending']['id']}/cancel")


def leave(house: House, done: dict[str, Any]) -> None:
    """The relay has taken it."""
    copy = Delivery.objects.get()
    result = Result(
        delivery=copy.pk, outgoing=copy.outgoing_id, outcome="sent", at=house.now, code="250 2.0.0"
    )
    house.services.writer.submit(partial(record_results, [result], at=house.now)).result(10)


def hold(house: House, done: dict[str, Any]) -> None:
    """Ben leaves a note, and its time comes."""
    copy = Delivery.objects.select_related("outgoing").get()
    assert copy.outgoing.conversation_id is not None
    ben = house.world.user("ben").pk
    note = partial(add_note, copy.outgoing.conversation_id, by=ben, text="Halt", at=house.now)
    house.services.writer.submit(note).result(10)
    due = copy.outgoing.not_before
    assert house.services.writer.submit(partial(hold_back, at=due)).result(10) == 1


@pytest.mark.parametrize("end", [undo, leave, hold])
@pytest.mark.parametrize("wish", [{}, {"not_before": "2026-12-24T08:00:00Z"}], ids=["undo", "plan"])
def test_it_shows_until_it_leaves_is_taken_back_or_held(
    house: House, thread: int, end: Callable[[House, dict[str, Any]], None], wish: dict[str, Any]
) -> None:
    ben = house.listen("ben")
    done = sent(house, thread, **wish)
    assert people(ben) == SENDING
    end(house, done)
    assert people(ben) == []


def test_it_shows_to_who_comes_later_and_after_a_restart(house: House, thread: int) -> None:
    sent(house, thread, not_before="2026-12-24T08:00:00Z")
    fresh = Hub(house.services)
    house.loop.run(fresh.start())
    try:
        assert fresh._presence.people(thread) == SENDING
    finally:
        house.loop.run(fresh.stop())
    assert people(house.listen("ben")) == SENDING


@pytest.mark.parametrize("state", ["elsewhere", "viewing", "composing"])
def test_who_is_there_is_told_in_every_mode(house: House, thread: int, state: str) -> None:
    ben, anna = house.listen("ben"), house.listen("anna")
    anna.until(type="hello")
    anna.say(type="presence", conversation=str(thread), state=state)
    assert people(ben) == [{"user": "anna@acme.example", "state": state}]
    anna.close()
    assert people(ben) == []
