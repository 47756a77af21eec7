"""Questions about files."""

from uuid import UUID

from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files.models import File


def get_file(file_id: UUID) -> File:
    """Raises: NotFound, also for a deleted one."""
    file = db.session.get(File, file_id)
    if file is None or file.deleted_at is not None:
        raise NotFound(_("There is no such file."))
    return file
