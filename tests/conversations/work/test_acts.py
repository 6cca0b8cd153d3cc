"""Acts over many conversations: what changes, what is told, what is refused, what comes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.work import do, undo
from tripost.conversations.work.act import perform
from tripost.conversations.work.base import Done
from tripost.conversations.work.decide import Was
from tripost.kit.entered import BadInput, Conflict
from tripost.people.models import Right, Team
from tripost.people.policies import Hidden
from tripost.store.models import (
    Act,
    ActItem,
    Change,
    Conversation,
    Entry,
    Labelling,
    Reader,
    ReadMark,
    Status,
)

pytestmark = pytest.mark.django_db


class Desk(World):
    """Anna and Ben write at support@, Cem reads; three conversations."""

    def settle(self) -> list[int]:
        support = self.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=int(Right.READ))
        return [
            self.mail(support, message_id=f"m{n}@x", subject=f"S{n}").conversation for n in range(3)
        ]

    def do(self, name: str, ids: list[int], act: do.Do, **more: Any) -> Done:
        return perform(ids, do=act, who=self.actor(name), at=self.now, **more)

    def undo(self, name: str, act: int | None) -> Done:
        assert act is not None
        who = self.actor(name)
        _, ids = undo.begin(act, who=who)
        return undo.undo(act, ids, who=who, at=self.now)

    def row(self, ident: int) -> Conversation:
        return Conversation.objects.get(pk=ident)


@pytest.fixture
def desk(now: datetime) -> Desk:
    return Desk(now)


def whole(ident: int) -> dict[str, Any]:
    """The row but for its growing number of entries."""
    (found,) = Conversation.objects.filter(pk=ident).values()
    del found["last_entry"]
    return found


ACTS = [
    do.SetState(state="closed"),
    do.SetState(state="waiting"),
    do.SetState(state="spam"),
    do.SetState(state="trash"),
    do.SetPriority(priority=2),
    do.Relabel(add=("Versand", "Eilt")),
]


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_each_is_one_event_and_one_change_and_comes_back_whole(desk: Desk, act: do.Do) -> None:
    ids = desk.settle()
    before = [whole(i) for i in ids]
    changes, labellings = Change.objects.count(), Labelling.objects.count()
    done = desk.do("anna", ids, act)
    assert (done.changed, done.unchanged, done.refused) == (tuple(ids), (), ())
    assert [whole(i) for i in ids] != before
    assert Change.objects.exclude(kind="label.added").count() == changes + 3
    assert (
        list(Entry.objects.filter(conversation_id__in=ids, number=2).values_list("actor_id"))
        == [(desk.user("anna").pk,)] * 3
    )
    back = desk.undo("anna", done.act)
    assert (back.changed, back.refused) == (tuple(ids), ())
    assert [whole(i) for i in ids] == before
    assert Labelling.objects.count() == labellings
    assert [desk.row(i).last_entry for i in ids] == [3, 3, 3]


def test_an_undo_can_be_undone_and_nothing_twice(desk: Desk) -> None:
    ids = desk.settle()
    done = desk.do("anna", ids, do.SetState(state="closed"))
    back = desk.undo("anna", done.act)
    assert [desk.row(i).state for i in ids] == ["new"] * 3
    again = desk.undo("anna", back.act)
    assert [desk.row(i).state for i in ids] == ["closed"] * 3
    assert Act.objects.get(pk=again.act).undoes_id == back.act
    with pytest.raises(Conflict, match="already"):
        desk.undo("anna", done.act)


def test_an_undo_that_was_cut_off_goes_on_where_it_stopped(desk: Desk) -> None:
    ids, anna = desk.settle(), desk.actor("anna")
    done = desk.do("anna", ids, do.SetState(state="closed"))
    assert done.act is not None
    first = undo.undo(done.act, ids[:1], who=anna, at=desk.now, last=False)
    assert [desk.row(i).state for i in ids] == ["new", "closed", "closed"]
    assert undo.begin(done.act, who=anna) == ("state", ids[1:])
    rest = desk.undo("anna", done.act)
    assert (rest.act, rest.changed) == (first.act, tuple(ids[1:]))
    assert [desk.row(i).state for i in ids] == ["new"] * 3
    again = desk.undo("anna", rest.act)
    assert set(again.changed) == set(ids)


def test_of_two_who_undo_the_same_at_once_both_hear_what_is_undone(desk: Desk) -> None:
    ids, anna = desk.settle(), desk.actor("anna")
    done = desk.do("anna", ids, do.Star(True))
    assert done.act is not None
    one = undo.undo(done.act, ids[:2], who=anna, at=desk.now, last=False)
    other = undo.undo(done.act, ids, who=anna, at=desk.now)
    assert (one.act, set(other.changed), other.refused) == (other.act, set(ids), ())
    assert ActItem.objects.filter(act_id=other.act).count() == 3
    with pytest.raises(Conflict, match="already"):
        undo.undo(done.act, ids, who=anna, at=desk.now)


def test_only_ones_own_acts_can_be_undone(desk: Desk) -> None:
    done = desk.do("anna", desk.settle(), do.SetState(state="closed"))
    with pytest.raises(Hidden):
        desk.undo("ben", done.act)
    with pytest.raises(Hidden):
        desk.undo("anna", 4711)


def test_what_others_went_on_with_stays(desk: Desk) -> None:
    one, two, three = desk.settle()
    done = desk.do("anna", [one, two, three], do.SetState(state="closed"))
    desk.do("ben", [one], do.SetState(state="waiting"))
    # Ben opened it and closed it again: it looks the same, and is his work by now.
    desk.do("ben", [two], do.SetState(state="open"))
    desk.do("ben", [two], do.SetState(state="closed"))
    desk.do("ben", [three], do.Assign(user=desk.user("ben").pk))
    back = desk.undo("anna", done.act)
    assert back.changed == (three,)
    assert [(r.conversation, r.code) for r in back.refused] == [
        (one, "moved-on"),
        (two, "moved-on"),
    ]
    assert [desk.row(i).state for i in (one, two, three)] == ["waiting", "closed", "new"]
    assert desk.row(three).assignee_id == desk.user("ben").pk


def test_a_mail_that_came_since_is_not_undone(desk: Desk) -> None:
    one, two, _ = desk.settle()
    done = desk.do("anna", [one, two], do.SetState(state="waiting"))
    support = desk.address("support")
    desk.mail(support, conversation=one, state="open", message_id="m9@x")
    back = desk.undo("anna", done.act)
    assert (back.changed, [r.conversation for r in back.refused]) == ((two,), [one])
    assert desk.row(one).state == "open"


def test_what_was_answered_since_is_not_new_again_and_does_not_wait(desk: Desk) -> None:
    one, *_ = desk.settle()
    ben = desk.user("ben").pk
    done = desk.do("anna", [one], do.Assign(user=ben))
    desk.mail(
        desk.address("support"), conversation=one, direction="out", author=ben, message_id="m9@x"
    )
    desk.undo("anna", done.act)
    row = desk.row(one)
    assert (row.state, row.assignee_id, row.waiting_since) == ("open", None, None)


def test_what_may_not_be_seen_is_not_there_and_what_may_only_be_read_is_refused(
    desk: Desk,
) -> None:
    one, two, three = desk.settle()
    sales = desk.mail(desk.address("sales", dana=READ_WRITE), message_id="s@x").conversation
    Reader.objects.create(conversation_id=three, user=desk.user("ben"))
    Conversation.objects.filter(pk=three).update(confidential=True)
    done = desk.do("anna", [one, sales, three, 4711], do.SetState(state="closed"))
    assert done.changed == (one,)
    assert {r.conversation: r.code for r in done.refused} == {
        sales: "not-found",
        three: "not-found",
        4711: "not-found",
    }
    done = desk.do("cem", [two], do.SetState(state="closed"))
    assert [(r.conversation, r.code) for r in done.refused] == [(two, "forbidden")]
    assert done.act is None
    assert {desk.row(i).state for i in (two, three, sales)} == {"new"}


def test_what_could_be_done_once_and_may_no_more_is_not_undone(desk: Desk) -> None:
    one, two, _ = desk.settle()
    done = desk.do("anna", [one, two], do.SetState(state="closed"))
    Reader.objects.create(conversation_id=one, user=desk.user("ben"))
    Conversation.objects.filter(pk=one).update(confidential=True)
    back = desk.undo("anna", done.act)
    assert (back.changed, [(r.conversation, r.code) for r in back.refused]) == (
        (two,),
        [(one, "not-found")],
    )


def test_a_lost_race_is_told_per_conversation(desk: Desk) -> None:
    one, two, _ = desk.settle()
    desk.do("ben", [one], do.SetState(state="waiting"))
    done = desk.do("anna", [one, two], do.SetState(state="closed"), was=Was(state="new"))
    assert done.changed == (two,)
    assert [(r.conversation, r.code) for r in done.refused] == [(one, "moved-on")]


def test_work_goes_only_to_whoever_would_see_it(desk: Desk) -> None:
    one, two, _ = desk.settle()
    dana, own = desk.user("dana").pk, desk.user("otto").pk
    done = desk.do("anna", [one], do.Assign(user=dana))
    assert [r.code for r in done.refused] == ["cannot-read"]
    desk.address("support", otto=int(Right.OWN | Right.WRITE_AS))
    assert desk.do("anna", [one], do.Assign(user=own)).changed == (one,)
    team = Team.objects.create(name="Leer")
    refused = desk.do("anna", [two], do.Assign(team=team.pk)).refused
    assert [r.code for r in refused] == ["cannot-read"]
    team.members.set([dana, desk.user("ben").pk])
    members = frozenset(team.members.values_list("pk", flat=True))
    assert desk.do("anna", [two], do.Assign(team=team.pk, members=members)).changed == (two,)
    assert (desk.row(two).team_id, desk.row(two).state) == (team.pk, "open")
    desk.do("ben", [two], do.Assign(user=desk.user("ben").pk))
    assert desk.row(two).team_id == team.pk


def test_nothing_is_given_to_who_has_left_the_house(desk: Desk) -> None:
    one, *_ = desk.settle()
    team = Team.objects.create(name="Allein")
    ben = desk.user("ben")
    team.members.set([ben])
    ben.is_active = False
    ben.save()
    gives = do.Assign(team=team.pk, members=frozenset({ben.pk}))
    assert [r.code for r in desk.do("anna", [one], gives).refused] == ["cannot-read"]
    assert [r.code for r in desk.do("anna", [one], do.Assign(user=ben.pk)).refused] == [
        "cannot-read"
    ]


def test_own_names_stand_over_their_state_only(desk: Desk) -> None:
    one, *_ = desk.settle()
    status = Status.objects.create(name="Beim Drucker", type="waiting")
    desk.do("anna", [one], do.SetState(state="waiting", status=status.pk))
    assert desk.row(one).status_id == status.pk
    event = Entry.objects.get(conversation_id=one, kind="state")
    assert event.data == {"from": "new", "to": "waiting", "status": "Beim Drucker"}
    with pytest.raises(BadInput, match="name of that state"):
        desk.do("anna", [one], do.SetState(state="open", status=status.pk))
    desk.do("anna", [one], do.SetState(state="open"))
    assert desk.row(one).status_id is None


def test_what_is_ones_own_is_nobody_elses_and_comes_back(desk: Desk) -> None:
    ids = desk.settle()
    done = [
        desk.do("cem", ids, act)
        for act in (do.Star(True), do.Follow(True), do.Archive(True), do.Read(True))
    ]
    marks = ReadMark.objects.filter(user=desk.user("cem"))
    assert set(marks.values_list("starred", "followed", "archived_up_to", "up_to")) == {
        (True, True, 1, 1)
    }
    assert not ReadMark.objects.exclude(user=desk.user("cem")).exists()
    for one in reversed(done):
        assert desk.undo("cem", one.act).changed == tuple(ids)
    assert set(marks.values_list("starred", "followed", "archived_up_to", "up_to")) == {
        (False, False, 0, 0)
    }
    assert not Entry.objects.exclude(kind="message").exists()


def test_a_star_that_was_taken_off_by_hand_stays_off(desk: Desk) -> None:
    ids = desk.settle()
    done = desk.do("cem", ids, do.Read(True))
    actions.mark_read(ids[0], up_to=0, by=desk.user("cem").pk, at=desk.now)
    back = desk.undo("cem", done.act)
    assert [r.conversation for r in back.refused] == [ids[0]]


def test_what_one_is_given_is_before_ones_eyes_again(desk: Desk) -> None:
    one, *_ = desk.settle()
    ben = desk.user("ben").pk
    desk.do("ben", [one], do.Archive(True))
    desk.do("anna", [one], do.Assign(user=ben))
    assert ReadMark.objects.get(user_id=ben).archived_up_to == 0


def test_nothing_is_kept_when_nothing_changed(desk: Desk) -> None:
    ids = desk.settle()
    done = desk.do("anna", ids, do.SetPriority(priority=0))
    assert (done.act, done.changed, done.unchanged) == (None, (), tuple(ids))
    assert not Act.objects.exists()
    assert not ActItem.objects.exists()


def test_a_status_deleted_meanwhile_does_not_come_back(desk: Desk) -> None:
    one, *_ = desk.settle()
    status = Status.objects.create(name="Beim Drucker", type="waiting")
    desk.do("anna", [one], do.SetState(state="waiting", status=status.pk))
    done = desk.do("anna", [one], do.SetState(state="closed"))
    status.delete()
    desk.undo("anna", done.act)
    assert (desk.row(one).state, desk.row(one).status_id) == ("waiting", None)


def test_due_and_snooze_come_back_with_their_times(desk: Desk) -> None:
    one, *_ = desk.settle()
    later = desk.now + timedelta(days=2)
    desk.do("anna", [one], do.SetDue(due_at=later))
    desk.do("anna", [one], do.SetState(state="snoozed", until=later, regardless=True))
    before = whole(one)
    done = desk.do("ben", [one], do.SetState(state="open"))
    gone = desk.do("ben", [one], do.SetDue(due_at=None))
    assert desk.row(one).snoozed_until is None
    desk.undo("ben", gone.act)
    desk.undo("ben", done.act)
    assert whole(one) == before
    assert (desk.row(one).snoozed_until, desk.row(one).due_at) == (later, later)
