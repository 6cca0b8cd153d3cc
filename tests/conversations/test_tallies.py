"""The kept numbers equal counting, whatever happened before, and for whoever asks."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.conftest import NOW
from tests.world import READ_WRITE, World
from tripost.conversations.tallies import counts, my_counts
from tripost.people.models import Grant, Right, Team
from tripost.people.policies import visible
from tripost.store.models import Conversation, Invited, Reader, ReadMark, Tally, Task

STATES = ("new", "open", "waiting", "snoozed", "closed", "spam", "trash", "merged")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("begin", "state", "assign", "team", "confidential", "move", "gone")),
        st.integers(0, 5),
        st.integers(0, 7),
    ),
    max_size=30,
)


def _counted() -> Counter[tuple[Any, ...]]:
    return Counter(
        (c.address_id, c.state, c.assignee_id or 0, c.team_id or 0)
        for c in Conversation.objects.filter(confidential=False)
    )


def _kept() -> Counter[tuple[Any, ...]]:
    return Counter(
        {(t.address_id, t.state, t.assignee_id, t.team_id): t.n for t in Tally.objects.all() if t.n}
    )


class AnyLife(TestCase):
    """hypothesis with a transaction for each example."""

    @given(STEPS)
    @settings(max_examples=40, deadline=None)
    def test_tallies_equal_counting(self, steps: list[tuple[str, int, int]]) -> None:
        world = World(NOW)
        places = [world.address("support").pk, world.address("office").pk]
        people = [None, world.user("anna").pk, world.user("ben").pk]
        teams = [None, Team.objects.create(name="Technik").pk]
        made: list[int] = []
        for step, which, value in steps:
            if step == "begin" or not made:
                made.append(_begin(places[value % 2], state=STATES[value]))
                continue
            row = Conversation.objects.filter(pk=made[which % len(made)])
            match step:
                case "state":
                    row.update(state=STATES[value])
                case "assign":
                    row.update(assignee_id=people[value % 3], subject="also this")
                case "team":
                    row.update(team_id=teams[value % 2])
                case "confidential":
                    row.update(confidential=value % 2 == 0)
                case "move":
                    row.update(address_id=places[value % 2])
                case "gone":
                    row.delete()
        assert _kept() == _counted()


_next = iter(range(1, 10**9))


def _begin(address: int, **values: Any) -> int:
    made = Conversation.objects.create(
        id=next(_next), address_id=address, created_at=NOW, last_activity_at=NOW, **values
    )
    return int(made.pk)


@pytest.mark.django_db
def test_everybody_counts_what_they_may_see(now: datetime) -> None:
    """Every combination of place, state, assignee and secrecy, seen by five kinds of people."""
    world = World(now)
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.OWN)
    office = world.address("office", anna=READ_WRITE)
    world.address("sales", cem=READ_WRITE)
    team = Team.objects.create(name="Technik")
    team.members.add(world.user("dana"))
    Grant.objects.create(team=team, address=office, rights=Right.OWN)
    people = [None, world.user("anna"), world.user("dana")]
    for place in (support, office):
        for state in STATES:
            for holder in people:
                for held in (None, team):
                    for secret in (False, True):
                        ident = _begin(
                            place.pk, state=state, assignee=holder, team=held, confidential=secret
                        )
                        if secret and state != "open":
                            Reader.objects.create(conversation_id=ident, user=world.user("anna"))
                        if secret and state == "new":
                            Reader.objects.create(conversation_id=ident, user=world.user("dana"))
                        if state in ("open", "waiting") and held is None:
                            Invited.objects.create(
                                conversation_id=ident, user=world.user("eva"), at=now
                            )
    for name in ("anna", "ben", "cem", "dana", "eva"):
        assert _numbers(world, name) == _counting(world, name), name


def _numbers(world: World, name: str) -> dict[str, int]:
    who = world.actor(name)
    found = counts(world.reader, who=who).values()
    mine = my_counts(world.reader, who=who)
    return {
        "open": sum(one.open for one in found),
        "waiting": sum(one.waiting for one in found),
        "mine here": sum(one.mine for one in found),
        "unassigned here": sum(one.unassigned for one in found),
        "mine": mine["mine"],
        "unassigned": mine["unassigned"],
        "later": mine["later"],
    }


def _counting(world: World, name: str) -> dict[str, int]:
    who = world.actor(name)
    allowed = visible(who)

    def count(condition: str, *values: object) -> int:
        found = world.reader.row(
            f"SELECT COUNT(*) FROM store_conversation c WHERE {allowed.sql} AND {condition}",
            (*allowed.params, *values),
        )
        assert found is not None
        return int(found[0])

    todo = "c.state IN ('new', 'open')"
    mine = count("c.state IN ('new', 'open', 'waiting') AND c.assignee_id = %s", who.id)
    free = count(f"{todo} AND c.assignee_id IS NULL")
    return {
        "open": count(todo),
        "waiting": count("c.state = 'waiting'"),
        "mine here": mine,
        "unassigned here": free,
        "mine": mine,
        "unassigned": free,
        "later": count("c.state = 'snoozed' AND c.assignee_id = %s", who.id),
    }


@pytest.mark.django_db
def test_archived_is_not_mine_until_something_newer_comes(now: datetime) -> None:
    world = World(now)
    support = world.address("support", anna=READ_WRITE)
    anna = world.user("anna")
    row = _begin(support.pk, state="open", assignee=anna, last_content=3)
    mark = ReadMark.objects.create(user=anna, conversation_id=row, archived_up_to=3)
    assert my_counts(world.reader, who=world.actor("anna"))["mine"] == 0
    ReadMark.objects.filter(pk=mark.pk).update(archived_up_to=2)
    assert my_counts(world.reader, who=world.actor("anna"))["mine"] == 1
    assert counts(world.reader, who=world.actor("anna"))[support.pk].mine == 1


@pytest.mark.django_db
def test_stars_follows_tasks_and_unread(now: datetime) -> None:
    world = World(now)
    support = world.address("support", anna=READ_WRITE)
    hidden = world.address("hidden")
    anna = world.user("anna")
    for place in (support, hidden):
        for state in ("open", "closed", "trash"):
            row = _begin(place.pk, state=state, last_content=1)
            ReadMark.objects.create(user=anna, conversation_id=row, starred=True, followed=True)
            Task.objects.create(
                id=row, conversation_id=row, position=1, text="x", assignee=anna, created_at=now
            )
    mine = my_counts(world.reader, who=world.actor("anna"))
    assert (mine["starred"], mine["followed"], mine["tasks"]) == (2, 2, 2)
    assert counts(world.reader, who=world.actor("anna"))[support.pk].unread == 1


@pytest.mark.django_db
def test_the_triggers_are_there() -> None:
    """A migration that rebuilds the table on SQLite loses them: then it must make them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        names = {row[0] for row in cursor.fetchall()}
    assert {"tally_new", "tally_changed", "tally_gone"} <= names
