"""What every service of courses asks first, and how it says no."""

from typing import Any

from accelerator.programmes.services.checks import changed, refuse
from hub.accounts.models import User
from hub.core.database import lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.i18n import gettext as _
from hub.learning.courses.errors import CourseChanged, VersionFrozen
from hub.learning.courses.models import Course, CourseVersion
from hub.learning.courses.permissions import can_manage_course

#: Long texts, of which history keeps only that they changed.
LONG = ("summary", "about", "syllabus", "outcomes", "body", "intro", "brief", "questions", "rubric")


def hold(course: Course, *, by: User, expected: int | None = None) -> None:
    """Keep others from the course until we are done.

    Raises:
        NotAllowed: not somebody who keeps this course.
        CourseChanged: the caller saw another version than the one that stands.
    """
    if not can_manage_course(by, course):
        raise NotAllowed(_("Only those who keep this course may do this."))
    lock(course)
    check_seen(course, expected)


def hold_draft(version: CourseVersion, *, by: User, expected: int | None = None) -> None:
    """The course, and the version too, which is still a draft.

    Raises:
        NotAllowed, CourseChanged: as `hold`.
        VersionFrozen: it is published.
        Conflict: the course is archived.
    """
    hold(version.course, by=by)
    check_not_archived(version.course)
    lock(version)
    if version.published_at is not None:
        raise VersionFrozen(
            _("This version is published and stays as it is. Please make a new version.")
        )
    check_seen(version, expected)


def check_seen(row: Course | CourseVersion, expected: int | None) -> None:
    if expected is not None and expected != row.version:
        raise CourseChanged(
            _("Somebody changed this since you opened it. Please look again, then change it."),
            version=row.version,
        )


def check_not_archived(course: Course) -> None:
    if course.archived_at is not None:
        raise Conflict(_("This course is archived. Restore it first."))


def told(values: dict[str, Any]) -> dict[str, Any]:
    """What history keeps: of long texts only that they changed."""
    short = {name: value for name, value in values.items() if name not in LONG}
    long = [name for name in LONG if values.get(name)]
    return short | ({"texts": long} if long else {})


__all__ = [
    "changed",
    "check_not_archived",
    "check_seen",
    "hold",
    "hold_draft",
    "refuse",
    "told",
]
