"""Which copies may leave now, who is asked again, and what an interruption leaves behind."""

from datetime import datetime, timedelta

import pytest

from tests.world import READ_WRITE, World
from tripost.modes.distribution_list import expanding
from tripost.outbound import fanout
from tripost.outbound.actions import Frozen, cancel, enqueue
from tripost.outbound.claim import Claimed, claim, next_due
from tripost.outbound.models import Attempt, Delivery, Outgoing, Suppression
from tripost.outbound.results import (
    WAITING_FOR_RELAY,
    Outcome,
    Result,
    record_results,
    release_all,
    retry,
)
from tripost.people.models import Grant, Right, Team
from tripost.store.blobs import digest
from tripost.store.models import Blob, Change, Conversation
from tripost.store.reads import DjangoReader

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    return World(now)


def freeze(world: World, *recipients: str, kind: str = "reply", wait: float = 0) -> int:
    support = world.address("support", anna=READ_WRITE)
    Blob.objects.get_or_create(sha256=digest(b"x"), defaults={"size": 1, "data": b"x"})
    mail = world.mail(support, message_id=f"m{Outgoing.objects.count()}")
    return enqueue(
        Frozen(
            address=support.pk,
            conversation=mail.conversation,
            message=None,
            author=world.user("anna").pk,
            kind=kind,
            base=digest(b"x"),
            envelope_from=support.email,
            recipients=recipients,
            not_before=world.now + timedelta(seconds=wait),
            draft={},
        ),
        at=world.now,
    )


def take(world: World, *, limit: int = 10, later: float = 0) -> Claimed:
    at = world.now + timedelta(seconds=later)
    return claim(at=at, lease_until=at + timedelta(minutes=5), limit=limit)


def names(claimed: Claimed) -> list[str]:
    return [copy.recipient.partition("@")[0] for copy in claimed.copies]


def test_a_copy_is_claimed_once_until_its_lease_ends(world: World) -> None:
    freeze(world, "a@x.example", "b@x.example", "c@x.example")
    assert names(take(world, limit=2)) == ["a", "b"]
    assert names(take(world)) == ["c"]
    assert names(take(world)) == []
    assert names(take(world, later=301)) == ["a", "b", "c"]


def test_nothing_is_claimed_before_its_time_or_after_an_undo(world: World) -> None:
    waiting = freeze(world, "a@x.example", wait=10)
    assert names(take(world)) == []
    assert next_due(DjangoReader()) == world.now + timedelta(seconds=10)
    cancel(waiting, by=world.user("anna").pk, at=world.now + timedelta(seconds=9))
    assert names(take(world, later=60)) == []
    assert next_due(DjangoReader()) is None


def test_a_post_whose_copies_are_not_made_yet_is_waited_for(world: World) -> None:
    post = freeze(world, kind="post", wait=10)
    assert expanding.next_due(DjangoReader()) == world.now + timedelta(seconds=10)
    cancel(post, by=world.user("anna").pk, at=world.now)
    assert expanding.next_due(DjangoReader()) is None


def test_answers_and_list_copies_are_claimed_apart(world: World) -> None:
    """So that no number of copies is looked through for an answer."""
    post = freeze(world, kind="post")
    Delivery.objects.create(
        id=1, outgoing_id=post, recipient="s@x.example", next_at=world.now, subscriber_id=7
    )
    freeze(world, "customer@x.example")
    assert names(take(world)) == ["customer"]
    until = world.now + timedelta(minutes=5)
    [copy] = fanout.due(at=world.now, lease_until=until, limit=10, closed=())
    assert (copy.recipient, copy.subscriber) == ("s@x.example", 7)
    assert fanout.due(at=world.now, lease_until=until, limit=10, closed=()) == []


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ("nothing", True),
        ("grant taken", False),
        ("only read left", False),
        ("on behalf left", True),
        ("switched off", False),
        ("through a team", True),
    ],
)
def test_the_author_is_looked_at_again(world: World, change: str, may: bool) -> None:
    freeze(world, "a@x.example")
    anna = world.user("anna")
    grants = Grant.objects.filter(user=anna)
    match change:
        case "grant taken":
            grants.delete()
        case "only read left":
            grants.update(rights=Right.READ)
        case "on behalf left":
            grants.update(rights=Right.READ | Right.WRITE_ON_BEHALF)
        case "switched off":
            anna.is_active = False
            anna.save()
        case "through a team":
            team = Team.objects.create(name="Support")
            team.members.add(anna)
            grants.update(user=None, team=team)
    claimed = take(world)
    assert (len(claimed.copies), len(claimed.barred)) == ((1, 0) if may else (0, 1))


