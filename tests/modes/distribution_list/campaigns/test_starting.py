"""Recipients are chosen in one look and frozen; killed in between it goes on, nobody twice."""

from datetime import timedelta
from typing import Any

import pytest

from tests.doors import House
from tests.modes.distribution_list.campaigns.conftest import Desk
from tripost.addresses.models import Address
from tripost.core.message import parse
from tripost.modes.distribution_list.campaigns import freezing, starting
from tripost.modes.distribution_list.digest import sending
from tripost.modes.distribution_list.models import (
    Archived,
    Attribute,
    Campaign,
    Frozen,
    InDigest,
    Segment,
    Subscriber,
)
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Message


def leave(house: House, anna: Desk, draft: dict[str, Any], **how: Any) -> Campaign:
    """Schedule it as it is now, and let the worker do its part."""
    path = f"/campaigns/{draft['id']}"
    version = anna("GET", path)["version"]
    anna("POST", f"{path}/send", {"version": version, **how})
    return again(house, draft, version)


def again(house: House, draft: dict[str, Any], version: int) -> Campaign:
    """The worker's part, as often as one likes."""
    arguments = {"campaign": int(draft["id"]), "version": version}
    house.loop.run(starting.start(house.services, arguments))
    return Campaign.objects.get(pk=draft["id"])


def frozen() -> list[str]:
    """Who was chosen."""
    return list(Frozen.objects.order_by("email").values_list("email", flat=True))


def test_everyone_who_gets_each_mail_is_frozen(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    Subscriber.objects.filter(email="ole@example.net").update(state="unsubscribed")
    left = leave(house, anna, draft)
    assert left.state == "sending"
    assert frozen() == ["jana@example.net", "pia@example.net"]
    sent = Outgoing.objects.get()
    assert (sent.kind, sent.total, sent.expanded) == ("campaign", 2, False)
    filed = Message.objects.get(pk=sent.message_id)
    assert filed.subject == "Neues für Sie"
    assert "Hallo zusammen" in filed.visible


@pytest.mark.parametrize(("query", "kept"), [("", 1), ("attr.city:Bonn", 0)])
def test_what_went_to_everyone_is_kept_in_the_archive(
    house: House, anna: Desk, draft: dict[str, Any], query: str, kept: int
) -> None:
    anna("PUT", f"/campaigns/{draft['id']}", {"version": 2, "query": query})
    leave(house, anna, draft)
    assert Archived.objects.filter(subject="Neues für Sie").count() == kept
    filed = Message.objects.get(pk=Outgoing.objects.get().message_id)
    assert "/l/news@acme.example" in filed.visible, "nobody's own links stand in it"


def test_who_comes_later_gets_nothing_of_it(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    leave(house, anna, draft)
    Subscriber.objects.create(address=news, email="zoe@example.net", since=house.now)
    again(house, draft, 2)
    assert "zoe@example.net" not in frozen()


@pytest.mark.parametrize("query", ["attr.city:Bonn", "city:bonn", "email:jana"])
def test_a_segment_chooses(
    house: House, anna: Desk, draft: dict[str, Any], news: Address, query: str
) -> None:
    part = Segment.objects.create(address=news, name="Bonn", query=query, at=house.now)
    anna("PUT", f"/campaigns/{draft['id']}", {"version": 2, "segment": str(part.pk)})
    leave(house, anna, draft)
    assert frozen() == ["jana@example.net"]


def test_killed_while_freezing_it_goes_on_without_doubles(
    house: House, anna: Desk, draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(freezing, "let_go", killed)
        with pytest.raises(RuntimeError, match="killed"):
            leave(house, anna, draft)
    assert Campaign.objects.get().state == "freezing"
    assert Outgoing.objects.get().expanded, "nothing of it may leave yet"
    assert again(house, draft, 2).state == "sending"
    assert again(house, draft, 2).state == "sending"
    assert Outgoing.objects.count() == 1
    assert len(frozen()) == len(set(frozen())) == 3


def test_unscheduled_in_time_nothing_is_made(
    house: House, anna: Desk, draft: dict[str, Any]
) -> None:
    path = f"/campaigns/{draft['id']}"
    anna("POST", f"{path}/send", {"version": 2})
    anna("POST", f"{path}/unschedule")
    again(house, draft, 2)
    assert not Outgoing.objects.exists()
    assert anna("POST", f"{path}/unschedule", status=409)["code"] == "leaving"


def test_what_cannot_be_understood_any_more_comes_back(
    house: House, anna: Desk, draft: dict[str, Any]
) -> None:
    path = f"/campaigns/{draft['id']}"
    anna("PUT", path, {"version": 2, "query": "attr.city:Bonn"})
    anna("POST", f"{path}/send", {"version": 3})
    Attribute.objects.all().delete()
    assert again(house, draft, 3).state == "draft"
    assert not Outgoing.objects.exclude(kind="notice").exists()


def test_on_everybodys_own_clock(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    tokyo = {"city": "Bonn", "timezone": "Asia/Tokyo"}
    Subscriber.objects.filter(email="jana@example.net").update(attributes=tokyo)
    at = (house.now + timedelta(days=2)).replace(hour=8, minute=0)  # nine o'clock in Berlin
    leave(house, anna, draft, send_at=at.isoformat(), zone="recipient")
    times = dict(Frozen.objects.values_list("email", "not_before"))
    assert times["pia@example.net"] == at
    assert times["jana@example.net"] == at.replace(hour=0), "nine o'clock in Tokyo"


def test_who_reads_in_digests_finds_it_in_the_next_one(
    house: House, anna: Desk, draft: dict[str, Any], news: Address
) -> None:
    long_ago, tomorrow = house.now - timedelta(days=9), house.now + timedelta(days=1)
    for name, how in {
        "dora": {"delivery": "digest"},
        "emil": {"delivery": "digest", "attributes": {"city": "Bonn"}},
        "over": {"delivery": "pause", "resumes": "digest", "paused_until": house.now},
        "each": {"delivery": "pause", "resumes": "each", "paused_until": house.now},
        "rest": {"delivery": "pause", "paused_until": tomorrow},
    }.items():
        Subscriber.objects.create(address=news, email=f"{name}@example.net", since=long_ago, **how)
    path = f"/campaigns/{draft['id']}/audience"
    assert anna("GET", path) == {"mails": 4, "digests": 3, "paused": 1}
    anna("PUT", f"/campaigns/{draft['id']}", {"version": 2, "query": "attr.city:Bonn"})
    assert anna("GET", path) == {"mails": 1, "digests": 1, "paused": 0}
    left = leave(house, anna, draft)
    assert frozen() == ["jana@example.net"]
    report = anna("GET", f"/mailings/{left.outgoing_id}")["mailing"]
    assert (report["totals"]["recipients"], report["digests"]) == (1, 1)
    again(house, draft, 3)
    assert InDigest.objects.get().subscriber.email == "emil@example.net"
    Outgoing.objects.update(left_at=house.now, expanded=True)
    house.loop.run(sending.send_digests(house.services, {}))
    house.pass_time(days=1)
    house.loop.run(sending.send_digests(house.services, {}))
    told = Delivery.objects.get(outgoing__kind="digest")
    assert told.recipient == "emil@example.net"
    mail = house.services.blobs.read(told.outgoing.base_id).decode()
    assert "Neues" in parse(mail.encode()).text
    assert "/u/" not in mail, "nobody's own links stand in what many share"
