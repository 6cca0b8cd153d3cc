"""Law 8: a switch of mode, in any direction and back, rewrites no mail."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection

from tests.world import READ_WRITE, World
from tripost.addresses.models import Address, Mode
from tripost.conversations import actions
from tripost.conversations.confidential.readers import set_readers
from tripost.conversations.together.notes import add_note
from tripost.conversations.work import do
from tripost.conversations.work.act import perform
from tripost.kit.entered import BadInput
from tripost.modes import switch
from tripost.modes.distribution_list.models import Subscriber
from tripost.people.policies import Actor
from tripost.store.models import Change, Conversation
from tripost.store.reads import DjangoReader

pytestmark = pytest.mark.django_db

# Everything but the log, the counter behind it and the mode itself.
MAIL_TABLES = (
    "store_blob", "store_intake", "store_message", "store_attachment", "store_conversation",
    "store_entry", "store_participant", "store_label", "store_labelling", "store_reader",
    "store_readmark", "store_act", "store_actitem", "store_draft", "store_upload",
    "outbound_outgoing", "outbound_delivery", "outbound_attempt", "outbound_suppression",
    "distribution_list_subscriber", "distribution_list_heldpost", "people_grant",
    "addresses_alias", "search_index",
)  # fmt: skip


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all these tables, in their own order."""
    found = {}
    with connection.cursor() as cursor:
        for table in MAIL_TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


@pytest.fixture
def lived_in(now: datetime) -> Address:
    """An address with work in every state: whatever a mode may be tempted to touch."""
    world = World(now)
    address = world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    anna = world.user("anna").pk
    first = world.mail(address)
    world.mail(address, conversation=first.conversation, message_id="m2@x", visible="Und noch was")
    other = world.mail(address, message_id="m3@x", subject="Rechnung")
    third = world.mail(address, message_id="m4@x", subject="Danke", automatic="auto-reply")
    add_note(first.conversation, by=anna, text="Ich rufe an", at=now)
    actions.assign(first.conversation, to=anna, by=anna, at=now)
    actions.set_state(other.conversation, state="closed", by=anna, at=now)
    actions.set_state(third.conversation, state="waiting", by=anna, at=now)
    actions.set_labels(first.conversation, names=["Garantie"], by=anna, at=now)
    set_readers(other.conversation, users=[anna], by=anna, at=now)
    actions.mark_read(first.conversation, up_to=2, by=anna, at=now)
    who = world.actor("anna")
    later = now + timedelta(days=1)
    fourth = world.mail(address, message_id="m5@x", subject="Später").conversation
    for act in (
        do.set_state("snoozed", now=now, until=later, regardless=True),
        do.set_priority(2),
        do.set_due(later, now=now),
        do.Star(True),
        do.Follow(True),
        do.Archive(True),
    ):
        assert perform([fourth], do=act, who=who, at=now).changed == (fourth,)
    spam = world.mail(address, message_id="m6@x", subject="Gewinn").conversation
    perform([spam], do=do.set_state("spam", now=now), who=who, at=now)
    world.mail(address, message_id="m7@x", subject="Ganz neu")
    Subscriber.objects.create(address=address, email="s01@example.net", since=now)
    return address


@pytest.mark.parametrize(("first", "second"), list(permutations(Mode.values, 2)))
def test_mail_compares_equal_after_a_switch_and_back(
    lived_in: Address, now: datetime, first: str, second: str
) -> None:
    Address.objects.filter(pk=lived_in.pk).update(mode=first)
    before, changes = dump(), Change.objects.count()

    switch.switch(lived_in.pk, to=second, by=None, at=now)
    assert Address.objects.get(pk=lived_in.pk).mode == second
    assert dump() == before

    switch.switch(lived_in.pk, to=first, by=None, at=now)
    assert Address.objects.get(pk=lived_in.pk).mode == first
    assert dump() == before
    assert Change.objects.count() == changes + 2  # the Change of each switch, and no other


def test_the_dump_would_notice(lived_in: Address) -> None:
    before = dump()
    assert all(
        before[table]
        for table in ("store_message", "store_entry", "store_readmark", "search_index")
    )
    Conversation.objects.filter(address=lived_in, state="waiting").update(state="open")
    assert dump() != before


def test_a_switch_is_one_change_that_remembers_the_way_back(
    lived_in: Address, now: datetime
) -> None:
    switch.switch(lived_in.pk, to="list", by=None, at=now)
    last = Change.objects.latest("modseq")
    assert (last.kind, last.address_id) == ("mode.switched", lived_in.pk)
    assert last.data == {"from": "inbox", "to": "list"}


def test_the_same_mode_again_changes_nothing(lived_in: Address, now: datetime) -> None:
    count = Change.objects.count()
    switch.switch(lived_in.pk, to="inbox", by=None, at=now)
    assert Change.objects.count() == count


CLERK = Actor(id=0, address="clerk@acme.example", name="", role="administrator", rights={})
"""An administrator who reads nothing."""


@pytest.mark.parametrize("to", ["ticket", "", "INBOX"])
def test_an_unknown_mode_is_refused(lived_in: Address, now: datetime, to: str) -> None:
    with pytest.raises(BadInput):
        switch.switch(lived_in.pk, to=to, by=None, at=now)
    with pytest.raises(BadInput):
        switch.preview(DjangoReader(), who=CLERK, address=lived_in.pk, to=to)


def test_the_preview_counts_what_stays_and_warns(lived_in: Address) -> None:
    Conversation.objects.update(confidential=False)
    before = dump()
    seen = switch.preview(DjangoReader(), who=CLERK, address=lived_in.pk, to="list")
    assert dump() == before
    kept = {one.code: one.count for one in seen.keeps}
    assert kept["conversations"] == 6
    assert kept["messages"] == 7
    assert kept["notes"] == 1
    assert kept["assignments"] == 1
    assert kept["subscribers"] == 1
    assert {one.code for one in seen.changes} >= {"posts-go-out", "assignment-covered"}
    assert {one.code for one in seen.warnings} == {"will-be-sent", "open-conversations"}


def test_the_preview_counts_nothing_that_is_confidential(lived_in: Address) -> None:
    before = switch.preview(DjangoReader(), who=CLERK, address=lived_in.pk, to="list")
    assert before.keeps
    Conversation.objects.update(confidential=True)
    after = switch.preview(DjangoReader(), who=CLERK, address=lived_in.pk, to="list")
    assert {one.code for one in after.keeps} <= {"grants", "aliases", "subscribers", "drafts"}
    assert "open-conversations" not in {one.code for one in after.warnings}


def test_the_preview_of_the_same_mode_is_quiet(lived_in: Address) -> None:
    seen = switch.preview(DjangoReader(), who=CLERK, address=lived_in.pk, to="inbox")
    assert (seen.changes, seen.warnings) == ((), ())


def test_a_preview_of_nothing_says_so(db: None) -> None:
    with pytest.raises(switch.NoSuchAddress):
        switch.preview(DjangoReader(), who=CLERK, address=4711, to="list")
