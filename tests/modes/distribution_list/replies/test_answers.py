"""An announcement's answers: one conversation per person and send, and who answered is known."""

from typing import Any

import pytest

from tests.inbound.conftest import Corridor, letter
from tests.inbound.conftest import corridor as corridor
from tests.inbound.conftest import server as server
from tests.world import READ_WRITE
from tripost.addresses import verp
from tripost.addresses.models import Address
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.models import Answer, Campaign, Subscriber
from tripost.outbound.models import Delivery, Outgoing
from tripost.people.models import Right
from tripost.store.models import Change, Conversation, Entry, Message

POST = "post1@acme.example"
OUTSIDE = "198.51.100.7"


class Stage:
    """news@ has posted to jana and karl; support@ gets the answers."""

    def __init__(self, corridor: Corridor) -> None:
        self.corridor = corridor
        world = corridor.house.world
        self.news = world.address("news", mode="list", anna=READ_WRITE | Right.MANAGE)
        self.support = world.address("support", ben=READ_WRITE)
        self.send = self.post(POST, "Wartung am Sonntag")
        Change.objects.all().delete()

    def post(self, message_id: str, subject: str, **fields: str) -> Outgoing:
        raw = letter(
            "Am Sonntag ist alles aus.", message_id=message_id, subject=subject,
            author="Anna <anna@acme.example>", To="news@acme.example", **fields,
        )  # fmt: skip
        assert self.corridor.receive(raw, self.news, sender="anna@acme.example") == "post"
        made = Outgoing.objects.latest("id")
        for number, name in enumerate(("jana", "karl")):
            person, _ = Subscriber.objects.get_or_create(
                address=self.news, email=f"{name}@x.example",
                defaults={"since": self.corridor.house.now},
            )  # fmt: skip
            Delivery.objects.create(
                id=new_id(self.corridor.house.now), outgoing=made, recipient=person.email,
                state="sent", next_at=self.corridor.house.now, subscriber_id=person.pk,
            )  # fmt: skip
            assert number < 2
        return made

    def answer(self, name: str, *addresses: Address, **fields: str) -> str:
        """From one of them; to support@ unless said otherwise."""
        peer = fields.pop("peer", "127.0.0.1")
        text = fields.pop("text", f"Danke, {name}")
        head = {
            "message_id": f"{name}{Message.objects.count()}@x.example",
            "subject": "Re: Wartung am Sonntag",
            "author": f"{name.capitalize()} <{name}@x.example>",
            "In_Reply_To": f"<{POST}>",
        } | fields
        to = addresses or (self.support,)
        return self.corridor.receive(letter(text, **head), *to, peer=peer)

    def answered(self) -> list[str]:
        """Whose copies count as answered."""
        found = Delivery.objects.filter(answered_at__isnull=False).order_by("recipient")
        return list(found.values_list("recipient", flat=True))

    def threads(self) -> list[Conversation]:
        return list(Conversation.objects.filter(address=self.support).order_by("id"))


@pytest.fixture
def stage(corridor: Corridor) -> Stage:
    return Stage(corridor)


def test_everybody_gets_a_conversation_of_their_own(stage: Stage) -> None:
    assert [stage.answer("jana"), stage.answer("karl"), stage.answer("jana")] == [
        "new", "new", "follow-up",
    ]  # fmt: skip
    jana, karl = stage.threads()
    assert (jana.contact_address, jana.messages) == ("jana@x.example", 2)
    assert (karl.contact_address, karl.messages) == ("karl@x.example", 1)
    assert [row.labels for row in (jana, karl)] == [["Wartung am Sonntag"]] * 2
    [entry] = Entry.objects.filter(conversation=jana, kind="answers")
    assert entry.data == {
        "outgoing": str(stage.send.pk),
        "kind": "post",
        "name": "Wartung am Sonntag",
        "conversation": str(stage.send.conversation_id),
    }
    assert stage.answered() == ["jana@x.example", "karl@x.example"]
    assert Answer.objects.count() == 2
    told = Change.objects.filter(kind="delivery.updated")
    assert [change.data for change in told] == [{"outgoing": [str(stage.send.pk)]}] * 2


def test_answers_of_one_batch_find_each_other(stage: Stage) -> None:
    for number in range(2):
        raw = letter(
            f"Antwort {number}", message_id=f"j{number}@x.example", subject="Re: Wartung",
            author="jana@x.example", References=f"<{POST}>",
        )  # fmt: skip
        stage.corridor.accept(raw, stage.support)
    assert [one[0] for one in stage.corridor.process()][-2:] == ["new", "follow-up"]
    [thread] = stage.threads()
    assert thread.messages == 2
    assert Entry.objects.filter(kind="answers").count() == 1


