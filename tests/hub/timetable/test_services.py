"""Each occurrence of a job is run once, by one process, and never lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.timetable import queries, services
from hub.timetable.models import JobRun, Outcome
from hub.timetable.rules import Job
from hub.timetable.running import run_due, run_once
from tests.factories import MONDAY


class Work:
    """A job that counts its runs and fails when told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.failing = False

    def __call__(self) -> str:
        self.runs += 1
        if self.failing:
            raise LookupError("ayu@people.example is not there")
        return f"run {self.runs}"


@pytest.fixture
def work():
    return Work()


@pytest.fixture
def job(app, work):
    return Job("count", work, every=timedelta(minutes=5))


@pytest.fixture
def later(monkeypatch):
    """Moves the lease clock, which no frozen hub clock moves."""

    def move(seconds: float) -> None:
        real = services.lease_clock
        monkeypatch.setattr(services, "lease_clock", lambda: real() + seconds)
        monkeypatch.setattr(queries, "lease_clock", lambda: real() + seconds)

    return move


def claimed(job: Job, owner: str = "a") -> services.Claim | None:
    with transaction():
        return services.claim(job, owner=owner)


def runs() -> list[JobRun]:
    db.session.expire_all()
    return list(db.session.scalars(select(JobRun).order_by(JobRun.due_at)))


def test_what_is_due_is_run_and_noted(job, work):
    outcome = run_due(job, owner="a")

    (run,) = runs()
    assert outcome is Outcome.DONE
    assert (run.outcome, run.said, run.owner, run.due_at) == (Outcome.DONE, "run 1", "a", MONDAY)


def test_the_same_occurrence_is_not_run_again(job, work):
    run_due(job, owner="a")

    assert run_due(job, owner="b") is None
    assert work.runs == 1


def test_the_next_occurrence_is(job, work):
    run_due(job, owner="a")

    with frozen_at(MONDAY + timedelta(minutes=5)):
        run_due(job, owner="b")

    assert work.runs == 2


def test_six_hours_of_silence_are_made_up_for_once(job, work):
    run_due(job, owner="a")

    with frozen_at(MONDAY + timedelta(hours=6)):
        while run_due(job, owner="a"):
            pass

    assert work.runs == 2


def test_while_one_has_it_nobody_else_gets_it(job):
    assert claimed(job, "a") is not None
    assert claimed(job, "b") is None


def test_while_one_is_at_it_the_next_occurrence_waits(job):
    claimed(job, "a")

    with frozen_at(MONDAY + timedelta(minutes=5)):
        assert claimed(job, "b") is None


def test_a_dead_process_is_taken_over_and_fenced_out(job, later):
    first = claimed(job, "a")
    later(services.LEASE_SECONDS + 1)

    second = claimed(job, "b")

    assert first is not None
    assert second == services.Claim(first.run_id, first.fence + 1)
    with transaction():
        assert not services.renew(first)
        assert not services.finish(first, outcome=Outcome.DONE)
        assert services.finish(second, outcome=Outcome.DONE, said="done by b")
    (run,) = runs()
    assert (run.owner, run.said) == ("b", "done by b")


def test_a_living_process_keeps_its_lease(job, later):
    first = claimed(job, "a")
    assert first is not None
    later(services.LEASE_SECONDS - 1)
    with transaction():
        assert services.renew(first)
    later(2)

    assert claimed(job, "b") is None


def test_a_failure_is_noted_without_its_text_and_tried_again_when_next_due(job, work):
    work.failing = True

    assert run_due(job, owner="a") is Outcome.FAILED
    (run,) = runs()
    assert run.error.startswith("LookupError in __call__, line ")
    assert "ayu" not in run.error

    work.failing = False
    assert run_due(job, owner="a") is None
    with frozen_at(MONDAY + timedelta(minutes=5)):
        assert run_due(job, owner="a") is Outcome.DONE


def test_a_clock_that_stands_still_stops_no_job(job, work, later):
    run_due(job, owner="a")
    later(301)

    assert run_due(job, owner="a") is Outcome.DONE
    assert work.runs == 2


def test_a_clock_that_was_moved_ahead_and_back_stops_no_job(job, work, later):
    run_due(job, owner="a")
    with frozen_at(MONDAY + timedelta(hours=49)):
        run_due(job, owner="a")
    later(301)

    run_due(job, owner="a")

    assert work.runs == 3


def test_by_hand_a_job_runs_out_of_turn(job, work):
    run_due(job, owner="a")

    assert run_once(job, owner="b", patience_seconds=0) == (Outcome.DONE, "run 2")
    assert run_once(job, owner="b", patience_seconds=0) == (Outcome.DONE, "run 3")


def test_by_hand_a_job_does_not_run_beside_itself(job, work):
    claimed(job, "a")

    assert run_once(job, owner="b", patience_seconds=0) is None
    assert work.runs == 0


def test_jobs_are_alive_while_a_process_was_heard_of(app, later):
    assert not queries.jobs_are_alive()

    with transaction():
        services.beat("a")
        services.beat("a")
    assert queries.jobs_are_alive()
    assert [worker.name for worker in queries.living_workers()] == ["a"]

    later(queries.SILENCE_SECONDS + 1)
    assert not queries.jobs_are_alive()


def test_old_runs_are_forgotten_and_failures_later(job, work, later):
    run_due(job, owner="a")
    work.failing = True
    with frozen_at(MONDAY + timedelta(minutes=5)):
        run_due(job, owner="a")
    later(8 * 86400)

    with transaction():
        assert services.forget_old_runs() == 1
    assert [run.outcome for run in runs()] == [Outcome.FAILED]


def test_status_tells_the_last_run_and_the_last_failure(job, work):
    work.failing = True
    run_due(job, owner="a")
    work.failing = False
    with frozen_at(MONDAY + timedelta(minutes=5)):
        run_due(job, owner="a")

    (status,) = queries.status([job])

    assert status.last is not None
    assert status.last_failure is not None
    assert status.last.outcome is Outcome.DONE
    assert status.last_failure.outcome is Outcome.FAILED
