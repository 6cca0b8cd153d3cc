"""Campaigns as they are written, leave, are paused and stopped."""

from collections.abc import Callable
from datetime import timedelta

from tests.doors import House
from tests.world import READ_WRITE
from tripost.modes.distribution_list.campaigns import starting
from tripost.modes.distribution_list.models import Campaign, ListSettings, Subscriber
from tripost.outbound.models import Outgoing
from tripost.people.models import Right

CONTENT = {"blocks": [{"id": "a", "type": "text", "html": "<p>Hallo</p>"}]}


def _written(house: House) -> Campaign:
    """By anna, for the list she manages; ben only reads it."""
    news = house.world.address(
        "news", mode="list", anna=int(READ_WRITE | Right.MANAGE), ben=int(Right.READ)
    )
    ListSettings.objects.get_or_create(address=news, defaults={"brand": {"imprint": "Acme"}})
    Subscriber.objects.get_or_create(
        address=news, email="jana@x.example", defaults={"since": house.now}
    )
    with house.client("anna") as anna:
        made = anna.post(f"/api/v1/addresses/{news.pk}/campaigns", json={"name": "Herbst"}).json()
        wish = {"version": 1, "subject": "Herbst", "preheader": "Neu", "content": CONTENT}
        saved = anna.put(f"/api/v1/campaigns/{made['id']}", json=wish)
        assert saved.status_code == 200, saved.text
    return Campaign.objects.get(pk=made["id"])


def written_and_thrown_away(house: House, thread: int) -> None:
    """A draft comes and goes."""
    one = _written(house)
    with house.client("anna") as anna:
        assert anna.delete(f"/api/v1/campaigns/{one.pk}").status_code == 204


def scheduled_and_taken_back(house: House, thread: int) -> None:
    """It was to leave tomorrow."""
    one = _written(house)
    tomorrow = (house.now + timedelta(days=1)).isoformat()
    with house.client("anna") as anna:
        for path, body in (("send", {"version": 2, "send_at": tomorrow}), ("unschedule", None)):
            answer = anna.post(f"/api/v1/campaigns/{one.pk}/{path}", json=body)
            assert answer.status_code < 300, answer.text


def left(house: House, thread: int) -> None:
    """Frozen and filed: a new conversation of the list."""
    one = _written(house)
    with house.client("anna") as anna:
        answer = anna.post(f"/api/v1/campaigns/{one.pk}/send", json={"version": 2})
        assert answer.status_code < 300, answer.text
    arguments = {"campaign": one.pk, "version": 2}
    house.loop.run(starting.start(house.services, arguments))
    assert Campaign.objects.get(pk=one.pk).state == "sending"


def stopped(*how: str) -> Callable[[House, int], None]:
    """While it leaves."""

    def act(house: House, thread: int) -> None:
        left(house, thread)
        mailing = Outgoing.objects.filter(kind="campaign").latest("id").pk
        with house.client("anna") as anna:
            for what in how:
                answer = anna.post(f"/api/v1/mailings/{mailing}/{what}")
                assert answer.status_code == 204, answer.text

    return act


CAMPAIGNS: dict[str, Callable[[House, int], None]] = {
    "campaign written, thrown away": written_and_thrown_away,
    "campaign scheduled, taken back": scheduled_and_taken_back,
    "campaign left": left,
    "mailing paused": stopped("pause"),
    "mailing paused, resumed": stopped("pause", "resume"),
    "mailing cancelled": stopped("cancel"),
}
