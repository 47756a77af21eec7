"""What both sides say of a session, and the office hours that mentors open."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from accelerator.mentors.models import Mentor, Side
from accelerator.programmes.models import Cohort
from accelerator.sessions.models.sessions import MentorSession
from accelerator.startups.models import Startup
from booking.bookings.models import Booking
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.core.timeslots import TimeSlot


class SessionFeedback(Model):
    """Two minutes of one side. The other side sees nothing of it; staff do."""

    __tablename__ = "session_feedbacks"
    __table_args__ = (
        UniqueConstraint("session_id", "side"),
        CheckConstraint("useful BETWEEN 1 AND 5", name="one_to_five"),
        Index(None, "given_by_id"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_sessions.id"))
    side: Mapped[Side]
    #: 1 (not at all) to 5 (very).
    useful: Mapped[int]
    would_meet_again: Mapped[bool]
    text: Mapped[str] = mapped_column(String(1000), default="")
    #: What happens next, which both sides see.
    next_step: Mapped[str] = mapped_column(String(300), default="")
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)

    session: Mapped[MentorSession] = relationship()
    given_by: Mapped[User] = relationship()


class OfficeHour(Model):
    """A slot that a mentor opens to every startup of a cohort. One seat in a pool of `hub.places`
    (owner kind `office-hour`), so that who waits moves up by itself."""

    __tablename__ = "office_hours"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index(None, "cohort_id", "starts_at"),
        Index(None, "mentor_id", "starts_at"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    starts_local: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(160), default="")
    #: In a room, or on video where this is None.
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    video_url: Mapped[str] = mapped_column(String(300), default="")
    cancelled_at: Mapped[datetime | None]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    slot: Mapped[TimeSlot] = composite("starts_at", "ends_at")
    cohort: Mapped[Cohort] = relationship(lazy="joined")
    mentor: Mapped[Mentor] = relationship(lazy="joined")
    booking: Mapped[Booking | None] = relationship(lazy="joined")


class OfficeHourLimit(Model):
    """How many office hours a startup may have before it at a time in a cohort."""

    __tablename__ = "office_hour_limits"
    __table_args__ = (
        UniqueConstraint("cohort_id"),
        CheckConstraint("each > 0", name="one_at_least"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    each: Mapped[int] = mapped_column(default=2)


_OPEN = text("closed_at IS NULL")


class CareCase(Model):
    """Silence or trouble that staff saw to: what the checks found, and what was done."""

    __tablename__ = "care_cases"
    __table_args__ = (
        Index(None, "cohort_id", "closed_at"),
        Index(None, "startup_id"),
        # Found twice at the same time, it is one case.
        Index(
            "uq_care_cases_open",
            "cohort_id",
            "startup_id",
            "mentor_id",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey("mentors.id"))
    #: "silence", "low-feedback", "missed", "never-met"
    kind: Mapped[str] = mapped_column(String(40))
    found_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: What staff have done about it.
    note: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship()
    startup: Mapped[Startup] = relationship(lazy="joined")
    mentor: Mapped[Mentor | None] = relationship(lazy="joined")
