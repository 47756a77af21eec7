"""Applications: a startup's answers to a cohort's form, and what became of them."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.forms.models import FormVersion
from accelerator.programmes.models import Cohort
from accelerator.programmes.rules.intake import Timing
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model

if TYPE_CHECKING:
    from accelerator.applications.models.teams import ApplicationMember


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    #: Something was asked; the clock of the request runs.
    MORE_INFO = "more-info"
    INELIGIBLE = "ineligible"
    #: Through the screening, so that rounds may read it.
    ELIGIBLE = "eligible"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What the founders have been told; staged decisions stand in `accelerator.selection`."""

    ACCEPTED = "accepted"
    CONDITIONAL = "conditional"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"


#: In these it counts as handed in.
HANDED_IN = frozenset(
    {ApplicationState.SUBMITTED, ApplicationState.MORE_INFO, ApplicationState.ELIGIBLE}
)


class Application(Model):
    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        CheckConstraint(
            "state NOT IN ('submitted', 'more-info', 'eligible', 'ineligible')"
            " OR (submitted_at IS NOT NULL AND timing IS NOT NULL AND revision > 0)",
            name="handed_in_has_a_revision",
        ),
        CheckConstraint("(outcome IS NULL) = (told_at IS NULL)", name="an_outcome_has_been_told"),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_time"
        ),
        Index(
            "uq_applications_one_per_startup",
            "cohort_id",
            "startup_id",
            unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
            sqlite_where=text("state <> 'withdrawn'"),
        ),
        Index(None, "cohort_id", "state", "submitted_at"),
        Index(None, "cohort_id", "sector"),
        Index(None, "startup_id"),
        Index(None, "form_version_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    #: Within the cohort; shown as A-0147. Given when the draft begins.
    number: Mapped[int]
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    form_version_id: Mapped[UUID] = mapped_column(ForeignKey("form_versions.id"))
    state: Mapped[ApplicationState] = mapped_column(default=ApplicationState.DRAFT)
    outcome: Mapped[Outcome | None]
    told_at: Mapped[datetime | None]
    #: In which language it is written, and its pages and mails speak to the team.
    language: Mapped[str] = mapped_column(String(2))
    #: The answer to `headline`: all that a blind reader has for a name.
    headline: Mapped[str] = mapped_column(String(200), default="")
    #: Copied from the answers when it is handed in, for lists and figures.
    sector: Mapped[Sector | None]
    stage: Mapped[Stage | None]
    dimension: Mapped[Dimension | None]
    city: Mapped[str] = mapped_column(String(80), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    #: The number of the newest `Revision`; 0 before the first.
    revision: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    timing: Mapped[Timing | None]
    #: This team's own deadline: an extension before the end, a re-opening after it.
    extended_until: Mapped[datetime | None]
    reopened_until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    #: Counts changes of state (answers have their own versions).
    version: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: When its personal answers were erased, as its cohort promised.
    erased_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    startup: Mapped[Startup] = relationship(lazy="joined")
    form_version: Mapped[FormVersion] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="application")
    members: Mapped[list["ApplicationMember"]] = relationship()

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"

    def __repr__(self) -> str:
        return f"<Application {self.reference} {self.state}>"


class Answer(Model):
    """What stands in one question now. `version` counts its changes: who saves over a version that
    they have not seen is asked, never overwrites."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("application_id", "key"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship(back_populates="answers")
    author: Mapped[User | None] = relationship()


class Revision(Model):
    """The answers as they were handed in. Reviews bind to one; it never changes, save that personal
    answers are erased from it in time."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    number: Mapped[int]
    form_version_id: Mapped[UUID] = mapped_column(ForeignKey("form_versions.id"))
    #: Question key to value, of the questions that were visible.
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Of the canonical JSON of version and answers; stands on the receipt.
    sha256: Mapped[str] = mapped_column(String(64))
    timing: Mapped[Timing]
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship()
    form_version: Mapped[FormVersion] = relationship()
