"""Whatever is merged, split, moved and undone, in whatever order: nothing is lost."""

from datetime import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.world import READ_WRITE, World
from tripost.addresses.models import Address
from tripost.conversations.order.merge import merge
from tripost.conversations.order.move import move, move_back
from tripost.conversations.order.performers import again
from tripost.conversations.order.queries import living
from tripost.conversations.order.split import split
from tripost.conversations.together.notes import add_note
from tripost.kit.entered import BadInput
from tripost.people.policies import Actor
from tripost.store.models import (
    Act,
    Conversation,
    Draft,
    Entry,
    Mention,
    Message,
    Participant,
    Task,
)
from tripost.store.models.conversation import State

pytestmark = pytest.mark.django_db
PLACE = st.integers(0, 5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["mail", "note", "draft", "task", "move"]), PLACE, st.just(0)),
        st.tuples(st.just("merge"), PLACE, PLACE),
        st.tuples(st.just("split"), PLACE, st.integers(1, 4)),
        st.tuples(st.just("undo"), PLACE, st.just(0)),
    ),
    max_size=14,
)
Step = tuple[str, int, int]


class Office:
    """Three conversations to begin with, and everything that was ever put into them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.addresses: list[Address] = [
            world.address(name, anna=READ_WRITE) for name in ("support", "sales")
        ]
        self.anna: Actor = world.actor("anna")
        self.conversations: list[int] = []
        self.acts: list[int] = []
        self.mails = self.notes = self.drafts = self.tasks = 0
        for _ in range(3):
            self.begin()

    def begin(self) -> None:
        self.mails += 1
        name = f"p{self.mails}@x.example"
        place = self.world.mail(self.addresses[0], message_id=name, from_address=name)
        self.conversations.append(place.conversation)

    def take(self, step: Step) -> None:
        """One step; what is refused leaves everything as it was."""
        kind, which, other = step
        it = self.conversations[which % len(self.conversations)]
        home = living(self.world.reader, it)
        match kind:
            case "mail":
                self.mails += 1
                name = f"p{self.mails % 4}@x.example"
                address = Conversation.objects.get(pk=home).address
                self.world.mail(
                    address, conversation=home, message_id=f"{self.mails}@x", from_address=name
                )
            case "note":
                self.notes += 1
                add_note(home, by=self.anna.id, text="@anna x", at=self.world.now)
            case "draft":
                self.drafts += 1
                Draft.objects.create(
                    id=self.drafts, author_id=self.anna.id, address=self.addresses[0],
                    conversation_id=home, kind="reply", text="x", updated_at=self.world.now,
                )  # fmt: skip
            case "task":
                self.tasks += 1
                Task.objects.create(
                    id=self.tasks, conversation_id=home, position=1, text="x",
                    created_at=self.world.now,
                )  # fmt: skip
                row = Conversation.objects.get(pk=home)
                row.tasks_open += 1
                row.save(update_fields=["tasks_open"])
            case "merge":
                into = self.conversations[other % len(self.conversations)]
                self.did(merge([it], into=into, who=self.anna, at=self.world.now).act)
            case "split":
                self.split(home, other)
            case "move":
                there = [a.pk for a in self.addresses]
                now = Conversation.objects.get(pk=home).address_id
                target = there[1 - there.index(now)]
                self.did(move([home], address=target, who=self.anna, at=self.world.now).act)
            case "undo" if self.acts:
                self.undo(self.acts[which % len(self.acts)])

    def split(self, home: int, every: int) -> None:
        content = Entry.objects.filter(conversation_id=home, kind__in=("message", "note"))
        numbers = list(content.order_by("number").values_list("number", flat=True))[::every]
        try:
            made = split(home, entries=numbers, who=self.anna, at=self.world.now)
        except BadInput:
            return
        self.conversations.append(made.conversation)
        self.did(made.act)

    def undo(self, act: int) -> None:
        row = Act.objects.get(pk=act)
        if row.undone_at is not None:
            return
        row.undone_at = self.world.now
        row.save()
        back = move_back if row.kind == "move" else again
        self.did(back(act, who=self.anna, at=self.world.now).act)

    def did(self, act: int | None) -> None:
        if act is not None:
            self.acts.append(act)

    def check(self) -> None:
        """Everything is there once, numbered without gaps, and counted right."""
        assert Message.objects.count() == self.mails
        assert Entry.objects.filter(kind="message").count() == self.mails
        assert Entry.objects.filter(kind="note").count() == self.notes
        assert Mention.objects.count() == self.notes
        for entry in Entry.objects.exclude(message=None).select_related("message"):
            assert entry.message is not None
            there = (entry.message.conversation_id, entry.message.number)
            assert there == (entry.conversation_id, entry.number)
        notes = Entry.objects.filter(kind="note").values_list("conversation_id", "number")
        assert set(notes) == set(Mention.objects.values_list("conversation_id", "number"))
        for row in Conversation.objects.all():
            self.check_row(row)
        for some, number in ((Draft, self.drafts), (Task, self.tasks)):
            places = [living(self.world.reader, one.conversation_id) for one in some.objects.all()]
            assert places == [one.conversation_id for one in some.objects.all()]
            assert len(places) == number

    def check_row(self, row: Conversation) -> None:
        entries = Entry.objects.filter(conversation=row)
        numbers = sorted(entries.values_list("number", flat=True))
        content = entries.filter(kind__in=("message", "note"))
        assert numbers == list(range(1, row.last_entry + 1)), row.state
        assert row.last_content == max(content.values_list("number", flat=True), default=0)
        assert row.messages == entries.filter(kind="message").count()
        assert row.tasks_open == Task.objects.filter(conversation=row).count()
        assert (row.state == State.MERGED) == (row.merged_into_id is not None)
        if row.state == State.MERGED:
            assert numbers == []
            return
        senders = Message.objects.filter(conversation=row).values_list("from_address", flat=True)
        people = Participant.objects.filter(conversation=row).values_list("email", flat=True)
        assert set(senders) <= set(people)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
@example([("merge", 0, 1), ("merge", 1, 2), ("undo", 0, 0), ("undo", 1, 0)])
@example([("mail", 0, 0), ("split", 0, 2), ("merge", 0, 1), ("undo", 0, 0), ("undo", 1, 0)])
@example([("merge", 0, 1), ("note", 1, 0), ("split", 1, 2), ("undo", 0, 0), ("undo", 1, 0)])
@example([("mail", 0, 0), ("split", 0, 2), ("merge", 0, 1), ("undo", 1, 0), ("undo", 2, 0)])
def test_nothing_is_lost_and_everything_is_counted(now: datetime, steps: list[Step]) -> None:
    with transaction.atomic():
        office = Office(World(now))
        for step in steps:
            office.take(step)
            office.check()
        transaction.set_rollback(True)
