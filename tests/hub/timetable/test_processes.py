"""Real processes share a timetable: started, killed, stopped and continued."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from hub.core.database import db
from hub.outbox.models import MailPreference
from hub.timetable.models import JobRun, Outcome
from hub.timetable.queries import jobs_are_alive, living_workers
from tests.hub.timetable.worker import run_timetable
from tests.live import ROOT, prepared
from tests.processes import PATIENCE, Worker, wait_until

pytestmark = pytest.mark.slow


class House:
    """A database, and processes that run the tests' timetable on it."""

    def __init__(self, app: Flask, environment: dict[str, str], folder: Path) -> None:
        self.app = app
        self.environment = environment
        self.folder = folder
        self.workers: list[Worker] = []

    def worker(self, name: str, *jobs: str, **settings: str) -> Worker:
        environment = {**self.environment, "WORKER_NAME": name, **settings}
        worker = Worker(run_timetable, str(self.folder), *jobs, environment=environment)
        self.workers.append(worker)
        return worker

    def effects(self) -> list[str]:
        file = self.folder / "effects"
        return file.read_text().splitlines() if file.exists() else []

    def go_on(self, name: str) -> None:
        (self.folder / f"go-{name}").touch()

    def wait_for(self, effect: str) -> None:
        wait_until(lambda: effect in self.effects())

    def alive(self) -> int:
        db.session.rollback()
        return len(living_workers())

    def runs(self) -> list[JobRun]:
        db.session.rollback()
        return list(db.session.scalars(select(JobRun).order_by(JobRun.started_seconds)))

    def leased_until(self) -> float:
        (run,) = self.runs()
        return run.lease_until or 0.0

    def written_by(self) -> list[str]:
        """The workers whose transactions were kept."""
        db.session.rollback()
        return sorted(
            each.split()[0] for each in db.session.scalars(select(MailPreference.receiver))
        )


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with prepared(tmp_path, SQLITE_SYNCHRONOUS="OFF") as (app, environment):
        house = House(app, environment, tmp_path)
        yield house
        for worker in house.workers:
            worker.kill()


def times_run(house: House, **settings: str) -> Counter[str]:
    """How often the job ran for each of its times, while two processes were there.

    The lease is long, so that a busy machine is not taken for a dead process.
    """
    house.worker("a", "tick", LEASE="120", **settings)
    house.worker("b", "tick", LEASE="120", **settings)
    wait_until(lambda: house.alive() == 2)
    so_far = len(house.effects())
    wait_until(lambda: len(house.effects()) >= so_far + 8)
    return Counter(line.split()[-1] for line in house.effects()[so_far:])


def test_of_two_processes_one_runs_each_occurrence(house: House) -> None:
    assert set(times_run(house).values()) == {1}
    assert {run.fence for run in house.runs()} == {1}


def test_without_the_guard_both_run_it(house: House) -> None:
    """The control: else the test above would prove nothing."""
    assert 2 in times_run(house, WITHOUT_GUARD="yes").values()


def test_a_killed_process_is_taken_over(house: House) -> None:
    first = house.worker("a", "waits")
    house.wait_for("a began")
    first.kill()

    house.worker("b", "waits")
    house.go_on("b")
    house.wait_for("b wrote")

    wait_until(lambda: house.runs()[0].outcome is Outcome.DONE)
    (run,) = house.runs()
    assert (run.fence, house.written_by()) == (2, ["b"])


def stood_still_too_long(house: House, job: str) -> JobRun:
    """`a` is stopped in the middle of a run, `b` takes over and finishes, `a` goes on."""
    first = house.worker("a", job)
    house.wait_for("a began")
    first.send(signal.SIGSTOP)
    house.worker("b", job)
    house.wait_for("b began")
    house.go_on("b")
    house.wait_for("b wrote")
    wait_until(lambda: house.runs()[0].outcome is Outcome.DONE)

    house.go_on("a")
    first.send(signal.SIGCONT)
    first.send(signal.SIGTERM)
    assert first.ended_well()
    (run,) = house.runs()
    return run


def test_who_stood_still_for_too_long_changes_nothing_any_more(house: House) -> None:
    run = stood_still_too_long(house, "waits")

    assert house.written_by() == ["b"]
    assert (run.fence, run.outcome, run.said) == (2, Outcome.DONE, "wrote")


def test_without_the_fence_it_would(house: House) -> None:
    """The control: an unfenced job's late transaction is kept."""
    stood_still_too_long(house, "waits-unfenced")

    assert house.written_by() == ["a", "b"]


def test_a_living_process_keeps_a_job_for_longer_than_its_lease(house: House) -> None:
    lease = 5.0
    house.worker("a", "waits", LEASE=f"{lease}")
    house.wait_for("a began")
    until = house.leased_until()
    house.worker("b", "waits", LEASE=f"{lease}")
    wait_until(lambda: house.alive() == 2 and house.leased_until() > until + lease)

    house.go_on("a")
    house.wait_for("a wrote")

    assert "b began" not in house.effects()
    assert {run.fence for run in house.runs()} == {1}


def test_told_to_stop_a_process_finishes_what_it_is_at(house: House) -> None:
    process = house.worker("a", "long")
    house.wait_for("a began")

    process.send(signal.SIGTERM)

    assert process.ended_well()
    (run,) = house.runs()
    assert house.effects() == ["a began", "a ended"]
    assert (run.outcome, run.lease_until) == (Outcome.DONE, None)


def test_the_timetable_of_the_house_runs_by_command(house: House) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "run"],
        cwd=ROOT,
        env={**os.environ, **house.environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: any(run.job == "deliver-mail" and run.said for run in house.runs()))
        assert jobs_are_alive()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
    assert all(run.outcome is Outcome.DONE for run in house.runs())
