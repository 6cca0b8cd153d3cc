"""Pause, resume and cancel a mail to a list while it leaves; numbers that nobody has to count."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from tests.delivery.conftest import House
from tests.delivery.conftest import house as house
from tests.delivery.sink import Sink
from tests.delivery.test_posts import finished, news, send
from tripost.modes.distribution_list.expanding import born, sized, sizes
from tripost.modes.distribution_list.models import Frozen, Subscriber
from tripost.modes.distribution_list.results import queries as results
from tripost.outbound import sends
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.models import Change


def numbers(house: House, outgoing: int) -> tuple[str, int, int, int, int]:
    """As the report says: state, recipients, waiting, sent, cancelled."""
    told = results.one(house.look, who=house.world.actor("anna"), mailing=outgoing)
    totals = told.totals
    return told.state, totals.recipients, totals.waiting, totals.sent, totals.cancelled


def test_a_paused_send_begins_nothing_and_goes_on_where_it_stopped(house: House) -> None:
    outgoing = send(house, news(house, 900))
    anna = house.world.user("anna").pk

    async def stop(sink: Sink) -> None:
        while len(sink.mails) < 100:
            await asyncio.sleep(0.002)
        await house.services.writer.do(lambda: sends.pause(outgoing, by=anna, at=house.moment))

    sink = house.run(sink=Sink(), relays=4, meanwhile=stop, until=lambda: paused(house))
    state, total, waiting, sent, cancelled = numbers(house, outgoing)
    assert (state, total, cancelled) == ("paused", 900, 0)
    assert 100 <= sent == len(sink.taken()) < 900
    assert waiting == 900 - sent
    house.run(sink=sink, until=lambda: True)
    assert len(sink.taken()) == sent
    house.act(lambda: sends.resume(outgoing, by=anna, at=house.moment))
    house.run(sink=sink, until=lambda: finished(house))
    assert set(Counter(sink.taken()).values()) == {1}
    assert numbers(house, outgoing) == ("sent", 900, 0, 900, 0)
    with pytest.raises(sends.Over):
        house.act(lambda: sends.pause(outgoing, by=anna, at=house.moment))
    kinds = Change.objects.filter(kind__startswith="send.").values_list("kind", flat=True)
    assert list(kinds) == ["send.paused", "send.resumed"]


def test_what_had_not_left_at_a_cancel_never_does(house: House) -> None:
    outgoing = send(house, news(house, 900))
    anna = house.world.user("anna").pk

    async def stop(sink: Sink) -> None:
        while len(sink.mails) < 50:
            await asyncio.sleep(0.002)
        await house.services.writer.do(lambda: sends.cancel(outgoing, by=anna, at=house.moment))

    sink = house.run(sink=Sink(), relays=4, meanwhile=stop, until=lambda: finished(house))
    state, total, waiting, sent, cancelled = numbers(house, outgoing)
    assert (state, total, waiting) == ("cancelled", 900, 0)
    assert 50 <= sent == len(sink.taken()) < 900
    assert cancelled == 900 - sent
    assert not Delivery.objects.filter(state__in=("queued", "deferred")).exists()
    with pytest.raises(sends.Over):
        house.act(lambda: sends.resume(outgoing, by=anna, at=house.moment))


def test_the_size_of_a_post_counts_those_whose_copies_are_made(house: House) -> None:
    outgoing = send(house, news(house, 7))
    until = house.moment + timedelta(hours=1)
    house.act(lambda: born(at=house.moment, lease_until=until, limit=3))
    told = sizes(house.look, at=house.moment)
    house.act(lambda: sized(told))
    mail = Outgoing.objects.get(pk=outgoing)
    assert (mail.copies, mail.total) == (3, 7)


def test_the_frozen_leave_when_their_time_comes_and_not_who_has_left(house: House) -> None:
    address = news(house, 6)
    outgoing = send(house, address)
    late = house.moment + timedelta(hours=6)
    Outgoing.objects.filter(pk=outgoing).update(kind="campaign")
    for place, one in enumerate(Subscriber.objects.order_by("pk")):
        when = late if place % 2 else house.moment
        Frozen.objects.create(
            outgoing_id=outgoing, subscriber=one, email=one.email, not_before=when
        )
    Subscriber.objects.filter(email="s0002@example.net").update(state="unsubscribed")
    until = late + timedelta(hours=1)
    soon = house.act(lambda: born(at=house.moment, lease_until=until, limit=10))
    assert [one.recipient for one in soon] == ["s0000@example.net", "s0004@example.net"]
    assert house.act(lambda: born(at=house.moment, lease_until=until, limit=10)) == []
    assert not Outgoing.objects.get(pk=outgoing).expanded
    one = house.act(lambda: born(at=late, lease_until=until, limit=1))
    rest = house.act(lambda: born(at=late, lease_until=until, limit=10))
    assert [b.recipient for b in (*one, *rest)] == [f"s000{n}@example.net" for n in (1, 3, 5)]
    mail = Outgoing.objects.get(pk=outgoing)
    assert (mail.expanded, mail.copies, mail.total, mail.cancelled) == (True, 6, 6, 1)
    gone = Delivery.objects.get(recipient="s0002@example.net")
    assert (gone.state, gone.detail) == ("cancelled", "no longer subscribed")


def paused(house: House) -> bool:
    """The pause was seen: nothing is leased any more."""
    rows = house.look.rows("SELECT 1 FROM outbound_outgoing WHERE paused_at IS NOT NULL")
    leased = house.look.rows("SELECT 1 FROM outbound_delivery WHERE lease_until IS NOT NULL")
    return bool(rows) and not leased
