"""Mentors: who they are for every cohort, and how those come in who were invited."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.programmes.models import Cohort
from hub.accounts.models import Invitation, User
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Organisation


class Way(StrEnum):
    """How a mentor likes to work."""

    IN_PERSON = "in-person"
    VIDEO = "video"
    WRITING = "writing"
    WORKSHOP = "workshop"
    INTRODUCTIONS = "introductions"


class Sight(StrEnum):
    """Who sees a field of a mentor's profile."""

    EVERYBODY = "everybody"
    #: People with an account who have something to do with the programme.
    NETWORK = "network"
    #: The mentor, the coordinators of their organisations and the programme's staff.
    STAFF = "staff"


class Mentor(Model):
    """One profile for all cohorts. Their support organisations are the `Membership`s of the person,
    over time. `shown` says field by field who sees it (`rules.sight.FIELDS` has the defaults)."""

    __tablename__ = "mentors"
    __table_args__ = (
        CheckConstraint(
            "(code_version IS NULL) = (code_accepted_at IS NULL)", name="accepted_a_version"
        ),
        Index(None, "left_at", "paused_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    headline: Mapped[str] = mapped_column(String(140), default="")
    about: Mapped[str] = mapped_column(String(2000), default="")
    #: Values of `Topic`, `Sector`, `Stage` and `Dimension`; codes of languages; values of `Way`.
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    sectors: Mapped[list[str]] = mapped_column(JSON, default=list)
    stages: Mapped[list[str]] = mapped_column(JSON, default=list)
    dimensions: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    ways: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: [{"label": "…", "url": "https://…"}]
    links: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    #: Where they hold sessions on video; shown to the startup, near the time only.
    video_url: Mapped[str] = mapped_column(String(300), default="")
    #: Field to value of `Sight`.
    shown: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: Other addresses they are known by, for finding conflicts; unverified ones only ask.
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: Of the code of conduct.
    code_version: Mapped[int | None]
    code_accepted_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    #: A pause may end by itself.
    paused_until: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return self.user.name


class AwaitedMentor(Model):
    """What is already known of somebody who was invited: kept until they accept."""

    __tablename__ = "awaited_mentors"

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id"), unique=True)
    #: Whose coordinator invited them; they become its member.
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    #: Asked for this cohort, with so many places, as soon as they are in.
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohorts.id"))
    places: Mapped[int] = mapped_column(default=1)
    #: The columns of `Mentor` that are known.
    profile: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    invitation: Mapped[Invitation] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship()
    cohort: Mapped[Cohort | None] = relationship()
