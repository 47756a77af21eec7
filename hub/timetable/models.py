"""Runs of jobs, and the processes that run them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Float, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hub.core.clock import now
from hub.core.database import Model


class Outcome(StrEnum):
    DONE = "done"
    FAILED = "failed"


class JobRun(Model):
    """One occurrence of a job. At most one run of a job is unfinished at any time."""

    __tablename__ = "job_runs"
    __table_args__ = (
        UniqueConstraint("job", "due_at"),
        CheckConstraint("(finished_at IS NULL) = (lease_until IS NOT NULL)", name="open_is_leased"),
        CheckConstraint("(finished_at IS NULL) = (outcome IS NULL)", name="finished_has_outcome"),
        Index(
            "uq_job_runs_unfinished",
            "job",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(None, "job", "started_seconds"),
    )  # fmt: skip

    job: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[datetime]
    #: Machine, process and a random part.
    owner: Mapped[str] = mapped_column(String(120))
    #: Seconds since 1970 by the lease clock, as is `started_seconds`; see hub.core.leases.
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    started_seconds: Mapped[float] = mapped_column(Float(53))
    #: Counts how often the occurrence was begun; who holds an older number was overtaken.
    fence: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    #: What the job said it did.
    said: Mapped[str] = mapped_column(String(300), default="")
    #: The kind of error and where it arose, without its text, which may name people.
    error: Mapped[str] = mapped_column(String(300), default="")


class Worker(Model):
    """A process that runs the timetable, and when it was last heard of."""

    __tablename__ = "job_workers"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime] = mapped_column(default=now)
    #: Seconds since 1970 by the lease clock.
    heard_at: Mapped[float] = mapped_column(Float(53), index=True)
