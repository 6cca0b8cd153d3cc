"""Does every copy leave once, in time, and is every answer of the relay written down?"""

import asyncio

import pytest
from django.db import connection

from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tripost.addresses import verp
from tripost.kit.secrets import installation
from tripost.outbound.models import Attempt, Delivery, Outgoing
from tripost.people.models import Grant
from tripost.store.models import Change, Conversation, Entry


def test_an_answer_leaves_once_and_its_bytes_are_those_frozen(house: House) -> None:
    outgoing = house.answer("jana@praxis-weiss.example")
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    [mail] = sink.mails
    assert mail.recipients == ["jana@praxis-weiss.example"]
    assert mail.content.endswith(b"\r\n\r\nGuten Tag,\r\n.wir schicken Ersatz.\r\n")
    assert mail.header("Message-ID") == ["<answer-1@acme.example>"]
    delivery = Delivery.objects.get(outgoing=outgoing)
    assert (delivery.state, delivery.attempts, delivery.code) == ("sent", 1, "250 2.0.0")
    assert [a.outcome for a in Attempt.objects.filter(delivery=delivery)] == ["sent"]
    assert verp.read(installation(), mail.sender) == verp.Returned(
        delivery.outgoing.address_id, delivery.pk
    )


def test_the_conversation_waits_until_its_mail_has_left(house: House) -> None:
    outgoing = house.answer("jana@praxis-weiss.example")
    conversation = Outgoing.objects.get(pk=outgoing).conversation_id
    assert Conversation.objects.get(pk=conversation).sending == 1
    house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    assert Conversation.objects.get(pk=conversation).sending == 0
    change = Change.objects.filter(kind="delivery.updated").get()
    assert change.conversation_id == conversation
    assert change.data == {"outgoing": [str(outgoing)]}


def test_many_recipients_get_one_mail_each_over_few_connections(house: House) -> None:
    house.answer(*(f"c{n}@example.net" for n in range(40)))
    sink = house.run(sink=Sink(), relays=4, until=lambda: house.count("sent") == 40)
    assert sorted(sink.taken()) == sorted(f"c{n}@example.net" for n in range(40))
    assert len({mail.sender for mail in sink.mails}) == 40
    assert sink.connections <= 4


def test_a_colleague_of_ours_gets_it_without_the_relay(house: House) -> None:
    house.world.address("sales")
    house.answer("Sales+offers@acme.example", "jana@praxis-weiss.example")
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 2)
    assert sink.taken() == ["jana@praxis-weiss.example"]
    [(envelope, raw)] = house.received
    assert envelope.recipients == ("Sales+offers@acme.example",)
    assert raw.endswith(b"Guten Tag,\r\n.wir schicken Ersatz.\r\n")


def test_in_a_split_domain_an_unknown_neighbour_lives_elsewhere(house: House) -> None:
    house.answer("frieda@acme.example")
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    assert sink.taken() == ["frieda@acme.example"]


def test_in_a_full_domain_there_is_nobody_else(house: House) -> None:
    support = house.world.address("support", anna=3)
    support.domain.kind = "full"
    support.domain.save()
    outgoing = house.answer("frieda@acme.example")
    sink = house.run(sink=Sink(), until=lambda: house.count("failed") == 1)
    assert sink.mails == []
    assert Delivery.objects.get(outgoing=outgoing).code == "550 5.1.1"


def test_without_a_relay_mail_waits_where_it_is_seen_and_leaves_when_there_is_one(
    house: House,
) -> None:
    outgoing = house.answer("jana@praxis-weiss.example")
    waiting = Delivery.objects.filter(outgoing=outgoing, detail="waiting for a relay")
    house.run(until=lambda: _committed(house, "waiting for a relay") == 1)
    assert (waiting.get().state, waiting.get().attempts) == ("queued", 0)
    house.later(days=9)  # however long: waiting is no failure
    house.run(until=lambda: _later_than(house, house.moment))
    assert waiting.get().state == "queued"
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    assert sink.taken() == ["jana@praxis-weiss.example"]


def _committed(house: House, detail: str) -> int:
    row = house.look.row("SELECT COUNT(*) FROM outbound_delivery WHERE detail = %s", (detail,))
    assert row is not None
    return int(row[0])


def _later_than(house: House, moment: object) -> bool:
    row = house.look.row("SELECT MIN(next_at) FROM outbound_delivery")
    assert row is not None
    return str(row[0]) > str(moment)


def test_who_lost_the_right_to_write_sends_nothing_any_more(house: House) -> None:
    outgoing = house.answer("jana@praxis-weiss.example")
    Grant.objects.all().delete()
    sink = house.run(sink=Sink(), until=lambda: house.count("failed") == 1)
    assert sink.mails == []
    conversation = Outgoing.objects.get(pk=outgoing).conversation_id
    entry = Entry.objects.get(conversation=conversation, kind="bounce")
    assert entry.data["text"] == "the author may no longer write as this address"


