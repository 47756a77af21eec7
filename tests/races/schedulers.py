"""A process that runs the timetable of the house, for tests that want several of them.

FOLDER/effects gets a line for each run: the process's name, the job, for which of its times.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hub.app import create_app
from hub.config import settings_from
from hub.core.clock import now
from hub.jobs import JOBS
from hub.timetable import clockwork, queries
from hub.timetable.clockwork import Clockwork
from hub.timetable.rules import Job, latest_due

_seen: dict[str, datetime] = {}


def run_the_house(folder: str, *names: str) -> None:
    """Until told to stop; without names the whole timetable. With WITHOUT_GUARD in the environment
    it runs whatever it finds due, as if no other process were there."""
    clockwork.TICK_SECONDS = 0.2
    if "WITHOUT_GUARD" in os.environ:
        queries.due_jobs = _due_to_me
        clockwork.run_due = _run_it  # type: ignore[assignment]
    app = create_app(settings_from(os.environ))
    jobs = [_noted(job, Path(folder)) for job in JOBS if not names or job.name in names]
    Clockwork(app, jobs).run_for_ever()


def _noted(job: Job, folder: Path) -> Job:
    def run() -> str:
        due = latest_due(job, now())
        said = work()
        with (folder / "effects").open("a") as file:
            file.write(f"{os.environ['WORKER_NAME']} {job.name} {due.timestamp():.0f}\n")
        return said

    work: Callable[[], str] = job.run
    return replace(job, run=run)


def _due_to_me(jobs: Sequence[Job]) -> list[Job]:
    return [job for job in jobs if _seen.get(job.name) != latest_due(job, now())]


def _run_it(job: Job, *, owner: str) -> None:
    _seen[job.name] = latest_due(job, now())
    job.run()
