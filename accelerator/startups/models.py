"""Startups: one record of each, from its first application to its alumni years."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.vocabulary.terms import Dimension, Sector, Stage
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Organisation


class Startup(Model):
    """The profile of an organisation that is a startup. Its people are the organisation's members;
    name, city and website stand there. Reused in every application."""

    __tablename__ = "startups"
    __table_args__ = (
        CheckConstraint("people >= 0 AND full_time >= 0", name="counts_people"),
        Index(None, "sector"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), unique=True)
    #: One sentence, at most 140 characters.
    pitch: Mapped[str] = mapped_column(String(140), default="")
    stage: Mapped[Stage | None]
    sector: Mapped[Sector | None]
    dimension: Mapped[Dimension | None]
    country: Mapped[str] = mapped_column(String(2), default="")
    founded_on: Mapped[date | None]
    people: Mapped[int] = mapped_column(default=0)
    full_time: Mapped[int] = mapped_column(default=0)
    phone: Mapped[str] = mapped_column(String(40), default="")
    video_url: Mapped[str] = mapped_column(String(240), default="")
    #: Whether it is shown in the public network with its pitch.
    is_public: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return self.organisation.name


class ProfileVersion(Model):
    """The profile as it was when it went into an application: what changed since last time."""

    __tablename__ = "startup_profile_versions"
    __table_args__ = (Index(None, "startup_id", "kept_at"),)

    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    #: The application (or another occasion) for which it was kept.
    occasion_kind: Mapped[str] = mapped_column(String(40))
    occasion_id: Mapped[UUID]
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(default=now)
