"""How long has a copy been tried in vain, and what does an answer mean for it?"""

from datetime import datetime, timedelta

import pytest

from tests.conftest import NOW
from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.delivery.test_posts import finished, news, send
from tripost.core.smtp.replies import Reply
from tripost.delivery import fate
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound import sends
from tripost.outbound.claim import Copy, Mail
from tripost.outbound.models import Delivery

LATER = Reply(451, "4.3.0", "try later")


def copy(*, waits_since: datetime | None) -> Copy:
    """Of a mail that was to leave a year ago."""
    mail = Mail(
        outgoing=1, kind="post", base="", envelope_from="", address=1, email="n@acme.example",
        name="", posting="anyone", conversation=None, message=None, author=None,
        not_before=NOW - timedelta(days=365),
    )  # fmt: skip
    return Copy(delivery=1, recipient="a@b.example", attempts=1, mail=mail, waits_since=waits_since)


@pytest.mark.parametrize(
    ("waited", "outcome"),
    [
        (None, "deferred"),
        (timedelta(), "deferred"),
        (timedelta(days=4, hours=23), "deferred"),
        (timedelta(days=5), "failed"),
    ],
)
def test_patience_counts_from_the_first_try_in_vain(waited: timedelta | None, outcome: str) -> None:
    one = copy(waits_since=None if waited is None else NOW - waited)
    assert fate.answered(one, LATER, uncertain=False, at=NOW, luck=0).outcome == outcome
    left = fate.unreachable(one, LATER, at=NOW, next_at=NOW).outcome
    assert left == ("untried" if outcome == "deferred" else outcome)


def busy(verb: str, argument: str) -> str | None:
    return "451 4.3.0 try later" if verb == "RCPT" else None


def test_a_send_that_was_paused_for_days_outlives_a_hiccup(house: House) -> None:
    outgoing = send(house, news(house, 2))
    house.run(sink=Sink(answer=busy), until=lambda: house.count("deferred") == 2)
    anna = house.world.user("anna").pk
    house.act(lambda: sends.pause(outgoing, by=anna, at=house.moment))
    house.later(days=9)
    house.act(lambda: sends.resume(outgoing, by=anna, at=house.moment))
    twice = "SELECT COUNT(*) FROM outbound_delivery WHERE attempts = 2"
    house.run(sink=Sink(answer=busy), until=lambda: house.look.rows(twice) == [(2,)])
    assert house.count("deferred") == 2
    assert set(Subscriber.objects.values_list("bounces", flat=True)) == {0}
    sink = Sink()
    house.later(hours=1)
    house.run(sink=sink, until=lambda: finished(house))
    assert len(sink.taken()) == 2


def test_what_is_tried_in_vain_for_five_days_is_given_up(house: House) -> None:
    send(house, news(house, 1))
    house.run(sink=Sink(answer=busy), until=lambda: house.count("deferred") == 1)
    since = Delivery.objects.get().waits_since
    assert since == house.moment
    house.later(days=1)
    twice = "SELECT COUNT(*) FROM outbound_delivery WHERE attempts = 2"
    house.run(sink=Sink(answer=busy), until=lambda: house.look.rows(twice) == [(1,)])
    assert Delivery.objects.get().waits_since == since
    house.later(days=4)
    house.run(sink=Sink(answer=busy), until=lambda: house.count("failed") == 1)
    assert Delivery.objects.get().detail.startswith("Given up after 5 days")
