"""Does every subscriber get a post once, as a copy of their own, and nobody who has left?"""

import asyncio
import threading
from datetime import timedelta

import pytest

from tests.delivery.conftest import House
from tests.delivery.sink import Sink
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.delivery import failures
from tripost.kit.secrets import installation
from tripost.modes.base import Placement, Received
from tripost.modes.distribution_list.actions import (
    Decided,
    PostOf,
    approve,
    hold,
    post,
    refuse,
)
from tripost.modes.distribution_list.expanding import born
from tripost.modes.distribution_list.joining import leaving, tokens
from tripost.modes.distribution_list.models import HeldPost, Subscriber
from tripost.modes.distribution_list.subscribers import subscribing
from tripost.modes.distribution_list.subscribers.subscribing import Wish
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.blobs import digest
from tripost.store.models import Blob, Change, Conversation

RAW = (
    b"From: Anna <anna@acme.example>\r\nTo: news@acme.example\r\nSubject: Wartung\r\n"
    b"Message-ID: <p1@acme.example>\r\nDate: Mon, 23 Nov 2026 09:30:00 +0000\r\n\r\nHallo\r\n"
)


def news(house: House, subscribers: int) -> Address:
    address = house.world.address("news", mode="list", anna=READ_WRITE)
    wishes = [Wish(email=f"s{n:04}@example.net", name=f"S {n}") for n in range(subscribers)]
    checked = subscribing.check(wishes, list_email=address.email)
    house.act(lambda: subscribing.add(address.pk, checked.wishes, by=None, at=house.moment))
    return address


def send(house: House, address: Address, *, raw: bytes = RAW, **changes: object) -> int:
    values = {
        "blob": digest(raw),
        "from_address": "anna@acme.example",
        "from_name": "Anna",
        "verified": True,
        "message_id": f"p{Outgoing.objects.count()}",
    }
    Blob.objects.get_or_create(sha256=digest(raw), defaults={"size": len(raw), "data": raw})
    mail = house.world.mail(address, **(values | changes))
    return post(
        PostOf(
            address=address.pk,
            email=address.email,
            conversation=mail.conversation,
            message=mail.message,
            blob=digest(raw),
            author=house.world.user("anna").pk,
        ),
        at=house.moment,
    )


def finished(house: House) -> bool:
    """Whether every copy of every post is settled."""
    return house.look.rows("SELECT 1 FROM outbound_outgoing WHERE finished_at IS NULL") == []


@pytest.mark.parametrize("number", [25, 1000, 2300])
def test_every_subscriber_gets_it_once(house: House, number: int) -> None:
    outgoing = send(house, news(house, number))
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == number)
    assert sorted(sink.taken()) == [f"s{n:04}@example.net" for n in range(number)]
    assert len({mail.sender for mail in sink.mails}) == number
    assert len({mail.header("List-Unsubscribe")[0] for mail in sink.mails}) == number
    assert {mail.header("Message-ID")[0] for mail in sink.mails} == {"<p1@acme.example>"}
    assert sink.connections <= 8
    assert Delivery.objects.filter(outgoing=outgoing).count() == number
    assert Conversation.objects.get().sending == 0
    changes = Change.objects.filter(kind="delivery.updated").order_by("modseq")
    assert len(changes) < 60  # by the second, not by the copy
    assert changes.reverse()[0].modseq == Change.objects.order_by("-modseq")[0].modseq


def test_nobody_is_told_and_nothing_hangs_when_there_is_no_subscriber(house: House) -> None:
    outgoing = send(house, news(house, 0))
    sink = house.run(
        sink=Sink(),
        until=lambda: bool(
            house.look.rows("SELECT 1 FROM outbound_outgoing WHERE left_at IS NOT NULL")
        ),
    )
    assert sink.mails == []
    assert Outgoing.objects.get(pk=outgoing).expanded
    assert Conversation.objects.get().sending == 0