@pytest.mark.parametrize(
    ("rights", "goes"),
    [(Right.MANAGE, True), (Right.READ | Right.MANAGE, True), (READ_WRITE, False)],
)
def test_a_test_copy_leaves_for_whoever_looks_after_the_list(
    world: World, rights: int, goes: bool
) -> None:
    freeze(world, "a@x.example", kind="test")
    Grant.objects.filter(user=world.user("anna")).update(rights=rights)
    claimed = take(world)
    assert (len(claimed.copies), len(claimed.barred)) == ((1, 0) if goes else (0, 1))


def test_who_wants_no_mail_gets_none(world: World) -> None:
    Suppression.objects.create(email="a@x.example", reason="hand", at=world.now)
    freeze(world, "A@x.example", "b@x.example")
    claimed = take(world)
    assert names(claimed) == ["b"]
    assert [why for _, why in claimed.barred] == ["this recipient wants no mail from us"]


@pytest.mark.parametrize(("kind", "goes"), [("reply", ["a"]), ("campaign", []), ("post", [])])
def test_who_complained_still_gets_answers(world: World, kind: str, goes: list[str]) -> None:
    Suppression.objects.create(email="a@x.example", reason="complaint", at=world.now)
    freeze(world, "a@x.example", kind=kind)
    assert names(take(world)) == goes


def result(world: World, outgoing: int, outcome: Outcome, **changes: object) -> Result:
    delivery = Delivery.objects.get(outgoing_id=outgoing)
    values: dict[str, object] = {"code": "", "text": "", "at": world.now}
    return Result(
        delivery=delivery.pk,
        outgoing=outgoing,
        outcome=outcome,
        **(values | changes),
    )


@pytest.mark.parametrize(
    ("outcome", "state", "attempts", "settled"),
    [
        ("sent", "sent", 1, True),
        ("deferred", "deferred", 1, False),
        ("failed", "failed", 1, True),
        ("unknown", "deferred", 1, False),
        ("waiting", "queued", 0, False),
        ("cancelled", "cancelled", 0, True),
        ("untried", "deferred", 0, False),
    ],
)
def test_what_is_written_down(
    world: World, outcome: Outcome, state: str, attempts: int, settled: bool
) -> None:
    outgoing = freeze(world, "a@x.example")
    take(world)
    later = world.now + timedelta(minutes=1)
    record_results([result(world, outgoing, outcome, text="x" * 900, next_at=later)], at=world.now)
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.lease_until) == (state, attempts, None)
    assert (row.settled_at is not None, len(row.detail)) == (settled, 500)
    assert Attempt.objects.count() == attempts
    assert Conversation.objects.get().sending == 0
    assert Change.objects.filter(kind="delivery.updated").count() == 1


def test_many_results_of_two_conversations_are_two_changes(world: World) -> None:
    first, second = freeze(world, "a@x.example"), freeze(world, "b@x.example")
    results = [result(world, outgoing, "sent") for outgoing in (first, second, first)]
    record_results(results, at=world.now)
    changes = Change.objects.filter(kind="delivery.updated")
    assert sorted(c.data["outgoing"] for c in changes) == sorted([[str(first)], [str(second)]])
    assert set(Conversation.objects.values_list("sending", flat=True)) == {0}


def test_an_interruption_is_counted_and_what_waited_for_a_relay_is_due(world: World) -> None:
    freeze(world, "a@x.example")
    take(world)
    waits = freeze(world, "b@x.example")
    late = world.now + timedelta(minutes=15)
    record_results(
        [result(world, waits, "waiting", text=WAITING_FOR_RELAY, next_at=late)], at=world.now
    )
    assert release_all(at=world.now, relay=False) == 1
    assert release_all(at=world.now, relay=False) == 0
    assert [a.outcome for a in Attempt.objects.all()] == ["unknown"]
    assert names(take(world)) == ["a"]
    release_all(at=world.now, relay=True)
    assert sorted(names(take(world))) == ["a", "b"]


@pytest.mark.parametrize(
    ("outcome", "again"),
    [("failed", True), ("deferred", True), ("sent", False), ("cancelled", False)],
)
def test_another_try_is_for_what_did_not_leave(world: World, outcome: Outcome, again: bool) -> None:
    outgoing = freeze(world, "a@x.example")
    late = world.now + timedelta(hours=4)
    record_results([result(world, outgoing, outcome, next_at=late)], at=world.now)
    delivery = Delivery.objects.get().pk
    assert retry(delivery, by=world.user("anna").pk, at=world.now) is again
    assert names(take(world)) == (["a"] if again else [])
    if again:  # it is on its way now
        assert not retry(delivery, by=world.user("anna").pk, at=world.now)
