"""Spaces: what can be booked, the units they are made of, and when they are open."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.core.clock import now
from hub.core.database import Model
from hub.core.money import Money
from hub.organisations.models import Site


class SpaceKind(StrEnum):
    ROOM = "room"
    HALL = "hall"
    DESK_AREA = "desk-area"
    DESK = "desk"
    STUDIO = "studio"
    LAB = "lab"
    EQUIPMENT = "equipment"


class Level(Model):
    """A floor of a site. `plan` is its outline in the floor plan's own units."""

    __tablename__ = "levels"
    __table_args__ = (UniqueConstraint("site_id", "name"),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    site: Mapped[Site] = relationship()


class Unit(Model):
    """The smallest thing that can be taken. An exclusive unit is taken by one at a time; a pooled
    one (anonymous seats, a box of microphones) by as many as it has places."""

    __tablename__ = "units"
    __table_args__ = (
        UniqueConstraint("site_id", "name"),
        # What an occupancy points at, so that it cannot claim the wrong kind of unit.
        UniqueConstraint("id", "pooled"),
        CheckConstraint("places > 0", name="has_places"),
        CheckConstraint("pooled OR places = 1", name="exclusive_has_one_place"),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(120))
    pooled: Mapped[bool] = mapped_column(Boolean, default=False)
    places: Mapped[int] = mapped_column(default=1)


class SpaceUnit(Model):
    """Of which units a space is made. A hall that joins two rooms has the units of both."""

    __tablename__ = "space_units"
    __table_args__ = (UniqueConstraint("space_id", "unit_id"), Index(None, "unit_id"))

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id", ondelete="CASCADE"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))

    unit: Mapped[Unit] = relationship(lazy="joined")


class Space(Model):
    """Something a person can book. Times are minutes; the rate is per hour, in minor units."""

    __tablename__ = "spaces"
    __table_args__ = (
        UniqueConstraint("site_id", "name"),
        UniqueConstraint("site_id", "slug"),
        CheckConstraint("capacity_people > 0", name="holds_somebody"),
        CheckConstraint(
            "setup_minutes >= 0 AND cleanup_minutes >= 0 AND buffer_minutes >= 0",
            name="margins_not_negative",
        ),
        CheckConstraint("shortest_minutes > 0 AND longest_minutes >= shortest_minutes",
                        name="lengths_in_order"),
        CheckConstraint("hourly_rate_minor >= 0", name="rate_not_negative"),
    )  # fmt: skip

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    level_id: Mapped[UUID | None] = mapped_column(ForeignKey("levels.id"))
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[SpaceKind]
    about: Mapped[str] = mapped_column(String(1000), default="")
    capacity_people: Mapped[int]
    #: Codes such as `screen`, `camera`; their names are in `booking.spaces.names`.
    equipment: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: Real blocked time before and after a booking, and the gap that follows any booking.
    setup_minutes: Mapped[int] = mapped_column(default=0)
    cleanup_minutes: Mapped[int] = mapped_column(default=0)
    buffer_minutes: Mapped[int] = mapped_column(default=0)
    grid_minutes: Mapped[int] = mapped_column(default=15)
    shortest_minutes: Mapped[int] = mapped_column(default=30)
    longest_minutes: Mapped[int] = mapped_column(default=600)
    #: How long before the start one must book at the latest, how far ahead at the earliest.
    lead_minutes: Mapped[int] = mapped_column(default=0)
    window_days: Mapped[int] = mapped_column(default=120)
    hourly_rate_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    requires_approval: Mapped[bool] = mapped_column(default=False)
    #: Where it lies on its level's plan: x, y, width, height.
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    site: Mapped[Site] = relationship(lazy="joined")
    level: Mapped[Level | None] = relationship()
    space_units: Mapped[list[SpaceUnit]] = relationship(
        lazy="selectin", cascade="all, delete-orphan"
    )
    opening_rules: Mapped[list["OpeningRule"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def units(self) -> list[Unit]:
        """In the order in which they must be taken."""
        return sorted((link.unit for link in self.space_units), key=lambda unit: unit.id)

    @property
    def is_pooled(self) -> bool:
        return any(unit.pooled for unit in self.units)

    @property
    def hourly_rate(self) -> Money:
        return Money(self.hourly_rate_minor, self.site.currency)


class OpeningRule(Model):
    """Open on a weekday between two wall times of the site, as minutes from midnight. Rules of a
    space replace those of its site; several a day are several intervals. 0–1440 is all day."""

    __tablename__ = "opening_rules"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_from_monday"),
        CheckConstraint("opens >= 0 AND closes > opens AND closes <= 1440", name="within_a_day"),
        Index(None, "site_id", "space_id"),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]


class Closure(Model):
    """A space that nobody can have for a while, and why. It takes the space's units like a booking
    does, so it cannot be laid over one."""

    __tablename__ = "closures"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index(None, "space_id", "starts_at"),
        UniqueConstraint("space_id", "source_uid"),
    )

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    lifted_at: Mapped[datetime | None]
    #: Where an imported one came from: the event's UID and start, so that it comes once.
    source_uid: Mapped[str | None] = mapped_column(String(300))

    space: Mapped[Space] = relationship()
