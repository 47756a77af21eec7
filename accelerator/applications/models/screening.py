"""What staff do before anybody reads: screen, ask for more, look for doubles."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models.applications import Application
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class Screened(StrEnum):
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"


class ReasonCode(StrEnum):
    """Why an application is not eligible. A form's rules bring their own codes besides."""

    OUT_OF_SCOPE = "out-of-scope"
    NOT_A_TEAM = "not-a-team"
    TOO_EARLY = "too-early"
    TOO_LATE_A_STAGE = "too-late-a-stage"
    WRONG_PLACE = "wrong-place"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    LATE = "late"
    OTHER = "other"


class Screening(Model):
    """One decision of the screening; the newest that was not undone counts."""

    __tablename__ = "screenings"
    __table_args__ = (Index(None, "application_id", "made_at"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    outcome: Mapped[Screened]
    reason_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: For the file; the founders read `message`.
    note: Mapped[str] = mapped_column(String(1000), default="")
    message: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    made_by: Mapped[User] = relationship()


class InformationRequest(Model):
    """Something the hub asks of a team, with a clock. While one waits, the named questions may be
    changed."""

    __tablename__ = "information_requests"
    __table_args__ = (
        CheckConstraint("due_at > asked_at", name="leaves_some_time"),
        Index(None, "application_id", "asked_at"),
        Index(None, "answered_at", "due_at"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    text: Mapped[str] = mapped_column(Text)
    #: Questions that are open again for it; none: an answer in words is enough.
    keys: Mapped[list[str]] = mapped_column(JSON, default=list)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])


class ApplicationMark(Model):
    """Something by which two applications may be found to come from the same people: the domain of
    a website, a phone number, a founder's address, a deck. Kept as a keyed hash."""

    __tablename__ = "application_marks"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", "mark"),
        Index(None, "kind", "mark"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(String(20))
    mark: Mapped[str] = mapped_column(String(64))


class DuplicateVerdict(Model):
    """What staff said about a hint that two applications are the same."""

    __tablename__ = "duplicate_verdicts"
    __table_args__ = (UniqueConstraint("application_id", "other_id"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    is_duplicate: Mapped[bool]
    note: Mapped[str] = mapped_column(String(500), default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
