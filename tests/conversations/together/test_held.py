"""A send that waited is looked at again when it would leave, and crosses nothing (law 6)."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conversations.office import Office
from tests.world import READ_WRITE
from tripost.conversations.send import Sent
from tripost.conversations.together.crossing import crossing
from tripost.conversations.together.held import hold_back
from tripost.conversations.together.notes import add_note
from tripost.outbound.claim import claim
from tripost.outbound.models import Attempt, Delivery, Outgoing
from tripost.store.models import Change, Conversation, Draft, Entry, Mention, Message

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=11)


@pytest.fixture
def office(now, tmp_path: Path) -> Office:  # type: ignore[no-untyped-def]
    """Anna and Ben may both answer in support@."""
    return Office.opened(now, tmp_path)


def waiting(office: Office, *, scheduled: timedelta | None = None) -> tuple[int, Sent]:
    """A conversation in which an answer of Anna's waits to leave."""
    support = office.address("support", anna=READ_WRITE, ben=READ_WRITE)
    conversation = office.mail(support).conversation
    not_before = None if scheduled is None else office.now + scheduled
    sent = office.answer("anna", conversation, seen_up_to=1, not_before=not_before)
    assert isinstance(sent, Sent)
    return conversation, sent


def something_newer(office: Office, conversation: int, *, what: str) -> None:
    """What happens while the answer waits."""
    support = office.address("support")
    ben = office.user("ben").pk
    match what:
        case "mail":
            office.mail(support, conversation=conversation, message_id="m2@x")
        case "machine":
            office.mail(support, conversation=conversation, message_id="m3@x", automatic="reply")
        case "note":
            add_note(conversation, by=ben, text="Halt!", at=office.now)
        case "own note":
            add_note(conversation, by=office.user("anna").pk, text="Merke.", at=office.now)
        case "other's answer":
            assert isinstance(office.answer("ben", conversation, seen_up_to=9, force=True), Sent)


@pytest.mark.parametrize(
    ("what", "held"),
    [
        ("mail", True),
        ("note", True),
        ("other's answer", True),
        ("machine", False),
        ("own note", False),
        ("nothing", False),
    ],
)
@pytest.mark.parametrize("scheduled", [None, timedelta(days=2)], ids=["undo", "scheduled"])
def test_what_is_newer_holds_it(
    office: Office, what: str, held: bool, scheduled: timedelta | None
) -> None:
    conversation, sent = waiting(office, scheduled=scheduled)
    something_newer(office, conversation, what=what)
    due = office.now + (scheduled or timedelta()) + SOON
    assert hold_back(at=office.now) == 0, "it is not due yet"
    assert hold_back(at=due) == int(held)
    assert hold_back(at=due) == 0, "safe to run twice"
    outgoing = Outgoing.objects.get(pk=sent.outgoing)
    assert (outgoing.cancelled_at is not None) is held
    claimed = claim(at=due, lease_until=due + SOON, limit=9).copies
    assert (sent.outgoing in {copy.mail.outgoing for copy in claimed}) is not held


def test_a_held_send_is_a_draft_again_and_its_author_is_called(office: Office) -> None:
    conversation, sent = waiting(office)
    something_newer(office, conversation, what="mail")
    hold_back(at=office.now + SOON)
    draft = Draft.objects.get()
    assert (draft.held, draft.author.name, draft.conversation_id) == (
        "crossing", "Anna", conversation,
    )  # fmt: skip
    assert draft.text == "Die Ersatzplatte kommt am Freitag."
    event = Entry.objects.get(kind="send_held")
    assert event.number == sent.place.number
    assert event.data == {"newer": [4], "draft": str(draft.pk)}
    assert Mention.objects.get().user_id == draft.author_id
    assert not Message.objects.filter(direction="out").exists()
    row = Conversation.objects.get(pk=conversation)
    assert (row.sending, row.messages, row.last_content, row.waiting_since is not None) == (
        0, 2, 4, True,
    )  # fmt: skip
    told = list(Change.objects.order_by("modseq").values_list("kind", flat=True))
    assert told[-2:] == ["send.held", "draft.saved"]


def test_sent_anyway_it_crosses_only_what_is_newer_still(office: Office) -> None:
    conversation, _ = waiting(office)
    something_newer(office, conversation, what="mail")
    hold_back(at=office.now + SOON)
    draft = Draft.objects.get().pk
    again = office.answer("anna", conversation, seen_up_to=1, force=True, draft=draft)
    assert isinstance(again, Sent)
    assert not Draft.objects.exists()
    assert hold_back(at=office.now + SOON) == 0
    something_newer(office, conversation, what="note")
    assert hold_back(at=office.now + SOON) == 1


@pytest.mark.parametrize("tried", ["claimed", "interrupted", "left"])
def test_what_may_have_arrived_is_never_taken_back(office: Office, tried: str) -> None:
    conversation, _ = waiting(office)
    copy = Delivery.objects.get()
    match tried:
        case "claimed":
            Delivery.objects.update(lease_until=office.now + timedelta(hours=1))
        case "interrupted":  # what a restart leaves behind: no lease, but an attempt
            Attempt.objects.create(delivery=copy, at=office.now, outcome="unknown")
        case "left":
            Outgoing.objects.update(left_at=office.now)
    something_newer(office, conversation, what="mail")
    assert hold_back(at=office.now + SOON) == 0


def test_a_mail_program_sees_no_notes(office: Office) -> None:
    conversation, _ = waiting(office)
    something_newer(office, conversation, what="note")
    row = Conversation.objects.get(pk=conversation)
    anna, ben = office.user("anna").pk, office.user("ben").pk
    assert crossing(row, seen_up_to=1) == (2, 4)
    assert crossing(row, seen_up_to=1, notes=False) == (2,)
    assert crossing(row, seen_up_to=1, notes=False, by=anna) == ()
    assert crossing(row, seen_up_to=1, by=ben) == (2,)
    assert crossing(row, seen_up_to=4) == ()
