"""Imports of calendars: those waiting for a decision, and those done."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class ImportState(StrEnum):
    PENDING = "pending"
    APPLIED = "applied"


class CalendarImport(Model):
    """A file that was uploaded for a space.

    While it waits, `text` holds what the import needs of it, and nothing else that was in the file;
    it goes when the import is done, or when it has waited too long.
    """

    __tablename__ = "calendar_imports"
    __table_args__ = (
        CheckConstraint("(state = 'pending') = (text IS NOT NULL)", name="text_while_it_waits"),
        CheckConstraint("(state = 'pending') = (expires_at IS NOT NULL)", name="waits_for_a_while"),
        CheckConstraint("(state = 'applied') = (applied_at IS NOT NULL)", name="applied_has_time"),
        Index(None, "space_id", "started_at"),
        Index(None, "state", "expires_at"),
    )  # fmt: skip

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    state: Mapped[ImportState] = mapped_column(default=ImportState.PENDING)
    file_name: Mapped[str] = mapped_column(String(200))
    #: Of the file as it was uploaded.
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime | None]
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    applied_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    applied_at: Mapped[datetime | None]
    #: How many dates had which outcome, by `Outcome`.
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    #: What was not imported: title, starts_at, ends_at, flags, outcome, reason, about.
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    space: Mapped[Space] = relationship(lazy="joined")
    started_by: Mapped[User] = relationship(foreign_keys=[started_by_id])
    applied_by: Mapped[User | None] = relationship(foreign_keys=[applied_by_id])
