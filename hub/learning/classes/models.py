"""Class runs, who teaches them, and their sessions."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from accelerator.vocabulary.words import Words
from booking.bookings.models import Booking
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.core.money import Money
from hub.core.timeslots import TimeSlot
from hub.learning.courses.models import Course, CourseVersion
from hub.organisations.models import Site

#: Of the pools of seats: ("class_runs", the run's id).
OWNER_KIND = "class_runs"


class Mode(StrEnum):
    ONLINE = "online"
    IN_SPACE = "in-space"
    HYBRID = "hybrid"


class RunState(StrEnum):
    """Whether it is coming, running or over follows from the clock."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Entry(StrEnum):
    """How one gets a place."""

    OPEN = "open"
    APPROVAL = "approval"
    KEY = "key"


class ClassRun(Model):
    """One dated run of a course. It keeps the version of the syllabus that it began with.

    `audience` says for whom it is: {"organisation_kinds": ["support-organisation"],
    "cohort_ids": ["…"], "groups": ["civil-servants"]}; one that fits is enough; {} is everybody.
    """

    __tablename__ = "class_runs"
    __table_args__ = (
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_has_a_time"
        ),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint("(entry = 'key') = (key_hash IS NOT NULL)", name="key_has_a_hash"),
        CheckConstraint(
            "enrol_closes_at IS NULL OR enrol_opens_at IS NULL OR enrol_closes_at > enrol_opens_at",
            name="closes_after_opening",
        ),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        Index(None, "state", "starts_at"),
        Index(None, "course_id", "starts_at"),
        Index(None, "version_id"),
        Index(None, "ends_at"),
    )

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("course_versions.id"))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    #: Empty: the course's title.
    title: Mapped[Words] = mapped_column(JSON, default=dict)
    #: What is particular to this run (Markdown).
    about: Mapped[Words] = mapped_column(JSON, default=dict)
    mode: Mapped[Mode] = mapped_column(default=Mode.ONLINE)
    #: The language spoken in it.
    language: Mapped[str] = mapped_column(String(2), default="en")
    zone: Mapped[str] = mapped_column(String(64))
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    state: Mapped[RunState] = mapped_column(default=RunState.DRAFT)
    #: Of its first and last session that stand; kept by the services.
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    entry: Mapped[Entry] = mapped_column(default=Entry.OPEN)
    #: Of an enrolment key (argon2); the key itself is shown once, to staff.
    key_hash: Mapped[str | None] = mapped_column(String(200))
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: None: from publication on; until the end of the last session.
    enrol_opens_at: Mapped[datetime | None]
    enrol_closes_at: Mapped[datetime | None]
    #: All taxes in it; 0 is free. Kept and shown; payment comes with the payment port.
    price_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3), default="IDR")
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    course: Mapped[Course] = relationship(lazy="joined")
    of_version: Mapped[CourseVersion] = relationship()
    site: Mapped[Site | None] = relationship()
    sessions: Mapped[list["ClassSession"]] = relationship(
        back_populates="run", order_by="ClassSession.starts_at"
    )
    instructors: Mapped[list["RunInstructor"]] = relationship(
        back_populates="run", order_by="RunInstructor.position"
    )

    @property
    def name(self) -> Words:
        return self.title or self.course.title

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see it: also a cancelled one, which says so."""
        return self.published_at is not None and self.state is not RunState.DRAFT


class RunInstructor(Model):
    """Who teaches a run. Those who left are kept with the day."""

    __tablename__ = "run_instructors"
    __table_args__ = (UniqueConstraint("run_id", "user_id"), Index(None, "user_id", "left_at"))

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    position: Mapped[int] = mapped_column(default=0)
    #: Shown on the class page: "Urban planner, Universitas …".
    title: Mapped[str] = mapped_column(String(160), default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
    left_at: Mapped[datetime | None]

    run: Mapped[ClassRun] = relationship(back_populates="instructors")
    user: Mapped[User] = relationship(lazy="joined")


class Provider(StrEnum):
    """Who runs the video room."""

    NONE = "none"
    JITSI = "jitsi"
    BIGBLUEBUTTON = "bigbluebutton"
    ZOOM = "zoom"
    URL = "url"


class ClassSession(Model):
    """One meeting of a run, in a room of the hub, on video, or both.

    `provider_settings` never leave the house: `joining` alone reads them. {"url": "…"} for Zoom and
    any address, {"room": "…"} for Jitsi, {"meeting_id": "…"} for BigBlueButton.
    """

    __tablename__ = "class_sessions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index(None, "run_id", "starts_at"),
        Index(None, "cancelled_at", "starts_at"),
        Index(None, "booking_id"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    title: Mapped[Words] = mapped_column(JSON, default=dict)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: The wall time that was meant, in `zone`.
    starts_local: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    #: When somebody gave its room away; it says so until it has another.
    lost_room_at: Mapped[datetime | None]
    provider: Mapped[Provider] = mapped_column(default=Provider.NONE)
    provider_settings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: After the session, for those who have a place: where its recording is.
    recording_url: Mapped[str] = mapped_column(Text, default="")
    #: Whether its minutes count for completion.
    is_required: Mapped[bool] = mapped_column(default=True)
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    #: SEQUENCE of its calendar entry (RFC 5545): grows with each move and with the end.
    ical_sequence: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    slot: Mapped[TimeSlot] = composite("starts_at", "ends_at")
    run: Mapped[ClassRun] = relationship(back_populates="sessions", lazy="joined")
    booking: Mapped[Booking | None] = relationship(lazy="joined")

    @property
    def ical_uid(self) -> str:
        return f"class-session-{self.id}@futurecityhub"

    @property
    def is_online(self) -> bool:
        return self.provider is not Provider.NONE
