"""What is measured, month by month, and what became of alumni."""

from datetime import date, datetime
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
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.participations.models.participations import Participation
from accelerator.vocabulary.words import Words
from hub.core.database import Model


class Unit(StrEnum):
    COUNT = "count"
    #: Whole minor units of the programme's currency.
    MONEY = "money"


class Metric(Model):
    """A number that a programme follows, defined once. `baseline_key` is the application's question
    that it begins from."""

    __tablename__ = "metrics"
    __table_args__ = (
        UniqueConstraint("programme_id", "key"),
        Index(None, "programme_id", "position"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    name: Mapped[Words] = mapped_column(JSON)
    #: How to count it, in words that leave no doubt.
    help: Mapped[Words] = mapped_column(JSON, default=dict)
    unit: Mapped[Unit]
    baseline_key: Mapped[str] = mapped_column(String(60), default="")
    ended_at: Mapped[datetime | None]


class CheckIn(Model):
    """One month of a startup. Open until it is handed in; overdue when its day has passed."""

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("participation_id", "month"),
        CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL)", name="submitted_by_somebody"
        ),
        Index(None, "due_at", "submitted_at"),
    )

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    #: The first day of the month that it is about.
    month: Mapped[date]
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    highlights: Mapped[str] = mapped_column(Text, default="")
    help_wanted: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: Staff have read it.
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    reminded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    participation: Mapped[Participation] = relationship()
    values: Mapped[list["MetricValue"]] = relationship()


class MetricValue(Model):
    """One number of one month."""

    __tablename__ = "metric_values"
    __table_args__ = (UniqueConstraint("check_in_id", "metric_id"),)

    check_in_id: Mapped[UUID] = mapped_column(ForeignKey("check_ins.id"))
    metric_id: Mapped[UUID] = mapped_column(ForeignKey("metrics.id"))
    amount: Mapped[int] = mapped_column(BigInteger)


class Disposition(StrEnum):
    ACTIVE = "active"
    ACQUIRED = "acquired"
    LISTED = "listed"
    DORMANT = "dormant"
    CLOSED = "closed"


class FollowUp(Model):
    """What became of an alumnus, 6, 12 and 24 months after the cohort's end."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("participation_id", "months"),
        CheckConstraint("months IN (6, 12, 24)", name="at_its_time"),
        Index(None, "due_on", "answered_at"),
    )

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    months: Mapped[int]
    due_on: Mapped[date]
    asked_at: Mapped[datetime | None]
    disposition: Mapped[Disposition | None]
    #: By metric key, as in a check-in.
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    participation: Mapped[Participation] = relationship()
