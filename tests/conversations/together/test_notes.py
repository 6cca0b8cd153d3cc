"""A note calls people and teams; who does not see the conversation is called only when let in."""

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.together.invited import invited, set_invited
from tripost.conversations.together.mentions import mentionable, named, spoken
from tripost.conversations.together.notes import add_note, clean_note
from tripost.kit.entered import BadInput
from tripost.people.models import Right, Team
from tripost.people.policies import may_see
from tripost.store.models import Change, Entry, Mention, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now) -> World:  # type: ignore[no-untyped-def]
    """Anna writes and Ben reads in support@; Cem and Dana are elsewhere, in the second level."""
    world = World(now)
    world.address("support", anna=READ_WRITE, ben=Right.READ)
    team = Team.objects.create(name="Second Level")
    team.members.add(world.user("cem"), world.user("dana"), world.user("ben"))
    return world


def place(world: World) -> int:
    """A conversation in support@."""
    return world.mail(world.address("support")).conversation


def called(world: World, conversation: int) -> list[str]:
    """Who is mentioned there, by name."""
    found = Mention.objects.filter(conversation=conversation).order_by("user__name")
    return list(found.values_list("user__name", flat=True))


@pytest.mark.parametrize(
    ("text", "grant", "wanted"),
    [
        ("@ben schau", (), ["Ben"]),
        ("@ben@acme.example.", (), ["Ben"]),
        ("@cem schau", (), []),
        ("@cem schau", ("cem@acme.example",), ["Cem"]),
        ("schau", ("cem@acme.example",), []),
        ("@second-level", (), ["Ben"]),
        ("@second-level", ("dana@acme.example",), ["Ben", "Dana"]),
        ("@SECOND-level @ben", (), ["Ben"]),
        ("x@ben @nobody @second", (), []),
    ],
)
def test_who_is_called(world: World, text: str, grant: tuple[str, ...], wanted: list[str]) -> None:
    conversation = place(world)
    anna = world.user("anna").pk
    add_note(conversation, by=anna, text=text, at=world.now, grant=grant)
    assert called(world, conversation) == wanted
    let_in = {name for name in ("cem", "dana") if name.capitalize() in wanted}
    for name in ("cem", "dana"):
        seen = may_see(world.reader, who=world.actor(name), conversation=conversation)
        assert seen is (name in let_in), name


def test_who_is_let_in_is_told_and_can_be_shown_out(world: World) -> None:
    conversation, anna = place(world), world.user("anna").pk
    grant = ("cem@acme.example",)
    add_note(conversation, by=anna, text="@cem", at=world.now, grant=grant)
    assert invited(world.reader, ident=conversation) == ["cem@acme.example"]
    set_invited(conversation, users=[], by=anna, at=world.now)
    set_invited(conversation, users=[], by=anna, at=world.now)
    assert not may_see(world.reader, who=world.actor("cem"), conversation=conversation)
    events = Entry.objects.filter(kind="invited").order_by("number")
    assert [e.data for e in events] == [
        {"added": ["cem@acme.example"], "removed": []},
        {"added": [], "removed": ["cem@acme.example"]},
    ]
    changes = Change.objects.filter(kind="invited.set").order_by("modseq")
    assert [c.data["before"]["invited"] for c in changes] == [[], [world.user("cem").pk]]


def test_in_a_confidential_conversation_who_is_invited_is_a_reader(world: World) -> None:
    conversation, anna = place(world), world.user("anna").pk
    set_readers(conversation, users=[anna], by=anna, at=world.now)
    add_note(conversation, by=anna, text="@ben @cem", at=world.now, grant=("cem@acme.example",))
    assert called(world, conversation) == ["Cem"], "ben is no reader and was not let in"
    assert may_see(world.reader, who=world.actor("cem"), conversation=conversation)
    set_invited(conversation, users=[], by=anna, at=world.now)
    assert not may_see(world.reader, who=world.actor("cem"), conversation=conversation)
    assert Reader.objects.get(conversation=conversation).user_id == anna


def test_whom_a_note_could_call(world: World) -> None:
    conversation = place(world)
    found = {(m.address, m.kind): m.sees for m in mentionable(world.reader, ident=conversation)}
    assert found == {
        ("anna@acme.example", "person"): True,
        ("ben@acme.example", "person"): True,
        ("cem@acme.example", "person"): False,
        ("dana@acme.example", "person"): False,
        ("second-level", "team"): True,
    }


def test_a_person_goes_before_a_team_and_a_doubtful_name_is_nobodys(world: World) -> None:
    for name in ("Ben", "Vertrieb Süd", "vertrieb-süd"):
        Team.objects.create(name=name)
    assert spoken("Vertrieb  Süd ") == "vertrieb-süd"
    found = named("@ben @vertrieb-süd")
    assert [p.name for p in found.people] == ["Ben"]
    assert found.teams == ()


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 200_001])
def test_a_note_has_a_length(text: str) -> None:
    with pytest.raises(BadInput):
        clean_note(text)
