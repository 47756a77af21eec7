"""Secrets that work once, and the wishes that wait for them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models.people import User
from hub.core.clock import now
from hub.core.database import Model


class Purpose(StrEnum):
    """The only thing a one-time secret is good for."""

    RESET_PASSWORD = "reset-password"  # noqa: S105
    SECOND_STEP = "second-step"
    PASSKEY_ADD = "passkey-add"
    PASSKEY_USE = "passkey-use"


class OneTimeSecret(Model):
    """A random secret that is out in a mail or a browser; here is its hash. It works once, for one
    purpose, until it expires or something newer ends it."""

    __tablename__ = "one_time_secrets"
    __table_args__ = (Index(None, "user_id", "purpose"),)

    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Purpose]
    #: None while nobody has said who they are: a passkey says it itself.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship()


class SignUp(Model):
    """Somebody's wish to join, until the mail is answered. The person is made only then, from this
    very wish: nobody can lie in wait in an account under an address that is not theirs."""

    __tablename__ = "sign_ups"

    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(64))
    #: The version of the privacy notice that was agreed to.
    consent: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class EmailChange(Model):
    """A person's wish for another address; done when both the old and the new one have agreed."""

    __tablename__ = "email_changes"
    __table_args__ = (Index(None, "user_id", "ended_at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    old_email: Mapped[str] = mapped_column(String(254))
    new_email: Mapped[str] = mapped_column(String(254))
    old_secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    new_secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    old_agreed_at: Mapped[datetime | None]
    new_agreed_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    #: Done, stopped, or replaced by a newer wish.
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Consent(Model):
    """That a person agreed to something, to which version, and when."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "user_id", "what"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    what: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
