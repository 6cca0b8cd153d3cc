"""What an act makes of a conversation: tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripost.conversations.work.decide import (
    UNCHANGED,
    Facts,
    Mark,
    Was,
    awake,
    changed,
    marked,
    on_mail,
)
from tripost.conversations.work.do import (
    BY_HAND,
    Archive,
    Assign,
    Follow,
    Read,
    Relabel,
    SetDue,
    SetPriority,
    SetState,
    Star,
    relabel,
    set_due,
    set_priority,
    set_state,
)
from tripost.kit.entered import BadInput

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
ANNA, BEN, CEM = 1, 2, 3
TEAM, OTHER = 7, 8
NEW = Facts(state="new", waiting_since=NOW)
OPEN = replace(NEW, state="open")
ASLEEP = replace(OPEN, state="snoozed", snoozed_until=LATER, snoozed_by_id=ANNA)


@pytest.mark.parametrize(
    ("before", "do", "after"),
    [
        (NEW, SetState(state="open"), OPEN),
        (NEW, SetState(state="waiting"), replace(OPEN, state="waiting")),
        (NEW, SetState(state="closed"), Facts(state="closed")),
        (NEW, SetState(state="spam"), Facts(state="spam")),
        (NEW, SetState(state="snoozed", until=LATER), ASLEEP),
        (OPEN, SetState(state="open"), UNCHANGED),
        (ASLEEP, SetState(state="open"), OPEN),
        (ASLEEP, SetState(state="closed"), Facts(state="closed")),
        (ASLEEP, SetState(state="snoozed", until=LATER), UNCHANGED),
        (
            ASLEEP,
            SetState(state="snoozed", until=LATER, regardless=True),
            replace(ASLEEP, snoozed_regardless=True),
        ),
        (OPEN, SetState(state="open", status=5), replace(OPEN, status_id=5)),
        (replace(OPEN, status_id=5), SetState(state="open"), UNCHANGED),
        (replace(OPEN, status_id=5), SetState(state="open", status=None), OPEN),
        (replace(OPEN, status_id=5), SetState(state="closed"), Facts(state="closed")),
        (NEW, Assign(user=BEN), replace(OPEN, assignee_id=BEN)),
        (NEW, Assign(user=None), UNCHANGED),
        (NEW, Assign(team=TEAM), replace(OPEN, team_id=TEAM)),
        (
            replace(OPEN, team_id=TEAM),
            Assign(user=BEN),
            replace(OPEN, team_id=TEAM, assignee_id=BEN),
        ),
        (replace(OPEN, assignee_id=BEN), Assign(team=TEAM), replace(OPEN, team_id=TEAM)),
        (
            replace(OPEN, assignee_id=BEN),
            Assign(team=TEAM, members=frozenset({BEN})),
            replace(OPEN, team_id=TEAM, assignee_id=BEN),
        ),
        (
            replace(OPEN, team_id=TEAM, assignee_id=BEN),
            Assign(team=None),
            replace(OPEN, assignee_id=BEN),
        ),
        (OPEN, Assign(user=BEN, team=OTHER), replace(OPEN, assignee_id=BEN, team_id=OTHER)),
        (
            replace(OPEN, state="closed", assignee_id=BEN),
            Assign(user=None),
            replace(OPEN, state="closed"),
        ),
        (NEW, SetPriority(priority=2), replace(NEW, priority=2)),
        (NEW, SetPriority(priority=0), UNCHANGED),
        (NEW, SetDue(due_at=LATER), replace(NEW, due_at=LATER)),
        (replace(NEW, due_at=LATER), SetDue(due_at=None), NEW),
        (NEW, Relabel(add=("A", "B")), replace(NEW, labels=("A", "B"))),
        (replace(NEW, labels=("A", "B")), Relabel(add=("B",), remove=("A",)), replace(
            NEW, labels=("B",))),
        (replace(NEW, labels=("A",)), Relabel(add=("A",), remove=("X",)), UNCHANGED),
        (replace(NEW, labels=("A",)), Relabel(add=("B",), exactly=True), replace(
            NEW, labels=("B",))),
    ],
)  # fmt: skip
def test_what_an_act_makes_of_it(before: Facts, do: Any, after: Any) -> None:
    assert changed(before, do, by=ANNA) == after


FACTS = st.builds(
    Facts,
    state=st.sampled_from(["new", *BY_HAND]),
    assignee_id=st.sampled_from([None, ANNA, BEN]),
    team_id=st.sampled_from([None, TEAM]),
    priority=st.integers(-1, 2),
    due_at=st.sampled_from([None, LATER]),
    labels=st.sampled_from([(), ("A",), ("A", "B")]),
)
DOS = st.one_of(
    st.builds(SetState, state=st.sampled_from(list(BY_HAND)), until=st.just(None)),
    st.builds(Assign, user=st.sampled_from([None, BEN]), team=st.sampled_from([None, TEAM])),
    st.builds(SetPriority, priority=st.integers(-1, 2)),
    st.builds(SetDue, due_at=st.sampled_from([None, LATER])),
    st.builds(Relabel, add=st.sampled_from([(), ("C",)]), remove=st.sampled_from([(), ("A",)])),
)


@given(FACTS, DOS)
def test_doing_the_same_twice_changes_nothing(before: Facts, do: Any) -> None:
    once = changed(before, do, by=ANNA)
    if once is not UNCHANGED:
        assert changed(once, do, by=ANNA) is UNCHANGED


@given(FACTS, DOS)
def test_what_is_done_is_never_new_and_sleeps_only_when_snoozed(before: Facts, do: Any) -> None:
    after = changed(before, do, by=ANNA)
    if after is UNCHANGED:
        return
    if isinstance(do, SetState):
        assert after.state == do.state
    assert after.state == "snoozed" or after.snoozed_until is None


@pytest.mark.parametrize(
    ("before", "mail", "after"),
    [
        # a customer writes; the room says what it wants
        (NEW, {"wants": None, "ours": False}, NEW),
        (ASLEEP, {"wants": "open", "ours": False}, OPEN),
        (replace(ASLEEP, snoozed_regardless=True), {"wants": "open", "ours": False}, None),
        (replace(OPEN, state="closed", status_id=5), {"wants": "open", "ours": False}, OPEN),
        (replace(OPEN, state="waiting", assignee_id=BEN), {"wants": "open", "ours": False},
         replace(OPEN, assignee_id=BEN)),
        # we answer
        (NEW, {"wants": None, "ours": True, "author": ANNA}, OPEN),
        (replace(OPEN, state="waiting"), {"wants": None, "ours": True, "author": ANNA}, None),
        (ASLEEP, {"wants": None, "ours": True, "author": ANNA}, None),
        (ASLEEP, {"wants": None, "ours": True, "author": BEN}, OPEN),
        (replace(ASLEEP, snoozed_regardless=True), {"wants": None, "ours": True, "author": BEN},
         OPEN),
        (ASLEEP, {"wants": "closed", "ours": True, "author": ANNA}, replace(OPEN, state="closed")),
    ],
)  # fmt: skip
def test_what_a_mail_makes_of_it(before: Facts, mail: dict[str, Any], after: Facts | None) -> None:
    found = on_mail(before, **{"author": None, **mail})
    assert found == (before if after is None else after)


def test_what_wakes_is_open_and_still_somebodys() -> None:
    assert awake(replace(ASLEEP, assignee_id=BEN, status_id=5)) == replace(OPEN, assignee_id=BEN)


@pytest.mark.parametrize(
    ("do", "after"),
    [
        (Star(True), Mark(starred=True)),
        (Follow(True), Mark(followed=True)),
        (Archive(True), Mark(archived_up_to=9)),
        (Read(True), Mark(up_to=9)),
        (Star(False), UNCHANGED),
        (Read(False), UNCHANGED),
    ],
)
def test_what_is_ones_own(do: Any, after: Any) -> None:
    assert marked(Mark(), do, last_entry=9) == after


@pytest.mark.parametrize(
    ("was", "holds"),
    [
        (Was(), True),
        (Was(state="open"), True),
        (Was(state="closed"), False),
        (Was(assignee_id=None), True),
        (Was(assignee_id=BEN), False),
        (Was(state="open", priority=1), False),
        (Was(team_id=None, priority=0), True),
    ],
)
def test_what_was_believed(was: Was, holds: bool) -> None:
    assert was.holds(OPEN) is holds


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: set_state("new", now=NOW),
        lambda: set_state("merged", now=NOW),
        lambda: set_state("gone", now=NOW),
        lambda: set_state("open", now=NOW, until=LATER),
        lambda: set_state("snoozed", now=NOW, until=NOW),
        lambda: set_state("snoozed", now=NOW, until=NOW - timedelta(days=1)),
        lambda: set_state("snoozed", now=NOW, until=NOW + timedelta(days=4_000)),
        lambda: set_state("snoozed", now=NOW, regardless=True),
        lambda: set_priority(3),
        lambda: set_priority(-2),
        lambda: set_due(NOW + timedelta(days=9_999), now=NOW),
        lambda: relabel(add=("",)),
        lambda: relabel(add=("x" * 61,)),
        lambda: relabel(add=("a\nb",)),
        lambda: relabel(add=("A",), remove=("A",)),
        lambda: relabel(add=tuple(f"l{n}" for n in range(51))),
    ],
)
def test_what_cannot_be_done_is_refused(wrong: Any) -> None:
    with pytest.raises(BadInput):
        wrong()
