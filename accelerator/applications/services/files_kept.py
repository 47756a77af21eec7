"""Which stored files an application's answers may name, and which nobody names any more."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from accelerator.applications.models import Answer, Application, Revision
from accelerator.forms.rules import AnswerRefused
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.files.services import delete

OWNER = Application.__tablename__


def known_files(application: Application, value: Any) -> list[dict[str, Any]] | None:
    """The answer with what we know of each file, whatever was claimed.

    Raises:
        AnswerRefused: one is not this application's.
    """
    if not value:
        return None
    given = value if isinstance(value, list) else [value]
    ids = [_id(each.get("file")) if isinstance(each, dict) else None for each in given]
    files = {
        file.id: file
        for file in db.session.scalars(_living(application).where(File.id.in_(filter(None, ids))))
    }
    if any(each not in files for each in ids):
        raise AnswerRefused(_("Please choose the file again."))
    return [plain(files[each]) for each in ids if each is not None]


def plain(file: File) -> dict[str, Any]:
    """A file as it stands in an answer."""
    return {
        "file": str(file.id),
        "name": file.original_name,
        "size": file.size,
        "type": file.content_type,
    }


def how_many(application: Application) -> int:
    query = _living(application).with_only_columns(func.count())
    return db.session.scalar(query) or 0


def let_go(application: Application) -> None:
    """Delete the files that no answer and no revision names."""
    kept: set[str] = set()
    answers = select(Answer.value).where(Answer.application_id == application.id)
    for value in db.session.scalars(answers):
        kept |= _named(value)
    revisions = select(Revision.answers).where(Revision.application_id == application.id)
    for whole in db.session.scalars(revisions):
        for value in whole.values():
            kept |= _named(value)
    for file in db.session.scalars(_living(application)):
        if str(file.id) not in kept:
            delete(file.id)


def _living(application: Application) -> Any:
    return select(File).where(
        File.owner_kind == OWNER, File.owner_id == application.id, File.deleted_at.is_(None)
    )


def _named(value: Any) -> set[str]:
    rows = value if isinstance(value, list) else []
    return {str(row["file"]) for row in rows if isinstance(row, dict) and "file" in row}


def _id(given: Any) -> UUID | None:
    try:
        return UUID(given)
    except (TypeError, ValueError, AttributeError):
        return None