def test_two_sends_are_two_conversations(stage: Stage) -> None:
    other = stage.post("post2@acme.example", "Neue Preise")
    stage.answer("jana")
    stage.answer("jana", In_Reply_To="<post2@acme.example>", subject="Re: Neue Preise")
    first, second = stage.threads()
    assert [first.labels, second.labels] == [["Wartung am Sonntag"], ["Neue Preise"]]
    assert set(Answer.objects.values_list("outgoing_id", flat=True)) == {stage.send.pk, other.pk}


def test_where_the_inbox_got_the_post_itself_answers_still_stand_apart(stage: Stage) -> None:
    raw = letter("Am Sonntag ist alles aus.", message_id=POST, author="anna@acme.example")
    stage.corridor.receive(raw, stage.support)
    stage.answer("jana")
    stage.answer("karl")
    assert len(stage.threads()) == 3


def test_it_goes_on_where_it_was_merged_to(stage: Stage) -> None:
    stage.answer("jana")
    stage.answer("karl")
    jana, karl = stage.threads()
    Conversation.objects.filter(pk=karl.pk).update(state="merged", merged_into=jana.pk)
    assert stage.answer("karl") == "follow-up"
    assert Message.objects.latest("id").conversation_id == jana.pk


def test_an_answer_to_our_answer_goes_on_where_it_is(stage: Stage) -> None:
    stage.answer("jana")
    [thread] = stage.threads()
    first = Message.objects.get(conversation=thread)
    stage.answer("karl", References=f"<{POST}> <{first.message_id}>", In_Reply_To="<x@y>")
    assert len(stage.threads()) == 1, "whom Jana forwarded it to joins her conversation"
    assert Message.objects.latest("id").warnings == ["stranger"]
    assert stage.answered() == ["jana@x.example", "karl@x.example"]


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"subject": "Automatic reply: Wartung am Sonntag"},
        {"List_Id": "<other.example>"},
    ],
)
def test_a_machine_has_answered_nothing(stage: Stage, fields: dict[str, str]) -> None:
    stage.answer("jana", **fields)
    assert stage.answered() == []
    assert not Answer.objects.exists()
    assert not Entry.objects.filter(kind="answers").exists()


def test_who_answers_from_elsewhere_gets_a_conversation_and_no_tick(stage: Stage) -> None:
    stage.answer("jana", author="Jana privat <jana@privat.example>")
    [thread] = stage.threads()
    assert thread.labels == ["Wartung am Sonntag"]
    assert stage.answered() == []


def test_the_answer_counts_wherever_it_reaches_us(stage: Stage) -> None:
    assert stage.answer("jana", stage.news, peer=OUTSIDE) == "held"
    assert stage.answered() == ["jana@x.example"]
    back = verp.sender(
        installation(), address=stage.news.pk, delivery=_of("karl").pk, domain="acme.example"
    )
    raw = letter("Danke", author="karl@x.example", message_id="k@x", subject="Re: Wartung")
    stage.corridor.receive(raw, stage.news, recipients=[back])
    assert stage.answered() == ["jana@x.example", "karl@x.example"]


def test_a_post_without_an_id_is_known_by_ours(stage: Stage) -> None:
    send = stage.post("", "Ohne Kennung")
    stage.answer("jana", In_Reply_To=f"<post-{send.pk}@acme.example>")
    assert Answer.objects.get().outgoing_id == send.pk
    stage.answer("karl", In_Reply_To="<post-99@acme.example>")
    assert Answer.objects.count() == 1


def test_a_campaign_is_called_by_its_name(stage: Stage) -> None:
    at = stage.corridor.house.now
    Campaign.objects.create(
        id=new_id(at), address=stage.news, name="Herbst", outgoing=stage.send,
        created_at=at, changed_at=at,
    )  # fmt: skip
    stage.answer("jana")
    assert stage.threads()[0].labels == ["Herbst"]


def test_what_only_few_may_know_names_nothing(stage: Stage) -> None:
    Conversation.objects.filter(pk=stage.send.conversation_id).update(confidential=True)
    stage.answer("jana")
    assert stage.threads()[0].labels == []
    assert Entry.objects.get(kind="answers").data["name"] == ""


def test_whoever_opens_the_answer_sees_the_way_to_the_post(stage: Stage) -> None:
    stage.answer("jana")
    with stage.corridor.house.client("ben") as client:
        shown: Any = client.get(f"/api/v1/conversations/{stage.threads()[0].pk}").json()
    [event] = [one for one in shown["events"] if one["kind"] == "answers"]
    assert event["data"]["conversation"] == str(stage.send.conversation_id)


def _of(name: str) -> Delivery:
    return Delivery.objects.get(recipient=f"{name}@x.example")
