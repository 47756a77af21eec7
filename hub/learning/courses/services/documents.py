"""A whole version from one document: written in an editor, or brought from another city."""

from typing import Any

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.files.services import Stored
from hub.history.services import record
from hub.learning.courses.models import Course, CourseVersion, Lesson
from hub.learning.courses.queries.courses import draft_of
from hub.learning.courses.queries.versions import version_items
from hub.learning.courses.rules.documents import read_document, read_part
from hub.learning.courses.rules.drafts import ItemDraft, VersionDraft
from hub.learning.courses.services.checks import (
    check_not_archived,
    check_seen,
    hold,
    refuse,
)
from hub.learning.courses.services.files import let_go, put_files, stored_files
from hub.learning.courses.services.rows import new_row
from hub.learning.courses.services.versions import empty_version


def put_document(
    course: Course,
    document: dict[str, Any],
    *,
    by: User,
    stored: dict[str, Stored] | None = None,
    expected: int | None = None,
) -> CourseVersion:
    """Make the course's draft what the document says; without a draft, a new one. What the draft
    had is gone. Publish it afterwards with `publish_version`.

    Args:
        document: its whole shape is written down in `rules.documents`.
        stored: what `stored_files` made of its files beforehand; else they are stored now.
        expected: the `version` of the draft that the caller saw.

    Raises:
        NotAllowed, CourseChanged, Conflict: not its keeper, too late, or it is archived.
        Invalid: all that is wrong, by place: `{"items.2.questions.0.options": ["…"]}`.
    """
    hold(course, by=by)
    check_not_archived(course)
    wanted = understood(document)
    version = draft_of(course) or empty_version(course)
    check_seen(version, expected)
    _empty(version)
    version.outcomes, version.syllabus = wanted.outcomes, wanted.syllabus
    if stored is None:
        stored = stored_files(course, wanted.all_files)
    _write(version, wanted, stored=stored, by=by)
    version.version += 1
    db.session.flush()
    db.session.expire(version)
    let_go(course)
    record(
        "course-version.written",
        version,
        after={"number": version.number, "parts": [item.key for item in wanted.items]},
    )
    return version


def understood(document: Any) -> VersionDraft:
    """Raises: Invalid, with all that is wrong."""
    wanted, errors = read_document(document)
    if errors:
        place, sentences = next(iter(errors.items()))
        raise Invalid(
            _(
                "This document cannot be used as it is: %(place)s: %(reason)s",
                place=place or _("the whole"),
                reason=sentences[0],
            ),
            errors=errors,
        )
    return wanted


def understood_part(part: Any) -> ItemDraft:
    """One part as it stands in the `items` of a document, without files. Raises: Invalid."""
    draft, errors = read_part(part)
    refuse(errors)
    return draft


def _empty(version: CourseVersion) -> None:
    for item in version_items(version):
        db.session.delete(item)
    db.session.flush()
    db.session.expire(version, ["lessons", "quizzes", "assignments"])


def _write(
    version: CourseVersion, wanted: VersionDraft, *, stored: dict[str, Stored], by: User
) -> None:
    for position, draft in enumerate(wanted.items, start=1):
        row = new_row(version, draft, position=position)
        db.session.flush()
        if isinstance(row, Lesson):
            put_files(row, wanted.files.get(draft.key, ()), stored=stored, by=by)
