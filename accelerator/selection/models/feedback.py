"""What a team that was turned down reads: the readers' words, edited by staff."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application
from accelerator.selection.guards import POSTGRESQL_GUARDS, SQLITE_GUARDS
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model


class FeedbackState(StrEnum):
    #: Gathered; nobody has edited it yet.
    DRAFT = "draft"
    #: Fit for the founders; goes out with the release.
    EDITED = "edited"
    PUBLISHED = "published"


class Feedback(Model):
    __tablename__ = "feedbacks"
    __table_args__ = (
        CheckConstraint("state = 'draft' OR edited_at IS NOT NULL", name="edited_by_somebody"),
        CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name="published_has_a_time"
        ),
        CheckConstraint("state = 'draft' OR text <> ''", name="says_something"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), unique=True)
    #: [{"review": id, "text": str}] as the readers wrote it; never changed once it was edited.
    original: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[FeedbackState] = mapped_column(default=FeedbackState.DRAFT)
    #: Whether the team also reads in which quarter of all it stands, for each criterion.
    with_quarters: Mapped[bool] = mapped_column(default=False)
    #: [[name in all languages, quarter]], reckoned when it is published.
    quarters: Mapped[list[Any]] = mapped_column(JSON, default=list)
    gathered_at: Mapped[datetime] = mapped_column(default=now)
    edited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    edited_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    edited_by: Mapped[User | None] = relationship()


for _dialect, _statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for _statement in _statements:
        event.listen(
            Feedback.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
