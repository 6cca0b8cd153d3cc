"""The job table under all orders of events: nothing is lost, nothing is held by two."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tripost.jobs import actions
from tripost.jobs.models import Job

START = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Queue(RuleBasedStateMachine):
    """A model beside the table: which jobs wait, who holds which, what was done."""

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.now = START
        self.added = 0
        self.done = 0
        self.given_up = 0
        self.held: dict[int, actions.Claimed] = {}
        self.keys: dict[str, bool] = {}

    @rule(delay=st.integers(0, 20))
    def add(self, delay: int) -> None:
        assert actions.enqueue("work", at=self.now + timedelta(seconds=delay))
        self.added += 1

    @rule(key=st.sampled_from("abc"))
    def add_once(self, key: str) -> None:
        there = Job.objects.filter(key=key).exists()
        assert actions.enqueue("work", at=self.now, key=key) is not there
        self.added += not there

    @rule(limit=st.integers(1, 3))
    def take(self, limit: int) -> None:
        for job in actions.claim(limit=limit, at=self.now):
            assert job.id not in self.held, "two hold the same job"
            self.held[job.id] = job

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        if self.held:
            job = self.held.pop(data.draw(st.sampled_from(sorted(self.held))))
            actions.finish(job.id, attempt=job.attempt)
            self.done += 1

    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        if self.held:
            job = self.held.pop(data.draw(st.sampled_from(sorted(self.held))))
            actions.fail(job.id, attempt=job.attempt, error="no", at=self.now)

    @rule(seconds=st.integers(0, 30))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def the_worker_dies(self) -> None:
        """Its leases end; whoever comes next takes the jobs again."""
        self.now += actions.LEASE + timedelta(seconds=1)
        self.held.clear()

    @rule()
    def the_server_starts_anew(self) -> None:
        actions.release()
        self.held.clear()

    @invariant()
    def nothing_is_lost(self) -> None:
        assert Job.objects.count() == self.added - self.done


class TestQueue(TestCase):
    """Runs the machine in a transaction that is rolled back."""

    def test_every_order_of_events(self) -> None:
        from hypothesis.stateful import run_state_machine_as_test

        run_state_machine_as_test(
            Queue, settings=settings(max_examples=30, stateful_step_count=30, deadline=None)
        )


@pytest.mark.django_db
def test_who_lost_the_lease_cannot_finish_the_job(now: datetime) -> None:
    actions.enqueue("work", at=now)
    [slow] = actions.claim(limit=1, at=now)
    [quick] = actions.claim(limit=1, at=now + actions.LEASE)
    actions.finish(slow.id, attempt=slow.attempt)
    assert Job.objects.count() == 1
    actions.finish(quick.id, attempt=quick.attempt)
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_a_job_that_always_fails_stays_to_be_seen(now: datetime) -> None:
    actions.enqueue("work", at=now)
    for _ in range(actions.TRIES):
        [job] = actions.claim(limit=1, at=now)
        actions.fail(job.id, attempt=job.attempt, error="broken", at=now)
        now += timedelta(hours=1)
    row = Job.objects.get()
    assert (row.error, row.attempts) == ("broken", actions.TRIES)
    assert row.failed_at is not None
    assert actions.claim(limit=1, at=now) == []
