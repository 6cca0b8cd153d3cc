"""What people do with a conversation leaves its row, its entries and one Change."""

from datetime import datetime, timedelta

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.together.notes import add_note, clean_note
from tripost.kit.entered import BadInput
from tripost.store.models import Change, Conversation, Entry, ReadMark

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


def numbers(conversation: int) -> list[int]:
    found = Entry.objects.filter(conversation_id=conversation).order_by("number")
    return list(found.values_list("number", flat=True))


def test_mail_begins_a_conversation_and_joins_one(world: World) -> None:
    support = world.address("support", anna=READ_WRITE)
    first = world.mail(support)
    second = world.mail(
        support, conversation=first.conversation, message_id="m2@x", at=world.now, snippet="Und?"
    )
    row = Conversation.objects.get(pk=first.conversation)
    assert (first.number, second.number) == (1, 2)
    assert (first.is_new, second.is_new) == (True, False)
    assert (row.messages, row.last_entry, row.last_content) == (2, 2, 2)
    assert row.snippet == "Und?"
    assert row.waiting_since == world.now


def test_an_answer_ends_the_waiting_and_a_quiet_mail_begins_none(world: World) -> None:
    support = world.address("support")
    first = world.mail(support)
    answered = world.now + timedelta(hours=1)
    world.mail(support, conversation=first.conversation, direction="out", at=answered)
    world.mail(
        support, conversation=first.conversation, quiet=True, at=answered + timedelta(minutes=1)
    )
    row = Conversation.objects.get(pk=first.conversation)
    assert row.waiting_since is None
    assert row.last_activity_at == answered


def test_each_action_is_one_numbered_entry_and_one_change(world: World) -> None:
    place = world.mail(world.address("support", anna=READ_WRITE, ben=READ_WRITE))
    anna, ben = world.user("anna").pk, world.user("ben").pk
    before = Change.objects.count()
    add_note(place.conversation, by=anna, text="Bitte prüfen", at=world.now)
    actions.assign(place.conversation, to=ben, by=anna, at=world.now)
    actions.set_labels(place.conversation, names=["Versand"], by=anna, at=world.now)
    actions.set_state(place.conversation, state="closed", by=ben, at=world.now)
    set_readers(place.conversation, users=[ben], by=anna, at=world.now)
    assert numbers(place.conversation) == [1, 2, 3, 4, 5, 6]
    kinds = Change.objects.order_by("modseq").values_list("kind", flat=True)[before:]
    assert list(kinds) == [
        "note.added",
        "assignee.set",
        "labels.set",
        "state.set",
        "readers.set",
    ]


def test_doing_the_same_twice_changes_nothing(world: World) -> None:
    place = world.mail(world.address("support", anna=READ_WRITE))
    anna = world.user("anna").pk
    for _ in range(2):
        actions.assign(place.conversation, to=anna, by=anna, at=world.now)
        actions.set_state(place.conversation, state="closed", by=anna, at=world.now)
        actions.set_labels(place.conversation, names=["A", "A "], by=anna, at=world.now)
        actions.mark_read(place.conversation, up_to=1, by=anna, at=world.now)
    assert numbers(place.conversation) == [1, 2, 3, 4]


def test_whoever_closes_the_door_stays_inside_and_others_lose_their_work(world: World) -> None:
    place = world.mail(world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=READ_WRITE))
    anna, ben, cem = (world.user(n).pk for n in ("anna", "ben", "cem"))
    actions.assign(place.conversation, to=cem, by=anna, at=world.now)
    set_readers(place.conversation, users=[ben], by=anna, at=world.now)
    row = Conversation.objects.get(pk=place.conversation)
    assert row.confidential
    assert row.assignee_id is None
    assert set(row.reader_set.values_list("user_id", flat=True)) == {anna, ben}
    set_readers(place.conversation, users=[], by=anna, at=world.now)
    assert not Conversation.objects.get(pk=place.conversation).confidential


def test_read_marks_go_forward_and_back_to_nothing_only(world: World) -> None:
    place = world.mail(world.address("support", anna=READ_WRITE))
    anna = world.user("anna").pk
    for up_to, wanted in ((1, 1), (99, 1), (0, 0), (-5, 0)):
        actions.mark_read(place.conversation, up_to=up_to, by=anna, at=world.now)
        assert ReadMark.objects.get(user_id=anna).up_to == wanted


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 10_000_000])
def test_a_note_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        clean_note(text)


def test_unknown_states_and_endless_labels_are_refused(world: World) -> None:
    place = world.mail(world.address("support", anna=READ_WRITE))
    anna = world.user("anna").pk
    with pytest.raises(BadInput):
        actions.set_state(place.conversation, state="gone", by=anna, at=world.now)
    with pytest.raises(BadInput):
        actions.set_labels(place.conversation, names=["x" * 61], by=anna, at=world.now)
    assert numbers(place.conversation) == [1]
