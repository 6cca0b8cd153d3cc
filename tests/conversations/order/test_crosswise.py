"""Two people merge crosswise at the same moment, each on a machine of their own (PostgreSQL)."""

from concurrent.futures import Future
from datetime import datetime
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from tests.world import READ_WRITE, World
from tripost.conversations.order.merge import merge
from tripost.conversations.work.base import Done
from tripost.kit.bus import Bus
from tripost.people.policies import Actor
from tripost.store.models import Conversation, Entry, Modseq
from tripost.store.writer import Writer

ROUNDS = 10


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_crosswise_at_once_it_is_one_and_the_slower_is_told(now: datetime) -> None:
    Modseq.objects.get_or_create(pk=1)
    world = World(now)
    support = world.address("support", anna=READ_WRITE, ben=READ_WRITE)
    people = [world.actor("anna"), world.actor("ben")]
    writers = [Writer(Bus()), Writer(Bus())]
    for writer in writers:
        writer.start()
    try:
        for number in range(ROUNDS):
            a, b = (
                world.mail(support, message_id=f"{number}{one}@x.example").conversation
                for one in "ab"
            )
            barrier = Barrier(2)

            def at_once(part: int, into: int, who: Actor, barrier: Barrier = barrier) -> Done:
                barrier.wait(10)
                return merge([part], into=into, who=who, at=now)

            asked: list[Future[Done]] = [
                writer.submit(partial(at_once, *wish, person))
                for writer, person, wish in zip(writers, people, ((a, b), (b, a)), strict=True)
            ]
            done = sorted((one.result(30) for one in asked), key=lambda one: one.act is None)
            assert done[0].changed, "the quicker one did it"
            assert [one.code for one in done[1].refused] == ["merge-itself"], done[1]
            rows = list(Conversation.objects.filter(pk__in=(a, b)))
            assert sorted(row.state == "merged" for row in rows) == [False, True]
            [whole] = [row for row in rows if row.state != "merged"]
            assert whole.messages == 2
            mails = Entry.objects.filter(conversation=whole, kind="message")
            assert mails.count() == 2, "nothing is lost, nothing doubled"
    finally:
        for writer in writers:
            writer.stop()
