"""What is known about each stored file. The bytes lie in the folder of `storage`, by id."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hub.core.clock import now
from hub.core.database import Model
from hub.files.rules import Kind, Scan


class File(Model):
    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("size > 0", name="is_not_empty"),
        Index(None, "owner_kind", "owner_id"),
        Index(None, "scan", "scan_tried_at"),
    )

    #: The table and row that the file belongs to. No foreign key: owners live on higher floors.
    owner_kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[UUID]
    kind: Mapped[Kind] = mapped_column(default=Kind.PHOTO, server_default=Kind.PHOTO.value)
    #: What the person called it: shown, never used to find or serve the file.
    original_name: Mapped[str] = mapped_column(String(200), default="")
    #: By content, never by what the client said.
    content_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    #: Of a PDF, when we could count them.
    pages: Mapped[int | None]
    #: Content type of the copy without names and metadata; none for kinds that cannot be cleaned.
    stripped_type: Mapped[str | None] = mapped_column(String(80))
    scan: Mapped[Scan] = mapped_column(default=Scan.UNSCANNED, server_default=Scan.UNSCANNED.value)
    scan_tried_at: Mapped[datetime | None]
    made_by_id: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: From then on nobody is shown it; its bytes go with the next sweep.
    deleted_at: Mapped[datetime | None]

    @property
    def has_stripped_copy(self) -> bool:
        return self.stripped_type is not None
