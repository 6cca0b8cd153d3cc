"""Does a domain that asks for less get less, and does it keep nobody else waiting?"""

from collections import Counter
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.delivery.test_posts import news, send
from tripost.core.smtp.replies import Reply
from tripost.delivery.destinations import Destinations, slows
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery, Destination

BUSY = Reply(421, "4.7.0", "too many connections")
SLOWER = Reply(451, "4.7.1", "rate limited")
TAKEN = Reply(250, "2.0.0", "ok")


@pytest.mark.parametrize(
    ("reply", "is_so"),
    [
        (Reply(421, "4.3.2", "try later"), True),
        (Reply(450, "4.7.1", "Try again later"), True),
        (Reply(451, "4.7.500", "Server busy"), True),
        (Reply(452, "4.2.2", "mailbox full"), False),
        (Reply(450, "4.2.0", "Greylisted"), False),
        (Reply(451, "4.7.1", "Greylisting in action"), False),
        (Reply(450, "", "Too many mails from you"), True),
        (Reply(550, "5.7.1", "rate limit for ever"), False),
        (TAKEN, False),
    ],
)
def test_which_answers_ask_for_less(reply: Reply, is_so: bool) -> None:
    assert slows(reply) is is_so


def test_it_halves_closes_for_longer_each_time_and_recovers_slowly() -> None:
    all_of_them = Destinations(lines=16)
    at = NOW
    limits = []
    for _ in range(4):
        turn = all_of_them.begin("busy.example")
        all_of_them.end("busy.example", turn, SLOWER, at=at)
        limits.append(all_of_them.limit("busy.example"))
    assert limits == [8, 4, 2, 1]
    assert all_of_them.closed("busy.example", at) is None
    pauses = []
    for _ in range(3):
        turn = all_of_them.begin("busy.example")
        all_of_them.end("busy.example", turn, SLOWER, at=at)
        until = all_of_them.closed("busy.example", at)
        assert until is not None
        pauses.append(until - at)
        at = until
    assert pauses == [timedelta(minutes=m) for m in (1, 2, 5)]
    good = 0
    while all_of_them.any:
        turn = all_of_them.begin("busy.example")
        all_of_them.end("busy.example", turn, TAKEN, at=at)
        good += 1
    assert good == sum(2 * limit for limit in range(1, 16))
    assert all_of_them.news() == ([], ["busy.example"])


def test_answers_to_copies_that_left_together_count_once() -> None:
    one = Destinations(lines=16)
    turns = [one.begin("busy.example") for _ in range(10)]
    for turn in turns:
        one.end("busy.example", turn, SLOWER, at=NOW)
    assert one.limit("busy.example") == 8
    again = [one.begin("busy.example") for _ in range(8)]
    assert one.room("busy.example") == 0
    for turn in again:
        one.end("busy.example", turn, SLOWER, at=NOW)
    assert (one.limit("busy.example"), one.room("busy.example")) == (4, 4)


def domains(house: House, **numbers: int) -> None:
    """Spread the subscribers over domains."""
    rows = iter(Subscriber.objects.order_by("pk"))
    for name, number in numbers.items():
        for place in range(number):
            row = next(rows)
            row.email = f"{name}{place:03}@{name}.example"
            row.save()


def test_a_domain_that_says_421_is_left_alone_and_holds_up_nobody(house: House) -> None:
    address = news(house, 700)
    domains(house, busy=500, fine=200)
    send(house, address)
    open_now = False

    def busy(verb: str, argument: str) -> str | None:
        if verb == "RCPT" and "@busy." in argument and not open_now:
            return "421 4.7.0 too many from you"
        return None

    sink = house.run(sink=Sink(answer=busy), until=lambda: house.count("sent") == 200)
    assert {r.partition("@")[2] for r in sink.taken()} == {"fine.example"}
    tried = Counter(r.partition("@")[2] for _, r in sink.begun)["busy.example"]
    assert tried <= 40  # each line twice: 421 on a kept line is tried once over a fresh one
    row = Destination.objects.get()
    assert (row.domain, row.code, row.text) == ("busy.example", "421 4.7.0", "too many from you")
    assert row.limit < 8
    assert row.closed_until is not None
    begun = len(sink.begun)
    house.later(seconds=30)
    house.run(sink=sink, until=lambda: True)
    assert len(sink.begun) == begun  # nothing is claimed in vain

    open_now = True
    house.later(hours=2)
    house.run(sink=sink, until=lambda: house.count("sent") == 700)
    taken = Counter(sink.taken())
    assert len(taken) == 700
    assert set(taken.values()) == {1}
    assert not Destination.objects.exists()
    assert not Delivery.objects.exclude(state="sent").exists()


def test_a_slow_domain_gets_no_more_at_a_time_than_it_takes(house: House) -> None:
    address = news(house, 60)
    domains(house, slow=60)
    Destination.objects.create(domain="slow.example", limit=1, at=house.moment)
    send(house, address)
    now: set[str] = set()
    most = 0

    def count(verb: str, argument: str) -> str | None:
        nonlocal most
        if verb == "RCPT":
            now.add(argument[4:].partition(">")[0])
            most = max(most, len(now))
        elif verb == "DOT":
            now.discard(argument)
        return None

    sink = house.run(sink=Sink(answer=count), until=lambda: house.count("sent") >= 5)
    assert most <= 1 + (len(sink.mails) + 1) // 2, "two good ones open it by one"
    row = Destination.objects.first()
    assert row is None or row.limit >= 2, "opened, or as fast as any"
    house.run(sink=Sink(answer=count), until=lambda: house.count("sent") == 60)
