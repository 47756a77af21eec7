"""Where somebody is signed in, and how often somebody may guess."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models.people import User
from hub.accounts.rules.lifetimes import has_run_out
from hub.core.clock import now
from hub.core.database import Model


class SignIn(Model):
    """A browser in which a person is signed in. Its cookie holds a random token, the row only the
    token's hash, so that ending the row ends the cookie and a stolen table opens nothing."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        Index(None, "user_id", "ended_at"),
        Index(None, "acting_for_id"),
        CheckConstraint(
            "(acting_for_id IS NULL) = (acting_since IS NULL)", name="acting_has_a_start"
        ),
        Index(None, "confined_to"),
        CheckConstraint(
            "confined_to IS NULL OR acting_for_id IS NULL", name="confined_acts_for_nobody"
        ),
    )

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: Written at most once a minute.
    seen_at: Mapped[datetime] = mapped_column(default=now)
    #: The latest end, whatever is done in it; idle time may end it before.
    expires_at: Mapped[datetime] = mapped_column(index=True)
    #: Such as "Firefox on Linux": enough to recognise one's own device in the list.
    device: Mapped[str] = mapped_column(String(80), default="")
    second_factor_at: Mapped[datetime | None]
    #: When the person last proved to be the person; sensitive changes want it fresh.
    proved_at: Mapped[datetime] = mapped_column(default=now)
    acting_for_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    acting_since: Mapped[datetime | None]
    #: The one thing that it opens (`hub.accounts.confined`); None: the person's account.
    confined_to: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    acting_for: Mapped[User | None] = relationship(foreign_keys=[acting_for_id])

    @property
    def is_over(self) -> bool:
        """By the clock. One that opens a single thing lasts as long as that does, used or not."""
        if now() >= self.expires_at:
            return True
        return self.confined_to is None and has_run_out(
            made_at=self.made_at, seen_at=self.seen_at, is_staff=self.user.is_staff, at=now()
        )


class Guesses(Model):
    """How many guesses were made of late under one key, such as an account from an address."""

    __tablename__ = "guesses"

    #: A hash, because what is counted would say who tried to sign in from where.
    key: Mapped[str] = mapped_column(String(64), unique=True)
    count: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
