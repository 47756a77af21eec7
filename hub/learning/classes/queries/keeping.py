"""What those who keep classes choose from, and how many people a change concerns."""

from sqlalchemy import select

from accelerator.programmes.models import Cohort, Phase
from hub.accounts.models import User
from hub.core.database import db
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.seats import pool_of
from hub.learning.courses.models import Course, CourseVersion
from hub.learning.courses.permissions import managed_programmes
from hub.places.queries import counts


def courses_to_run(person: User) -> list[Course]:
    """Courses that somebody keeps, and of which a syllabus is published."""
    published = select(CourseVersion.course_id).where(CourseVersion.published_at.is_not(None))
    query = select(Course).where(Course.archived_at.is_(None), Course.id.in_(published))
    programmes = managed_programmes(person)
    if programmes is not None:
        query = query.where(Course.programme_id.in_(programmes))
    return list(db.session.scalars(query.order_by(Course.slug)))


def cohorts_to_name(_person: User) -> list[Cohort]:
    """Whose members a class may be for."""
    query = select(Cohort).where(Cohort.phase.not_in((Phase.DRAFT, Phase.ARCHIVED)))
    return list(db.session.scalars(query.order_by(Cohort.opens_at.desc())))


def concerned(run: ClassRun) -> int:
    """How many people have a place in it, or the offer of one."""
    found = counts(pool_of(run))
    return found.confirmed + found.offered


def waiting(run: ClassRun) -> int:
    return counts(pool_of(run)).waiting
