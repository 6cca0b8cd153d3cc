"""A browser that was away for an hour catches up exactly, whatever was done meanwhile."""

import os
import random
from contextlib import suppress

import pytest
from django.db import DatabaseError

from tests.doors import House
from tests.stream.browser import END, Browser
from tests.stream.test_apply import ACTIONS
from tests.world import READ_WRITE
from tripost.people.models import Right
from tripost.store.changes import record

PEOPLE = ("anna", "ben", "cem")
SEEDS = 40 if os.environ.get("TRIPOST_SOAK") else 3


@pytest.fixture
def thread(house: House) -> int:
    """In support@; anna and ben write, cem reads."""
    support = house.world.address("support", anna=READ_WRITE, ben=READ_WRITE, cem=Right.READ)
    house.world.user("root", role="administrator")
    return house.world.mail(support).conversation


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_hour_away(house: House, thread: int, seed: int) -> None:
    away = [Browser.start(house, name, conversation=thread) for name in PEOPLE]
    for one in away:
        one.go_offline()
    done = _some_actions(house, thread, seed)
    house.pass_time(hours=1)
    house.services.writer.submit(lambda: record(END, at=house.now)).result(10)
    for one in away:
        one.come_back(house)
        one.catch_up()
        fresh = Browser.start(house, one.name, conversation=thread)
        assert one.state() == fresh.state(), (one.name, done)
        fresh.close()
        one.close()


def _some_actions(house: House, thread: int, seed: int) -> list[str]:
    """A dozen in a random order; one that an earlier one has made impossible is passed over."""
    chance = random.Random(seed)
    chosen = chance.sample(sorted(ACTIONS), k=12)
    done = []
    for name in chosen:
        with suppress(AssertionError, KeyError, ValueError, DatabaseError):
            ACTIONS[name](house, thread)
            done.append(name)
    assert len(done) > 3
    return done
