"""Which syllabus a run would be made with."""

from sqlalchemy import select

from hub.core.database import db
from hub.learning.courses.models import Course, CourseVersion


def newest_version(course: Course) -> CourseVersion | None:
    """The published one with the highest number; None when nothing was published yet."""
    query = (
        select(CourseVersion)
        .where(CourseVersion.course_id == course.id, CourseVersion.published_at.is_not(None))
        .order_by(CourseVersion.number.desc())
    )
    return db.session.scalars(query.limit(1)).one_or_none()
