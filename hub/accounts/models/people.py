"""People, and what they may do."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.core.clock import now
from hub.core.database import Model


class Role(StrEnum):
    """What somebody is for the hub. Each grant of a role has a scope."""

    ADMIN = "admin"
    AUDITOR = "auditor"
    FINANCE = "finance"
    HUB_MANAGER = "hub-manager"
    PROGRAMME_MANAGER = "programme-manager"
    CITY_OFFICER = "city-officer"
    INSTRUCTOR = "instructor"
    REVIEWER = "reviewer"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    FOUNDER = "founder"


#: Roles that see other people's matters: they need a second factor.
STAFF_ROLES = frozenset(
    {Role.ADMIN, Role.AUDITOR, Role.FINANCE, Role.HUB_MANAGER, Role.PROGRAMME_MANAGER}
)


class ScopeKind(StrEnum):
    PLATFORM = "platform"
    SITE = "site"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"


class User(UserMixin, Model):
    """A person. One name field: many people in Indonesia have one name."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_verified_at: Mapped[datetime | None]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="Asia/Jakarta")
    photo_id: Mapped[UUID | None]
    totp_secret: Mapped[str | None] = mapped_column(String(200))
    #: The last TOTP time step accepted, so that a code works once.
    totp_last_step: Mapped[int | None]
    disabled_at: Mapped[datetime | None]
    joined_at: Mapped[datetime] = mapped_column(default=now)

    #: The random token of the sign-in behind this request; set by the door, never kept here.
    sign_in_token = ""

    # UserMixin compares `get_id()`, which is empty for all who have not signed in: to it, any two
    # of them are one. A row is itself; a session holds each row once.
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    grants: Mapped[list["Grant"]] = relationship(
        back_populates="user", lazy="selectin", foreign_keys="Grant.user_id"
    )

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def is_staff(self) -> bool:
        return any(grant.role in STAFF_ROLES for grant in self.live_grants)

    @property
    def live_grants(self) -> list["Grant"]:
        return [grant for grant in self.grants if grant.ended_at is None]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if words[1:] else words)).upper()

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie: a token that can be ended, not who somebody is."""
        return self.sign_in_token

    def __repr__(self) -> str:
        return f"<User {self.id}>"


class Grant(Model):
    """A role given to a person within a scope, until it is ended. Ended grants are kept."""

    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint(
            "(scope_kind = 'platform') = (scope_id IS NULL)", name="platform_has_no_scope_id"
        ),
        Index(None, "user_id", "ended_at"),
        Index(None, "scope_kind", "scope_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[Role]
    scope_kind: Mapped[ScopeKind] = mapped_column(default=ScopeKind.PLATFORM)
    #: The site, programme or organisation. No foreign key: those live on higher floors.
    scope_id: Mapped[UUID | None]
    granted_at: Mapped[datetime] = mapped_column(default=now)
    granted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])
