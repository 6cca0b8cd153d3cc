"""What is snoozed wakes once, in time, by whom it should, and calls whoever put it to sleep."""

from datetime import datetime, timedelta

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.queries import Wanted, by_ids, page
from tripost.conversations.work import do, snooze
from tripost.conversations.work.act import perform, work_on
from tripost.kit.entered import BadInput
from tripost.modes.base import Situation
from tripost.modes.registry import room
from tripost.store.models import Change, Conversation, Entry, Mention

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Desk(World):
    """Anna and Ben write at support@; one conversation."""

    def settle(self) -> int:
        return self.mail(
            self.address("support", anna=READ_WRITE, ben=READ_WRITE), at=self.now - HOUR
        ).conversation

    def snooze(self, ident: int, *, regardless: bool = False, name: str = "anna") -> datetime:
        until = self.now + HOUR
        asleep = do.set_state("snoozed", now=self.now, until=until, regardless=regardless)
        work_on(ident, do=asleep, by=self.user(name).pk, at=self.now)
        return until

    def row(self, ident: int) -> Conversation:
        return Conversation.objects.get(pk=ident)

    def customer_writes(self, ident: int) -> None:
        address, before = self.address("support"), self.row(ident)
        placed = room(address.mode).decide(
            Situation(
                address=address.pk, email=address.email, posting="team", from_address="j@x.example",
                verified=False, rights=0, automatic="", loops=False, state=before.state,
                stranger=False,
            )
        )  # fmt: skip
        self.mail(address, conversation=ident, state=placed.state, message_id="m2@x")

    def colleague_answers(self, ident: int, name: str) -> None:
        self.mail(
            self.address("support"), conversation=ident, direction="out", message_id="m3@x",
            author=self.user(name).pk,
        )  # fmt: skip


@pytest.fixture
def desk(now: datetime) -> Desk:
    return Desk(now)


def test_it_wakes_once_when_its_time_has_come(desk: Desk) -> None:
    ident = desk.settle()
    actions.assign(ident, to=desk.user("ben").pk, by=desk.user("anna").pk, at=desk.now)
    actions.mark_read(ident, up_to=9, by=desk.user("anna").pk, at=desk.now)
    until = desk.snooze(ident)
    assert snooze.next_due(desk.reader) == until
    assert snooze.wake(at=until - timedelta(seconds=1)) == 0
    changes = Change.objects.count()
    assert (snooze.wake(at=until), snooze.wake(at=until)) == (1, 0)
    row = desk.row(ident)
    assert (row.state, row.assignee_id, row.snoozed_until, row.snoozed_by_id) == (
        "open", desk.user("ben").pk, None, None,
    )  # fmt: skip
    assert row.last_activity_at == until
    event = Entry.objects.get(conversation_id=ident, number=row.last_entry)
    assert (event.kind, event.actor_id, event.data) == (
        "woke", None, {"from": "snoozed", "to": "open"},
    )  # fmt: skip
    assert Change.objects.count() == changes + 1
    assert snooze.next_due(desk.reader) is None
    assert list(Mention.objects.values_list("user", "number")) == [
        (desk.user("anna").pk, event.number)
    ]
    (shown,) = by_ids(desk.reader, who=desk.actor("anna"), ids=[ident])
    assert shown.unread, "bold for whoever snoozed it"


def test_a_clock_that_jumps_wakes_each_once_and_none_too_late(desk: Desk) -> None:
    ident = desk.settle()
    until = desk.snooze(ident)
    woken = 0
    for jump in (-24 * HOUR, -HOUR, 0 * HOUR, 24 * HOUR, HOUR, 0 * HOUR, HOUR, -24 * HOUR):
        woken += snooze.wake(at=desk.now + jump)
    assert woken == 1
    again = desk.snooze(ident)
    assert again == until
    assert [snooze.wake(at=desk.now + n * HOUR) for n in (-24, 0, 1, 1, 24)] == [0, 0, 1, 0, 0]


def test_a_customer_wakes_it_unless_it_sleeps_regardless(desk: Desk) -> None:
    ident = desk.settle()
    desk.snooze(ident)
    desk.customer_writes(ident)
    assert (desk.row(ident).state, desk.row(ident).snoozed_until) == ("open", None)
    until = desk.snooze(ident, regardless=True)
    desk.customer_writes(ident)
    assert (desk.row(ident).state, desk.row(ident).snoozed_until) == ("snoozed", until)
    assert snooze.wake(at=until) == 1


def test_ones_own_answer_lets_it_sleep_a_colleagues_wakes_it(desk: Desk) -> None:
    ident = desk.settle()
    desk.snooze(ident)
    desk.colleague_answers(ident, "anna")
    assert desk.row(ident).state == "snoozed"
    desk.colleague_answers(ident, "ben")
    assert (desk.row(ident).state, desk.row(ident).snoozed_until) == ("open", None)
    assert snooze.wake(at=desk.now + 2 * HOUR) == 0


def test_closing_it_lets_it_sleep_for_ever(desk: Desk) -> None:
    ident = desk.settle()
    desk.snooze(ident)
    actions.set_state(ident, state="closed", by=desk.user("ben").pk, at=desk.now)
    assert snooze.wake(at=desk.now + 9 * HOUR) == 0
    assert desk.row(ident).snoozed_until is None


def test_whoever_left_the_house_is_not_called(desk: Desk) -> None:
    ident = desk.settle()
    until = desk.snooze(ident)
    anna = desk.user("anna")
    anna.is_active = False
    anna.save()
    assert snooze.wake(at=until) == 1
    assert not Mention.objects.exists()


def test_many_wake_in_turns(desk: Desk) -> None:
    support = desk.address("support", anna=READ_WRITE)
    ids = [desk.mail(support, message_id=f"{n}@x").conversation for n in range(60)]
    for ident in ids:
        desk.snooze(ident)
    assert [snooze.wake(at=desk.now + HOUR) for _ in range(3)] == [50, 10, 0]


def test_what_is_put_away_comes_back_when_it_wakes(desk: Desk) -> None:
    ident = desk.settle()
    actions.assign(ident, to=desk.user("anna").pk, by=desk.user("anna").pk, at=desk.now)
    until = desk.snooze(ident)
    anna = desk.actor("anna")
    perform([ident], do=do.Archive(True), who=anna, at=desk.now)
    assert page(desk.reader, who=anna, wanted=Wanted(view="mine")).items == []
    snooze.wake(at=until)
    (found,) = page(desk.reader, who=anna, wanted=Wanted(view="mine")).items
    assert found.id == str(ident)


def test_sleeping_regardless_needs_a_time(desk: Desk) -> None:
    with pytest.raises(BadInput):
        do.set_state("snoozed", now=desk.now, regardless=True)