def test_who_joins_after_the_post_gets_the_next_one(house: House) -> None:
    address = news(house, 3)
    send(house, address)
    house.moment += timedelta(seconds=1)
    subscribing.add(address.pk, [Wish(email="late@example.net")], by=None, at=house.moment)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 3)
    assert "late@example.net" not in sink.taken()


def test_the_same_message_is_posted_once(house: House) -> None:
    address = news(house, 2)
    first = send(house, address)
    mail = Outgoing.objects.get(pk=first)
    assert mail.message_id is not None
    assert mail.conversation_id is not None
    again = PostOf(
        address=address.pk,
        email=address.email,
        conversation=mail.conversation_id,
        message=mail.message_id,
        blob=mail.base_id,
        author=None,
    )
    assert post(again, at=house.moment) == first


def test_expanding_twice_makes_no_second_delivery(house: House) -> None:
    outgoing = send(house, news(house, 5))
    until = house.moment + timedelta(minutes=5)
    made = house.act(lambda: born(at=house.moment, lease_until=until, limit=2))
    assert [one.recipient for one in made] == ["s0000@example.net", "s0001@example.net"]
    Outgoing.objects.filter(pk=outgoing).update(cursor=0)  # as if the record had been lost
    while not Outgoing.objects.get(pk=outgoing).expanded:
        made += house.act(lambda: born(at=house.moment, lease_until=until, limit=3))
    assert len({one.delivery for one in made}) == len(made) == 5
    mail = Outgoing.objects.get(pk=outgoing)
    assert (mail.total, mail.copies, mail.sent) == (5, 5, 0)
    assert Delivery.objects.filter(outgoing=outgoing).count() == 5


def test_an_answer_to_a_customer_does_not_queue_behind_a_post(house: House) -> None:
    send(house, news(house, 1000))
    house.answer("jana@praxis-weiss.example")
    sink = house.run(sink=Sink(), relays=1, until=lambda: house.count("sent") >= 1)
    assert sink.taken()[0] == "jana@praxis-weiss.example"


def test_who_leaves_during_the_send_gets_nothing_more(house: House) -> None:
    """PROMISES P7: no mail is begun after the unsubscribe was confirmed."""
    address = news(house, 400)
    send(house, address)
    leavers = list(
        Subscriber.objects.filter(address=address).order_by("-email").values_list("pk", "email")
    )[:200]
    confirmed: dict[str, list[tuple[int, str]]] = {}  # who left → what the relay had heard of

    async def leave_all(sink: Sink) -> None:
        for pk, email in leavers:
            token = tokens.leave(installation(), pk, email=email)
            await house.services.writer.do(
                lambda token=token: leaving.unsubscribe(installation(), token, at=house.moment)
            )
            confirmed[email] = list(sink.begun)

    sink = house.run(
        sink=Sink(),
        relays=4,
        meanwhile=leave_all,
        until=lambda: finished(house),
    )
    assert len(confirmed) == 200
    cancelled = set(Delivery.objects.filter(state="cancelled").values_list("recipient", flat=True))
    assert cancelled  # some left when their copies were made already, others before
    assert set(sink.taken()) | cancelled | set(confirmed) == {
        f"s{n:04}@example.net" for n in range(400)
    }
    assert cancelled <= set(confirmed)
    assert len(sink.taken()) == len(set(sink.taken()))
    assert cancelled.isdisjoint(sink.taken())
    for email, heard in confirmed.items():
        if email not in sink.taken():
            continue
        line = next(number for number, recipient in sink.begun if recipient == email)
        place = [r for number, r in sink.begun if number == line].index(email)
        # One mail of each connection may have been on the wire, unheard of by the relay yet.
        assert place <= len([r for number, r in heard if number == line])


