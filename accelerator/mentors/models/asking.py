"""What startups need, and what both sides privately wish for."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.mentors.models.mentors import Mentor
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.core.clock import now
from hub.core.database import Model


class MentoringWish(Model):
    """A startup's side in a cohort: its needs in order, how many mentors, in which languages."""

    __tablename__ = "mentoring_wishes"
    __table_args__ = (
        UniqueConstraint("cohort_id", "startup_id"),
        CheckConstraint(
            "(least IS NULL AND most IS NULL) OR (least >= 0 AND most >= least AND most > 0)",
            name="wants_have_bounds",
        ),
        Index(None, "startup_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    #: [{"topic": value of `Topic`, "sentence": "…"}], the most pressing first.
    needs: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    #: Codes of languages in which they can work with a mentor.
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: How many mentors; None takes the cohort's.
    least: Mapped[int | None]
    most: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship()
    startup: Mapped[Startup] = relationship(lazy="joined")


class Side(StrEnum):
    """Who of a pair says something."""

    STARTUP = "startup"
    MENTOR = "mentor"


class Preference(Model):
    """One side's private word about the other: a place in its ranking, or a veto. Nobody but that
    side and the matching reads it; the programme's staff see that there is one, not why."""

    __tablename__ = "mentoring_preferences"
    __table_args__ = (
        UniqueConstraint("cohort_id", "side", "startup_id", "mentor_id"),
        CheckConstraint("is_veto = (rank IS NULL)", name="ranked_or_vetoed"),
        CheckConstraint("rank IS NULL OR rank > 0", name="ranks_count_from_one"),
        Index(None, "startup_id"),
        Index(None, "mentor_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    side: Mapped[Side]
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    #: 1 is the one they would like most.
    rank: Mapped[int | None]
    is_veto: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(300), default="")
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=now)

    startup: Mapped[Startup] = relationship()
    mentor: Mapped[Mentor] = relationship()
