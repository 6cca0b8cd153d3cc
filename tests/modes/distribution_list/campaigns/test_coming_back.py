"""A campaign that cannot leave is a draft again, people are told why, and nothing of it stays."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.doors import House
from tests.modes.distribution_list.campaigns.conftest import Desk
from tests.modes.distribution_list.campaigns.test_starting import again, frozen, leave
from tripost.addresses.models import Address
from tripost.core.message import parse
from tripost.jobs import actions as jobs
from tripost.jobs.models import Job
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.campaigns import freezing, starting
from tripost.modes.distribution_list.models import Attribute, Campaign, Frozen, ListSettings
from tripost.outbound.models import Outgoing
from tripost.people.models import Grant
from tripost.store.models import Conversation, Message
from tripost.worker.runner import Runner
from tripost.worker.schedule import GIVEN_UP, HANDLERS


def killed(*_: Any, **__: Any) -> None:
    raise RuntimeError("killed")


def letters(house: House) -> dict[str, str]:
    """Who was told what."""
    return {
        mail.deliveries.get().recipient: parse(house.services.blobs.read(mail.base_id)).text
        for mail in Outgoing.objects.filter(kind="notice").order_by("id")
    }


def scheduled(anna: Desk, draft: dict[str, Any], **changes: Any) -> int:
    """With these changes; returns its version."""
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, **changes})
    anna("POST", f"{path}/send", {"version": 3})
    return 3


def no_attribute(news: Address) -> None:
    Attribute.objects.all().delete()


def no_topic(news: Address) -> None:
    ListSettings.objects.update(topics=[])


def nobody_asks(news: Address) -> None:
    Campaign.objects.update(asked_by=None)


def no_right(news: Address) -> None:
    Grant.objects.filter(address=news, user__address="anna@acme.example").update(rights=1)


@pytest.mark.parametrize(
    ("changes", "goes", "why"),
    [
        ({"query": "attr.city:Bonn", "content": {"blocks": [
            {"id": "a", "type": "text", "html": "<p>Hallo</p>"}]}}, no_attribute, "audience"),
        ({}, no_attribute, "content"),
        ({"topic": "it"}, no_topic, "topic"),
        ({}, nobody_asks, "sender"),
        ({}, no_right, "sender"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("when", ["scheduled", "freezing"])
def test_what_is_not_as_it_was_comes_back_with_its_reason(
    house: House,
    anna: Desk,
    draft: dict[str, Any],
    news: Address,
    changes: dict[str, Any],
    goes: Callable[[Address], None],
    why: str,
    when: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ListSettings.objects.update(topics=[{"key": "it", "name": "IT"}])
    version = scheduled(anna, draft, **changes)
    if when == "freezing":
        with monkeypatch.context() as broken:
            broken.setattr(freezing, "let_go", killed)
            with pytest.raises(RuntimeError, match="killed"):
                again(house, draft, version)
        assert frozen()
    goes(news)
    back = again(house, draft, version)
    assert (back.state, back.back, back.outgoing_id) == ("draft", why, None)
    assert again(house, draft, version).version == back.version, "it may run twice"
    assert not Frozen.objects.exists()
    assert not Outgoing.objects.filter(kind="campaign", cancelled_at=None).exists()
    assert not Message.objects.exists(), "nothing stays filed as sent"
    assert not Conversation.objects.exists()
    told = letters(house)
    if goes is not no_right:
        assert "anna@acme.example" in told, "who manages the list hears of it"
        assert "/campaigns/" in told["anna@acme.example"]
    assert len(told) == Outgoing.objects.filter(kind="notice").count() == (goes is not no_right)


def test_it_can_leave_again_and_says_no_more_that_it_came_back(
    house: House, anna: Desk, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = scheduled(anna, draft)
    Campaign.objects.update(asked_by=None)
    again(house, draft, version)
    assert anna("GET", f"/campaigns/{draft['id']}")["back"] == "sender"
    assert leave(house, anna, draft).state == "sending"
    assert anna("GET", f"/campaigns/{draft['id']}")["back"] == ""
    mailings = anna("GET", f"/addresses/{draft['address']}/mailings")["items"]
    assert len(mailings) == 1, "what never left is no mailing"


def test_who_presses_send_takes_over_from_who_may_no_longer(
    house: House, anna: Desk, dana: Desk, draft: dict[str, Any], news: Address
) -> None:
    ben = house.world.user("ben")
    Campaign.objects.update(asked_by=ben, state="asked")
    anna("POST", f"/campaigns/{draft['id']}/send", {"version": 2})
    assert Campaign.objects.get().asked_by == house.world.user("anna")


def test_a_conversation_that_somebody_worked_on_stays(
    house: House, anna: Desk, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = scheduled(anna, draft)
    with monkeypatch.context() as broken:
        broken.setattr(freezing, "let_go", killed)
        with pytest.raises(RuntimeError, match="killed"):
            again(house, draft, version)
    place = Outgoing.objects.get().conversation_id
    anna("POST", f"/conversations/{place}/notes", {"text": "Schon weg?"})
    Attribute.objects.all().delete()
    assert again(house, draft, version).state == "draft"
    shown = anna("GET", f"/conversations/{place}")
    assert [note["text"] for note in shown["notes"]] == ["Schon weg?"]
    assert shown["messages"] == []


def test_after_the_last_try_people_are_told(
    house: House, anna: Desk, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = scheduled(anna, draft)
    monkeypatch.setattr(freezing, "begin", killed)
    runner = Runner(house.services, handlers=HANDLERS, given_up=GIVEN_UP)
    for left in range(jobs.TRIES, 0, -1):
        assert Campaign.objects.get().state == "scheduled", f"{left} tries are left"
        house.pass_time(hours=1)
        house.loop.run(runner.turn())
    came = Campaign.objects.get()
    assert (came.state, came.back, came.version) == ("draft", "failed", version + 1)
    assert Job.objects.get(name="campaigns.start").failed_at, "doctor sees it too"
    assert "several tries" in letters(house)["anna@acme.example"]


def test_a_run_that_was_overtaken_changes_nothing(
    house: House, anna: Desk, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first run hangs after its lease; a second one does it all. Then the first goes on."""
    version = scheduled(anna, draft)
    hung: list[freezing.Run] = []
    begin = freezing.begin

    def remembering(*args: Any, **how: Any) -> freezing.Run | None:
        run = begin(*args, **how)
        hung.extend([run] if run is not None else [])
        return run

    with monkeypatch.context() as broken:
        broken.setattr(freezing, "begin", remembering)
        broken.setattr(freezing, "let_go", killed)
        with pytest.raises(RuntimeError, match="killed"):
            again(house, draft, version)
    [first] = hung
    assert again(house, draft, version).state == "sending"
    before = sorted(Frozen.objects.values_list("pk", "email"))
    assert len(before) == 3
    services, nobody = house.services, [starting.Chosen(1, "x@example.net", "")]
    times = freezing.Times(house.now, None)
    late: list[Callable[[], Any]] = [
        lambda: freezing.clear(first, limit=100),
        lambda: freezing.freeze(first, nobody, times=times),
        lambda: freezing.let_go(first, total=1, at=house.now),
    ]
    for work in late:
        assert not services.writer.submit(work).result(10)
    assert sorted(Frozen.objects.values_list("pk", "email")) == before
    assert Outgoing.objects.get(kind="campaign").total == 3


def test_what_an_earlier_run_chose_goes_in_pieces(
    house: House, anna: Desk, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = scheduled(anna, draft)
    monkeypatch.setattr(starting, "CHUNK", 1)
    with monkeypatch.context() as broken:
        broken.setattr(freezing, "let_go", killed)
        with pytest.raises(RuntimeError, match="killed"):
            again(house, draft, version)
    outgoing = Outgoing.objects.get()
    Frozen.objects.create(
        outgoing=outgoing, subscriber=Frozen.objects.all()[0].subscriber,
        email=f"left{new_id(house.now)}@example.net", not_before=house.now,
    )  # fmt: skip
    assert again(house, draft, version).state == "sending"
    assert frozen() == ["jana@example.net", "ole@example.net", "pia@example.net"]
