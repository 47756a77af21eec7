"""Conflicts of interest: between a person who would judge or help, and a startup."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class ConflictSource(StrEnum):
    DECLARED = "declared"
    DETECTED = "detected"
    #: Entered by the programme's staff.
    STAFF = "staff"


class ConflictState(StrEnum):
    """A suspected one (an unverified address, a shared domain) asks the person before anything is
    opened; it keeps out as long as nobody has answered."""

    SUSPECTED = "suspected"
    STANDS = "stands"
    CLEARED = "cleared"


#: In these the person sees nothing of the startup's applications, anywhere.
KEEPS_OUT = frozenset({ConflictState.SUSPECTED, ConflictState.STANDS})


class Conflict(Model):
    """One person, one startup, one kind. Cleared ones stay, with who cleared them and why."""

    __tablename__ = "conflicts"
    __table_args__ = (
        UniqueConstraint("person_id", "startup_id", "kind"),
        CheckConstraint(
            "(state = 'cleared') = (cleared_at IS NOT NULL)", name="cleared_has_a_time"
        ),
        Index(None, "startup_id", "state"),
        Index(None, "person_id", "state"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    kind: Mapped[ConflictKind]
    source: Mapped[ConflictSource]
    state: Mapped[ConflictState]
    #: What was found, in a form that names no secret: "same e-mail domain", "member since 2024".
    evidence: Mapped[str] = mapped_column(String(240), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    noted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    noted_at: Mapped[datetime] = mapped_column(default=now)
    cleared_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    cleared_at: Mapped[datetime | None]

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    startup: Mapped[Startup] = relationship()