def test_one_click_takes_the_token_of_that_copy_alone(house: House) -> None:
    address = news(house, 3)
    send(house, address)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 3)
    copy = next(m for m in sink.mails if m.recipients == ["s0001@example.net"])
    [both] = copy.header("List-Unsubscribe")
    url, mailto = both.split(", ")
    assert mailto.startswith("<mailto:leave-")
    assert copy.header("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
    token = url.strip("<>").rpartition("/u/")[2]
    shown = leaving.membership(installation(), token)
    assert shown is not None
    assert (shown.email, shown.state) == ("s0001@example.net", "active")  # looking changes nothing
    left = house.act(lambda: leaving.unsubscribe(installation(), token, at=house.moment))
    assert left is not None
    assert left.list_email == "news@acme.example"
    again = house.act(lambda: leaving.unsubscribe(installation(), token, at=house.moment))
    assert again is not None
    states = dict(Subscriber.objects.values_list("email", "state"))
    assert states == {
        "s0000@example.net": "active",
        "s0001@example.net": "unsubscribed",
        "s0002@example.net": "active",
    }
    changes = Change.objects.filter(kind="subscribers.changed", data__has_key="unsubscribed")
    assert changes.count() == 1


@pytest.mark.parametrize("token", ["", "x", "AAAA", "A" * 32, "ü" * 10, "../../etc"])
def test_a_token_nobody_gave_changes_nothing(house: House, token: str) -> None:
    news(house, 2)
    assert leaving.unsubscribe(installation(), token, at=house.moment) is None
    assert not Subscriber.objects.exclude(state="active").exists()


def test_the_last_copies_of_a_post_are_told_too(house: House) -> None:
    """What is held back for a second is told at the end: nothing a browser shows stays old."""
    outgoing = send(house, news(house, 100))
    seen: dict[int, int] = {}

    async def watch(sink: Sink) -> None:
        while house.count("sent") < 100:
            row = house.look.row(
                "SELECT MAX(modseq) FROM store_change WHERE kind = 'delivery.updated'"
            )
            assert row is not None
            seen[house.count("sent")] = row[0]
            await asyncio.sleep(0.002)

    house.run(sink=Sink(), meanwhile=watch, until=lambda: house.count("sent") == 100)
    last = Change.objects.filter(kind="delivery.updated").order_by("-modseq")[0]
    assert last.data == {"outgoing": [str(outgoing)]}
    assert last.modseq > max(modseq or 0 for modseq in seen.values())


def test_a_refused_copy_concerns_that_subscriber_only(house: House) -> None:
    address = news(house, 3)
    outgoing = send(house, address)
    conversation = Outgoing.objects.get(pk=outgoing).conversation_id
    before = Conversation.objects.get(pk=conversation)

    def gone(verb: str, argument: str) -> str | None:
        return "550 5.1.1 gone" if verb == "RCPT" and "s0001" in argument else None

    house.run(
        sink=Sink(answer=gone),
        until=lambda: house.count("failed") + house.count("sent") == 3,
    )
    after = Conversation.objects.get(pk=conversation)
    assert (after.state, after.last_entry) == (before.state, before.last_entry)
    assert dict(Subscriber.objects.values_list("email", "bounces"))["s0001@example.net"] == 1


def gone(
    house: House, delivery: int, *, hard: bool, code: str = "5.2.1"
) -> failures.Bounced | None:
    return failures.returned(delivery, code=code, text="gone", hard=hard, at=house.moment)


@pytest.mark.parametrize(("code", "posts"), [("5.2.1", 3), ("5.1.1", 2)])
def test_posts_that_come_back_stop_the_copies(house: House, code: str, posts: int) -> None:
    """Three hard ones are too many; of a mailbox that is not there, two."""
    address = news(house, 2)
    for number in range(posts):
        assert Subscriber.objects.get(email="s0000@example.net").state == "active"
        outgoing = send(house, address, message_id=f"p{number}")
        house.run(sink=Sink(), until=lambda n=number: house.count("sent") == n + 2)
        back = Delivery.objects.get(outgoing=outgoing, recipient="s0000@example.net")
        told = house.act(lambda pk=back.pk: gone(house, pk, hard=True, code=code))
        assert told is not None
        assert told.address == address.pk
        mail = Outgoing.objects.get(pk=outgoing)
        assert (mail.sent, mail.failed, mail.copies) == (1, 1, 2)
    assert Subscriber.objects.get(email="s0000@example.net").state == "bouncing"
    assert Subscriber.objects.get(email="s0001@example.net").state == "active"
    send(house, address, message_id="p4")
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == posts + 1)
    assert sink.taken() == ["s0001@example.net"]


