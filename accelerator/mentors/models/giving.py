"""What a cohort's mentoring is like, and who gives how many places in it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.mentors.models.mentors import Mentor
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Organisation


class Mentoring(Model):
    """The terms of mentoring in a cohort: one row, made when staff open it."""

    __tablename__ = "mentorings"
    __table_args__ = (
        UniqueConstraint("cohort_id"),
        CheckConstraint("least >= 0 AND most >= least AND most > 0", name="wants_have_bounds"),
        CheckConstraint("most_of_one_organisation > 0", name="organisations_may_help"),
        CheckConstraint(
            "least_minutes >= 0 AND target_minutes >= least_minutes", name="hours_have_bounds"
        ),
        CheckConstraint("floor_percent BETWEEN 0 AND 100", name="floor_is_a_share"),
        CheckConstraint("answer_hours > 0 AND notice_hours >= 0", name="times_to_answer"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    #: What mentors agree to before they are matched, and which wording that is.
    code: Mapped[Words] = mapped_column(JSON, default=dict)
    code_version: Mapped[int] = mapped_column(default=1)
    #: How many mentors a startup gets, unless it or staff say otherwise.
    least: Mapped[int] = mapped_column(default=1)
    most: Mapped[int] = mapped_column(default=3)
    #: Mentors of the same support organisation for one startup.
    most_of_one_organisation: Mapped[int] = mapped_column(default=1)
    #: Minutes a week in common: below these a pair makes no sense, more than those is no better.
    least_minutes: Mapped[int] = mapped_column(default=60)
    target_minutes: Mapped[int] = mapped_column(default=240)
    #: Part of the fit to weight; the weights sum to 1000 (`accelerator.matching.rules.fit`).
    weights: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    #: How near to the best reachable the worst-off startup is lifted.
    floor_percent: Mapped[int] = mapped_column(default=90)
    #: What a pair that is published already is worth more, of 10,000.
    kept_bonus: Mapped[int] = mapped_column(default=1000)
    #: How long both sides have to answer, and until when a session is cancelled without a mark.
    answer_hours: Mapped[int] = mapped_column(default=72)
    notice_hours: Mapped[int] = mapped_column(default=24)
    #: Until when startups and mentors say what they need, rank and veto.
    wishes_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)

    cohort: Mapped[Cohort] = relationship(lazy="joined")

    @property
    def hears_wishes(self) -> bool:
        """Whether startups and mentors may still say what they need and whom they would like."""
        today = now().astimezone(ZoneInfo(self.cohort.zone)).date()
        return self.wishes_until is None or today <= self.wishes_until


class GivingState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    #: Accepted once, and ended during the cohort.
    LEFT = "left"


class MentorPlaces(Model):
    """What a mentor has said to a cohort: for which organisation, and for how many startups."""

    __tablename__ = "mentor_places"
    __table_args__ = (
        UniqueConstraint("cohort_id", "mentor_id"),
        CheckConstraint("places >= 0", name="places_not_negative"),
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_has_a_time"),
        Index(None, "mentor_id"),
        Index(None, "cohort_id", "organisation_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    #: On whose places it counts. None: nobody's, a mentor of their own.
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    state: Mapped[GivingState] = mapped_column(default=GivingState.ASKED)
    places: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(String(500), default="")
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship()
    mentor: Mapped[Mentor] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])


class OrganisationPlaces(Model):
    """How many startups a support organisation helps in a cohort with all its mentors together.
    No row: no bound but its mentors' own."""

    __tablename__ = "organisation_places"
    __table_args__ = (
        UniqueConstraint("cohort_id", "organisation_id"),
        CheckConstraint("places >= 0", name="places_not_negative"),
        Index(None, "organisation_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    places: Mapped[int]
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(lazy="joined")
