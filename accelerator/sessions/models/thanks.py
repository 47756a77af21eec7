"""What is kept for mentors after all is done: a word of thanks, and a certificate."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.mentors.models import Mentor
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class MentorThanks(Model):
    """What a manager writes to a mentor of a cohort; the mentor reads it, and nobody else."""

    __tablename__ = "mentor_thanks"
    __table_args__ = (UniqueConstraint("cohort_id", "mentor_id"), Index(None, "mentor_id"))

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    text: Mapped[str] = mapped_column(String(1000))
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship()
    mentor: Mapped[Mentor] = relationship(lazy="joined")
    written_by: Mapped[User] = relationship()


class MentorCertificate(Model):
    """One for each mentor and cohort. `number` is drawn by lot, so that nobody finds another's; its
    page shows name, programme, cohort, hours and date, and nothing once it is withdrawn."""

    __tablename__ = "mentor_certificates"
    __table_args__ = (
        UniqueConstraint("cohort_id", "mentor_id"),
        UniqueConstraint("number"),
        CheckConstraint(
            "sessions >= 0 AND office_hours >= 0 AND mentor_days >= 0 AND startups >= 0"
            " AND minutes > 0",
            name="for_something",
        ),
        Index(None, "mentor_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    number: Mapped[str] = mapped_column(String(24))
    #: What was given, as of `counted_at`.
    sessions: Mapped[int]
    office_hours: Mapped[int]
    mentor_days: Mapped[int]
    startups: Mapped[int]
    minutes: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(default=now)
    issued_at: Mapped[datetime] = mapped_column(default=now)
    issued_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_why: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    mentor: Mapped[Mentor] = relationship(lazy="joined")
