"""Who works on an application, who is asked to, and what they say to each other beside it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models.applications import Application
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class TeamRole(StrEnum):
    """Only the owner hands in, withdraws and invites."""

    OWNER = "owner"
    EDIT = "edit"
    COMMENT = "comment"
    VIEW = "view"


class InvitationState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    TAKEN_BACK = "taken-back"
    DECLINED = "declined"


class ApplicationMember(Model):
    __tablename__ = "application_members"
    __table_args__ = (
        UniqueConstraint("application_id", "user_id"),
        Index(
            "uq_application_members_one_owner",
            "application_id",
            unique=True,
            postgresql_where=text("role = 'owner' AND left_at IS NULL"),
            sqlite_where=text("role = 'owner' AND left_at IS NULL"),
        ),
        Index(None, "user_id", "left_at"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[TeamRole]
    joined_at: Mapped[datetime] = mapped_column(default=now)
    left_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class ApplicationInvitation(Model):
    """Asks a co-founder in. Also accepted after the deadline, when there is nothing to write."""

    __tablename__ = "application_invitations"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("(state = 'sent') = (answered_at IS NULL)", name="answered_has_a_time"),
        Index(None, "application_id", "state"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[TeamRole]
    token_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[InvitationState] = mapped_column(default=InvitationState.SENT)
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    sent_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    invited_by: Mapped[User] = relationship()


class TeamComment(Model):
    """Between the people of a team; nobody else ever sees it."""

    __tablename__ = "team_comments"
    __table_args__ = (Index(None, "application_id", "made_at"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    #: The question it is about, if one.
    key: Mapped[str | None] = mapped_column(String(60))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(String(2000))
    made_at: Mapped[datetime] = mapped_column(default=now)
    resolved_at: Mapped[datetime | None]

    author: Mapped[User] = relationship()
