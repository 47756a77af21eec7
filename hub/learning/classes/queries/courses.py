"""A course as everybody sees it."""

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.queries.versions import newest_version
from hub.learning.courses.models import Course, CourseVersion, Prerequisite
from hub.learning.courses.permissions import can_see_course


def course_shown(slug: str, *, seen_by: User | None) -> tuple[Course, CourseVersion | None]:
    """With its newest published syllabus. Raises: NotFound, also for one that is not shown."""
    found = db.session.scalars(select(Course).where(Course.slug == slug)).one_or_none()
    if found is None or not can_see_course(seen_by, found):
        raise NotFound(_("There is no such course."))
    return found, newest_version(found)


def prerequisites_of(course: Course) -> list[Course]:
    """What has to be completed before."""
    query = (
        select(Course)
        .join(Prerequisite, Prerequisite.required_id == Course.id)
        .where(Prerequisite.course_id == course.id)
        .order_by(Course.slug)
    )
    return list(db.session.scalars(query))
