"""Acts older than a month go, and their events stay."""

from datetime import datetime, timedelta

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations.work.forgetting import KEPT, forget
from tripost.kit.ids import CHANCE_BITS
from tripost.store.models import Act, ActItem

pytestmark = pytest.mark.django_db


def acted(world: World, *, at: datetime, conversation: int, undoes: Act | None = None) -> Act:
    """An act of that time: its id says when, as `new_id` does for one after the other."""
    act = Act.objects.create(
        id=int(at.timestamp() * 1000) << CHANCE_BITS,
        by=world.user("anna"),
        at=at,
        kind="state",
        undoes=undoes,
    )
    ActItem.objects.create(act=act, conversation_id=conversation, before={}, after={})
    return act


def test_what_is_old_is_forgotten_and_the_rest_is_kept(now: datetime) -> None:
    world = World(now)
    ident = world.mail(world.address("support", anna=READ_WRITE)).conversation
    old = acted(world, at=now - KEPT - timedelta(days=1), conversation=ident)
    young = acted(world, at=now - KEPT + timedelta(days=1), conversation=ident, undoes=old)
    assert [forget(at=now) for _ in range(3)] == [1, 1, 0]
    assert list(Act.objects.values_list("pk", "undoes")) == [(young.pk, None)]
    assert list(ActItem.objects.values_list("act", flat=True)) == [young.pk]
