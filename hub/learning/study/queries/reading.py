"""Who reads in a class: somebody with a place, or who teaches; and the items they read."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_teach
from hub.learning.courses.models import CourseAssignment, Lesson, Quiz
from hub.learning.courses.queries import Item, item_called
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries import live_enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.study.errors import NoPlaceInClass

I = TypeVar("I", Lesson, Quiz, CourseAssignment)  # noqa: E741


@dataclass(frozen=True)
class Reader:
    """Who teaches may have no enrolment, and sees all without progress of their own."""

    run: ClassRun
    person: User
    enrolment: Enrolment | None
    teaches: bool

    @property
    def learner(self) -> Enrolment:
        """Raises: NoPlaceInClass, for who only teaches."""
        if self.enrolment is None:
            raise NoPlaceInClass
        return self.enrolment


def reader_of(run: ClassRun, person: User) -> Reader:
    """Raises: NoPlaceInClass."""
    enrolment = live_enrolment(run, person)
    holds = enrolment is not None and enrolment.state is Standing.CONFIRMED
    teaches = can_teach(person, run)
    if not holds and not teaches:
        raise NoPlaceInClass
    return Reader(run, person, enrolment if holds else None, teaches=teaches)


def run_taught(run_id: UUID, *, by: User) -> ClassRun:
    """Raises: NotFound, also for who does not teach it."""
    found = db.session.get(ClassRun, run_id)
    if found is None or not can_teach(by, found):
        raise NotFound(_("There is no such class."))
    return found


def lesson_of(run: ClassRun, key: str) -> Lesson:
    """Raises: NotFound."""
    return _of_kind(item_called(run.of_version, key), Lesson)


def quiz_of(run: ClassRun, key: str) -> Quiz:
    """Raises: NotFound."""
    return _of_kind(item_called(run.of_version, key), Quiz)


def assignment_of(run: ClassRun, key: str) -> CourseAssignment:
    """Raises: NotFound."""
    return _of_kind(item_called(run.of_version, key), CourseAssignment)


def _of_kind(item: Item, kind: type[I]) -> I:
    if not isinstance(item, kind):
        raise NotFound(_("There is no such part of this class."))
    return item
