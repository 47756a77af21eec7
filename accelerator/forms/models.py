"""Forms and their versions. A version's questions are one document, because they are read, copied,
compared and pinned as one (docs/decisions/0012)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.core.clock import now
from hub.core.database import Model


class VersionState(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    RETIRED = "retired"


class Form(Model):
    """What a cohort asks. It belongs to whoever `owner_kind` and `owner_id` say; owners live on
    higher floors."""

    __tablename__ = "forms"
    __table_args__ = (Index(None, "owner_kind", "owner_id"), Index(None, "made_at", "id"))

    name: Mapped[str] = mapped_column(String(120))
    owner_kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[UUID]
    #: Which of the ready-made ones it began as.
    template_key: Mapped[str] = mapped_column(String(40), default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    versions: Mapped[list["FormVersion"]] = relationship(
        back_populates="form", order_by="FormVersion.number"
    )


class FormVersion(Model):
    """Answers are pinned to one of these. Once live its questions never change."""

    __tablename__ = "form_versions"
    __table_args__ = (
        UniqueConstraint("form_id", "number"),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="draft_until_published"),
        *(
            Index(
                f"uq_form_versions_one_{state}",
                "form_id",
                unique=True,
                postgresql_where=text(f"state = '{state}'"),
                sqlite_where=text(f"state = '{state}'"),
            )
            for state in ("draft", "live")
        ),
    )

    form_id: Mapped[UUID] = mapped_column(ForeignKey("forms.id"))
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(default=VersionState.DRAFT)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Counts edits of a draft; a caller says which one it saw.
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    form: Mapped[Form] = relationship(back_populates="versions")


#: What has been live stays as it was: answers are pinned to it, and read by it.
FIXED_SQLITE = [
    """CREATE TRIGGER form_versions_fixed BEFORE UPDATE OF form_id, number, definition
    ON form_versions WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a published form never changes'); END""",
    """CREATE TRIGGER form_versions_kept BEFORE DELETE ON form_versions WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a published form never changes'); END""",
]
FIXED_POSTGRESQL = [
    """CREATE FUNCTION form_versions_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a published form never changes'; END $$""",
    """CREATE TRIGGER form_versions_fixed BEFORE UPDATE OF form_id, number, definition
    ON form_versions FOR EACH ROW WHEN (OLD.state <> 'draft')
    EXECUTE FUNCTION form_versions_fixed()""",
    """CREATE TRIGGER form_versions_kept BEFORE DELETE ON form_versions
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION form_versions_fixed()""",
]
for dialect, statements in (("sqlite", FIXED_SQLITE), ("postgresql", FIXED_POSTGRESQL)):
    for statement in statements:
        event.listen(
            FormVersion.__table__, "after_create", DDL(statement).execute_if(dialect=dialect)
        )
