"""The corridor lets nothing leave that would cross what came while it waited (law 6)."""

from datetime import timedelta

from tests.conversations.office import Office
from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.world import READ_WRITE
from tripost.conversations.send import Sent
from tripost.outbound.models import Outgoing
from tripost.store.models import Draft, Entry


def desk(house: House) -> tuple[Office, int]:
    """A place to write at in the corridor's own house, and a conversation in support@."""
    office = Office(house.moment)
    office.blobs = house.services.blobs
    support = office.address("support", anna=READ_WRITE, ben=READ_WRITE)
    return office, office.mail(support).conversation


def test_a_scheduled_answer_is_held_when_another_went_first(house: House) -> None:
    office, conversation = desk(house)
    tomorrow = house.moment + timedelta(days=1)

    def write() -> tuple[object, object]:
        return (
            office.answer("anna", conversation, text="Später", seen_up_to=1, not_before=tomorrow),
            office.answer("ben", conversation, text="Jetzt", seen_up_to=2),
        )

    scheduled, at_once = house.act(write)
    assert isinstance(scheduled, Sent)
    assert isinstance(at_once, Sent)
    house.later(seconds=11)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    house.later(days=1)
    house.run(sink=sink, until=lambda: house.count("cancelled") == 1)
    assert len(sink.mails) == 1
    assert b"Jetzt" in sink.mails[0].content
    draft = Draft.objects.get()
    assert (draft.author.name, draft.text, draft.held) == ("Anna", "Später", "crossing")
    kinds = Entry.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["message", "send_held", "assigned", "message"]
    assert Outgoing.objects.get(pk=scheduled.outgoing).left_at is None
