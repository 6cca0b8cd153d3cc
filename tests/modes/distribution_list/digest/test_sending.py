"""Digests go out once to each who wants them, whatever happens between two steps."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from functools import partial
from typing import Any

import pytest

from tests.doors import House
from tests.doors import house as house
from tripost.addresses.models import Address
from tripost.jobs.models import Job
from tripost.modes.distribution_list.digest import actions, sending
from tripost.modes.distribution_list.joining import preferences
from tripost.modes.distribution_list.joining.preferences import Wish
from tripost.modes.distribution_list.models import ListSettings, Nested, Subscriber
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.subscribers import editing
from tripost.modes.distribution_list.subscribers.editing import Edit
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Message

EIGHT = timedelta(hours=21, minutes=30)  # from Monday 10:30 in Berlin to 8:00 on Tuesday


@pytest.fixture
def news(house: House) -> Address:
    return house.world.address("news", mode="list")


def subscriber(news: Address, name: str, **changes: Any) -> Subscriber:
    values = {"since": datetime(2026, 1, 1, tzinfo=UTC), "delivery": "digest"}
    return Subscriber.objects.create(address=news, email=f"{name}@x.example", **(values | changes))


def post(house: House, news: Address, subject: str, **changes: Any) -> Outgoing:
    """One that has gone out just now."""
    mail = house.world.mail(
        news, subject=subject, message_id=f"{subject}@x", visible=f"Text {subject}",
        from_name="Anna", from_address="anna@acme.example",
    )  # fmt: skip
    row = Message.objects.get(pk=mail.message)
    values = {"created_at": house.now, "not_before": house.now, "left_at": house.now}
    return Outgoing.objects.create(
        id=row.pk, address=news, kind="post", message=row, base=row.blob, **(values | changes)
    )


def turn(house: House) -> None:
    house.loop.run(sending.send_digests(house.services, {}))


def digests(house: House) -> dict[str, list[str]]:
    """Who was sent which subjects, digest by digest."""
    found: dict[str, list[str]] = {}
    for one in Delivery.objects.filter(outgoing__kind="digest").order_by("id"):
        raw = house.services.blobs.read(one.outgoing.base_id)
        mail: Any = message_from_bytes(raw, policy=policy.default)
        parts = list(list(mail.iter_parts())[1].iter_parts())
        subjects = [str(part.get_payload(0)["Subject"]) for part in parts]
        found.setdefault(one.recipient.partition("@")[0], []).append(" ".join(subjects))
    return found


def test_everyone_gets_what_came_since_and_once(house: House, news: Address) -> None:
    jana = subscriber(news, "jana")
    subscriber(news, "each", delivery="each")
    subscriber(news, "pause", delivery="pause")
    subscriber(news, "gone", state="unsubscribed")
    turn(house)
    assert ListSettings.objects.get().digest_at == house.now + EIGHT
    post(house, news, "eins")
    house.pass_time(hours=2)
    post(house, news, "zwei")
    turn(house)
    assert digests(house) == {}, "not before its hour"
    house.pass_time(hours=19, minutes=31, seconds=5)
    turn(house)
    turn(house)
    assert digests(house) == {"jana": ["eins zwei"]}
    [mail] = Outgoing.objects.filter(kind="digest")
    assert (mail.expanded, mail.total, mail.copies) == (True, 1, 1)
    assert Delivery.objects.get().subscriber_id == jana.pk
    house.pass_time(days=1)
    turn(house)
    assert digests(house) == {"jana": ["eins zwei"]}, "nothing new, no mail"
    post(house, news, "drei")
    house.pass_time(days=1)
    turn(house)
    assert digests(house) == {"jana": ["eins zwei", "drei"]}


def test_killed_between_two_steps_it_goes_on_where_it_was(
    house: House, news: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [subscriber(news, f"s{n}") for n in range(7)]
    post(house, news, "eins")
    turn(house)
    house.pass_time(days=1)
    calls = []

    def dying(*args: Any, **how: Any) -> int:
        if len(calls) == 2:
            raise RuntimeError("killed")
        calls.append(1)
        return send(*args, **how)

    send = actions.send
    with monkeypatch.context() as patch:
        patch.setattr(sending, "AT_ONCE", 3)
        patch.setattr(actions, "send", dying)
        with pytest.raises(RuntimeError):
            turn(house)
    assert len(digests(house)) == 6
    turn(house)
    assert digests(house) == {f"s{n}": ["eins"] for n in range(7)}
    assert Outgoing.objects.filter(kind="digest").count() == 1, "one mail in three steps"
    assert Outgoing.objects.get(kind="digest").copies == len(people)


def test_two_rounds_at_once_send_once(house: House, news: Address) -> None:
    one = subscriber(news, "jana")
    post(house, news, "eins")
    until = house.now + timedelta(hours=1)
    listing = _listing(house, news)
    look = sending._grouped(house.services.reader, due=sending.Due(listing, until))
    [((language, posts), people)] = look
    blob = sending._blob(house.services, posts, language, sending.Due(listing, until), {})
    send = partial(
        actions.send, listing, [actions.Batch(blob=blob, people=tuple(people))], until=until,
        at=house.now,
    )  # fmt: skip
    assert [house.services.writer.submit(send).result(10) for _ in range(2)] == [1, 0]
    one.refresh_from_db()
    assert one.digested_at == until


def _listing(house: House, news: Address) -> Settings:
    return settings.of(house.services.reader, news.pk)


def test_topics_joining_late_and_what_did_not_go_out(house: House, news: Address) -> None:
    ListSettings.objects.create(
        address=news, topics=[{"key": "tech", "name": "T"}, {"key": "fun", "name": "F"}]
    )
    turn(house)
    subscriber(news, "all")
    subscriber(news, "tech", topics=["tech"])
    subscriber(news, "none", topics=[])
    post(house, news, "technik", draft={"topics": ["tech"]})
    post(house, news, "fest", draft={"topics": ["fun"]})
    post(house, news, "ohne")
    post(house, news, "zurück", cancelled_at=house.now)
    post(house, news, "wartet", left_at=None)
    turn(house)
    house.pass_time(hours=1)
    subscriber(news, "late", since=house.now)
    post(house, news, "danach")
    house.pass_time(days=1)
    turn(house)
    assert digests(house) == {
        "all": ["technik fest ohne danach"],
        "tech": ["technik ohne danach"],
        "none": ["ohne danach"],
        "late": ["danach"],
    }


def test_days_without_a_server_become_one_digest(house: House, news: Address) -> None:
    subscriber(news, "jana")
    turn(house)
    for day in range(3):
        post(house, news, f"tag{day}")
        house.pass_time(days=1)
    house.pass_time(hours=1)
    turn(house)
    [[told]] = digests(house).values()
    assert "tag2" in told
    planned = ListSettings.objects.get().digest_at
    assert planned is not None
    assert planned > house.now


def test_a_list_in_a_list(house: House, news: Address) -> None:
    team = house.world.address("team", mode="list")
    Nested.objects.create(parent=news, child=team)
    subscriber(team, "jana")
    subscriber(team, "both")
    subscriber(news, "both", delivery="each")
    turn(house)
    post(house, news, "oben")
    post(house, team, "unten")
    house.pass_time(days=1)
    turn(house)
    assert digests(house) == {"jana": ["oben unten"], "both": ["unten"]}


def test_who_gives_up_digests_misses_nothing(house: House, news: Address) -> None:
    row = subscriber(news, "jana", digested_at=house.now - timedelta(hours=3))
    post(house, news, "eins")
    house.pass_time(hours=1)
    wish = Wish(name="", language="", delivery="each", attributes={})
    house.services.writer.submit(partial(preferences.save, row.pk, wish, at=house.now)).result(10)
    job = Job.objects.get(name=actions.LAST)
    for _ in range(2):
        house.loop.run(sending.send_last(house.services, job.arguments))
    assert digests(house) == {"jana": ["eins"]}
    house.pass_time(days=1)
    turn(house)
    assert digests(house) == {"jana": ["eins"]}


@pytest.mark.parametrize("then", ["each", "pause"])
@pytest.mark.parametrize("by", ["themselves", "a colleague"])
def test_the_last_digest_is_not_lost(house: House, news: Address, then: str, by: str) -> None:
    outer = house.world.address("outer", mode="list")
    Nested.objects.create(parent=outer, child=news)
    row = subscriber(news, "jana", digested_at=house.now - timedelta(hours=3))
    post(house, news, "eins")
    post(house, outer, "aussen")
    house.pass_time(hours=1)
    wish = Wish(name="", language="", delivery=then, attributes={})
    edit = Edit(fields=frozenset({"delivery"}), delivery=then)
    anna = house.world.user("anna").pk
    change: partial[None] = (
        partial(preferences.save, row.pk, wish, at=house.now)
        if by == "themselves"
        else partial(editing.change, news.pk, edit, email=row.email, by=anna, at=house.now)
    )
    house.services.writer.submit(change).result(10)
    job = Job.objects.get(name=actions.LAST)
    for _ in range(2):
        house.loop.run(sending.send_last(house.services, job.arguments))
    assert digests(house) == {"jana": ["eins aussen"]}
