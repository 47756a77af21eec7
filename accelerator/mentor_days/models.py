"""Mentor days: who comes when, who wants to meet whom, and the plan.

Wall times ("09:00") are meant in the zone of the day. Slots are numbered from 0; `rules` plans with
numbers, `queries.slots_of` knows which instants they are.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.mentors.models import Mentor, Side
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import Words
from booking.bookings.models import Booking
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class MentorDayState(StrEnum):
    #: People and rooms are gathered; wishes are taken.
    DRAFT = "draft"
    #: There is a plan that only staff see.
    PLANNED = "planned"
    #: Everybody has their own plan; each change is told.
    PUBLISHED = "published"
    DONE = "done"
    CALLED_OFF = "called-off"


class Reckoning(StrEnum):
    """Of a plan, or of a change of one, that is too large to be made while somebody waits."""

    QUEUED = "queued"
    RUNNING = "running"
    #: There was no time for a first answer, or what was asked for cannot be.
    FAILED = "failed"


class Step(StrEnum):
    """What a day may be asked to turn to, that writes to so many that a job does it."""

    PUBLISH = "publish"
    CALL_OFF = "call-off"


#: Nothing moves any more.
CLOSED = frozenset({MentorDayState.DONE, MentorDayState.CALLED_OFF})
#: In these the plan is known to everybody.
TOLD = frozenset({MentorDayState.PUBLISHED, MentorDayState.DONE})


class MentorDay(Model):
    __tablename__ = "mentor_days"
    __table_args__ = (
        CheckConstraint("ends_local > starts_local", name="ends_after_start"),
        CheckConstraint("meeting_minutes > 0 AND gap_minutes >= 0", name="a_meeting_lasts"),
        CheckConstraint("wanted > 0", name="everybody_meets_somebody"),
        Index(None, "cohort_id", "held_on"),
        Index(None, "reckoning"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    name: Mapped[Words] = mapped_column(JSON)
    note: Mapped[Words] = mapped_column(JSON, default=dict)
    held_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    starts_local: Mapped[str] = mapped_column(String(5))
    ends_local: Mapped[str] = mapped_column(String(5))
    meeting_minutes: Mapped[int] = mapped_column(default=20)
    gap_minutes: Mapped[int] = mapped_column(default=5)
    #: For everybody: [["12:00", "13:00"]]
    breaks: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    #: How many mentors each startup meets, if it does not say fewer.
    wanted: Mapped[int] = mapped_column(default=6)
    #: Meetings in a row, after which a mentor has a break.
    longest_run: Mapped[int | None]
    wishes_until: Mapped[datetime | None]
    state: Mapped[MentorDayState] = mapped_column(default=MentorDayState.DRAFT)
    #: What the plan said of itself: placed, at most, waiting, room changes, unmet with reasons.
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Counts changes of people, rooms, wishes and what is fixed; a plan says for which it was made.
    version: Mapped[int] = mapped_column(default=1)
    planned_version: Mapped[int | None]
    #: A change of the plan, to look at before it is taken over; it says for which version. While a
    #: job works it out, only who asks for it, and the meetings by hand. Of a step that is left to a
    #: job: who asks for it, which, the reason, and why it could not be.
    proposal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    reckoning: Mapped[Reckoning | None]
    reckoning_at: Mapped[datetime | None]
    #: 0..100 while a job makes the plan, or works out the change.
    plan_progress: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    mentors: Mapped[list["DayMentor"]] = relationship(back_populates="day")
    startups: Mapped[list["DayStartup"]] = relationship(back_populates="day")
    rooms: Mapped[list["DayRoom"]] = relationship(
        back_populates="day", order_by="DayRoom.position, DayRoom.id"
    )

    @property
    def is_change_asked(self) -> bool:
        """It is left to a job, and is not there yet."""
        return self.proposal is not None and not {"meetings", "step"} & self.proposal.keys()

    @property
    def step_asked(self) -> Step | None:
        """It is left to a job, or came to nothing there."""
        return Step(self.proposal["step"]) if self.proposal and "step" in self.proposal else None

    @property
    def has_proposal(self) -> bool:
        return self.proposal is not None and "meetings" in self.proposal


class DayRoom(Model):
    """A room or a table. With a space it is booked from the plan's publication on."""

    __tablename__ = "mentor_day_rooms"
    __table_args__ = (Index(None, "day_id", "position"), Index(None, "booking_id"))

    day_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_days.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    #: It broke down on the day.
    closed_at: Mapped[datetime | None]

    day: Mapped[MentorDay] = relationship(back_populates="rooms")
    space: Mapped[Space | None] = relationship()
    booking: Mapped[Booking | None] = relationship()


