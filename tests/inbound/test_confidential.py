"""What arrives for few is seen by few: Sensitivity (RFC 2156) and protected contacts."""

import pytest

from tests.inbound.conftest import Corridor, letter
from tests.world import READ_WRITE
from tripost.conversations import actions
from tripost.inbound.doctor import examine
from tripost.inbound.ledger import intake
from tripost.people import teams
from tripost.people.models import Right
from tripost.store.models import (
    Change,
    Contact,
    ContactReader,
    Conversation,
    Entry,
    Identity,
    Reader,
)
from tripost.store.reads import DjangoReader

MANAGER = Right.READ | Right.MANAGE


def readers() -> list[str]:
    """Who may see the only conversation, by name; [] when it is open."""
    found = Reader.objects.order_by("user__address").values_list("user__address", flat=True)
    names = [address.partition("@")[0] for address in found]
    assert Conversation.objects.get().confidential is bool(names)
    return names


def protect(corridor: Corridor, *names: str, email: str = "jana@praxis-weiss.example") -> None:
    contact = Contact.objects.create(id=1, name="Jana", protected=True)
    Identity.objects.create(contact=contact, email=email)
    for name in names:
        ContactReader.objects.create(contact=contact, user=corridor.house.world.user(name))


@pytest.mark.parametrize(
    ("value", "closed"),
    [
        ("Private", True),
        ("personal", True),
        (" Company-Confidential ", True),
        ("Company Confidential", True),
        ("Normal", False),
        ("", False),
        ("privateer", False),
    ],
)
def test_the_header_closes_the_conversation(corridor: Corridor, value: str, closed: bool) -> None:
    support = corridor.house.world.address("support", anna=READ_WRITE, mia=MANAGER)
    assert corridor.receive(letter(Sensitivity=value), support) == "new"
    assert readers() == (["mia"] if closed else [])
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == (["message", "confidential"] if closed else ["message"])
    assert examine(DjangoReader(), corridor.house.services.blobs).wrong == []


@pytest.mark.parametrize(
    ("grants", "wanted"),
    [
        ({"anna": READ_WRITE, "mia": MANAGER, "max": MANAGER}, ["max", "mia"]),
        ({"anna": READ_WRITE, "mia": Right.MANAGE}, []),  # she manages but may not read
        ({"anna": READ_WRITE}, []),  # nobody manages: nothing lies where nobody looks
    ],
)
def test_it_is_for_who_manages_and_reads(
    corridor: Corridor, grants: dict[str, int], wanted: list[str]
) -> None:
    support = corridor.house.world.address("support", **grants)
    corridor.receive(letter(Sensitivity="private"), support)
    assert readers() == wanted


def test_a_team_manages_too(corridor: Corridor) -> None:
    from tripost.people import actions as people

    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE)
    team = teams.add_team("Lead", members=[world.user("mia").pk], by=None, at=world.now)
    people.set_team_grant(support.pk, team=team.pk, rights=MANAGER, by=None, at=world.now)
    corridor.receive(letter(Sensitivity="private"), support)
    assert readers() == ["mia"]


def test_a_later_mail_closes_it_and_those_outside_hear_that_it_is_gone(corridor: Corridor) -> None:
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE, mia=MANAGER)
    corridor.receive(letter(), support)
    place = Conversation.objects.get().pk
    ben = world.user("ben").pk
    actions.assign(place, to=ben, by=ben, at=world.now)
    anna, mia = (corridor.house.listen(name) for name in ("anna", "mia"))
    for listener in (anna, mia):
        listener.until(type="hello")
    answer = letter(
        "Vertraulich", message_id="m2@x", In_Reply_To="<m1@praxis-weiss.example>",
        Sensitivity="personal",
    )  # fmt: skip
    assert corridor.receive(answer, support) == "follow-up"
    assert readers() == ["ben", "mia"], "whoever works on it stays inside"
    assert anna.until(type="gone")["conversation"] == str(place)
    heard = mia.until(kind="message.added")
    assert heard["data"]["entries"], "and hears of nobody's rights"
    assert set(heard["data"]) == {"entries"}


def test_the_ledger_says_what_became_of_it_and_no_more(corridor: Corridor) -> None:
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE, boss=Right.MANAGE, mia=MANAGER)
    corridor.receive(letter(Sensitivity="private", subject="Geheimes"), support)
    reader = DjangoReader()
    seen = intake(reader, who=world.actor("mia"), outcome=None, limit=10, before=None)
    assert [(row.outcome, row.subject) for row in seen] == [("new", "Geheimes")]
    assert intake(reader, who=world.actor("boss"), outcome=None, limit=10, before=None) == []
    assert not Change.objects.filter(kind="intake.changed").exists()


def test_a_post_to_a_list_is_no_secret(corridor: Corridor) -> None:
    news = corridor.house.world.address("news", mode="list", mia=MANAGER)
    corridor.receive(letter(Sensitivity="private"), news)
    assert not Conversation.objects.get().confidential


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        (["anna"], ["anna"]),
        (["anna", "eva"], ["anna"]),  # eva may not read this address
        (["eva"], ["mia"]),
        ([], ["mia"]),
    ],
)
def test_a_protected_contact_is_for_its_readers(
    corridor: Corridor, named: list[str], wanted: list[str]
) -> None:
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE, mia=MANAGER)
    protect(corridor, *named)
    corridor.receive(letter(), support)
    assert readers() == wanted
    corridor.receive(
        letter("2", message_id="m2@x", In_Reply_To="<m1@praxis-weiss.example>"), support
    )
    assert readers() == wanted


def test_a_mail_of_ours_to_a_protected_contact_is_closed_too(corridor: Corridor) -> None:
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE, mia=MANAGER)
    protect(corridor, "mia", email="doc@clinic.example")
    with corridor.house.client("anna") as anna:
        answer = anna.post(
            "/api/v1/conversations",
            json={
                "address_id": str(support.pk),
                "to": [{"address": "Doc@clinic.example", "name": ""}],
                "subject": "Frage",
                "text": "x",
            },
        )
    assert answer.status_code == 201, answer.text
    assert readers() == ["anna", "mia"], "whoever wrote it stays inside"


@pytest.mark.parametrize("how", ["sensitivity", "forged sender"])
def test_a_stranger_who_knows_an_id_hides_nothing_from_the_team(
    corridor: Corridor, how: str
) -> None:
    """Ids of our mails are known to everybody who ever got one, and a From is written by hand."""
    world = corridor.house.world
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE, mia=MANAGER)
    protect(corridor, "mia", email="boss@clinic.example")
    corridor.receive(letter(), support)
    place = Conversation.objects.get().pk
    header = {"Sensitivity": "private"} if how == "sensitivity" else {}
    sender = "mallory@evil.example" if header else "boss@clinic.example"
    answer = letter(
        "Geheim", message_id="m2@x", author=sender, In_Reply_To="<m1@praxis-weiss.example>",
        **header,
    )  # fmt: skip
    assert corridor.receive(answer, support) == "new"
    assert not Conversation.objects.get(pk=place).confidential
    apart = Conversation.objects.exclude(pk=place).get()
    assert (apart.confidential, apart.contact_address) == (True, sender), "nor is it told to all"
