"""The audit tells of what matters, and no row of it can be changed unnoticed (PROMISES P62)."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.doors import House
from tests.world import READ_WRITE, World
from tripost.addresses import actions as addresses
from tripost.conversations.confidential.readers import set_readers
from tripost.kit.secrets import Secrets
from tripost.modes.switch import switch
from tripost.people import actions, teams, tokens
from tripost.people.audit import BEGINNING, audit, broken, head
from tripost.people.models import Audit, Right
from tripost.store.models import Conversation

SECRET = "a-secret-nobody-shall-see"


def fill(world: World, *, rows: int) -> list[Audit]:
    anna = world.user("anna").pk
    return [
        audit("grant.set", actor=anna, at=world.now, address=7, detail={"row": n, "ö": "ß"})
        for n in range(rows)
    ]


@pytest.mark.django_db
def test_a_chain_that_nobody_touched_is_whole(world: World) -> None:
    assert broken(world.reader) is None
    assert head(world.reader) == (0, BEGINNING)
    made = fill(world, rows=5)
    assert broken(world.reader) is None
    assert head(world.reader) == (5, made[-1].hash)


def change(field: str, value: object) -> Callable[[list[Audit]], None]:
    return lambda made: Audit.objects.filter(pk=made[2].pk).update(**{field: value}) and None


def take_out(made: list[Audit]) -> None:
    made[2].delete()


def swap(made: list[Audit]) -> None:
    one, two = made[2].detail, made[3].detail
    Audit.objects.filter(pk=made[2].pk).update(detail=two)
    Audit.objects.filter(pk=made[3].pk).update(detail=one)


def put_in(made: list[Audit]) -> None:
    Audit.objects.create(at=made[0].at, kind="grant.set", detail={}, hash=made[-1].hash)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tamper",
    [
        change("kind", "user.added"),
        change("actor", None),
        change("address_id", 8),
        change("conversation_id", 1),
        change("detail", {"row": 2}),
        change("at", "2026-11-23T09:30:01Z"),
        change("hash", "f" * 64),
        take_out,
        swap,
        put_in,
    ],
)
def test_any_change_is_found(world: World, tamper: Callable[[list[Audit]], None]) -> None:
    made = fill(world, rows=5)
    tamper(made)
    assert broken(world.reader) in {made[2].pk, made[3].pk, made[-1].pk + 1}


@pytest.mark.django_db
def test_what_is_audited(world: World) -> None:
    support = world.address("support", anna=READ_WRITE)
    root, at = world.user("root", role="administrator").pk, world.now
    anna = world.user("anna").pk
    actions.set_grant(support.pk, user=anna, rights=Right.READ, by=root, at=at)
    team = teams.add_team("Red", members=[anna], by=root, at=at).pk
    actions.set_team_grant(support.pk, team=team, rights=Right.OWN, by=root, at=at)
    new = actions.NewUser(address="eva@acme.example", name="Eva", password=SECRET)
    eva = actions.add_user(new, by=root, at=at)
    actions.change_user(eva.pk, values={"password": SECRET}, by=root, at=at)
    token = tokens.create(anna, at=at, secret=SECRET)
    tokens.revoke(token.pk, at=at)
    keys = addresses.new_keys(Secrets("k" * 32))
    domain = addresses.add_domain("neu.example", keys=keys, by=root, at=at)
    made = addresses.add_address(
        "x@neu.example", name="X", mode="inbox", by=root, at=at, grants={anna: 1}
    )
    switch(made.pk, to="mailbox", by=root, at=at)
    addresses.remove_address(made.pk, by=root, at=at)
    addresses.remove_domain(domain.pk, by=root, at=at)
    set_readers(world.mail(support).conversation, users=[anna], by=anna, at=at)
    rows = list(Audit.objects.order_by("id"))
    assert [row.kind for row in rows] == [
        "grant.set", "team.set", "grant.set", "user.added", "user.changed", "token.created",
        "token.revoked", "domain.added", "address.added", "mode.switched", "address.removed",
        "domain.removed", "readers.set",
    ]  # fmt: skip
    assert rows[0].detail == {"user": "anna@acme.example", "rights": ["read"]}
    assert rows[1].detail == {"team": "Red", "members": ["anna@acme.example"]}
    assert rows[4].detail["changed"] == ["password"]
    assert SECRET not in str([row.detail for row in rows])
    assert broken(world.reader) is None


def test_the_list_hides_what_is_confidential(house: House) -> None:
    support = house.world.address("support", anna=READ_WRITE)
    house.world.user("root", role="administrator")
    anna = house.world.user("anna").pk
    closed = house.services.writer.submit(lambda: house.world.mail(support)).result(10).conversation
    close = partial(set_readers, closed, users=[anna], by=anna, at=house.now)
    house.services.writer.submit(close).result(10)
    with house.client("root") as root:
        row, token = root.get("/api/v1/audit?limit=1000").json()["items"][::-1][-2:]
        first = root.get("/api/v1/audit?limit=1").json()
        second = root.get(f"/api/v1/audit?limit=1&cursor={first['next']}").json()
    assert (token["kind"], token["detail"]["kind"]) == ("token.created", "api")
    assert row["kind"] == "readers.set"
    assert (row["actor"], row["target"], row["detail"]) == ("anna@acme.example", None, {})
    assert first["items"][0]["id"] > second["items"][0]["id"]
    Conversation.objects.filter(pk=closed).update(confidential=False)
    house.world.address("support", root=Right.READ)
    with house.client("root") as root:
        row = root.get("/api/v1/audit?limit=2").json()["items"][-1]
    assert row["target"] == str(closed)
    assert row["detail"] == {"readers": ["anna@acme.example"]}
