"""What a team agreed to when it took its place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.places.models import Place


class Acceptance(Model):
    """Who took the place for the team, when, and the words that they agreed to, as they read them.
    Kept whatever becomes of the cohort's text."""

    __tablename__ = "acceptances"

    place_id: Mapped[UUID] = mapped_column(ForeignKey("places.id"), unique=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    accepted_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    accepted_at: Mapped[datetime] = mapped_column(default=now)
    #: 0: there was nothing to agree to.
    agreement_version: Mapped[int]
    agreement_language: Mapped[str] = mapped_column(String(2))
    agreement_text: Mapped[str] = mapped_column(Text, default="")

    place: Mapped[Place] = relationship()
    application: Mapped[Application] = relationship()
    accepted_by: Mapped[User] = relationship()
