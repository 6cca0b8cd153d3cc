"""Over random worlds: lists, single looks and the stream agree about who sees what (law 7)."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World
from tripost.people.models import Grant, Right, Team, User
from tripost.people.policies import Actor, Visible, may_see, scopes, visible
from tripost.people.sight import sees, sight_of, sights
from tripost.store.models import Conversation, Invited, Reader

PEOPLE = ("anna", "ben")
PLACES = ("support", "sales")
TEAMS = ("red", "blue")
BITS = st.sampled_from([0, 1, 3, 8, 16, 18, 17])
YES = st.booleans()
NOBODY = st.sampled_from((None, *PEOPLE))
CONVERSATION = st.fixed_dictionaries(
    {
        "place": st.sampled_from(PLACES),
        "confidential": YES,
        "readers": st.sets(st.sampled_from(PEOPLE)),
        "invited": st.sets(st.sampled_from(PEOPLE)),
        "assignee": NOBODY,
        "team": st.sampled_from((None, *TEAMS)),
    }
)
WORLD = st.fixed_dictionaries(
    {
        "grants": st.fixed_dictionaries(dict.fromkeys(product(PEOPLE, PLACES), BITS)),
        "team_grants": st.fixed_dictionaries(dict.fromkeys(product(TEAMS, PLACES), BITS)),
        "members": st.fixed_dictionaries(dict.fromkeys(product(PEOPLE, TEAMS), YES)),
        "conversations": st.lists(CONVERSATION, min_size=1, max_size=4),
    }
)


def build(world: World, wanted: dict) -> list[int]:
    """The world as hypothesis wants it; the ids of its conversations."""
    addresses = {name: world.address(name) for name in PLACES}
    users = {name: world.user(name) for name in PEOPLE}
    teams = {name: Team.objects.create(name=name) for name in TEAMS}
    for (name, place), bits in wanted["grants"].items():
        if bits:
            Grant.objects.create(user=users[name], address=addresses[place], rights=bits)
    for (team, place), bits in wanted["team_grants"].items():
        if bits:
            Grant.objects.create(team=teams[team], address=addresses[place], rights=bits)
    for (name, team), member in wanted["members"].items():
        if member:
            teams[team].members.add(users[name])
    made = []
    for number, one in enumerate(wanted["conversations"]):
        key = world.mail(addresses[one["place"]], message_id=f"m{number}@x.example").conversation
        Conversation.objects.filter(pk=key).update(
            confidential=one["confidential"],
            assignee=users.get(one["assignee"]),
            team=teams.get(one["team"]),
        )
        Reader.objects.bulk_create(
            [Reader(conversation_id=key, user=users[name]) for name in one["readers"]]
        )
        Invited.objects.bulk_create(
            [
                Invited(conversation_id=key, user=users[name], at=world.now)
                for name in one["invited"]
            ]
        )
        made.append(key)
    return made


def expected(one: dict, *, name: str, wanted: dict) -> bool:
    """The rule in plain words, written a third time."""
    mine = {team for team in TEAMS if wanted["members"][name, team]}
    bits = wanted["grants"][name, one["place"]]
    for team in mine:
        bits |= wanted["team_grants"][team, one["place"]]
    if one["confidential"] and name not in one["readers"]:
        return False
    if bits & Right.READ or name in one["invited"]:
        return True
    return bool(bits & Right.OWN) and (one["assignee"] == name or one["team"] in mine)


def found(world: World, allowed: Visible) -> list[int]:
    """Ids in a list under this condition."""
    return [
        row[0]
        for row in world.reader.rows(
            f"SELECT c.id FROM store_conversation c WHERE {allowed.sql}", allowed.params
        )
    ]


def walked(world: World, who: Actor, *, address: int | None = None) -> Iterator[int]:
    """Ids along all the walks of a list; one that comes twice stays so."""
    for scope in scopes(who, address=address):
        yield from found(world, scope)


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=WORLD)
def test_every_form_of_law_7_gives_the_same_answer(world: World, wanted: dict) -> None:
    with transaction.atomic():
        made = build(world, wanted)
        known = sights(world.reader, conversations=made)
        for name in PEOPLE:
            who = world.actor(name)
            right = {
                key
                for key, one in zip(made, wanted["conversations"], strict=True)
                if expected(one, name=name, wanted=wanted)
            }
            assert set(found(world, visible(who))) == right
            assert sorted(walked(world, who)) == sorted(right), "once each"
            assert {k for k in made if sees(who, known[k])} == right
            assert {k for k in made if sees(who, sight_of(known[k].as_data()))} == right
            assert {k for k in made if may_see(world.reader, who=who, conversation=k)} == right
            for place in PLACES:
                address = world.address(place).pk
                there = {k for k in right if known[k].address == address}
                assert set(found(world, visible(who, address=address))) == there
                assert sorted(walked(world, who, address=address)) == sorted(there)
        assert User.objects.count() == len(PEOPLE)
        transaction.set_rollback(True)
