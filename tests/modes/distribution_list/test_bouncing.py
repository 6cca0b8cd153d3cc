"""How much does a bounce weigh, how fast is it forgotten, and when does a list stop?"""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from tripost.addresses.models import Address
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.bouncing import Bounce, bounced, score, weight
from tripost.modes.distribution_list.models import Subscriber
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.blobs import digest
from tripost.store.models import Blob, Change

DAY = timedelta(days=1)


def bounce(**changes: object) -> Bounce:
    values: dict[str, object] = {
        "address": 1, "outgoing": 1, "email": "s@x.example", "subscriber": None,
        "code": "550 5.2.1", "text": "", "hard": None,
    }  # fmt: skip
    return Bounce(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "text", "hard", "weighs"),
    [
        ("550 5.1.1", "no such user", None, 1),
        ("5.1.1", "", True, 1),
        ("550", "User unknown", None, 1),
        ("550", "whatever that means", None, 0.25),
        ("552 5.2.2", "mailbox full", None, 0.25),
        ("554 5.7.1", "looks like spam", None, 0.25),
        ("450 4.2.0", "Given up after 5 days", None, 0.25),
        ("450 4.1.1", "User unknown", None, 0.25),
        ("5.1.1", "", False, 0.25),
    ],
)
def test_what_one_weighs(code: str, text: str, hard: bool | None, weighs: float) -> None:
    assert weight(bounce(code=code, text=text, hard=hard)) == weighs


def test_an_old_one_counts_half_each_month(now: datetime) -> None:
    assert score(0, last=None, weight=1, at=now) == 1
    assert score(2, last=now, weight=1, at=now) == 3
    assert score(2, last=now - 30 * DAY, weight=1, at=now) == 2
    assert score(2, last=now - 60 * DAY, weight=0.25, at=now) == 0.75
    assert score(2, last=now + DAY, weight=1, at=now) == 3, "a clock that went back forgets nothing"


@pytest.mark.django_db
class TestCounting:
    """With a subscriber."""

    @pytest.fixture
    def news(self, now: datetime) -> Address:
        return World(now).address("news", mode="list")

    def subscriber(self, news: Address, now: datetime) -> Subscriber:
        return Subscriber.objects.create(address=news, email="s@x.example", since=now)

    @pytest.mark.parametrize(
        ("every", "hard", "stops_at"),
        [
            (timedelta(0), True, 3),
            (7 * DAY, True, 4),  # a weekly newsletter
            (30 * DAY, True, None),  # a monthly one: two in the balance, never more
            (DAY, False, 14),
        ],
    )
    def test_when_it_stops(
        self, news: Address, now: datetime, every: timedelta, hard: bool, stops_at: int | None
    ) -> None:
        row = self.subscriber(news, now)
        stopped = None
        for number in range(1, 31):
            if bounced(
                bounce(address=news.pk, outgoing=number, subscriber=row.pk, hard=hard),
                at=now + every * number,
            ):
                stopped = number
                break
        assert stopped == stops_at
        row.refresh_from_db()
        assert row.state == ("bouncing" if stops_at else "active")
        assert Change.objects.filter(kind="subscribers.changed").count() == int(bool(stops_at))

    def test_a_mailbox_that_is_not_there_is_believed_the_second_time(
        self, news: Address, now: datetime
    ) -> None:
        row = self.subscriber(news, now)
        Blob.objects.create(sha256=digest(b"x"), size=1, data=b"x")
        for number, stopped in ((1, False), (2, True)):
            made = Outgoing.objects.create(
                id=new_id(now), address=news, kind="post", base_id=digest(b"x"),
                created_at=now, not_before=now,
            )  # fmt: skip
            Delivery.objects.create(
                id=new_id(now), outgoing=made, recipient=row.email, state="failed",
                code="550 5.1.1", next_at=now, subscriber_id=row.pk,
            )  # fmt: skip
            gone = bounce(
                address=news.pk, outgoing=made.pk, subscriber=row.pk, code="550 5.1.1", hard=True
            )
            assert bounced(gone, at=now + 20 * DAY * number) is stopped
        # Taken up again, it has the same patience as at the beginning.
        Subscriber.objects.update(state="active", bounces=0, score=0, bounced_at=None)
        last = bounce(address=news.pk, outgoing=1, subscriber=row.pk, code="550 5.1.1", hard=True)
        assert not bounced(last, at=now)

    def test_found_by_address_where_the_copy_names_nobody(
        self, news: Address, now: datetime
    ) -> None:
        row = self.subscriber(news, now)
        other = World(now).address("other", mode="list")
        assert not bounced(bounce(address=other.pk, email="S@x.example", hard=True), at=now)
        assert not bounced(bounce(address=news.pk, email="S@x.example", hard=True), at=now)
        row.refresh_from_db()
        assert (row.score, row.bounces) == (1, 1)
        Subscriber.objects.update(state="unsubscribed")
        assert not bounced(bounce(address=news.pk, subscriber=row.pk, hard=True), at=now)
        row.refresh_from_db()
        assert (row.score, row.state) == (1, "unsubscribed")
