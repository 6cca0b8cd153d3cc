"""Lists, counts and search show what a person may see, newest first, and nothing else."""

from datetime import datetime, timedelta

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.queries import (
    Wanted,
    by_ids,
    page,
)
from tripost.conversations.tallies import counts, my_counts
from tripost.conversations.together.notes import add_note
from tripost.kit.entered import BadInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


def subjects(world: World, name: str, **wanted: object) -> list[str]:
    found = page(world.reader, who=world.actor(name), wanted=Wanted(**wanted))
    return [row.subject for row in found.items]


def fill(world: World) -> dict[str, int]:
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    office = world.address("office", mode="mailbox", anna=READ_WRITE)
    made = {}
    for number, (address, subject) in enumerate(
        [(support, "A"), (office, "B"), (support, "C"), (support, "D")]
    ):
        at = world.now + timedelta(minutes=number)
        made[subject] = world.mail(address, subject=subject, at=at, message_id=subject).conversation
    anna, ben = world.user("anna").pk, world.user("ben").pk
    actions.assign(made["A"], to=ben, by=anna, at=world.now)
    actions.set_state(made["C"], state="closed", by=anna, at=world.now)
    return made


def test_a_page_is_newest_first_over_all_addresses(world: World) -> None:
    fill(world)
    assert subjects(world, "anna") == ["D", "C", "B", "A"]
    assert subjects(world, "ben") == ["D", "C", "A"]
    assert subjects(world, "cem") == []


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        ("open", ["D", "B", "A"]),
        ("mine", []),
        ("unassigned", ["D", "B"]),
        ("closed", ["C"]),
        ("unread", ["D", "B", "A"]),
        ("later", []),
        ("drafts", []),
    ],
)
def test_views(world: World, view: str, wanted: list[str]) -> None:
    fill(world)
    assert subjects(world, "anna", view=view) == wanted


def test_pages_follow_without_gap_or_repeat(world: World) -> None:
    fill(world)
    seen: list[str] = []
    cursor = None
    for _ in range(4):
        found = page(world.reader, who=world.actor("anna"), wanted=Wanted(limit=1, cursor=cursor))
        seen += [row.subject for row in found.items]
        cursor = found.next
    assert seen == ["D", "C", "B", "A"]
    assert cursor is None


def test_unknown_views_and_cursors_are_told(world: World) -> None:
    fill(world)
    with pytest.raises(BadInput, match="one of all"):
        subjects(world, "anna", view="x")
    for cursor in ("!", "abc", "YWJj"):
        with pytest.raises(BadInput, match="cursor"):
            subjects(world, "anna", cursor=cursor)


def test_confidential_is_in_no_list_no_number_and_no_search_of_others(world: World) -> None:
    made = fill(world)
    anna, ben = world.actor("anna"), world.actor("ben")
    before = counts(world.reader, who=ben)
    set_readers(made["D"], users=[anna.id], by=anna.id, at=world.now)
    assert subjects(world, "ben") == ["C", "A"]
    assert subjects(world, "anna") == ["D", "C", "B", "A"]
    support = world.address("support").pk
    assert counts(world.reader, who=ben)[support].open == before[support].open - 1
    assert by_ids(world.reader, who=ben, ids=[made["D"]]) == []
    assert [hit.conversation for hit in world.found("ben", "platte")] == [made["C"], made["A"]]


def test_a_reader_who_loses_the_address_loses_the_conversation(world: World) -> None:
    made = fill(world)
    ben = world.user("ben")
    set_readers(made["D"], users=[ben.pk], by=world.user("anna").pk, at=world.now)
    assert "D" in subjects(world, "ben")
    ben.grants.all().delete()
    assert subjects(world, "ben") == []


def test_counts(world: World) -> None:
    fill(world)
    support = world.address("support").pk
    mine = counts(world.reader, who=world.actor("ben"))[support]
    assert (mine.open, mine.mine, mine.unassigned, mine.unread) == (2, 1, 1, 2)
    assert my_counts(world.reader, who=world.actor("ben"))["mine"] == 1


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("platten", ["D", "C", "B", "A"]),
        ("platte subject:a", ["A"]),
        ("in:office", ["B"]),
        ("is:closed", ["C"]),
        ("-is:closed in:support", ["D", "A"]),
        ("from:praxis is:unassigned", ["D", "B"]),
        ("to:office@", ["B"]),
        ("subject:a OR subject:b", ["B", "A"]),
        ("subject:%", []),
        ("nichtda", []),
        ("'; DROP TABLE store_entry; --", []),
    ],
)
def test_search(world: World, query: str, wanted: list[str]) -> None:
    made = {number: subject for subject, number in fill(world).items()}
    found = world.found("anna", query)
    assert [made[hit.conversation] for hit in found] == wanted


def test_notes_are_found(world: World) -> None:
    made = fill(world)
    add_note(made["A"], by=world.user("ben").pk, text="Spedition angerufen", at=world.now)
    found = world.found("anna", "speditionen")
    assert [(hit.conversation, hit.text) for hit in found] == [(made["A"], "Spedition angerufen")]


def test_a_mention_calls_whoever_is_named_until_it_is_read(world: World) -> None:
    made = fill(world)
    anna, ben = world.user("anna").pk, world.user("ben").pk
    text = "@ben, siehst du nach? Mail an x@ben.example. @ben.@nobody"
    entry = add_note(made["A"], by=anna, text=text, at=world.now)
    assert entry.data["mentions"] == ["ben@acme.example"]
    assert subjects(world, "ben", view="mentions") == ["A"]
    assert subjects(world, "anna", view="mentions") == []
    assert my_counts(world.reader, who=world.actor("ben"))["mentions"] == 1
    actions.mark_read(made["A"], up_to=entry.number, by=ben, at=world.now)
    assert my_counts(world.reader, who=world.actor("ben"))["mentions"] == 0
