"""Meetings of a mentor and a startup: one at a time or in a series, and how they move."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from accelerator.matching.models import Pairing
from accelerator.mentors.models import Mentor, Side
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from booking.bookings.models import Booking
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.core.timeslots import TimeSlot


class SessionKind(StrEnum):
    MEETING = "meeting"
    #: Taken from a mentor's office hour.
    OFFICE_HOUR = "office-hour"


class SessionState(StrEnum):
    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"
    #: It is over, and nobody has said whether it took place.
    UNKNOWN = "unknown"
    #: Somebody did not come: `missed_by` says who.
    MISSED = "missed"


class SessionSeries(Model):
    """ "Every second Tuesday, 15:00 WIB, six times": wall times of `zone`, each date a session."""

    __tablename__ = "session_series"
    __table_args__ = (
        CheckConstraint("every_weeks > 0 AND times > 0", name="comes_again"),
        Index(None, "pairing_id"),
    )

    pairing_id: Mapped[UUID] = mapped_column(ForeignKey("pairings.id"))
    every_weeks: Mapped[int]
    times: Mapped[int]
    starts_local: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[int]
    zone: Mapped[str] = mapped_column(String(64))
    #: Dates that could not be had: [{"starts_local": "…", "reason": "…"}]
    skipped: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class MentorSession(Model):
    """One meeting, in a room (its booking is taken in the same transaction) or on video. While it
    is booked, the mentor and the startup each have a row in the ledger of engagements."""

    __tablename__ = "mentor_sessions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_has_a_time"
        ),
        CheckConstraint("(state = 'missed') = (missed_by IS NOT NULL)", name="missed_by_somebody"),
        Index(None, "mentor_id", "starts_at"),
        Index(None, "startup_id", "starts_at"),
        Index(None, "cohort_id", "starts_at"),
        Index(None, "pairing_id"),
        Index(None, "state", "starts_at"),
        Index(None, "booking_id"),
        Index(None, "office_hour_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    pairing_id: Mapped[UUID | None] = mapped_column(ForeignKey("pairings.id"))
    series_id: Mapped[UUID | None] = mapped_column(ForeignKey("session_series.id"))
    #: Which office hour it was taken from; the room is the office hour's then.
    office_hour_id: Mapped[UUID | None] = mapped_column(ForeignKey("office_hours.id"))
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.MEETING)
    state: Mapped[SessionState] = mapped_column(default=SessionState.BOOKED)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: The wall time that was meant, in `zone`.
    starts_local: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    #: In a room, or on video where this is None.
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    #: Empty: the mentor's own. Only shown to both sides, near the time.
    video_url: Mapped[str] = mapped_column(String(300), default="")
    agenda: Mapped[str] = mapped_column(String(2000), default="")
    #: What the startup wants to have reached: ["…"]
    goals: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: When each side said that it is there.
    mentor_came_at: Mapped[datetime | None]
    startup_came_at: Mapped[datetime | None]
    missed_by: Mapped[Side | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_side: Mapped[Side | None]
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    #: Cancelled later than the cohort's notice.
    cancelled_late: Mapped[bool] = mapped_column(default=False)
    #: Kinds of reminders that are out for this version of its time: ["24h", "1h", "feedback"]
    reminded: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: SEQUENCE of its calendar entry (RFC 5545).
    ical_sequence: Mapped[int] = mapped_column(default=0)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    slot: Mapped[TimeSlot] = composite("starts_at", "ends_at")
    cohort: Mapped[Cohort] = relationship(lazy="joined")
    mentor: Mapped[Mentor] = relationship(lazy="joined")
    startup: Mapped[Startup] = relationship(lazy="joined")
    pairing: Mapped[Pairing | None] = relationship()
    booking: Mapped[Booking | None] = relationship(lazy="joined")

    @property
    def ical_uid(self) -> str:
        return f"session-{self.id}@futurecityhub"


class MoveState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    #: The session was cancelled, moved otherwise, or began.
    VOID = "void"


class SessionMove(Model):
    """One side asks to move a session, with up to three times to choose from."""

    __tablename__ = "session_moves"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_has_a_time"),
        Index(None, "session_id", "state"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_sessions.id"))
    side: Mapped[Side]
    #: [{"starts_at": RFC 3339, "minutes": 60}]
    times: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[MoveState] = mapped_column(default=MoveState.OPEN)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]

    session: Mapped[MentorSession] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])


class NoteSight(StrEnum):
    #: Both sides.
    SHARED = "shared"
    #: Its author alone.
    PRIVATE = "private"
    #: Its author and the programme's staff.
    PROGRAMME = "programme"


class SessionNote(Model):
    __tablename__ = "session_notes"
    __table_args__ = (Index(None, "session_id", "made_at"), Index(None, "author_id"))

    session_id: Mapped[UUID] = mapped_column(ForeignKey("mentor_sessions.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    sight: Mapped[NoteSight]
    text: Mapped[str] = mapped_column(Text)
    #: What it said before, the oldest first: [{"version": 1, "text": "…", "until": RFC 3339}]
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped[User] = relationship()
    session: Mapped[MentorSession] = relationship()
