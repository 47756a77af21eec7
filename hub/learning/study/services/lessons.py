"""A lesson is opened, and its reader says that it is done."""

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.facts import announce
from hub.history.services import record
from hub.learning.courses.models import Lesson
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.facts import ProgressMade
from hub.learning.study.models import LessonDone
from hub.learning.study.queries.reading import lesson_of
from hub.learning.study.services.checks import hold_place


def open_lesson(enrolment: Enrolment, key: str, *, by: User) -> LessonDone:
    """Noted the first time. Raises: NoPlaceInClass, NotFound."""
    hold_place(enrolment, by=by)
    lesson = lesson_of(enrolment.run, key)
    found = _row(enrolment, key)
    if found is None:
        lock(enrolment)
        found = _row(enrolment, key) or _opened(enrolment, lesson)
    return found


def finish_lesson(enrolment: Enrolment, key: str, *, by: User) -> LessonDone:
    """Done once; again changes nothing. Raises: NoPlaceInClass, NotFound."""
    row = open_lesson(enrolment, key, by=by)
    lock(enrolment)
    db.session.refresh(row)
    if row.done_at is None:
        row.done_at = now()
        db.session.flush()
        record("lesson.done", row, after={"lesson": key})
        announce(ProgressMade(enrolment.id))
    return row


def is_opened(enrolment: Enrolment, key: str) -> bool:
    return _row(enrolment, key) is not None


def is_done(enrolment: Enrolment, key: str) -> bool:
    row = _row(enrolment, key)
    return row is not None and row.done_at is not None


def _opened(enrolment: Enrolment, lesson: Lesson) -> LessonDone:
    row = LessonDone(enrolment_id=enrolment.id, lesson_key=lesson.key)
    db.session.add(row)
    db.session.flush()
    record("lesson.opened", row, after={"lesson": lesson.key})
    return row


def _row(enrolment: Enrolment, key: str) -> LessonDone | None:
    query = select(LessonDone).where(
        LessonDone.enrolment_id == enrolment.id, LessonDone.lesson_key == key
    )
    return db.session.scalars(query).one_or_none()
