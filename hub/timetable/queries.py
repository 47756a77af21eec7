"""Questions about jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from hub.core.clock import now
from hub.core.database import db
from hub.core.leases import lease_clock
from hub.timetable.models import JobRun, Worker
from hub.timetable.rules import Job, Step, latest_due, next_step

#: A process beats every few seconds; silent for this long, it is taken for dead.
SILENCE_SECONDS = 60


@dataclass(frozen=True)
class Standing:
    """Where a job stands: its unfinished run, the run of its latest due time, and what to do."""

    job: Job
    due_at: datetime
    unfinished: JobRun | None
    latest: JobRun | None
    step: Step


@dataclass(frozen=True)
class JobStatus:
    job: Job
    due_at: datetime
    last: JobRun | None
    last_failure: JobRun | None


def standings(jobs: Sequence[Job]) -> list[Standing]:
    """Of each job, in one read."""
    moment, seconds = now(), lease_clock()
    due = {job.name: latest_due(job, moment) for job in jobs}
    same = [and_(JobRun.job == name, JobRun.due_at == at) for name, at in due.items()]
    found = list(db.session.scalars(select(JobRun).where(or_(JobRun.finished_at.is_(None), *same))))
    unfinished = {run.job: run for run in found if run.finished_at is None}
    finished = {run.job: run for run in found if run.finished_at is not None}
    return [
        Standing(
            job, due[job.name], open_run, latest, _step(job, open_run, latest=latest, at=seconds)
        )
        for job, open_run, latest in (
            (job, unfinished.get(job.name), finished.get(job.name)) for job in jobs
        )
    ]


def _step(job: Job, unfinished: JobRun | None, *, latest: JobRun | None, at: float) -> Step:
    return next_step(
        job,
        open_until=unfinished.lease_until if unfinished else None,
        started=latest.started_seconds if latest else None,
        seconds=at,
    )


def due_jobs(jobs: Sequence[Job]) -> list[Job]:
    """Those for which there is something to do; asking takes no lock."""
    return [each.job for each in standings(jobs) if each.step is not Step.NOTHING]


def seconds_since_heard() -> float | None:
    """How long ago any process that runs the timetable was heard of; None is never."""
    newest = db.session.scalar(select(func.max(Worker.heard_at)))
    return None if newest is None else max(0.0, lease_clock() - newest)


def jobs_are_alive() -> bool:
    silent_for = seconds_since_heard()
    return silent_for is not None and silent_for < SILENCE_SECONDS


def living_workers() -> list[Worker]:
    heard = Worker.heard_at > lease_clock() - SILENCE_SECONDS
    return list(db.session.scalars(select(Worker).where(heard).order_by(Worker.name)))


def status(jobs: Sequence[Job]) -> list[JobStatus]:
    """For each job its last run and its last failure."""
    moment = now()
    return [
        JobStatus(job, latest_due(job, moment), _last(job), _last(job, failed=True)) for job in jobs
    ]


def _last(job: Job, *, failed: bool = False) -> JobRun | None:
    query = select(JobRun).where(JobRun.job == job.name)
    if failed:
        query = query.where(JobRun.error != "")
    return db.session.scalars(query.order_by(JobRun.started_seconds.desc()).limit(1)).first()
