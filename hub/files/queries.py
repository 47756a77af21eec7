"""Questions about files."""

from uuid import UUID

from sqlalchemy import select

from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.files.rules import Scan


def get_file(file_id: UUID) -> File:
    """Raises: NotFound, also for a deleted one."""
    file = db.session.get(File, file_id)
    if file is None or file.deleted_at is not None:
        raise NotFound(_("There is no such file."))
    return file


def waiting_for_scan(*, limit: int) -> list[UUID]:
    """Ids of what no scanner has judged yet; those that were never tried first."""
    query = (
        select(File.id)
        .where(File.scan == Scan.UNSCANNED, File.deleted_at.is_(None))
        .order_by(File.scan_tried_at.is_not(None), File.scan_tried_at, File.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
