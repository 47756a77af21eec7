"""What the panel has decided about an application. Staged: nobody outside knows of it until a
release tells it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application, Outcome
from accelerator.selection.rules.choices import Decided
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model

#: What a choice becomes once the team has been told.
OUTCOMES = {
    Decided.ACCEPT: Outcome.ACCEPTED,
    Decided.CONDITIONAL: Outcome.CONDITIONAL,
    Decided.WAITLIST: Outcome.WAITLISTED,
    Decided.REJECT: Outcome.REJECTED,
}


class Decision(Model):
    """One for each application; `version` counts its changes, and a release says which it told."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("(outcome = 'waitlist') = (rank IS NOT NULL)", name="the_line_has_ranks"),
        CheckConstraint("rank IS NULL OR rank > 0", name="ranks_count_from_one"),
        Index(None, "outcome", "rank"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), unique=True)
    outcome: Mapped[Decided]
    #: In line; 1 is the first.
    rank: Mapped[int | None]
    reason_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: What has to be met; the team reads it.
    conditions: Mapped[str] = mapped_column(Text, default="")
    #: For the file only.
    note: Mapped[str] = mapped_column(String(1000), default="")
    #: Why what the team has been told is to be corrected; the team reads it.
    correction: Mapped[str] = mapped_column(String(1000), default="")
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    decided_by: Mapped[User] = relationship()
