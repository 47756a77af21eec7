"""Organisations of the network, their members, and the hub's sites."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.holiday_names import shown_name

#: Who said that a day is a holiday, where no calendar did.
STAFF = "staff"


class OrganisationKind(StrEnum):
    STARTUP = "startup"
    SUPPORT = "support-organisation"
    CITY_AGENCY = "city-agency"
    ACADEMIA = "academia"
    COMMUNITY = "community"
    COMPANY = "company"
    MEDIA = "media"
    FUNDER = "funder"


class MemberRole(StrEnum):
    OWNER = "owner"
    COORDINATOR = "coordinator"
    MEMBER = "member"


class Site(Model):
    """A place of the hub in one city, with its own clock, money and holidays."""

    __tablename__ = "sites"

    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    city: Mapped[str] = mapped_column(String(80))
    zone: Mapped[str] = mapped_column(String(64))
    currency: Mapped[str] = mapped_column(String(3))
    #: Country and subdivision for the `holidays` package: ID, DE-BE, TH.
    holiday_calendar: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(240), default="")


class Organisation(Model):
    __tablename__ = "organisations"
    __table_args__ = (Index(None, "kind", "name"),)

    name: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[OrganisationKind]
    city: Mapped[str] = mapped_column(String(80), default="")
    website: Mapped[str] = mapped_column(String(240), default="")
    about: Mapped[str] = mapped_column(String(2000), default="")
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    archived_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")


class Membership(Model):
    """A person's part in an organisation. Left ones are kept with the day they ended."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("organisation_id", "user_id"),
        CheckConstraint("left_at IS NULL OR left_at >= joined_at", name="leaves_after_joining"),
        Index(None, "user_id", "left_at"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[MemberRole] = mapped_column(default=MemberRole.MEMBER)
    title: Mapped[str] = mapped_column(String(120), default="")
    joined_at: Mapped[datetime] = mapped_column(default=now)
    left_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship()


class Holiday(Model):
    """A public holiday of a site, stored so that staff can change what it means for the house."""

    __tablename__ = "holidays"
    __table_args__ = (UniqueConstraint("site_id", "day"),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(160))
    closed: Mapped[bool] = mapped_column(default=True)
    #: The package and version that said so, or `staff`; `staff, holidays 0.109` where only the name
    #: is still the package's.
    source: Mapped[str] = mapped_column(String(60))

    site: Mapped[Site] = relationship()

    @property
    def is_of_staff(self) -> bool:
        """Loading leaves it alone."""
        return self.source.startswith(STAFF)

    @property
    def shown_name(self) -> str:
        return shown_name(self.name, source=self.source, calendar=self.site.holiday_calendar)