class DayMentor(Model):
    __tablename__ = "mentor_day_mentors"
    __table_args__ = (UniqueConstraint("day_id", "mentor_id"), Index(None, "mentor_id"))

    day_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_days.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    #: When they are there: [["09:00", "12:00"]]; empty: all day.
    windows: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    most: Mapped[int | None]
    on_video: Mapped[bool] = mapped_column(default=False)
    video_url: Mapped[str] = mapped_column(String(300), default="")
    answered_at: Mapped[datetime | None]
    #: Ill on the morning, or never came: planned around.
    away_at: Mapped[datetime | None]
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sequence: Mapped[int] = mapped_column(default=0)

    day: Mapped[MentorDay] = relationship(back_populates="mentors")
    mentor: Mapped[Mentor] = relationship(lazy="joined")


class DayStartup(Model):
    """`wishes` are mentors by id, the most wanted first."""

    __tablename__ = "mentor_day_startups"
    __table_args__ = (UniqueConstraint("day_id", "startup_id"), Index(None, "startup_id"))

    day_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_days.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    wishes: Mapped[list[str]] = mapped_column(JSON, default=list)
    wanted: Mapped[int | None]
    #: When they cannot: [["09:00", "10:00"]].
    away: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    on_video: Mapped[bool] = mapped_column(default=False)
    away_at: Mapped[datetime | None]
    wished_at: Mapped[datetime | None]
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sequence: Mapped[int] = mapped_column(default=0)

    day: Mapped[MentorDay] = relationship(back_populates="startups")
    startup: Mapped[Startup] = relationship(lazy="joined")


class DayMeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    #: Taken out of the plan after it was told.
    DROPPED = "dropped"


_STANDS = text("state <> 'dropped'")


class DayMeeting(Model):
    """From publication on, mentor and startup have a row each in the ledger of engagements."""

    __tablename__ = "mentor_day_meetings"
    __table_args__ = (
        Index("uq_day_meetings_mentor", "day_id", "mentor_id", "slot", unique=True,
              sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("uq_day_meetings_startup", "day_id", "startup_id", "slot", unique=True,
              sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("uq_day_meetings_room", "day_id", "room_id", "slot", unique=True,
              sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("uq_day_meetings_pair", "day_id", "startup_id", "mentor_id", unique=True,
              sqlite_where=_STANDS, postgresql_where=_STANDS),
        CheckConstraint("slot >= 0", name="slots_count_from_zero"),
        Index(None, "mentor_id"),
        Index(None, "startup_id"),
    )  # fmt: skip

    day_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_days.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    slot: Mapped[int]
    #: None: on video.
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("mentor_day_rooms.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: Set by hand: planning leaves it where it is.
    is_fixed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[DayMeetingState] = mapped_column(default=DayMeetingState.PLANNED)

    day: Mapped[MentorDay] = relationship()
    startup: Mapped[Startup] = relationship(lazy="joined")
    mentor: Mapped[Mentor] = relationship(lazy="joined")
    room: Mapped[DayRoom | None] = relationship()


class DayFeedback(Model):
    """What one side says of a meeting, the same day; private, and read by the matching."""

    __tablename__ = "mentor_day_feedbacks"
    __table_args__ = (
        UniqueConstraint("meeting_id", "side"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="one_to_five"),
        Index(None, "given_by_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_day_meetings.id"))
    side: Mapped[Side]
    #: 1 (no) to 5 (very much so): would like to work together.
    rating: Mapped[int]
    note: Mapped[str] = mapped_column(String(500), default="")
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)

    meeting: Mapped[DayMeeting] = relationship()
    given_by: Mapped[User] = relationship()
