"""What a team is granted, its members have, and nobody longer than they are in it."""

import pytest

from tests.world import World
from tripost.kit.entered import BadInput
from tripost.people import actions, teams
from tripost.people.models import Right
from tripost.store.models import Change

pytestmark = pytest.mark.django_db
WRITER = Right.READ | Right.WRITE_AS


def test_rights_of_a_team_come_and_go_with_it(world: World) -> None:
    support = world.address("support", anna=Right.READ)
    anna, ben, cem = (world.user(name).pk for name in ("anna", "ben", "cem"))
    team = teams.add_team("Support", members=[anna, ben], by=None, at=world.now).pk
    actions.set_team_grant(support.pk, team=team, rights=WRITER, by=None, at=world.now)
    assert world.actor("anna").may(Right.WRITE_AS, address=support.pk)
    assert world.actor("ben").readable() == (support.pk,)
    assert world.actor("cem").readable() == ()

    teams.change_team(team, members=[cem], by=None, at=world.now)
    assert world.actor("anna").rights == {support.pk: Right.READ}, "her own grant stays"
    assert world.actor("ben").readable() == ()
    assert world.actor("cem").may(Right.WRITE_AS, address=support.pk)

    actions.set_team_grant(support.pk, team=team, rights=0, by=None, at=world.now)
    assert world.actor("cem").rights == {}
    kinds = Change.objects.order_by("modseq").values_list("kind", flat=True)
    assert list(kinds) == ["team.changed", "grant.changed"] * 2


def test_a_team_is_named_on_one_line(world: World) -> None:
    with pytest.raises(BadInput, match="line breaks"):
        teams.add_team("Support\r\nBcc: x", members=[], by=None, at=world.now)
