"""Plans: what a membership of a house comes with, and how much may be booked on it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.spaces.models import SpaceKind
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Site


class QuotaSubject(StrEnum):
    """Of whom the bookings are counted together."""

    PERSON = "person"
    ORGANISATION = "organisation"


class QuotaPeriod(StrEnum):
    """Within what: a day, a week from Monday, a month, on the site's calendar; or all to come."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    COMING = "coming"


class Plan(Model):
    """What people or organisations have with a site, such as a desk for ten days a month."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("site_id", "name"),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    site: Mapped[Site] = relationship()


class PlanMember(Model):
    """Who is on a plan: a person, or an organisation with all its members. Both days included."""

    __tablename__ = "plan_members"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (organisation_id IS NULL)", name="one_of_both"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        Index(None, "plan_id", "starts_on"),
        Index(None, "user_id"),
        Index(None, "organisation_id"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    plan: Mapped[Plan] = relationship(lazy="joined")


class Quota(Model):
    """How much may be booked within a period: minutes, bookings, or both.

    `plan_id` empty: for those who are on no plan of the site. `space_kind` empty: all spaces
    together. Only bookings count, not the rooms of sessions, classes and events.
    """

    __tablename__ = "quotas"
    __table_args__ = (
        CheckConstraint("most_minutes IS NOT NULL OR most_bookings IS NOT NULL", name="limits"),
        CheckConstraint("most_minutes IS NULL OR most_minutes >= 0", name="minutes_not_negative"),
        CheckConstraint("most_bookings IS NULL OR most_bookings >= 0",
                        name="bookings_not_negative"),
        Index(None, "site_id", "plan_id"),
    )  # fmt: skip

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plans.id"))
    subject: Mapped[QuotaSubject] = mapped_column(default=QuotaSubject.PERSON)
    space_kind: Mapped[SpaceKind | None]
    period: Mapped[QuotaPeriod]
    most_minutes: Mapped[int | None]
    most_bookings: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    plan: Mapped[Plan | None] = relationship(lazy="joined")
