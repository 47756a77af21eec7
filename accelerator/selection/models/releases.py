"""Releases: one prepares, another lets the decisions out, and everybody is told once."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort
from accelerator.selection.rules.choices import Decided
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class ReleaseState(StrEnum):
    #: Its letters are being written.
    DRAFT = "draft"
    #: Checked and frozen; waits for the second person.
    PREPARED = "prepared"
    RELEASED = "released"
    CANCELLED = "cancelled"


#: Of these a cohort has one at most.
OPEN = frozenset({ReleaseState.DRAFT, ReleaseState.PREPARED})
_OPEN = text("state IN ('draft', 'prepared')")
_STANDS = text("voided_at IS NULL")


class Release(Model):
    __tablename__ = "releases"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        Index(
            "uq_releases_one_open",
            "cohort_id",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        CheckConstraint(
            "state NOT IN ('prepared', 'released')"
            " OR (prepared_by_id IS NOT NULL AND prepared_at IS NOT NULL AND fingerprint <> '')",
            name="prepared_by_somebody",
        ),
        CheckConstraint(
            "(state = 'released') = (released_by_id IS NOT NULL)"
            " AND (state = 'released') = (released_at IS NOT NULL)",
            name="released_by_somebody",
        ),
        CheckConstraint(
            "released_by_id IS NULL OR released_by_id <> prepared_by_id", name="takes_two"
        ),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    number: Mapped[int]
    state: Mapped[ReleaseState] = mapped_column(default=ReleaseState.DRAFT)
    #: Decided → the letter's words in each language.
    letters: Mapped[dict[str, Words]] = mapped_column(JSON)
    #: Of the decisions that it was prepared on, and how many of each there were.
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Why some are turned down without a word from their readers; none: all have one.
    without_feedback: Mapped[str] = mapped_column(String(500), default="")
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    prepared_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    prepared_at: Mapped[datetime | None]
    released_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    released_at: Mapped[datetime | None]
    #: Counts changes.
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    items: Mapped[list["ReleaseItem"]] = relationship(back_populates="release")
    prepared_by: Mapped[User | None] = relationship(foreign_keys=[prepared_by_id])
    released_by: Mapped[User | None] = relationship(foreign_keys=[released_by_id])

    def __repr__(self) -> str:
        return f"<Release {self.number} {self.state}>"


class ReleaseItem(Model):
    """What one team is told. An application is told for the first time once; whatever is told later
    corrects it, and says why."""

    __tablename__ = "release_items"
    __table_args__ = (
        UniqueConstraint("release_id", "application_id"),
        Index(
            "uq_release_items_told_once",
            "application_id",
            "sequence",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
        CheckConstraint("sequence > 0", name="sequences_count_from_one"),
        CheckConstraint("(sequence > 1) = (reason <> '')", name="corrections_say_why"),
        CheckConstraint("(outcome = 'waitlist') = (rank IS NOT NULL)", name="the_line_has_ranks"),
        CheckConstraint("told_at IS NULL OR voided_at IS NULL", name="told_is_told"),
        Index(None, "application_id"),
    )

    release_id: Mapped[UUID] = mapped_column(ForeignKey("releases.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    #: 1: the first word. More: a correction, with its reason.
    sequence: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    outcome: Mapped[Decided]
    rank: Mapped[int | None]
    #: The decision's version that is told.
    decision_version: Mapped[int]
    told_at: Mapped[datetime | None]
    #: Of a release that was cancelled, or prepared anew.
    voided_at: Mapped[datetime | None]

    release: Mapped[Release] = relationship(back_populates="items")
    application: Mapped[Application] = relationship()
