"""When a mentor or a startup has time, in wall times of their own zone.

`accelerator.mentors.rules` makes instants of it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.mentors.models.mentors import Mentor
from accelerator.startups.models import Startup
from hub.core.clock import now
from hub.core.database import Model


class Availability(Model):
    """The week of a mentor or of a startup's team: exactly one of both."""

    __tablename__ = "availabilities"
    __table_args__ = (
        UniqueConstraint("mentor_id"),
        UniqueConstraint("startup_id"),
        CheckConstraint("(mentor_id IS NULL) <> (startup_id IS NULL)", name="of_one_side"),
    )

    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey("mentors.id"))
    startup_id: Mapped[UUID | None] = mapped_column(ForeignKey("startups.id"))
    zone: Mapped[str] = mapped_column(String(64))
    #: [{"weekday": 0..6, "from": "09:00", "until": "12:00"}], Monday first.
    weekly: Mapped[list[dict[str, int | str]]] = mapped_column(JSON, default=list)
    #: Whose public holidays are days off: ID, DE-BE, TH; empty: none.
    holiday_calendar: Mapped[str] = mapped_column(String(12), default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    mentor: Mapped[Mentor | None] = relationship()
    startup: Mapped[Startup | None] = relationship()
    exceptions: Mapped[list["AvailabilityException"]] = relationship(
        back_populates="availability", order_by="AvailabilityException.day"
    )
    calendars: Mapped[list["OutsideCalendar"]] = relationship(back_populates="availability")


class AvailabilityException(Model):
    """Other hours on one day; none at all is a day off."""

    __tablename__ = "availability_exceptions"
    __table_args__ = (UniqueConstraint("availability_id", "day"),)

    availability_id: Mapped[UUID] = mapped_column(ForeignKey("availabilities.id"))
    day: Mapped[date]
    #: [{"from": "09:00", "until": "12:00"}]
    hours: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(120), default="")

    availability: Mapped[Availability] = relationship(back_populates="exceptions")


class OutsideCalendar(Model):
    """Somebody's own calendar, of which only the busy times are kept: given as a file, or at a
    secret address that is looked at again and again."""

    __tablename__ = "outside_calendars"
    __table_args__ = (Index(None, "availability_id"), Index(None, "next_look_at"))

    availability_id: Mapped[UUID] = mapped_column(ForeignKey("availabilities.id"))
    name: Mapped[str] = mapped_column(String(80))
    #: Empty for a file. Sealed, because whoever has it reads the calendar.
    sealed_url: Mapped[str] = mapped_column(String(1000), default="")
    looked_at: Mapped[datetime | None]
    next_look_at: Mapped[datetime | None]
    #: What went wrong the last time, in a code.
    trouble: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[datetime] = mapped_column(default=now)

    availability: Mapped[Availability] = relationship(back_populates="calendars")


class OutsideBusy(Model):
    """A time taken in an outside calendar. No titles, no people."""

    __tablename__ = "outside_busy"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index(None, "calendar_id", "starts_at"),
    )

    calendar_id: Mapped[UUID] = mapped_column(ForeignKey("outside_calendars.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
