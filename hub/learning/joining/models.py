"""What people know of class sessions, what they are reminded of, and who went through the door."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.learning.classes.models import ClassSession


class SessionNotice(Model):
    """What people know of a session, and whether there is something that they do not know yet.
    A change sets `due_at`; a job tells, once, what is true by then (`rules/notices.py`)."""

    __tablename__ = "class_session_notices"
    __table_args__ = (
        UniqueConstraint("session_id"),
        CheckConstraint(
            "(due_at IS NULL) = (first_change_at IS NULL)"
            " AND (due_at IS NULL) = (last_change_at IS NULL)",
            name="due_since_a_change",
        ),
        Index(None, "due_at"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    #: What they were told last, as `rules.notices.Said`; None: nothing yet.
    known: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    told_at: Mapped[datetime | None]
    first_change_at: Mapped[datetime | None]
    last_change_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]

    session: Mapped[ClassSession] = relationship()


class ClassReminder(Model):
    """A reminder that is out: once for each person, session, kind and version of its time."""

    __tablename__ = "class_reminders"
    __table_args__ = (UniqueConstraint("session_id", "user_id", "kind", "sequence"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(10))
    #: The session's SEQUENCE that it spoke of.
    sequence: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(default=now)


class JoinVisit(Model):
    """Somebody went through the door to a session's video room: the first and the last time."""

    __tablename__ = "join_visits"
    __table_args__ = (UniqueConstraint("session_id", "user_id"), Index(None, "user_id"))

    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_sessions.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    first_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)
    times: Mapped[int] = mapped_column(default=1)


class CalendarLink(Model):
    """A secret address at which a calendar program reads somebody's class sessions. One at a time;
    only its hash is kept, so it is shown once."""

    __tablename__ = "calendar_links"
    __table_args__ = (Index(None, "user_id", "ended_at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
