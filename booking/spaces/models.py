"""Spaces: what can be booked, the units they are made of, and when they are open."""

from datetime import date, datetime
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
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.core.clock import now
from hub.core.database import Model
from hub.core.i18n import language
from hub.core.money import Money
from hub.files.models import File
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
    #: Only for people who have been shown how it is used.
    needs_induction: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Where it lies on its level's plan: x, y, width, height.
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None]
    #: Since when it is made of what it is made of: what ended before then took other units.
    units_changed_at: Mapped[datetime | None]
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
        units = [link.unit for link in self.space_units]
        return sorted(units, key=lambda unit: unit.id) if len(units) > 1 else units

    @property
    def is_pooled(self) -> bool:
        return any(link.unit.pooled for link in self.space_units)

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


class OpeningException(Model):
    """Other hours on one day: of a space, or of the whole site, where `space_id` is empty. They
    replace the week's hours and a holiday. `intervals` are minutes from midnight; none is closed.
    """

    __tablename__ = "opening_exceptions"
    __table_args__ = (
        Index(
            "uq_opening_exceptions_site_day",
            "site_id",
            "day",
            unique=True,
            sqlite_where=text("space_id IS NULL"),
            postgresql_where=text("space_id IS NULL"),
        ),
        UniqueConstraint("space_id", "day"),
        Index(None, "site_id", "day"),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id", ondelete="CASCADE"))
    day: Mapped[date]
    intervals: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(String(160), default="")
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_closed(self) -> bool:
        return not self.intervals


class Induction(Model):
    """Somebody was shown how a space is used; until `valid_until`, that day included, if set."""

    __tablename__ = "inductions"
    __table_args__ = (Index(None, "user_id", "space_id"), Index(None, "space_id", "given_at"))

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)
    valid_until: Mapped[date | None]
    revoked_at: Mapped[datetime | None]


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


class Equipment(Model):
    """What a space can have beside what the house knows by itself; its names by language. A row
    for a code that the house knows says only that it is no longer offered."""

    __tablename__ = "equipment"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str] = mapped_column(String(40))
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    retired_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)


class SpacePicture(Model):
    """A picture of a space, and what is on it in words for those who do not see it, by language."""

    __tablename__ = "space_pictures"
    __table_args__ = (UniqueConstraint("file_id"), Index(None, "space_id", "position"))

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id", ondelete="CASCADE"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"))
    words: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default=text("'{}'"))
    position: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=now)

    file: Mapped[File] = relationship(lazy="joined")

    @property
    def alt(self) -> str:
        """In the reader's language, else in English, else as somebody wrote it."""
        found = self.words.get(language()) or self.words.get("en")
        return found or next(iter(self.words.values()), "")
