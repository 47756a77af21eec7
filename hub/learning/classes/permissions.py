"""Who keeps a class, and who teaches it."""

from sqlalchemy import exists, select

from hub.accounts.models import User
from hub.core.database import db
from hub.learning.classes.models import ClassRun, RunInstructor
from hub.learning.courses.permissions import can_manage_course


def can_manage_run(person: User | None, run: ClassRun) -> bool:
    """Set it up, publish, cancel, give places: whoever keeps its course."""
    return can_manage_course(person, run.course)


def is_instructor(person: User | None, run: ClassRun) -> bool:
    if person is None or not person.is_active:
        return False
    query = exists().where(
        RunInstructor.run_id == run.id,
        RunInstructor.user_id == person.id,
        RunInstructor.left_at.is_(None),
    )
    return bool(db.session.scalar(select(query)))


def can_teach(person: User | None, run: ClassRun) -> bool:
    """Sessions, register, marking, announcements: its instructors, and whoever keeps it."""
    return can_manage_run(person, run) or is_instructor(person, run)


def can_see_run(person: User | None, run: ClassRun) -> bool:
    """The public page: everybody, once it was published; those who teach it before."""
    return run.is_shown or can_teach(person, run)
