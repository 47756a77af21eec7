"""Interview and jury days: when, which panels, who is invited, and who meets whom when.

Wall times ("09:00") are meant in the zone of the day; meetings are instants.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application
from accelerator.interviews.rules.days import Timing, Way
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import Reviewer, Round
from accelerator.vocabulary.words import Words
from booking.bookings.models import Booking
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.core.timeslots import TimeSlot


class DayState(StrEnum):
    #: Panels and invitations are prepared; no team knows of it.
    DRAFT = "draft"
    #: The rooms are booked and the teams choose their times.
    PICKING = "picking"
    #: A plan is taken over and not told yet.
    SCHEDULED = "scheduled"
    #: Everybody knows their time; each change is told at once.
    PUBLISHED = "published"
    DONE = "done"


#: In these a team that has a meeting knows of it.
TOLD = frozenset({DayState.PICKING, DayState.PUBLISHED, DayState.DONE})


class InterviewDay(Model):
    __tablename__ = "interview_days"
    __table_args__ = (
        CheckConstraint(
            "presentation >= 0 AND questions >= 0 AND presentation + questions > 0 AND buffer >= 0",
            name="a_meeting_lasts",
        ),
        Index(None, "cohort_id", "held_on"),
        Index(None, "round_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    #: Whose rubric the panels mark by. None: nobody marks.
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"))
    name: Mapped[Words] = mapped_column(JSON)
    #: What the teams are told about it: what to bring, whom to ask for.
    note: Mapped[Words] = mapped_column(JSON, default=dict)
    held_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    #: Minutes.
    presentation: Mapped[int]
    questions: Mapped[int]
    buffer: Mapped[int] = mapped_column(default=0)
    state: Mapped[DayState] = mapped_column(default=DayState.DRAFT)
    #: Until when teams choose or change their time, and say what suits them.
    pick_until: Mapped[datetime | None]
    #: Counts changes; a plan is only taken over when nothing changed since.
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    round: Mapped[Round | None] = relationship(lazy="joined")
    panels: Mapped[list["Panel"]] = relationship(
        back_populates="day", order_by="Panel.position, Panel.id"
    )

    @property
    def timing(self) -> Timing:
        return Timing(self.presentation, self.questions, self.buffer)


class Panel(Model):
    """Who listens, where, from when to when."""

    __tablename__ = "interview_panels"
    __table_args__ = (
        CheckConstraint("ends_local > starts_local", name="ends_after_start"),
        CheckConstraint("space_id IS NOT NULL OR online_url <> ''", name="meets_somewhere"),
        Index(None, "day_id", "position"),
        Index(None, "booking_id"),
    )

    day_id: Mapped[UUID] = mapped_column(ForeignKey("interview_days.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    #: Of the room, from the moment on when teams learn their times.
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    online_url: Mapped[str] = mapped_column(String(300), default="")
    track: Mapped[str] = mapped_column(String(40), default="")
    starts_local: Mapped[str] = mapped_column(String(5))
    ends_local: Mapped[str] = mapped_column(String(5))
    #: [["12:00", "13:00"]]
    breaks: Mapped[list[list[str]]] = mapped_column(JSON, default=list)

    day: Mapped[InterviewDay] = relationship(back_populates="panels")
    space: Mapped[Space | None] = relationship()
    booking: Mapped[Booking | None] = relationship()
    members: Mapped[list["PanelMember"]] = relationship(
        back_populates="panel", cascade="all, delete-orphan"
    )


class PanelMember(Model):
    """A juror. `told` is what their last invitation said, `sequence` how often it changed."""

    __tablename__ = "interview_panel_members"
    __table_args__ = (UniqueConstraint("panel_id", "reviewer_id"), Index(None, "reviewer_id"))

    panel_id: Mapped[UUID] = mapped_column(ForeignKey("interview_panels.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("reviewers.id"))
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sequence: Mapped[int] = mapped_column(default=0)

    panel: Mapped[Panel] = relationship(back_populates="members")
    reviewer: Mapped[Reviewer] = relationship()


class JuryLink(Model):
    """Opens a juror's day without a password, on that day. Here is the secret's hash; of a juror's
    links for a day one stands, a newer one ends it."""

    __tablename__ = "interview_links"
    __table_args__ = (
        Index(
            "ix_interview_links_one_live",
            "day_id",
            "reviewer_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("(opened_at IS NULL) = (opened = 0)", name="opened_some_time"),
        Index(None, "reviewer_id"),
    )

    day_id: Mapped[UUID] = mapped_column(ForeignKey("interview_days.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("reviewers.id"))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: By mail to the juror; else it was shown to whoever made it.
    sent: Mapped[bool] = mapped_column(default=False)
    #: The last time, and how often.
    opened_at: Mapped[datetime | None]
    opened: Mapped[int] = mapped_column(default=0)
    #: Revoked, or replaced by a newer one.
    ended_at: Mapped[datetime | None]

    day: Mapped[InterviewDay] = relationship()
    reviewer: Mapped[Reviewer] = relationship()
    made_by: Mapped[User] = relationship()


class Invited(Model):
    """A team that is to be heard, and what suits it. `told` is what its last invitation said; UID
    and SEQUENCE of its calendar entry live here, because its meeting may go and come back."""

    __tablename__ = "interview_invited"
    __table_args__ = (UniqueConstraint("day_id", "application_id"), Index(None, "application_id"))

    day_id: Mapped[UUID] = mapped_column(ForeignKey("interview_days.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    #: Not before, not after, and "online only" from when on ("00:00": all day).
    not_before: Mapped[str] = mapped_column(String(5), default="")
    not_after: Mapped[str] = mapped_column(String(5), default="")
    online_from: Mapped[str] = mapped_column(String(5), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sequence: Mapped[int] = mapped_column(default=0)
    #: When it was asked to choose a time.
    asked_at: Mapped[datetime | None]
    added_at: Mapped[datetime] = mapped_column(default=now)

    day: Mapped[InterviewDay] = relationship()
    application: Mapped[Application] = relationship()
    meeting: Mapped["Meeting | None"] = relationship(back_populates="invited", uselist=False)

    @property
    def ical_uid(self) -> str:
        """Never changes, so that a calendar knows the entry again."""
        return f"interview-{self.id}@futurecityhub"


class MeetingState(StrEnum):
    PLANNED = "planned"
    #: Chosen by the team itself.
    CONFIRMED = "confirmed"
    DONE = "done"
    MISSED = "missed"


class Meeting(Model):
    """One team before one panel. Two teams that choose the same slot meet the first constraint."""

    __tablename__ = "interview_meetings"
    __table_args__ = (
        UniqueConstraint("panel_id", "starts_at"),
        UniqueConstraint("invited_id"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    invited_id: Mapped[UUID] = mapped_column(ForeignKey("interview_invited.id"))
    panel_id: Mapped[UUID] = mapped_column(ForeignKey("interview_panels.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    way: Mapped[Way]
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    #: Set by hand or chosen by the team: plans go around it.
    kept: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    invited: Mapped[Invited] = relationship(back_populates="meeting")
    panel: Mapped[Panel] = relationship()

    @property
    def slot(self) -> TimeSlot:
        return TimeSlot(self.starts_at, self.ends_at)


class DayPlan(Model):
    """A proposed plan, to look at before it is taken over. `day_version` is what it was made of."""

    __tablename__ = "interview_plans"
    __table_args__ = (Index(None, "day_id", "made_at"),)

    day_id: Mapped[UUID] = mapped_column(ForeignKey("interview_days.id"))
    day_version: Mapped[int]
    seed: Mapped[int]
    #: {"meetings": […], "unplaced": […], "moved": […], "idle": minutes, "proven": bool}
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    applied_at: Mapped[datetime | None]

    day: Mapped[InterviewDay] = relationship()
    made_by: Mapped[User] = relationship()
