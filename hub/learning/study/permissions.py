"""Who learns in a class and who teaches it; both read its lessons."""

from sqlalchemy import exists, select

from hub.accounts.models import User
from hub.core.database import db
from hub.learning.classes.models import ClassRun, RunInstructor
from hub.learning.classes.permissions import can_teach
from hub.learning.courses.models import Course
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries import has_place
from hub.places.models import Place
from hub.places.rules.steps import PlaceState


def can_read(person: User | None, run: ClassRun) -> bool:
    """Lessons, discussion, announcements."""
    return person is not None and (has_place(run, person) or can_teach(person, run))


def takes_part(person: User, course: Course) -> bool:
    """In any run of the course, as a learner or as who teaches: may see its lessons' files."""
    learns = (
        exists()
        .where(
            Enrolment.user_id == person.id,
            Enrolment.ended_at.is_(None),
            Enrolment.run_id == ClassRun.id,
            Enrolment.place_id == Place.id,
            Place.state == PlaceState.CONFIRMED,
        )
        .correlate(ClassRun)
    )
    teaches = (
        exists()
        .where(
            RunInstructor.run_id == ClassRun.id,
            RunInstructor.user_id == person.id,
            RunInstructor.left_at.is_(None),
        )
        .correlate(ClassRun)
    )
    query = select(ClassRun.id).where(ClassRun.course_id == course.id, learns | teaches)
    return db.session.scalars(query.limit(1)).first() is not None