def test_a_bounce_told_twice_counts_once(house: House) -> None:
    address = news(house, 1)
    outgoing = send(house, address)
    house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    delivery = Delivery.objects.get(outgoing=outgoing)
    for hard in (False, True, True):
        house.act(lambda hard=hard: gone(house, delivery.pk, hard=hard))
    row = Subscriber.objects.get(address=address)
    assert (row.bounces, row.score) == (1, 0.25)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.bounced_at) == ("failed", house.moment)
    assert house.act(lambda: gone(house, 1, hard=True)) is None


def test_a_held_post_waits_and_goes_once_a_moderator_says_so(house: House) -> None:
    address = news(house, 2)
    held = _held(house, address)
    owner = house.world.user("anna")
    assert Outgoing.objects.count() == 0
    house.act(lambda: approve(held, by=owner.pk, at=house.moment))
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 2)
    [sender] = {mail.header("From")[0] for mail in sink.mails}
    assert sender == "Gast via Acme News <news@acme.example>"
    assert {mail.header("Reply-To")[0] for mail in sink.mails} == {"Gast <gast@fremd.example>"}
    assert Conversation.objects.get().state == "closed"
    with pytest.raises(Decided, match="approved"):
        house.act(lambda: refuse(held, by=owner.pk, at=house.moment))


def test_a_refused_post_stays_filed_and_goes_nowhere(house: House) -> None:
    held = _held(house, news(house, 2))
    anna = house.world.user("anna").pk
    house.act(lambda: refuse(held, by=anna, at=house.moment))
    assert Outgoing.objects.count() == 0
    row = HeldPost.objects.get()
    assert (row.decided, row.decided_by.address) == ("refused", "anna@acme.example")


def _held(house: House, address: Address) -> int:
    Blob.objects.get_or_create(sha256=digest(RAW), defaults={"size": len(RAW), "data": RAW})
    mail = house.world.mail(
        address, from_address="gast@fremd.example", from_name="Gast", blob=digest(RAW)
    )
    hold(
        Received(
            intake=77,
            address=address.pk,
            email=address.email,
            conversation=mail.conversation,
            message=mail.message,
            entry=mail.entry,
            number=mail.number,
            blob=digest(RAW),
            sender="gast@fremd.example",
            from_address="gast@fremd.example",
            author=None,
            placement=Placement(outcome="held", reason="not-allowed"),
            at=house.moment,
        )
    )
    return 77


def test_an_unverified_author_of_our_own_domain_does_not_keep_the_from(house: House) -> None:
    send(house, news(house, 1), verified=False)
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    assert sink.mails[0].header("From") == ["Anna via Acme News <news@acme.example>"]


def test_written_in_the_web_as_the_list_answers_still_go_to_who_wrote_it(house: House) -> None:
    send(
        house,
        news(house, 1),
        from_address="news@acme.example",
        from_name="Acme News",
        author=house.world.user("anna").pk,
        verified=None,
        direction="out",
    )
    sink = house.run(sink=Sink(), until=lambda: house.count("sent") == 1)
    assert sink.mails[0].header("From") == ["Acme News <news@acme.example>"]
    assert sink.mails[0].header("Reply-To") == ["Anna <anna@acme.example>"]


def test_a_thousand_copies_do_not_starve_the_loop(house: House) -> None:
    """Other work on the same loop goes on while a post leaves."""
    send(house, news(house, 1000))
    turns = 0

    async def beside(sink: Sink) -> None:
        nonlocal turns
        while house.count("sent") < 1000:
            turns += 1
            await asyncio.sleep(0)

    house.run(sink=Sink(), meanwhile=beside, until=lambda: house.count("sent") == 1000)
    assert turns > 100
    assert threading.active_count() < 20
