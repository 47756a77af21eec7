"""Claim an occurrence of a job, keep it, hand it back. Each within the caller's transaction."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.ids import new_id
from hub.core.leases import lease_clock, rows_changed
from hub.timetable.models import JobRun, Outcome, Worker
from hub.timetable.queries import Standing, standings
from hub.timetable.rules import Job, Step

#: A dead process's job is taken over this long after its last sign of life.
LEASE_SECONDS = 30.0


@dataclass(frozen=True)
class Claim:
    """The right to run one occurrence, as long as its row shows this fence."""

    run_id: UUID
    fence: int


def claim(job: Job, *, owner: str) -> Claim | None:
    """The job's due occurrence, if there is one and nobody else has it."""
    (standing,) = standings([job])
    if standing.step is Step.TAKE_OVER and standing.unfinished:
        return _begin_again(standing.unfinished, owner=owner)
    if standing.step is Step.REPEAT and standing.latest:
        return _begin_again(standing.latest, owner=owner)
    return _begin(standing, owner=owner) if standing.step is Step.BEGIN else None


def claim_now(job: Job, *, owner: str) -> Claim | None:
    """An occurrence out of turn, due now; None while another run of the job is going on."""
    (standing,) = standings([job])
    if standing.unfinished:
        taken = standing.step is Step.TAKE_OVER
        return _begin_again(standing.unfinished, owner=owner) if taken else None
    moment = now()
    same = db.session.scalars(select(JobRun).filter_by(job=job.name, due_at=moment)).first()
    if same is not None:
        return _begin_again(same, owner=owner)
    return _begin(Standing(job, moment, None, None, Step.BEGIN), owner=owner)


def _begin(standing: Standing, *, owner: str) -> Claim | None:
    """Of several that insert the same occurrence, or a second unfinished run, one succeeds."""
    seconds = lease_clock()
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    row = {
        "id": new_id(),
        "job": standing.job.name,
        "due_at": standing.due_at,
        "owner": owner,
        "lease_until": seconds + LEASE_SECONDS,
        "started_seconds": seconds,
        "fence": 1,
        "started_at": now(),
        "said": "",
        "error": "",
    }
    won = rows_changed(insert(JobRun).values(**row).on_conflict_do_nothing()) == 1
    return Claim(row["id"], 1) if won else None  # type: ignore[arg-type]


def _begin_again(run: JobRun, *, owner: str) -> Claim | None:
    """By whoever first changes the row from the fence and lease that was read."""
    seconds, fence = lease_clock(), run.fence + 1
    as_read = [JobRun.id == run.id, JobRun.fence == run.fence]
    if run.finished_at is None:
        as_read.append(JobRun.lease_until < seconds)
    won = rows_changed(
        update(JobRun)
        .where(*as_read)
        .values(
            owner=owner,
            fence=fence,
            lease_until=seconds + LEASE_SECONDS,
            started_seconds=seconds,
            started_at=now(),
            finished_at=None,
            outcome=None,
        )
        .execution_options(synchronize_session=False)
    )
    return Claim(run.id, fence) if won == 1 else None


def renew(held: Claim) -> bool:
    """Keep the lease for another while; False when it is somebody else's by now."""
    longer = update(JobRun).values(lease_until=lease_clock() + LEASE_SECONDS)
    return _as_holder(held, longer)


def finish(held: Claim, *, outcome: Outcome, said: str = "", error: str = "") -> bool:
    """Hand the occurrence back; False when somebody else had taken it over."""
    done = update(JobRun).values(
        finished_at=now(), lease_until=None, outcome=outcome, said=said[:300], error=error[:300]
    )
    return _as_holder(held, done)


def _as_holder(held: Claim, change: object) -> bool:
    guarded = change.where(  # type: ignore[attr-defined]
        JobRun.id == held.run_id, JobRun.fence == held.fence, JobRun.finished_at.is_(None)
    )
    return rows_changed(guarded.execution_options(synchronize_session=False)) == 1


def beat(worker: str) -> None:
    """A sign of life, for `/readyz`."""
    alive = update(Worker).where(Worker.name == worker).values(heard_at=lease_clock())
    if not rows_changed(alive.execution_options(synchronize_session=False)):
        db.session.add(Worker(name=worker, heard_at=lease_clock()))
        db.session.flush()


def forget_old_runs(*, days: int = 2, failed_days: int = 30) -> int:
    """Delete what nobody will ask for, and processes long gone. Ages are by the lease clock, so
    that a hub whose clock was moved does not forget what has just happened."""
    day, seconds = 86400, lease_clock()
    old = (JobRun.started_seconds < seconds - days * day) & (JobRun.error == "")
    older = JobRun.started_seconds < seconds - failed_days * day
    gone = delete(JobRun).where(JobRun.finished_at.is_not(None), old | older)
    db.session.execute(delete(Worker).where(Worker.heard_at < seconds - day))
    return rows_changed(gone)
