"""Tokens with which a person's programs call the API."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models.people import User
from hub.core.clock import now
from hub.core.database import Model


class TokenScope(StrEnum):
    """What a token may be used for; never more than its person may do."""

    READ = "read"
    APPLICATIONS_WRITE = "applications:write"
    BOOKINGS_WRITE = "bookings:write"
    ORGANISATIONS_WRITE = "organisations:write"
    PROFILE_WRITE = "profile:write"
    LEARNING_WRITE = "learning:write"
    REVIEWS_WRITE = "reviews:write"
    ADMIN = "admin"


class ApiToken(Model):
    """The secret itself is shown once and never kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        Index(None, "user_id", "revoked_at"),
        CheckConstraint("expires_at IS NULL OR expires_at > made_at", name="lives_for_a_while"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(80))
    #: How the secret begins, so that its person can tell which one it is.
    beginning: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: None: the house made it, at an operator's command.
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: Written at most once a minute.
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now() < self.expires_at)
