"""Jobs are done once they are due, come back when they fail, and recur when they are periodic."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.doors import House
from tripost.jobs import actions
from tripost.jobs.models import Job
from tripost.people.models import SignInFailure
from tripost.store.services import Services
from tripost.worker.runner import Periodic, Runner
from tripost.worker.schedule import HANDLERS, PERIODIC


class Work:
    """A handler that remembers, and fails as often as it is told to."""

    def __init__(self, *, failures: int = 0) -> None:
        self.seen: list[Mapping[str, Any]] = []
        self.failures = failures

    async def __call__(self, services: Services, arguments: Mapping[str, Any]) -> None:
        self.seen.append(arguments)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("not yet")


def test_a_due_job_is_done_and_gone(house: House) -> None:
    work = Work()
    runner = Runner(house.services, handlers={"work": work})
    actions.enqueue("work", at=house.now, arguments={"n": 1})
    actions.enqueue("work", at=house.now + timedelta(hours=1), arguments={"n": 2})
    assert house.loop.run(runner.turn()) == 1
    assert house.loop.run(runner.turn()) == 0
    assert work.seen == [{"n": 1}]
    house.pass_time(hours=1)
    assert house.loop.run(runner.turn()) == 1
    assert not Job.objects.exists()


def test_a_job_that_fails_comes_back_later(house: House) -> None:
    work = Work(failures=2)
    runner = Runner(house.services, handlers={"work": work})
    actions.enqueue("work", at=house.now)
    for _ in range(3):
        assert house.loop.run(runner.turn()) == 1
        assert house.loop.run(runner.turn()) == 0, "it must rest first"
        house.pass_time(minutes=1)
    assert len(work.seen) == 3
    assert not Job.objects.exists()


def test_a_job_nobody_knows_is_kept_with_its_error(house: House) -> None:
    actions.enqueue("unknown", at=house.now)
    house.loop.run(Runner(house.services, handlers={}).turn())
    assert "unknown" in Job.objects.get().error


def test_periodic_work_recurs_also_after_a_failure(house: House) -> None:
    work = Work(failures=1)
    runner = Runner(
        house.services, handlers={"tidy": work}, periodic=[Periodic("tidy", timedelta(hours=1))]
    )
    house.loop.run(runner._plan())
    house.loop.run(runner._plan())  # a second start plans nothing twice
    assert Job.objects.count() == 1
    for times in (1, 2):
        house.pass_time(hours=1)
        assert house.loop.run(runner.turn()) == 1
        assert len(work.seen) == times
        assert Job.objects.get().run_at == house.now + timedelta(hours=1)


def test_everything_on_the_schedule_has_a_handler_and_may_run_twice(
    house: House,
) -> None:
    SignInFailure.objects.create(at=house.now - timedelta(days=2), source="x", login="y")
    SignInFailure.objects.create(at=house.now, source="x", login="y")
    for one in PERIODIC:
        for _ in range(2):
            house.loop.run(HANDLERS[one.name](house.services, {}))
    assert SignInFailure.objects.count() == 1
