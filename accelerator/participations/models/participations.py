"""A startup in a cohort: from the confirmed place to the years after it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class ParticipationState(StrEnum):
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    GRADUATED = "graduated"
    LEFT = "left"
    REMOVED = "removed"


#: Where people may move a participation from each state.
NEXT: dict[ParticipationState, tuple[ParticipationState, ...]] = {
    ParticipationState.ONBOARDING: (
        ParticipationState.ACTIVE,
        ParticipationState.LEFT,
        ParticipationState.REMOVED,
    ),
    ParticipationState.ACTIVE: (
        ParticipationState.GRADUATED,
        ParticipationState.LEFT,
        ParticipationState.REMOVED,
    ),
    ParticipationState.GRADUATED: (ParticipationState.ACTIVE,),
    ParticipationState.LEFT: (ParticipationState.ACTIVE,),
    ParticipationState.REMOVED: (ParticipationState.ACTIVE,),
}
#: In these it is over, and has an end.
OVER = frozenset(
    {ParticipationState.GRADUATED, ParticipationState.LEFT, ParticipationState.REMOVED}
)


class Participation(Model):
    """Made when the place is confirmed. `baseline` are the numbers of the application, by metric:
    what later numbers are compared with."""

    __tablename__ = "participations"
    __table_args__ = (
        UniqueConstraint("application_id"),
        UniqueConstraint("cohort_id", "startup_id"),
        CheckConstraint(
            "(state IN ('graduated', 'left', 'removed')) = (ended_at IS NOT NULL)",
            name="over_has_an_end",
        ),
        CheckConstraint(
            "(agreed_at IS NULL) = (agreement_version IS NULL)", name="agreed_to_a_version"
        ),
        Index(None, "startup_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    state: Mapped[ParticipationState] = mapped_column(default=ParticipationState.ONBOARDING)
    baseline: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    agreement_version: Mapped[int | None]
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: Its line on the demo day's page; empty takes the startup's pitch.
    demo_line: Mapped[str] = mapped_column(String(140), default="")
    demo_position: Mapped[int] = mapped_column(default=0)
    joined_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    startup: Mapped[Startup] = relationship(lazy="joined")
    application: Mapped[Application] = relationship()


class OnboardingTask(Model):
    """Something that every startup of a cohort does at the beginning."""

    __tablename__ = "onboarding_tasks"
    __table_args__ = (Index(None, "cohort_id", "position"),)

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    position: Mapped[int]
    title: Mapped[Words] = mapped_column(JSON)
    help: Mapped[Words] = mapped_column(JSON, default=dict)
    due_on: Mapped[date | None]
    #: Accepting the agreement ticks this one off.
    is_agreement: Mapped[bool] = mapped_column(default=False)


class TaskDone(Model):
    __tablename__ = "tasks_done"
    __table_args__ = (UniqueConstraint("participation_id", "task_id"),)

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    task_id: Mapped[UUID] = mapped_column(ForeignKey("onboarding_tasks.id"))
    done_at: Mapped[datetime] = mapped_column(default=now)
    done_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))


class Goal(Model):
    """An objective with its key results: [{"name", "target", "current", "unit"}]."""

    __tablename__ = "goals"
    __table_args__ = (Index(None, "participation_id", "due_on"),)

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    objective: Mapped[str] = mapped_column(String(200))
    key_results: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    due_on: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Milestone(Model):
    __tablename__ = "milestones"
    __table_args__ = (Index(None, "participation_id", "due_on"),)

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    title: Mapped[str] = mapped_column(String(160))
    note: Mapped[str] = mapped_column(String(1000), default="")
    due_on: Mapped[date]
    reached_at: Mapped[datetime | None]
    #: Staff have seen that it is so.
    verified_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    verified_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)


class Perk(Model):
    """Something that a partner gives the startups of a cohort. `claims` says how many at most."""

    __tablename__ = "perks"
    __table_args__ = (Index(None, "cohort_id"), CheckConstraint("most > 0", name="for_somebody"))

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    provider: Mapped[str] = mapped_column(String(120))
    name: Mapped[Words] = mapped_column(JSON)
    how: Mapped[Words] = mapped_column(JSON, default=dict)
    most: Mapped[int] = mapped_column(default=1000)
    ended_at: Mapped[datetime | None]


class PerkClaim(Model):
    __tablename__ = "perk_claims"
    __table_args__ = (UniqueConstraint("perk_id", "participation_id"),)

    perk_id: Mapped[UUID] = mapped_column(ForeignKey("perks.id"))
    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    claimed_at: Mapped[datetime] = mapped_column(default=now)
    claimed_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))


class Comment(Model):
    """Between staff and the startup, about a month, a milestone or nothing in particular."""

    __tablename__ = "participation_comments"
    __table_args__ = (Index(None, "participation_id", "made_at"),)

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship()
