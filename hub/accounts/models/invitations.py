"""Invitations by mail: a way in for somebody who may not have an account yet."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models.people import Role, ScopeKind, User
from hub.core.clock import now
from hub.core.database import Model


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Invitation(Model):
    """To one address; it may bring a role and a place in an organisation with it. The link in the
    mail holds a secret, this row its hash; sending it again makes another and ends the last."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint("(role IS NULL) = (scope_kind IS NULL)", name="role_has_a_scope"),
        CheckConstraint(
            "scope_kind IS NULL OR (scope_kind = 'platform') = (scope_id IS NULL)",
            name="platform_has_no_scope_id",
        ),
        CheckConstraint(
            "(organisation_id IS NULL) = (member_role IS NULL)", name="member_has_a_role"
        ),
        CheckConstraint(
            "(accepted_at IS NULL) = (accepted_by_id IS NULL)", name="somebody_accepted"
        ),
        Index(None, "email"),
        Index(None, "organisation_id"),
        Index(None, "invited_by_id", "made_at"),
    )

    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role | None]
    scope_kind: Mapped[ScopeKind | None]
    scope_id: Mapped[UUID | None]
    #: No foreign key, and the role as text: organisations live on a higher floor.
    organisation_id: Mapped[UUID | None]
    member_role: Mapped[str | None] = mapped_column(String(40))
    invited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime] = mapped_column(default=now)
    times_sent: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None]

    invited_by: Mapped[User | None] = relationship(foreign_keys=[invited_by_id])

    @property
    def state(self) -> InvitationState:
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if now() >= self.expires_at else InvitationState.OPEN
