"""Who was in a class session: what was seen of it, and what follows from that."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.learning.classes.models import ClassSession


class Source(StrEnum):
    QR = "qr"
    CODE = "code"
    LIST = "list"
    #: A video provider's report.
    REPORT = "report"
    #: Scanned without a line, sent later.
    OFFLINE = "offline"


class CheckInCode(Model):
    """What is shown in the room: a short code to type, and a QR that carries it. One for each
    session; a new one makes the old one worthless."""

    __tablename__ = "check_in_codes"
    __table_args__ = (Index(None, "session_id"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    code: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class Report(Model):
    """A list of joins and leaves from a video provider, as it was handed in."""

    __tablename__ = "attendance_reports"
    __table_args__ = (UniqueConstraint("session_id", "sha256"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    taken_back_at: Mapped[datetime | None]


class Stay(Model):
    """Something seen of a person in a session: from when until when. Overlapping stays are merged
    when minutes are counted. `user_id` is None while nobody knows who it was."""

    __tablename__ = "attendance_stays"
    __table_args__ = (
        CheckConstraint("left_at >= joined_at", name="leaves_after_joining"),
        Index(None, "session_id", "user_id"),
        Index(None, "report_id"),
        Index(None, "user_id"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance_reports.id"))
    #: As the provider had them.
    name: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime]


class Attendance(Model):
    """What counts: one row for a person and a session. A hand-made entry of the list stands above
    what was measured."""

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("session_id", "user_id"),
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
        Index(None, "user_id"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    source: Mapped[Source]
    minutes: Mapped[int]
    #: When it was seen; and when the house heard of it, later for what was scanned without a line.
    seen_at: Mapped[datetime]
    heard_at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: What a device called it when it was scanned without a line: sent twice, it is taken once.
    client_id: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[ClassSession] = relationship()
    user: Mapped[User] = relationship(foreign_keys=[user_id])


class OtherAddress(Model):
    """An address under which somebody joins from elsewhere, as whoever teaches has said."""

    __tablename__ = "attendance_addresses"
    __table_args__ = (UniqueConstraint("email"), Index(None, "user_id"))

    email: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    said_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[datetime] = mapped_column(default=now)
