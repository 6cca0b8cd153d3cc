"""What becomes of a mail in a mailbox and in an inbox: the tables of both READMEs."""

import pytest

from tripost.modes.base import Placement, Situation
from tripost.modes.registry import room


def situation(*, automatic: str = "", state: str | None = None) -> Situation:
    return Situation(
        address=1,
        email="support@acme.example",
        posting="team",
        from_address="jana@praxis-weiss.example",
        verified=False,
        rights=0,
        automatic=automatic,
        loops=False,
        state=state,
        stranger=False,
    )


@pytest.mark.parametrize("mode", ["mailbox", "inbox"])
@pytest.mark.parametrize("automatic", ["", "list", "bulk", "calendar", "report"])
def test_what_begins_something_is_new(mode: str, automatic: str) -> None:
    placed = room(mode).decide(situation(automatic=automatic))
    assert placed == Placement(outcome="new", state="new")


@pytest.mark.parametrize("mode", ["mailbox", "inbox"])
@pytest.mark.parametrize("state", ["waiting", "snoozed", "closed", "trash"])
def test_an_answer_opens_its_conversation_again(mode: str, state: str) -> None:
    placed = room(mode).decide(situation(state=state))
    assert placed == Placement(outcome="follow-up", state="open")


@pytest.mark.parametrize("mode", ["mailbox", "inbox"])
@pytest.mark.parametrize("state", ["new", "open", "merged"])
def test_what_is_to_do_already_stays_as_it_is(mode: str, state: str) -> None:
    assert room(mode).decide(situation(state=state)) == Placement(outcome="follow-up")


@pytest.mark.parametrize("mode", ["mailbox", "inbox"])
def test_a_spammers_second_mail_is_spam_too(mode: str) -> None:
    placed = room(mode).decide(situation(state="spam"))
    assert placed == Placement(outcome="follow-up", quiet=True, reason="spam")


@pytest.mark.parametrize("mode", ["mailbox", "inbox"])
@pytest.mark.parametrize("kind", ["auto-reply", "bounce", "receipt"])
@pytest.mark.parametrize("state", ["open", "waiting", "closed"])
def test_a_machine_answering_opens_nothing(mode: str, kind: str, state: str) -> None:
    placed = room(mode).decide(situation(automatic=kind, state=state))
    assert placed == Placement(outcome="automatic", quiet=True, reason=kind)


@pytest.mark.parametrize(("mode", "state"), [("mailbox", None), ("inbox", "closed")])
def test_a_machine_answering_nothing_is_filed_quietly(mode: str, state: str | None) -> None:
    placed = room(mode).decide(situation(automatic="auto-reply"))
    assert placed == Placement(outcome="automatic", state=state, quiet=True, reason="auto-reply")


@pytest.mark.parametrize("mode", ["mailbox", "inbox"])
@pytest.mark.parametrize(
    ("state", "after"),
    [("new", None), ("open", None), ("closed", "open"), ("waiting", "open"), ("snoozed", "open")],
)
def test_a_mail_of_ours_that_failed_comes_back_to_people(
    mode: str, state: str, after: str | None
) -> None:
    assert room(mode).after_failure(state=state) == after


def test_there_are_three_rooms_and_each_knows_its_name() -> None:
    assert [room(mode).key for mode in ("list", "mailbox", "inbox")] == ["list", "mailbox", "inbox"]
    with pytest.raises(KeyError):
        room("ticket")