def test_a_refusal_for_good_comes_back_before_peoples_eyes(house: House) -> None:
    outgoing = house.answer("jana@praxis-weiss.example", "karl@praxis-weiss.example")
    conversation = Outgoing.objects.get(pk=outgoing).conversation_id
    Conversation.objects.filter(pk=conversation).update(state="closed")

    def no_jana(verb: str, argument: str) -> str | None:
        return "550 5.1.1 no such user" if verb == "RCPT" and "jana" in argument else None

    sink = house.run(
        sink=Sink(answer=no_jana),
        until=lambda: house.count("failed") + house.count("sent") == 2,
    )
    assert sink.taken() == ["karl@praxis-weiss.example"]
    row = Conversation.objects.get(pk=conversation)
    entry = Entry.objects.get(conversation=row, kind="bounce")
    assert (row.state, row.last_entry) == ("open", entry.number)
    assert entry.data["recipient"] == "jana@praxis-weiss.example"
    assert (entry.data["code"], entry.data["text"]) == ("550 5.1.1", "no such user")
    assert Outgoing.objects.count() == 1  # a report is an entry, never a mail: nothing can loop


@pytest.mark.parametrize(
    ("verb", "reply", "outcome"),
    [
        ("MAIL", "451 4.3.0 later", "deferred"),
        ("RCPT", "450 4.2.0 greylisted", "deferred"),
        ("DATA", "451 4.3.0 later", "deferred"),
        ("DOT", "452 4.3.1 disk full", "deferred"),
        ("MAIL", "drop", "deferred"),
        ("RCPT", "drop", "deferred"),
        ("DOT", "drop", "unknown"),
        ("RCPT", "hang", "deferred"),
        ("DOT", "hang", "unknown"),
        ("RCPT", "421 4.3.2 closing", "deferred"),
    ],
)
def test_what_fails_for_now_is_tried_again_after_a_while(
    house: House, verb: str, reply: str, outcome: str
) -> None:
    house.answer("jana@praxis-weiss.example")
    times = 0

    def once(said: str, argument: str) -> str | None:
        nonlocal times
        times += said == verb
        return reply if said == verb and times == 1 else None

    async def wait_and_go_on(sink: Sink) -> None:
        while not house.count("deferred"):
            await asyncio.sleep(0.005)
        house.later(minutes=2)

    sink = house.run(
        sink=Sink(answer=once),
        meanwhile=wait_and_go_on,
        patience=0.3,
        until=lambda: house.count("sent") == 1,
    )
    assert [a.outcome for a in Attempt.objects.order_by("id")] == [outcome, "sent"]
    assert sink.taken() == ["jana@praxis-weiss.example"]
    assert {m.header("Message-ID")[0] for m in sink.mails} == {"<answer-1@acme.example>"}


def test_after_five_days_it_is_given_up_with_a_report(house: House) -> None:
    outgoing = house.answer("jana@praxis-weiss.example")

    def never(verb: str, argument: str) -> str | None:
        return "450 4.2.0 full" if verb == "RCPT" else None

    async def wait_and_go_on(sink: Sink) -> None:
        while not house.count("deferred"):
            await asyncio.sleep(0.005)
        house.later(days=5, hours=1)

    house.run(
        sink=Sink(answer=never),
        meanwhile=wait_and_go_on,
        until=lambda: house.count("failed") == 1,
    )
    delivery = Delivery.objects.get(outgoing=outgoing)
    assert (delivery.attempts, delivery.code) == (2, "450 4.2.0")
    assert delivery.detail == "Given up after 5 days. Last: full"
    assert Entry.objects.filter(kind="bounce").count() == 1


@pytest.mark.parametrize("greeting", ["554 5.7.1 go away", "drop", "421 4.3.2 busy"])
def test_a_relay_that_lets_nobody_in_costs_no_mail_a_try(house: House, greeting: str) -> None:
    house.answer(*(f"c{n}@example.net" for n in range(20)))

    def closed(verb: str, argument: str) -> str | None:
        return greeting if verb == "CONNECT" else None

    sink = house.run(sink=Sink(answer=closed), until=lambda: house.count("deferred") == 20)
    assert Attempt.objects.count() == 0
    assert sink.connections <= 16  # not one for each of the waiting
    house.later(minutes=10)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 20)
    assert len(sink.taken()) == 20


def test_a_dead_kept_connection_is_replaced_without_a_failed_try(house: House) -> None:
    house.answer("one@example.net")
    seen = 0

    def tired(verb: str, argument: str) -> str | None:
        nonlocal seen
        seen += verb == "MAIL"
        return "drop" if verb == "MAIL" and seen == 2 else None

    async def second(sink: Sink) -> None:
        while not house.count("sent"):
            await asyncio.sleep(0.005)
        await asyncio.to_thread(_answer_in_thread, house)

    sink = house.run(
        sink=Sink(answer=tired),
        relays=1,
        meanwhile=second,
        until=lambda: house.count("sent") == 2,
    )
    assert sorted(sink.taken()) == ["one@example.net", "two@example.net"]
    assert {a.outcome for a in Attempt.objects.all()} == {"sent"}


def _answer_in_thread(house: House) -> None:
    house.answer("two@example.net")
    connection.close()
    house.services.bus.wake({"outbox"})


def test_a_mail_that_cannot_be_sent_as_it_is_says_so(house: House) -> None:
    house.answer("not an address")
    house.run(sink=Sink(), until=lambda: house.count("failed") == 1)
    assert "not an address" in Delivery.objects.get().detail
