"""Answers find the conversation where it lives now: merged, taken apart, split, moved."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from tests.inbound.conftest import Corridor, letter
from tests.world import READ_WRITE, World
from tripost.addresses.models import Address
from tripost.conversations.order.merge import merge
from tripost.conversations.order.move import move
from tripost.conversations.order.performers import again
from tripost.conversations.order.split import split
from tripost.conversations.writing import signing_key
from tripost.core.thread import make_message_id, make_token
from tripost.kit.secrets import installation
from tripost.people.policies import Actor
from tripost.store.models import Conversation, Intake, Message

T = TypeVar("T")


def office(corridor: Corridor) -> tuple[World, Actor, Address, Address]:
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE)
    sales = world.address("sales", anna=READ_WRITE)
    return world, world.actor("anna"), support, sales


def done_now(corridor: Corridor, act: Callable[..., T], *args: Any, **more: Any) -> T:
    """As everybody does it: in the writer, in one transaction."""
    return corridor.house.services.writer.submit(partial(act, *args, **more)).result(10)


def first(corridor: Corridor, address: Address, name: str) -> int:
    """A conversation that a mail of this person began."""
    before = set(Conversation.objects.values_list("pk", flat=True))
    raw = letter(name, message_id=f"{name}@x", author=f"{name} <{name}@x.example>", subject=name)
    corridor.receive(raw, address)
    [made] = set(Conversation.objects.values_list("pk", flat=True)) - before
    return int(made)


def follows(corridor: Corridor, address: Address, number: int, **fields: str) -> int:
    """The conversation that an answer joins; it begins one when it joins none."""
    recipient = fields.pop("recipient", address.email)
    raw = letter(f"Antwort {number}", message_id=f"answer{number}@x", **fields)
    corridor.receive(raw, address, recipients=(recipient,))
    return Message.objects.get(message_id=f"answer{number}@x").conversation_id


def answered(world: World, address: Address, conversation: int, random: str) -> str:
    """The Message-ID of a mail of ours."""
    ident = make_message_id(
        str(conversation), domain="acme.example", random=random, key=signing_key(installation())
    )
    world.mail(
        address, conversation=conversation, direction="out", message_id=ident,
        recipients={"to": [["", "jana@praxis-weiss.example"]]},
    )  # fmt: skip
    return ident


def test_an_answer_to_what_was_merged_joins_the_whole_until_it_is_taken_apart(
    corridor: Corridor,
) -> None:
    world, anna, support, _ = office(corridor)
    a, b = first(corridor, support, "ada"), first(corridor, support, "bea")
    ours = answered(world, support, b, "randomrandom")
    token = make_token(
        str(b), recipient=support.email, purpose="reply", key=signing_key(installation())
    )
    done = done_now(corridor, merge, [b], into=a, who=anna, at=world.now)
    assert follows(corridor, support, 1, In_Reply_To="<bea@x>") == a
    assert follows(corridor, support, 2, In_Reply_To=f"<{ours}>") == a
    reply_address = f"support+{token}@acme.example"
    assert follows(corridor, support, 3, recipient=reply_address) == a
    assert done.act is not None
    done_now(corridor, again, done.act, who=anna, at=world.now)
    assert follows(corridor, support, 4, In_Reply_To="<bea@x>") == b
    assert follows(corridor, support, 5, In_Reply_To=f"<{ours}>") == b
    assert follows(corridor, support, 6, recipient=reply_address) == b
    assert follows(corridor, support, 7, In_Reply_To="<answer1@x>") == a  # what came stays


def test_threading_follows_the_mails_that_were_split_off(corridor: Corridor) -> None:
    world, anna, support, _ = office(corridor)
    a = first(corridor, support, "ada")
    follows(corridor, support, 1, In_Reply_To="<ada@x>")
    ours = answered(world, support, a, "randomrandom")
    made = done_now(corridor, split, a, entries=[2, 3], who=anna, at=world.now)
    assert follows(corridor, support, 2, In_Reply_To="<answer1@x>") == made.conversation
    assert follows(corridor, support, 3, In_Reply_To=f"<{ours}>") == made.conversation
    assert follows(corridor, support, 4, In_Reply_To="<ada@x>") == a


def test_a_strangers_mail_with_an_id_of_ours_moves_nobodys_answer(corridor: Corridor) -> None:
    world, _, support, _ = office(corridor)
    a = first(corridor, support, "ada")
    ours = answered(world, support, a, "randomrandom")
    world.mail(support, message_id=ours, from_address="eve@evil.example", subject="Anderes")
    assert follows(corridor, support, 1, In_Reply_To=f"<{ours}>") == a


def test_an_answer_to_the_old_address_joins_what_was_moved(corridor: Corridor) -> None:
    world, anna, support, sales = office(corridor)
    a = first(corridor, support, "ada")
    done_now(corridor, move, [a], address=sales.pk, who=anna, at=world.now)
    ours = answered(world, sales, a, "randomrandom")
    assert follows(corridor, support, 1, In_Reply_To="<ada@x>") == a
    assert follows(corridor, support, 2, In_Reply_To=f"<{ours}>") == a
    assert follows(corridor, sales, 3, In_Reply_To=f"<{ours}>") == a
    foreign = world.address("other", anna=READ_WRITE)
    assert follows(corridor, foreign, 4, In_Reply_To=f"<{ours}>") != a


def test_a_mail_to_both_addresses_of_a_conversation_comes_in_once(corridor: Corridor) -> None:
    world, anna, support, sales = office(corridor)
    a, b = first(corridor, support, "ada"), first(corridor, sales, "bea")
    done_now(corridor, merge, [b], into=a, who=anna, at=world.now)
    raw = letter("An beide", message_id="both@x", In_Reply_To="<ada@x>", References="<bea@x>")
    corridor.accept(raw, support, sales)
    corridor.process()
    assert Message.objects.filter(message_id="both@x").count() == 1
    both = Intake.objects.filter(subject="Defekte Lieferung").order_by("id")
    assert sorted(both.values_list("outcome", flat=True)) == ["duplicate", "follow-up"]


def test_the_same_mail_to_two_addresses_makes_twins(corridor: Corridor) -> None:
    """In one transaction of the sender, and by a later envelope."""
    world, _, support, sales = office(corridor)
    third = world.address("third")
    corridor.accept(letter(), support, sales)
    corridor.process()
    corridor.receive(letter(), third)
    elder = Conversation.objects.get(address=support)
    assert elder.twin_of_id is None
    for address in (sales, third):
        assert Conversation.objects.get(address=address).twin_of_id == elder.pk
    follows(corridor, sales, 1, In_Reply_To="<m1@praxis-weiss.example>")
    assert Conversation.objects.get(address=sales).messages == 2
    assert Conversation.objects.get(address=support).messages == 1


def test_two_deliveries_of_one_mail_are_twins_whatever_way_they_took(corridor: Corridor) -> None:
    """Their trace headers differ (RFC 5321 §4.4); in two batches, and in one."""
    world, _, support, sales = office(corridor)
    third = world.address("third")
    corridor.receive(
        b"Received: from a by b; Mon, 1 Jan 2024 10:00:00 +0000\r\n" + letter(), support
    )
    for hop, address in enumerate((sales, third)):
        raw = f"Received: from hop{hop} by c; Mon, 1 Jan 2024 10:00:01 +0000\r\n".encode()
        corridor.accept(raw + letter(), address)
    corridor.process()
    elder = Conversation.objects.get(address=support)
    assert Conversation.objects.filter(twin_of=elder).count() == 2


def test_a_message_id_that_is_used_again_covers_no_other_mail(corridor: Corridor) -> None:
    _, _, support, sales = office(corridor)
    corridor.receive(letter("Die Platte ist kaputt."), support)
    corridor.receive(letter("Etwas ganz anderes."), sales)
    corridor.receive(letter("Die Platte ist kaputt.", From="Eve <eve@evil.example>"), sales)
    assert not Conversation.objects.exclude(twin_of=None).exists()
