"""Merging loses nothing, shows nothing to anybody new, and can be taken apart."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import READ_WRITE, World
from tripost.conversations import actions
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.order.merge import merge
from tripost.conversations.order.performers import again
from tripost.conversations.order.queries import living
from tripost.conversations.together.crossing import crossing
from tripost.conversations.together.notes import add_note
from tripost.kit.entered import BadInput
from tripost.people.models import Right
from tripost.people.policies import Hidden, may_see
from tripost.store.models import (
    Conversation,
    Draft,
    Entry,
    Guest,
    Invited,
    Mention,
    Message,
    Participant,
    ReadMark,
    Task,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    made = World(now)
    made.address("support", anna=READ_WRITE, ben=READ_WRITE, dana=Right.READ)
    return made


def mail(world: World, local: str = "support", *, of: str = "jana", **more: object) -> int:
    """A conversation that began with a mail."""
    values: dict[str, object] = {"from_address": f"{of}@x.example", "message_id": f"{of}@x.example"}
    return world.mail(world.address(local), **(values | more)).conversation


def row(conversation: int) -> Conversation:
    return Conversation.objects.get(pk=conversation)


def numbers(conversation: int) -> list[int]:
    found = Entry.objects.filter(conversation_id=conversation).order_by("number")
    return list(found.values_list("number", flat=True))


def whole(conversation: int) -> dict[str, object]:
    """Everything that undoing must bring back."""
    one = row(conversation)
    return {
        "row": {
            name: getattr(one, name)
            for name in (
                "state", "assignee_id", "priority", "due_at", "waiting_since", "snippet",
                "last_activity_at", "last_content", "messages", "confidential", "labels",
                "tasks_open", "contact_address", "merged_into_id",
            )
        },
        "mails": list(
            Message.objects.filter(conversation=one).order_by("number").values_list("pk", "number")
        ),
        "people": sorted(
            Participant.objects.filter(conversation=one).values_list("email", "stranger")
        ),
        "readers": sorted(one.reader_set.values_list("user_id", flat=True)),
    }  # fmt: skip


def test_several_of_different_people_become_one_and_come_apart_again(world: World) -> None:
    anna = world.actor("anna")
    a, b, c = (
        mail(world, of=name, at=world.now + timedelta(hours=n))
        for n, name in enumerate(("jana", "kim", "lea"))
    )
    add_note(b, by=anna.id, text="@ben schau", at=world.now + timedelta(hours=3))
    actions.set_labels(b, names=["Versand"], by=anna.id, at=world.now)
    before = {one: whole(one) for one in (a, b, c)}
    done = merge([b, c], into=a, who=anna, at=world.now)
    assert done.changed == (a, b, c)
    assert numbers(a) == [1, 2, 3, 4, 5, 6]
    assert numbers(b) == numbers(c) == []
    one = row(a)
    assert (one.messages, one.labels, one.last_content) == (3, ["Versand"], 5)
    assert one.waiting_since == world.now
    assert [living(world.reader, i) for i in (a, b, c)] == [a, a, a]
    assert Mention.objects.get().number == 3
    assert Participant.objects.filter(conversation=a).count() == 3
    assert done.act is not None
    undone = again(done.act, who=anna, at=world.now)
    assert not undone.refused
    for one_id in (b, c):
        assert whole(one_id) == before[one_id]
    assert whole(a) == before[a]
    assert numbers(a) == list(range(1, 8))  # no number is given twice
    assert numbers(b) == [1, 2, 3]
    assert Mention.objects.get().conversation_id == b
    assert undone.act is not None
    merged_again = again(undone.act, who=anna, at=world.now)
    assert (row(a).messages, row(b).state) == (3, "merged")
    assert merged_again.act is not None


def test_what_was_seen_of_neither_is_seen_of_the_whole_by_nobody(world: World) -> None:
    """Law 6: an answer written meanwhile is held; marks never move over what is new."""
    anna, ben = world.actor("anna"), world.actor("ben")
    a, b = mail(world), mail(world, of="kim")
    actions.mark_read(a, up_to=1, by=anna.id, at=world.now)
    actions.mark_read(b, up_to=1, by=anna.id, at=world.now)
    actions.mark_read(a, up_to=1, by=ben.id, at=world.now)
    draft = Draft.objects.create(
        id=1, author_id=ben.id, address_id=row(b).address_id, conversation_id=b, kind="reply",
        text="halb", seen_up_to=1, updated_at=world.now,
    )  # fmt: skip
    merge([b], into=a, who=anna, at=world.now)
    marks = dict(ReadMark.objects.filter(conversation=a).values_list("user_id", "up_to"))
    assert marks == {anna.id: 2, ben.id: 1}
    assert crossing(row(a), seen_up_to=1) == (2,)  # written with the old thread open
    draft.refresh_from_db()
    assert (draft.conversation_id, draft.text) == (a, "halb")
    assert draft.seen_up_to == 2  # he had seen all of both


@pytest.mark.parametrize(
    ("part", "into", "code"),
    [
        ("a", "a", "merge-itself"),
        ("merged", "a", "already-merged"),
        ("a", "merged", "merge-itself"),
        ("elsewhere", "a", "moved-on"),
        ("secret", "a", "not-found"),
        ("foreign", "a", "not-found"),
        ("readable", "a", "forbidden"),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_happens(
    world: World, part: str, into: str, code: str
) -> None:
    anna = world.actor("anna")
    world.address("sales", ben=READ_WRITE)
    world.address("news", anna=Right.READ)
    ids = {name: mail(world, of=name) for name in ("a", "z", "merged", "elsewhere", "secret")}
    ids["foreign"] = mail(world, "sales", of="f")
    ids["readable"] = mail(world, "news", of="r")
    anna = world.actor("anna")
    merge([ids["merged"]], into=ids["a"], who=anna, at=world.now)
    merge([ids["elsewhere"]], into=ids["z"], who=anna, at=world.now)
    ben = world.user("ben").pk
    set_readers(ids["secret"], users=[ben], by=ben, at=world.now)
    entries = numbers(ids["a"])
    done = merge([ids[part]], into=ids[into], who=anna, at=world.now)
    assert (done.act, [one.code for one in done.refused]) == (None, [code])
    assert numbers(ids["a"]) == entries


def test_two_people_merging_crosswise_make_one_of_it(world: World) -> None:
    anna, ben = world.actor("anna"), world.actor("ben")
    a, b = mail(world), mail(world, of="kim")
    first = merge([b], into=a, who=anna, at=world.now)
    second = merge([a], into=b, who=ben, at=world.now)
    assert first.changed
    assert [one.code for one in second.refused] == ["merge-itself"]
    assert row(a).messages == 2


def test_a_chain_is_followed_and_comes_apart_in_either_order(world: World) -> None:
    anna = world.actor("anna")
    for order in ((0, 1), (1, 0)):
        a, b, c = (mail(world, of=f"{n}{order[0]}") for n in "abc")
        before = {one: whole(one) for one in (a, b, c)}
        acts = [merge([c], into=b, who=anna, at=world.now).act]
        acts.append(merge([b], into=a, who=anna, at=world.now).act)
        assert [living(world.reader, i) for i in (a, b, c)] == [a, a, a]
        for which in order:
            act = acts[which]
            assert act is not None
            again(act, who=anna, at=world.now)
        for one in (a, b, c):
            assert [pk for pk, _ in whole(one)["mails"]] == [pk for pk, _ in before[one]["mails"]]  # type: ignore[attr-defined]
            assert numbers(one) == list(range(1, row(one).last_entry + 1))
            assert row(one).messages == 1


def test_an_unknown_or_hidden_target_is_not_there(world: World) -> None:
    anna, ben = world.actor("anna"), world.user("ben").pk
    a, secret = mail(world), mail(world, of="kim")
    set_readers(secret, users=[ben], by=ben, at=world.now)
    for target in (secret, 12345):
        with pytest.raises(Hidden):
            merge([a], into=target, who=anna, at=world.now)
    assert row(a).state != "merged"


def test_twenty_at_most(world: World) -> None:
    a = mail(world)
    with pytest.raises(BadInput, match="20"):
        merge(list(range(21)), into=a, who=world.actor("anna"), at=world.now)


def test_confidential_stays_with_those_who_saw_every_part(world: World) -> None:
    world.address("support", eva=READ_WRITE)
    anna = world.actor("anna")
    ids = {n: world.user(n).pk for n in ("anna", "ben", "eva", "dana")}
    a, b, c = mail(world), mail(world, of="kim"), mail(world, of="lea")
    set_readers(b, users=[ids["anna"], ids["ben"]], by=ids["anna"], at=world.now)
    set_readers(c, users=[ids["anna"], ids["eva"]], by=ids["anna"], at=world.now)
    actions.assign(a, to=ids["eva"], by=ids["anna"], at=world.now)
    before = whole(a)
    done = merge([b, c], into=a, who=anna, at=world.now)
    one = row(a)
    assert one.confidential
    assert set(one.reader_set.values_list("user_id", flat=True)) == {ids["anna"]}
    assert one.assignee_id is None  # nobody keeps work they cannot see
    for name in ("ben", "eva", "dana"):
        assert not may_see(world.reader, who=world.actor(name), conversation=a)
    assert done.act is not None
    again(done.act, who=anna, at=world.now)
    assert whole(a) == before
    assert row(b).confidential
    for event in Entry.objects.filter(conversation=a, kind__in=("merged", "unmerged")):
        assert str(b) not in str(event.data)  # nobody learns that there is something hidden


def test_what_came_in_since_keeps_the_whole_closed(world: World) -> None:
    anna = world.actor("anna")
    a, b = mail(world), mail(world, of="kim")
    set_readers(b, users=[anna.id], by=anna.id, at=world.now)
    done = merge([b], into=a, who=anna, at=world.now)
    world.mail(world.address("support"), conversation=a, message_id="later@x", subject="Geheim")
    assert done.act is not None
    again(done.act, who=anna, at=world.now)
    assert row(a).confidential
    assert (row(a).messages, row(b).messages) == (2, 1)


@pytest.mark.parametrize(
    ("grants", "closed"),
    [
        ({"anna": READ_WRITE}, True),
        ({"anna": READ_WRITE, "ben": READ_WRITE, "dana": Right.READ}, False),
    ],
)
def test_another_address_opens_nothing(world: World, grants: dict[str, Any], closed: bool) -> None:
    world.address("sales", **grants)
    a, b = mail(world), mail(world, "sales", of="kim")
    merge([b], into=a, who=world.actor("anna"), at=world.now)
    assert row(a).confidential is closed
    assert may_see(world.reader, who=world.actor("ben"), conversation=a) is not closed


def test_who_came_in_by_link_or_invitation_saw_one_part_only(world: World) -> None:
    world.user("eva")
    anna = world.actor("anna")
    a, b = mail(world), mail(world, of="kim")
    for name in ("eva", "dana"):
        user = world.user(name)
        Invited.objects.create(conversation_id=a, user=user, by_id=anna.id, at=world.now)
    Guest.objects.create(
        id=1, conversation_id=a, name="Gast", digest="x", by_id=anna.id, at=world.now,
        expires_at=world.now + timedelta(days=1),
    )  # fmt: skip
    done = merge([b], into=a, who=anna, at=world.now)
    assert [one.user.name for one in Invited.objects.all()] == ["Dana"]
    assert Guest.objects.get().revoked_at == world.now
    assert done.act is not None
    again(done.act, who=anna, at=world.now)
    assert Invited.objects.count() == 2
    assert Guest.objects.get().revoked_at is None


def test_tasks_go_along_and_come_back(world: World) -> None:
    anna = world.actor("anna")
    a, b = mail(world), mail(world, of="kim")
    for conversation, text in ((a, "eins"), (b, "zwei")):
        Task.objects.create(
            id=conversation, conversation_id=conversation, position=1, text=text,
            created_at=world.now,
        )  # fmt: skip
        Conversation.objects.filter(pk=conversation).update(tasks_open=1)
    done = merge([b], into=a, who=anna, at=world.now)
    assert list(Task.objects.order_by("position").values_list("text", "position")) == [
        ("eins", 1),
        ("zwei", 2),
    ]
    assert row(a).tasks_open == 2
    assert done.act is not None
    again(done.act, who=anna, at=world.now)
    assert (row(a).tasks_open, row(b).tasks_open) == (1, 1)
    assert Task.objects.get(pk=b).position == 1


def test_what_somebody_changed_since_stays_and_is_said(world: World) -> None:
    anna = world.actor("anna")
    a, b = mail(world), mail(world, of="kim")
    actions.set_state(a, state="closed", by=anna.id, at=world.now)
    done = merge([b], into=a, who=anna, at=world.now)
    assert row(a).state in ("open", "new")  # nothing is forgotten by merging
    actions.set_state(a, state="waiting", by=anna.id, at=world.now)
    assert done.act is not None
    undone = again(done.act, who=anna, at=world.now)
    assert [(one.conversation, one.code) for one in undone.refused] == [(a, "moved-on")]
    assert row(a).state == "waiting"
    assert (row(a).messages, row(b).messages) == (1, 1)
    twice = again(done.act, who=anna, at=world.now)
    assert [one.code for one in twice.refused] == ["moved-on"]
