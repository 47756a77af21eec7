"""Versions: a draft, written, published for good; the next one begins as a copy of the last."""

from typing import Any

from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.courses.errors import DraftExists, NotReady
from hub.learning.courses.models import Course, CourseVersion, Lesson
from hub.learning.courses.queries.courses import draft_of
from hub.learning.courses.queries.versions import (
    item_draft_of,
    reasons_against,
    version_draft_of,
    version_items,
)
from hub.learning.courses.rules.documents import read_document, write_document
from hub.learning.courses.services.checks import (
    changed,
    check_not_archived,
    hold,
    hold_draft,
    refuse,
    told,
)
from hub.learning.courses.services.files import copy_files, let_go
from hub.learning.courses.services.rows import new_row


def new_version(course: Course, *, by: User) -> CourseVersion:
    """A draft like the newest version, lessons, quizzes, assignments and files and all. Keys stay,
    so that what was learnt stays learnt.

    Raises:
        NotAllowed: not the course's keeper.
        DraftExists: there is one already.
        Conflict: the course is archived.
    """
    hold(course, by=by)
    check_not_archived(course)
    if draft := draft_of(course):
        raise DraftExists(
            _("There is a draft already: version %(number)s.", number=draft.number),
            number=draft.number,
        )
    last = course.versions[-1] if course.versions else None
    version = empty_version(course)
    if last is not None:
        version.outcomes, version.syllabus = list(last.outcomes), dict(last.syllabus)
        _copy_items(last, version)
    db.session.flush()
    db.session.expire(version)
    record("course-version.made", version, after={"number": version.number})
    return version


def empty_version(course: Course) -> CourseVersion:
    """The next draft, with nothing in it. The caller holds the course."""
    number = max((each.number for each in course.versions), default=0) + 1
    version = CourseVersion(course_id=course.id, number=number)
    db.session.add(version)
    db.session.flush()
    db.session.expire(course, ["versions"])
    return version


def change_version(
    version: CourseVersion,
    *,
    outcomes: list[Words],
    syllabus: Words,
    by: User,
    expected: int | None = None,
) -> None:
    """Set what a draft promises and its syllabus in words.

    Raises:
        NotAllowed, CourseChanged, VersionFrozen, Conflict: see `hold_draft`.
        Invalid: too long, or too many.
    """
    hold_draft(version, by=by, expected=expected)
    draft, errors = read_document({"outcomes": outcomes, "syllabus": syllabus})
    refuse(errors)
    values: dict[str, Any] = {"outcomes": draft.outcomes, "syllabus": draft.syllabus}
    before, after = changed(version, values)
    if after:
        version.version += 1
        db.session.flush()
        record("course-version.changed", version, before=told(before), after=told(after))


def publish_version(version: CourseVersion, *, by: User, expected: int | None = None) -> None:
    """From now on it stays as it is, and new runs begin with it. Runs that have begun keep theirs.

    Raises:
        NotAllowed, CourseChanged, VersionFrozen, Conflict: see `hold_draft`.
        NotReady: see `reasons_against`.
    """
    hold_draft(version, by=by, expected=expected)
    _document, errors = read_document(write_document(version_draft_of(version)))
    reasons = reasons_against(version) or [s for wrong in errors.values() for s in wrong]
    if reasons:
        raise NotReady(
            _("This version cannot be published yet: %(reason)s", reason=reasons[0]),
            reasons=reasons,
        )
    version.published_at, version.published_by_id = now(), by.id
    version.version += 1
    db.session.flush()
    record("course-version.published", version, after={"number": version.number})


def discard_version(version: CourseVersion, *, by: User) -> None:
    """Throw a draft away. The next one begins as a copy of the last that is published.

    Raises:
        NotAllowed, VersionFrozen, Conflict: see `hold_draft`.
    """
    hold_draft(version, by=by)
    course = version.course
    record("course-version.discarded", course, before={"number": version.number})
    db.session.delete(version)
    db.session.flush()
    db.session.expire(course, ["versions"])
    let_go(course)


def _copy_items(last: CourseVersion, version: CourseVersion) -> None:
    for position, item in enumerate(version_items(last), start=1):
        row = new_row(version, item_draft_of(item), position=position)
        db.session.flush()
        if isinstance(item, Lesson) and isinstance(row, Lesson):
            copy_files(item, row)
