"""Rounds of review: what is read, by which rubric, until when."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class RoundKind(StrEnum):
    READING = "reading"
    #: Scored by a panel on an interview or jury day.
    INTERVIEW = "interview"
    #: Two at a time: which of them?
    PAIRWISE = "pairwise"


class RoundState(StrEnum):
    #: Rubric and reviewers are prepared; nobody reads yet.
    DRAFT = "draft"
    OPEN = "open"
    #: Reading has ended; the panel talks, and sees each other's marks.
    DISCUSSION = "discussion"
    CLOSED = "closed"


class OthersMarks(StrEnum):
    NEVER = "never"
    AFTER_OWN = "after-own"


class Round(Model):
    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        CheckConstraint("reads_each > 0", name="is_read"),
        CheckConstraint("least >= 0 AND most >= least", name="loads_have_bounds"),
        Index(None, "state", "due_at"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    number: Mapped[int]
    name: Mapped[Words] = mapped_column(JSON)
    note: Mapped[Words] = mapped_column(JSON, default=dict)
    kind: Mapped[RoundKind] = mapped_column(default=RoundKind.READING)
    state: Mapped[RoundState] = mapped_column(default=RoundState.DRAFT)
    #: Names, addresses, companies and names of files are hidden from its readers.
    blind: Mapped[bool] = mapped_column(default=True)
    others: Mapped[OthersMarks] = mapped_column(default=OthersMarks.AFTER_OWN)
    #: How many read each application; between how many one reader reads, unless they said.
    reads_each: Mapped[int] = mapped_column(default=3)
    least: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=20)
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="round", order_by="Criterion.position"
    )


class Criterion(Model):
    """One line of the rubric. An independent one is asked and shown, and counts for nothing."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        CheckConstraint("weight >= 0 AND high > low", name="has_a_scale"),
        CheckConstraint("NOT independent OR weight = 0", name="independent_counts_nothing"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    name: Mapped[Words] = mapped_column(JSON)
    help: Mapped[Words] = mapped_column(JSON, default=dict)
    #: What a mark means: {"4": Words}.
    anchors: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Relative; shown in per cent of the sum.
    weight: Mapped[int]
    low: Mapped[int] = mapped_column(default=1)
    high: Mapped[int] = mapped_column(default=5)
    independent: Mapped[bool] = mapped_column(default=False)
    required: Mapped[bool] = mapped_column(default=True)

    round: Mapped[Round] = relationship(back_populates="criteria")


class RoundEntry(Model):
    """An application that a round reads."""

    __tablename__ = "round_entries"
    __table_args__ = (
        UniqueConstraint("round_id", "application_id"),
        Index(None, "application_id"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    track: Mapped[str] = mapped_column(String(40), default="")
    added_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship()


class DiscussionNote(Model):
    """What the panel says about an application, after one's own marks are in."""

    __tablename__ = "discussion_notes"
    __table_args__ = (Index(None, "round_id", "application_id", "made_at"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(String(2000))
    made_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship()


class ScoreRun(Model):
    """One reckoning of a round's marks, kept with everything it rests on, to compare."""

    __tablename__ = "score_runs"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    #: Criterion key to weight, and the seats asked about.
    weights: Mapped[dict[str, int]] = mapped_column(JSON)
    seats: Mapped[int]
    method: Mapped[str] = mapped_column(String(40))
    #: Of the marks that went in: the same hash, the same result.
    inputs_sha256: Mapped[str] = mapped_column(String(64))
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Applications that its maker could not see: whoever sees others, sees other runs.
    left_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(240), default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    made_by: Mapped[User] = relationship()


class Preferred(StrEnum):
    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    #: They could not tell, and are not asked again; says nothing about either.
    SKIPPED = "skipped"


class Comparison(Model):
    """One juror, two applications: which is the better one? Kept with the smaller id first."""

    __tablename__ = "comparisons"
    __table_args__ = (
        UniqueConstraint("round_id", "reviewer_id", "first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_one_order"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("reviewers.id"))
    first_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    preferred: Mapped[Preferred]
    decided_at: Mapped[datetime] = mapped_column(default=now)
