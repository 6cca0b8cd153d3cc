"""Whoever answers what nobody has, has it: told, undone with the answer, and only where wished."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conversations.office import Office
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.conversations import actions, taking_back
from tripost.conversations.send import Crossed, Sent
from tripost.conversations.work.undo import undo
from tripost.people.models import Team
from tripost.store.models import Act, Change, Conversation, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(now: datetime, tmp_path: Path) -> Office:
    """Anna, Ben and Cem write in support@."""
    office = Office.opened(now, tmp_path)
    office.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=READ_WRITE)
    return office


def begun(office: Office) -> int:
    """What nobody has yet."""
    return office.mail(office.address("support")).conversation


def whose(conversation: int) -> str | None:
    """By name."""
    row = Conversation.objects.select_related("assignee").get(pk=conversation)
    return None if row.assignee is None else row.assignee.address.partition("@")[0]


def answer(office: Office, conversation: int, *, by: str = "anna", **words: object) -> Sent:
    """It goes out."""
    done = office.answer(by, conversation, **({"seen_up_to": 99} | words))
    assert isinstance(done, Sent), done
    return done


def test_who_answers_first_has_it_and_the_thread_says_so(office: Office) -> None:
    place = begun(office)
    sent = answer(office, place)
    assert whose(place) == "anna"
    [event] = Entry.objects.filter(conversation=place, kind="assigned")
    assert event.data["to"] == "anna@acme.example"
    assert Change.objects.filter(kind="assignee.set").count() == 1
    assert answer(office, place, by="ben").took is None
    assert whose(place) == "anna", "who answers next does not take it away"
    assert sent.took is not None
    undo(sent.took, [place], who=office.actor("anna"), at=office.now)
    assert whose(place) is None


def test_with_the_answer_its_taking_is_taken_back(office: Office) -> None:
    place = begun(office)
    sent = answer(office, place)
    anna = office.user("anna").pk
    draft = taking_back.undo(sent.outgoing, by=anna, at=office.now)
    assert (whose(place), draft.text) == (None, "Die Ersatzplatte kommt am Freitag.")
    assert Conversation.objects.get(pk=place).state == "new"
    assert Act.objects.get(pk=sent.took).undone_at is not None


def test_what_somebody_was_given_since_stays_with_them(office: Office) -> None:
    place = begun(office)
    sent = answer(office, place)
    anna, ben = office.user("anna").pk, office.user("ben").pk
    actions.assign(place, to=ben, by=anna, at=office.now)
    taking_back.undo(sent.outgoing, by=anna, at=office.now)
    assert whose(place) == "ben"


def test_what_was_given_back_by_hand_can_be_taken_back_all_the_same(office: Office) -> None:
    place = begun(office)
    sent = answer(office, place)
    assert sent.took is not None
    undo(sent.took, [place], who=office.actor("anna"), at=office.now)
    taking_back.undo(sent.outgoing, by=office.user("anna").pk, at=office.now)
    assert whose(place) is None


def test_send_and_close_leaves_it_with_who_knows_the_matter(office: Office) -> None:
    place = begun(office)
    sent = answer(office, place, close=True)
    assert (whose(place), Conversation.objects.get(pk=place).state) == ("anna", "closed")
    taking_back.undo(sent.outgoing, by=office.user("anna").pk, at=office.now)
    assert (whose(place), Conversation.objects.get(pk=place).state) == (None, "new")


def test_a_scheduled_answer_takes_it_when_it_is_written(office: Office) -> None:
    place = begun(office)
    answer(office, place, not_before=office.now + timedelta(days=1))
    assert whose(place) == "anna"


@pytest.mark.parametrize("mode", ["inbox", "mailbox"])
@pytest.mark.parametrize("on", [True, False])
def test_the_address_decides(office: Office, mode: str, on: bool) -> None:
    place = begun(office)
    Address.objects.update(mode=mode, answer_assigns=on)
    sent = answer(office, place)
    taken = mode == "inbox" and on
    assert (whose(place), sent.took is not None) == ("anna" if taken else None, taken)


@pytest.mark.parametrize(("member", "expected"), [(True, "anna"), (False, None)])
def test_what_a_team_has_goes_to_one_of_that_team_alone(
    office: Office, member: bool, expected: str | None
) -> None:
    place = begun(office)
    team = Team.objects.create(name="Versand")
    if member:
        team.members.add(office.user("anna"))
    Conversation.objects.filter(pk=place).update(team=team)
    answer(office, place)
    assert whose(place) == expected
    assert Conversation.objects.get(pk=place).team == team, "a team keeps what its people take"


def test_a_held_answer_takes_nothing(office: Office) -> None:
    place = begun(office)
    assert isinstance(office.answer("anna", place, seen_up_to=0), Crossed)
    assert whose(place) is None
